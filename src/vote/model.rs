//! What the aligned rows of a page teach about its language.

use std::collections::BTreeSet;

use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::ColumnRole;

use super::lexicon::{Lexicon, TextSet, stems};

/// A purpose cell with the source text that it renders.
#[derive(Debug)]
pub struct Text<'a> {
    /// The row of the catalog.
    pub reference: usize,
    /// The cell.
    pub cell: CellRef<'a>,
    /// The source text.
    pub source: CellRef<'a>,
    /// Whether it is surely the one that the translation was made from.
    pub exact: bool,
    pub(super) stems: BTreeSet<String>,
    pub(super) source_stems: BTreeSet<String>,
    /// Natural logarithm of the length of the cell.
    pub(super) length: f64,
    /// Natural logarithm of the length of the source text.
    pub(super) source_length: f64,
}

/// What is known of a page's language from the page itself and from the other pages of the run in
/// that language.
#[derive(Debug)]
pub struct Model<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its purpose cells that stand beside a source text, in row order.
    pub texts: Vec<Text<'a>>,
    pub(super) lexicon: Lexicon,
    /// Median of the ratios.
    pub(super) ratio: f64,
}

impl Text<'_> {
    /// Natural logarithm of the length of the cell against that of the source text.
    fn ratio(&self) -> f64 {
        self.length - self.source_length
    }
}

impl<'a> Model<'a> {
    /// Learns from all rows of a translation that have a source text.
    pub(super) fn learn(audit: &'a Audit<'_>, page: &'a Page) -> Self {
        let texts = texts_of(audit, page);
        let mut lexicon = Lexicon::default();
        let mut number = 0;
        let mut add = |source: &BTreeSet<String>, target: &BTreeSet<String>| {
            lexicon.source.add(source, number);
            lexicon.target.add(target, number);
            number += 1;
        };
        for text in &texts {
            add(&text.source_stems, &text.stems);
        }
        for (source, target) in names_of(audit, page) {
            add(&source, &target);
        }
        let same_language = |other: &&Page| {
            other.locale() == page.locale() && other.file != page.file && !other.is_source
        };
        for other in audit.pages.iter().filter(same_language) {
            for text in texts_of(audit, other) {
                add(&text.source_stems, &text.stems);
            }
            for (source, target) in names_of(audit, other) {
                add(&source, &target);
            }
        }
        let ratio = median(texts.iter().map(Text::ratio).collect());
        Model { page, texts, lexicon, ratio }
    }

    /// By how much a text is longer than its source makes one expect: the natural logarithm.
    pub fn excess(&self, text: &Text<'_>) -> f64 {
        text.ratio() - self.ratio
    }

    /// The texts with these numbers, to be left out when they are judged.
    pub(super) fn without(texts: &[usize]) -> TextSet {
        let mut set = TextSet::default();
        texts.iter().for_each(|text| set.insert(*text));
        set
    }
}

fn texts_of<'a>(audit: &'a Audit<'_>, page: &'a Page) -> Vec<Text<'a>> {
    let of_row = |row| {
        let cell = page.cell(row, ColumnRole::Purpose).filter(|cell| !cell.text().is_empty())?;
        let source = audit.source_cell(page, row, ColumnRole::Purpose)?;
        Some(Text {
            reference: row.matched.row()?,
            cell,
            source: source.cell,
            exact: source.exact,
            stems: stems(cell.text()),
            source_stems: stems(source.cell.text()),
            length: length(cell.text()).ln(),
            source_length: length(source.cell.text()).ln(),
        })
    };
    page.rows.iter().filter_map(of_row).collect()
}

/// Translated names of fields and messages with their source: the best entries of the lexicon.
fn names_of(audit: &Audit<'_>, page: &Page) -> Vec<(BTreeSet<String>, BTreeSet<String>)> {
    let mut names: BTreeSet<(&str, &str)> = BTreeSet::new();
    for row in &page.rows {
        for role in [ColumnRole::Field, ColumnRole::Message] {
            let Some(source) = audit.source_cell(page, row, role) else { continue };
            let cell = page.cell_text(row, role);
            if !cell.is_empty() && cell != source.cell.text() {
                names.insert((source.cell.text(), cell));
            }
        }
    }
    names.into_iter().map(|(source, cell)| (stems(source), stems(cell))).collect()
}

/// Number of characters, and a few more: short texts vary more.
fn length(text: &str) -> f64 {
    let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    f64::from(count) + 5.0
}

pub(super) fn median(mut values: Vec<f64>) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        f64::midpoint(values[middle - 1], values[middle])
    }
}
