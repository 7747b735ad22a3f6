//! # What it checks
//! Wire values that a purpose text enumerates, such as *lit*, *dark* and *faulty*: a translation
//! keeps them. They are the values that the catalog declares for the field; where the exact source
//! text is at hand also the words that it lists in bold or code (for those the finding is a
//! warning, because the catalog does not vouch for them).
//!
//! # Why it matters
//! An enumerated value is what stands in the data that is exchanged. Whoever looks for the
//! translated word in a log, a filter or a script finds nothing.
//!
//! # Example
//! Wrong: `Valeurs : **allumé**, **éteint** ou **défectueux**.` Right: `Valeurs : **lit**,
//! **dark** ou **faulty**.`
//!
//! # Remedy
//! Keep the values as the source page has them, set as code; explain them in brackets if readers
//! need that.

use std::ops::Range;

use crate::align::has_word;
use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::ColumnRole;
use crate::check::listed::{listed, marked_values};
use crate::check::repeat::{cover, with_source};
use crate::check::{Check, Context, precedence};
use crate::finding::{Applicability, Finding, Severity};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "translated-enum",
    summary: "wire values that a text enumerates were translated",
    severity: Severity::Error,
    doubts_text: true,
    yields_to: precedence::TEXT,
    source: include_str!("translated_enum.rs"),
    run,
};

/// Values that a purpose cell must hold.
struct Wanted<'a> {
    values: Vec<&'a str>,
    severity: Severity,
    /// Whether the text that the translation was made from surely has them.
    sure: bool,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source {
        return;
    }
    for row in &page.rows {
        let cell = page.cell(row, ColumnRole::Purpose).filter(|cell| !cell.text().is_empty());
        let Some(cell) = cell else { continue };
        let wanted = wanted(audit, page, row);
        let (kept, lost): (Vec<&str>, Vec<&str>) =
            wanted.values.iter().partition(|value| has_word(cell.text(), value));
        let inline = &cell.cell.inline;
        let all = listed(inline);
        let mut parts = all.clone();
        parts.retain(|at| !wanted.values.contains(&&inline.text[at.clone()]));
        if !lost.is_empty() && (wanted.sure || !kept.is_empty() || parts.len() > 1) {
            let finding = finding(audit, page, cell, wanted.severity, &lost, &parts);
            findings.push(mended(audit, page, finding, cell, &wanted.values, &all));
        }
    }
}

fn wanted<'a>(audit: &'a Audit<'_>, page: &Page, row: &PageRow) -> Wanted<'a> {
    let declared = row.fields.iter().flat_map(|ix| &audit.catalog.field(*ix).values);
    let mut values: Vec<&str> = declared.map(String::as_str).collect();
    let source = audit.source_cell(page, row, ColumnRole::Purpose);
    if let Some(source) = source {
        let all = values.len();
        values.retain(|value| has_word(source.cell.text(), value));
        // A single one of several may be a mere word of the sentence.
        if values.len() < all.min(2) {
            values.clear();
        }
    }
    let exact = source.filter(|source| source.exact);
    match exact.filter(|_| values.is_empty()) {
        Some(source) => {
            let values = marked_values(&source.cell.cell.inline);
            Wanted { values, severity: Severity::Warning, sure: true }
        }
        // A source text that is at hand but not this one may have gained the values later.
        None => {
            let sure = source.is_some() || audit.source_page(page).is_none();
            Wanted { values, severity: CHECK.severity, sure }
        }
    }
}

/// With a fix for each value, where the translation sets as many words apart as the source text has
/// values and those that it kept stand where they stood. Without source text the order of the
/// catalog is as good as any, but nobody vouches for it.
fn mended(
    audit: &Audit<'_>,
    page: &Page,
    finding: Finding,
    cell: CellRef<'_>,
    values: &[&str],
    parts: &[Range<usize>],
) -> Finding {
    let source = audit.source_cell(page, cell.row, ColumnRole::Purpose);
    let mut ordered = values.to_vec();
    if let Some(source) = source {
        ordered.sort_by_key(|value| word_at(source.cell.text(), value));
    }
    let text = &cell.cell.inline.text;
    let kept_in_place = parts.iter().zip(&ordered).all(|(part, value)| {
        let found = text[part.clone()].trim();
        !found.is_empty() && (found == *value || !values.contains(&found))
    });
    if parts.len() != ordered.len() || !kept_in_place {
        return finding;
    }
    let sure = Applicability::when(source.is_some());
    parts.iter().zip(ordered).fold(finding, |finding, (part, value)| {
        let whole = &text[part.clone()];
        let start = part.start + whole.len() - whole.trim_start().len();
        if whole.trim() == value {
            return finding;
        }
        finding.mend(sure, cell.span_of(start..start + whole.trim().len()), value)
    })
}

