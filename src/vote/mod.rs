//! What other languages and other rows say about a cell.
//!
//! Translations of the same source text vote on every cell ([`ballots`], [`Poll`]): what most of
//! them keep and one does not is that one's defect; what all of them do is a matter of the
//! source. The rows of a page teach how its language renders words and how long its texts are
//! ([`Model`]), with which a text can be told from that of another row, or from a part of itself.
//!
//! Nothing here is read from anywhere but the run, and no cell is judged by what was learned from
//! that cell.

mod ballot;
mod fit;
mod letters;
mod lexicon;
mod model;
mod polarity;

pub use ballot::{Ballot, Poll, ballots};
pub use fit::Fits;
pub use letters::shares_letters;
pub use lexicon::{same_words, shares_words};
pub use model::{Model, Text};
pub use polarity::{booleans, negated_sentences};

use std::collections::BTreeMap;

use crate::audit::{Audit, Page};
use crate::source::FileId;

/// All that was learned from the pages of a run.
#[derive(Debug)]
pub struct Votes<'a> {
    /// The run.
    pub audit: &'a Audit<'a>,
    models: BTreeMap<FileId, Model<'a>>,
}

impl<'a> Votes<'a> {
    /// Learns from every translation.
    pub fn of(audit: &'a Audit<'a>) -> Self {
        let translations = audit.pages.iter().filter(|page| !page.is_source);
        let models = translations.map(|page| (page.file, Model::learn(audit, page))).collect();
        Votes { audit, models }
    }

    /// What is known of a translation; nothing of a source page.
    pub fn model(&self, page: &Page) -> Option<&Model<'a>> {
        self.models.get(&page.file)
    }

    /// How well each cell of a translation fits each source text.
    pub fn fits(&self, page: &Page) -> Option<Fits<'_, 'a>> {
        self.model(page).map(|model| Fits::of(self.audit, model))
    }
}
