//! # What it checks
//! Heads of the columns of a translation that still are those of the source page. A head of several
//! words is told in any language. A single word (“Service”) may be the same word in the language: it
//! is told only where the catalog's locale file has other words for this column, or where the page
//! is written in another script. All heads of a page are one finding.
//!
//! # Why it matters
//! The heads say what each column holds and who sends the data to whom: a reader who cannot read
//! them cannot read the table.
//!
//! # Example
//! Wrong: `| Service | Message | Data sent to Hub | Used for |` on a French page. Right: `| Service |
//! Message | Données envoyées à Hub | Utilisé pour |`.
//!
//! # Remedy
//! Translate the heads. If one is right as it is, add it to `headers` of the catalog's locale file.

use crate::audit::{Audit, Page, ordinary_words};
use crate::catalog::model::ColumnRole;
use crate::check::{Check, Context, column_name};
use crate::consensus::word_lists;
use crate::finding::{Finding, Severity};
use crate::parse::{Cell, Row};
use crate::text::{is_all_latin, language_of, plain};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "untranslated-header",
    summary: "heads of columns were left in the source language",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("untranslated_header.rs"),
    run,
};

/// Fewest ordinary words of a head that is the same in no two languages.
const TELLING: usize = 2;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let source = language_of(&audit.catalog.source_locale);
    if page.is_source || page.language.language() == source || page.locale() == "und" {
        return;
    }
    for (table, columns) in &page.tables {
        let header = &page.parsed.tables[*table].header;
        let heads = audit.document(page).columns.iter().filter_map(|column| {
            let cell = header.cells.get(columns.index(column.role)?)?;
            let originals = [Some(column.header.as_str()), source_head(audit, page, column.role)];
            let same = |original: &str| {
                plain(original).to_lowercase() == plain(cell.text()).to_lowercase()
            };
            let left = originals.into_iter().flatten().any(same);
            (left && is_told(audit, page, header, column.role, cell)).then_some((column.role, cell))
        });
        findings.extend(finding(audit, page, &heads.collect::<Vec<_>>()));
    }
}

/// The head of a column on the source page at hand.
fn source_head<'a>(audit: &'a Audit<'_>, page: &Page, role: ColumnRole) -> Option<&'a str> {
    let source = audit.page(audit.source_page(page)?);
    let (table, columns) = source.tables.first()?;
    Some(source.parsed.tables[*table].header.cells.get(columns.index(role)?)?.text())
}

/// Whether a head that is that of the source is no word of the language.
fn is_told(audit: &Audit<'_>, page: &Page, header: &Row, role: ColumnRole, cell: &Cell) -> bool {
    let terms = word_lists(audit.catalog, page.locale());
    let listed = terms.and_then(|terms| terms.headers.get(&role)).filter(|all| !all.is_empty());
    if let Some(listed) = listed {
        let same =
            |term: &String| plain(term).to_lowercase() == cell.forms().plain().to_lowercase();
        return !listed.iter().any(same);
    }
    let foreign = || !is_all_latin(&header.cells.iter().map(Cell::text).collect::<String>());
    let words = ordinary_words(audit.catalog, cell.forms()).len();
    words >= TELLING || words > 0 && foreign()
}

fn finding(audit: &Audit<'_>, page: &Page, heads: &[(ColumnRole, &Cell)]) -> Option<Finding> {
    let ((role, first), rest) = heads.split_first()?;
    let names: Vec<&str> = heads.iter().map(|(_, cell)| cell.text()).collect();
    let message = format!("heads of columns are left untranslated: `{}`", names.join("`, `"));
    let span = |cell: &Cell| page.span(cell.inline.trimmed_source());
    let mut finding = Finding::new(CHECK.id, CHECK.severity, span(first), message)
        .column(column_name(*role))
        .found(names.join(", "))
        .help(format!("translate them into the language of the page, `{}`", page.locale()));
    for (_, cell) in rest {
        finding = finding.relate(span(cell), "and here");
    }
    let source = audit.source_page(page).map(|reference| audit.page(reference));
    let head = source.and_then(|source| {
        let (table, columns) = source.tables.first()?;
        let cell = source.parsed.tables[*table].header.cells.get(columns.index(*role)?)?;
        Some(source.span(cell.inline.trimmed_source()))
    });
    Some(match head {
        Some(span) => finding.relate(span, "the source page has the same head"),
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const SOURCE: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel of the lamp. |
";

    fn expect(path: &str, page: &str) {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(path, page)
            .expect(&CHECK);
    }

    #[test]
    fn heads_that_were_left_are_one_finding() {
        expect(
            "fr-FR/data-acme-sends-to-hub.md",
            "\
| Service | Message | Data sent to Hub | Used for |
                      ^^^^^^^^^^^^^^^^ warning: heads of columns are left untranslated: `Data sent to Hub`, `Used for`
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
",
        );
        expect(
            "pl-PL/data-acme-sends-to-hub.md",
            "\
| Service | Message | Data sent to Hub | Zastosowanie |
                      ^^^^^^^^^^^^^^^^ warning: heads of columns are left untranslated: `Data sent to Hub`
|---|---|---|---|
| PINGs | Hello | Topic | Kanał lampy. |
",
        );
        expect(
            "ja-JP/data-acme-sends-to-hub.md",
            "\
| Service | メッセージ | Hub に送信されるデータ | 用途 |
  ^^^^^^^ warning: heads of columns are left untranslated: `Service`
|---|---|---|---|
| PINGs | Hello | Topic | ランプのチャネル。 |
",
        );
    }

    #[test]
    fn translated_heads_and_words_that_are_the_same_are_left_alone() {
        for (path, heads) in [
            ("fr-FR", "Service | Message | Données envoyées à Hub | Utilisé pour"),
            ("de-DE", "Service | Message | An Hub gesendete Daten | Verwendet für"),
            ("da-DK", "Service | Besked | Data sendt til Hub | Bruges til"),
            ("ru-RU", "Служба | Сообщение | Данные для Hub | Назначение"),
            ("ja-JP", "サービス | メッセージ | Hub に送信されるデータ | 用途"),
        ] {
            let page = format!("| {heads} |\n|---|---|---|---|\n| PINGs | Hello | Topic | Ω. |\n");
            expect(&format!("{path}/data-acme-sends-to-hub.md"), &page);
        }
    }
}