/// Where a value stands in a text as a word of its own.
fn word_at(text: &str, value: &str) -> Option<usize> {
    let inner = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(value).map(|(at, _)| at).find(|at| {
        let (before, after) = (&text[..*at], &text[at + value.len()..]);
        !inner(before.chars().next_back()) && !inner(after.chars().next())
    })
}

fn finding(
    audit: &Audit<'_>,
    page: &Page,
    cell: CellRef<'_>,
    severity: Severity,
    lost: &[&str],
    parts: &[Range<usize>],
) -> Finding {
    let quoted = |values: &[&str]| format!("`{}`", values.join("`, `"));
    let lost_values = match lost {
        [value] => format!("the wire value `{value}` is"),
        _ => format!("the wire values {} are", quoted(lost)),
    };
    let found: Vec<&str> =
        parts.iter().map(|at| cell.cell.inline.text[at.clone()].trim()).collect();
    let (span, message) = match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => (
            cell.span_of(first.start..last.end),
            format!("{lost_values} translated as {}", quoted(&found)),
        ),
        _ => (cell.span(), format!("{lost_values} not in this text")),
    };
    let found = if found.is_empty() { cell.text().to_owned() } else { found.join(", ") };
    let finding = Finding::new(CHECK.id, severity, span, message)
        .column("purpose")
        .expected(lost.join(", "))
        .found(found)
        .help("keep wire values as the source page has them: they are what the data holds");
    let finding = cover(audit, page, finding, [&cell]);
    with_source(finding, audit.source_cell(page, cell.row, ColumnRole::Purpose))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn translated_values_are_one_finding_with_all_of_them() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | State | Valeurs : **allumé**, **éteint** ou **défectueux**. |
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the wire values `lit`, `dark`, `faulty` are translated as `allumé`, `éteint`, `défectueux`
| PINGs | GoodBye | Topic | Le canal de la lampe. |
",
            )
            .document(
                "zh-CN/data-acme-sends-to-hub.md",
                "\
| 服务 | 消息 | 发送到 Hub 的数据 | 用途 |
|---|---|---|---|
| PINGs | Hello | Topic | 灯的频道。 |
| PINGs | Hello | State | 可能的值为：lit、“暗”或“故障”。 |
                                     ^^^^^^ error: the wire values `dark`, `faulty` are translated as `暗`, `故障`
| PINGs | GoodBye | Topic | 灯的频道。 |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn kept_values_are_left_alone() {
        Case::default()
            .document(
                "de-DE/data-acme-sends-to-hub.md",
                "\
| Dienst | Nachricht | An Hub gesendete Daten | Verwendet für |
|---|---|---|---|
| PINGs | Hello | Topic | **Wichtig**: Kanal der „Lampe“. |
| PINGs | Hello | State | Mögliche Werte: `lit` (an), **dark** (aus) oder „faulty“. |
| PINGs | GoodBye | Topic | Kanal der Lampe. |
",
            )
            .expect(&CHECK);
    }

    const SOURCE: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Either `lowBand`, `midBand` or `highBand`. |
| PINGs | Hello | lampId | **Never** empty, **never** the serial number. |
| PINGs | Hello | State | Whether it is lit. |
";

    #[test]
    fn values_that_only_the_source_text_lists_are_a_warning() {
        Case::default()
            .revision("2020-01-01", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
---
ms.lasthandoff: 02/01/2020
---
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | `bandeBasse`, `bandeMoyenne` ou `highBand`. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the wire values `lowBand`, `midBand` are
| PINGs | Hello | lampId | **Jamais** vide, **jamais** le numéro de série. |
| PINGs | Hello | State | Si la lampe est allumée. |
",
            )
            .expect(&CHECK);
    }
}
