//! The mutation operators: each makes every change of its kind that a page has room for.

mod booleans;
mod claims;
mod encoding;
mod equivalent_cells;
mod equivalent_pages;
mod front_matter;
mod keys;
mod labels;
mod links;
mod negation;
mod paste;
mod prose;
mod purposes;
mod renderings;
mod residue;
mod rows;
mod statements;

use crate::mutant::Mutant;
use crate::rng::Rng;
use crate::view::View;

/// A kind of change.
pub struct Operator {
    /// Name in the results.
    pub name: &'static str,
    /// What it does to a page.
    pub does: &'static str,
    /// What is not natural about it, if anything.
    pub synthetic: &'static str,
    /// Checks that name the change rightly. Empty for a change that is no fault.
    pub accept: &'static [&'static str],
    /// Checks that say something true of the changed cell without naming the change.
    pub tolerate: &'static [&'static str],
    /// Recall to reach; for a change that is no fault, the share of alarms to stay below.
    pub bar: Option<f64>,
    /// Whether what the program learns from the pages of the run bears on it.
    pub learned: bool,
    /// All changes of the kind that a page has room for.
    pub make: fn(&View<'_>, &mut Rng) -> Vec<Mutant>,
}

impl Operator {
    /// Whether the change is no fault.
    pub fn is_equivalent(&self) -> bool {
        self.accept.is_empty()
    }
}

/// The least that an operator says of itself.
const PLAIN: Operator = Operator {
    name: "",
    does: "",
    synthetic: "",
    accept: &[],
    tolerate: &[],
    bar: None,
    learned: false,
    make: |_, _| Vec::new(),
};

/// All operators, in the order of the results.
pub fn all() -> Vec<&'static Operator> {
    [
        rows::OPERATORS,
        keys::OPERATORS,
        labels::OPERATORS,
        booleans::OPERATORS,
        prose::NUMBERS,
        links::OPERATORS,
        encoding::OPERATORS,
        statements::OPERATORS,
        front_matter::OPERATORS,
        purposes::OPERATORS,
        negation::OPERATORS,
        paste::OPERATORS,
        residue::OPERATORS,
        claims::OPERATORS,
        prose::OPERATORS,
        equivalent_pages::OPERATORS,
        equivalent_cells::OPERATORS,
        renderings::OPERATORS,
    ]
    .into_iter()
    .flatten()
    .collect()
}
