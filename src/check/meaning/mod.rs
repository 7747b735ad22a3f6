//! Does the text still say what the source text says? Judged by what the rows of the page teach
//! about its language, by the other languages of the run, and by word lists.

pub(super) mod boolean_changed;
pub(super) mod inconsistent_term;
pub(super) mod negation_changed;
pub(super) mod number_changed;
pub(super) mod omitted_words;
pub(super) mod suspect_label;
pub(super) mod swapped_purpose;
pub(super) mod swapped_title;
pub(super) mod title_changed;
pub(super) mod truncated_cell;
pub(super) mod truncated_statement;

use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::ColumnRole;
use crate::consensus::{Agreement, Consensus, LanguageModel, SegmentPair, counterparts};
use crate::finding::Finding;
use crate::text::{final_mark, is_unpunctuated, sentences, words};

/// Share of the cells of a page from which on a habit is the page's own.
const HABIT: f64 = 0.7;

/// Label of a row, for messages.
fn label<'a>(page: &'a Page, row: &'a PageRow) -> &'a str {
    page.cell_text(row, ColumnRole::Field)
}

/// Completes a finding about a purpose cell: column, row, both texts, and the source text.
fn about(audit: &Audit<'_>, page: &Page, finding: Finding, text: &SegmentPair<'_>) -> Finding {
    finding
        .column("purpose")
        .found(text.cell.text())
        .row(text.cell.row.number, page.field_ids(audit.catalog, text.cell.row))
        .relate(text.source.span(), "the source text")
}

/// By how much a text is shorter than its source and the other languages make one expect, as a
/// natural logarithm; at most 0.
fn shortfall(consensus: &Consensus<'_>, model: &LanguageModel<'_>, text: &SegmentPair<'_>) -> f64 {
    let others = consensus.renderings(model.page, text);
    below_usual(model.excess(text), others.iter().map(|(other, same)| other.excess(same)))
}

/// By how much an excess is below the middle one of the other languages; at most 0.
fn below_usual(own: f64, others: impl Iterator<Item = f64>) -> f64 {
    let mut others: Vec<f64> = others.collect();
    others.sort_by(f64::total_cmp);
    let usual = others.get(others.len() / 2).copied().unwrap_or(0.0);
    (own - usual).min(0.0)
}

/// Whether a text lacks the final mark that its source has, on a page that keeps it.
fn lost_end(model: &LanguageModel<'_>, text: &SegmentPair<'_>) -> bool {
    let ended: Vec<&SegmentPair<'_>> =
        model.texts.iter().filter(|t| final_mark(t.source.text()).is_some()).collect();
    let kept = ended.iter().filter(|t| final_mark(t.cell.text()).is_some()).count();
    let habit = crate::text::share(kept, ended.len()) >= HABIT;
    habit && final_mark(text.source.text()).is_some() && final_mark(text.cell.text()).is_none()
}

/// Whether a text has fewer sentences than its source while the other languages keep them.
fn lost_sentence(consensus: &Consensus<'_>, page: &Page, text: &SegmentPair<'_>) -> bool {
    // A sentence of one word (“Optional.”) is easily joined to the next.
    let full = |text: &str| {
        sentences(text).into_iter().filter(|s| words(&text[s.clone()]).len() > 1).count()
    };
    let (wanted, own) = (full(text.source.text()), sentences(text.cell.text()).len());
    // A clause more for each sentence less: they were joined.
    let joined =
        clauses(text.cell.text()) >= clauses(text.source.text()) + wanted.saturating_sub(own);
    let others = counterparts(consensus.audit, page, text.cell.row, ColumnRole::Purpose);
    own < wanted
        && !joined
        && !is_unpunctuated(text.cell.text())
        && Agreement::hold(&others, |b| Some(sentences(b.cell.text()).len() >= wanted)).carried()
}

/// Marks within a sentence that set a part of it apart.
fn clauses(text: &str) -> usize {
    let inner = |c: &char| {
        matches!(c, ',' | ';' | ':' | '(' | '–' | '—' | '，' | '、' | '；' | '：' | '（' | '،')
    };
    text.chars().filter(inner).count()
}

/// What the other languages do, for the end of a message: `; 8 of 9 other languages keep it`.
fn vote(agreement: Agreement, verb: &str) -> String {
    agreement.words().map_or(String::new(), |words| format!("; {words} {verb}"))
}

/// The cell of a row in the source page, as text.
fn source_of<'a>(
    audit: &'a Audit<'_>,
    page: &Page,
    row: &PageRow,
    role: ColumnRole,
) -> Option<CellRef<'a>> {
    audit.source_cell(page, row, role).map(|source| source.cell)
}
