//! One planted change: byte edits, and where a finding must lie to be about it.

use std::ops::Range;

/// A replacement of bytes of the untouched page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub range: Range<usize>,
    /// By what.
    pub text: String,
}

impl Edit {
    /// A replacement.
    pub fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Edit { range, text: text.into() }
    }
}

/// Where a change lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The page as a whole, such as its metadata.
    Page,
    /// A block of text outside the table, in bytes of the untouched page; all edits lie in it.
    Block(Range<usize>),
    /// Rows, by their number on the changed page.
    Rows(Vec<usize>),
    /// A row that is gone; [`Mutant::fields`] says which.
    Gap,
}

/// A changed page.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The change.
    pub edits: Vec<Edit>,
    /// Where it lies.
    pub place: Place,
    /// Column of the changed cell, if it is one cell.
    pub column: Option<&'static str>,
    /// Ids of the fields of the changed rows.
    pub fields: Vec<String>,
    /// Checks that are right here, if others than those of the operator.
    pub accept: Option<&'static [&'static str]>,
}

impl Mutant {
    /// A change of the page as a whole.
    pub fn page(edits: Vec<Edit>) -> Self {
        Mutant { edits, place: Place::Page, column: None, fields: Vec::new(), accept: None }
    }

    /// A change of a block of text.
    pub fn block(range: Range<usize>, edits: Vec<Edit>) -> Self {
        Mutant { place: Place::Block(range), ..Mutant::page(edits) }
    }

    /// A change of rows.
    pub fn rows(rows: Vec<usize>, edits: Vec<Edit>) -> Self {
        Mutant { place: Place::Rows(rows), ..Mutant::page(edits) }
    }

    /// With the fields of the changed rows.
    pub fn fields(mut self, fields: Vec<String>) -> Self {
        self.fields = fields;
        self
    }

    /// In one column.
    pub fn column(mut self, column: &'static str) -> Self {
        self.column = Some(column);
        self
    }

    /// With checks of its own.
    pub fn accept(mut self, checks: &'static [&'static str]) -> Self {
        self.accept = Some(checks);
        self
    }

    /// The changed page.
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 64);
        let mut at = 0;
        for edit in self.sorted() {
            assert!(edit.range.start >= at, "edits overlap: {edit:?}");
            out.push_str(&text[at..edit.range.start]);
            out.push_str(&edit.text);
            at = edit.range.end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// The bytes of the changed page where a block is now.
    pub fn moved_block(&self, block: &Range<usize>) -> Range<usize> {
        let removed: usize = self.edits.iter().map(|e| e.range.len()).sum();
        let added: usize = self.edits.iter().map(|e| e.text.len()).sum();
        block.start..(block.end + added).saturating_sub(removed).max(block.start)
    }

    /// The change as text: what stood there, what stands there.
    pub fn shown(&self, text: &str) -> (String, String) {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for edit in self.sorted().into_iter().take(4) {
            before.push(shorten(&text[edit.range.clone()]));
            after.push(shorten(&edit.text));
        }
        (before.join(" … "), after.join(" … "))
    }

    fn sorted(&self) -> Vec<&Edit> {
        let mut edits: Vec<&Edit> = self.edits.iter().collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        edits
    }
}

/// A text cut to what fits a line.
pub fn shorten(text: &str) -> String {
    let text = text.replace('\n', "⏎");
    if text.chars().count() <= 200 {
        return text;
    }
    let start: String = text.chars().take(120).collect();
    let end: String = text.chars().skip(text.chars().count() - 70).collect();
    format!("{start} […] {end}")
}
