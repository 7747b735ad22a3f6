//! # What it checks
//! The columns of a page's table against those of the source page, or of the catalog where there
//! is no source page: a column that is missing, one that is added, columns in another order. A
//! column that the source page has as well is told there, and not again on its translations.
//!
//! # Why it matters
//! Without the column of purposes a page names data and does not say why they are sent. A column
//! that nobody knows holds statements that nobody has checked. Columns in another order are read
//! rightly by people and wrongly by every tool that counts.
//!
//! # Example
//! Wrong: `| Service | Data sent to Hub | Used for | Remarks |` where the source page has three
//! columns. Right: the three columns of the source page, in its order.
//!
//! # Remedy
//! Put the missing column back, move what the added one says into the column of the purposes, or
//! put the columns in the order of the source page.

use crate::audit::{Audit, Page};
use crate::catalog::model::ColumnRole;
use crate::check::{Check, Context, column_name};
use crate::finding::{Finding, Severity, counted};
use crate::identify::Columns;
use crate::parse::Cell;

use super::enumerate;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "changed-columns",
    summary: "a column is missing, added or moved",
    severity: Severity::Error,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("changed_columns.rs"),
    run,
};

/// The columns that a table is to have.
struct Expected {
    /// What each holds, in order; nothing for one that is not the catalog's.
    roles: Vec<Option<ColumnRole>>,
    headers: Vec<String>,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    for (table, columns) in &page.tables {
        let table = &page.parsed.tables[*table];
        if table.rows.is_empty() {
            continue;
        }
        let roles = roles(table.header.cells.len(), columns);
        let expected = expected(audit, page, roles.len());
        let headers: Vec<&str> = table.header.cells.iter().map(Cell::text).collect();
        let Some((severity, what)) = difference(&roles, &headers, &expected) else { continue };
        let (own, other) = (counted(roles.len(), "column"), expected.roles.len());
        let of = if page.is_source { "the catalog" } else { "the source page" };
        let message = format!("{what}: the table has {own}, {of} has {other}");
        let span = page.span(table.header.range.clone());
        let finding = Finding::new(CHECK.id, severity, span, message)
            .expected(format!("| {} |", expected.headers.join(" | ")))
            .found(format!("| {} |", headers.join(" | ")))
            .help("give the table the columns of the source page, in its order");
        let source = audit.source_page(page).map(|reference| audit.page(reference));
        findings.push(match source.and_then(|source| Some((source, source.tables.first()?))) {
            Some((source, (table, _))) => {
                let header = source.parsed.tables[*table].header.range.clone();
                finding.relate(source.span(header), "the columns of the source page")
            }
            None => finding,
        });
    }
}

fn roles(width: usize, columns: &Columns) -> Vec<Option<ColumnRole>> {
    (0..width).map(|index| columns.role(index)).collect()
}

/// The columns of the source page's table, that of the same width if there are several; otherwise
/// those of the catalog.
fn expected(audit: &Audit<'_>, page: &Page, width: usize) -> Expected {
    let source = audit.source_page(page).map(|reference| audit.page(reference));
    let tables = source.into_iter().flat_map(|source| {
        source.tables.iter().map(|(table, columns)| (&source.parsed.tables[*table], columns))
    });
    let tables: Vec<_> = tables.collect();
    let same = tables.iter().find(|(table, _)| table.header.cells.len() == width);
    match same.or(tables.first()) {
        Some((table, columns)) => Expected {
            roles: roles(table.header.cells.len(), columns),
            headers: table.header.cells.iter().map(|cell| cell.text().to_owned()).collect(),
        },
        None => {
            let columns = &audit.document(page).columns;
            Expected {
                roles: columns.iter().map(|column| Some(column.role)).collect(),
                headers: columns.iter().map(|column| column.header.clone()).collect(),
            }
        }
    }
}

/// What has changed, and how grave it is.
fn difference(
    roles: &[Option<ColumnRole>],
    headers: &[&str],
    expected: &Expected,
) -> Option<(Severity, String)> {
    let known = |roles: &[Option<ColumnRole>]| roles.iter().copied().flatten().collect::<Vec<_>>();
    let (own, other) = (known(roles), known(&expected.roles));
    let missing: Vec<&str> =
        other.iter().filter(|role| !own.contains(role)).map(|role| column_name(*role)).collect();
    let unknown = roles.len() - own.len();
    let added = unknown.saturating_sub(expected.roles.len() - other.len());
    let common: Vec<ColumnRole> = other.iter().copied().filter(|role| own.contains(role)).collect();
    let kept: Vec<ColumnRole> = own.iter().copied().filter(|role| other.contains(role)).collect();
    let mut parts = Vec::new();
    if !missing.is_empty() {
        let noun = if missing.len() == 1 { "column" } else { "columns" };
        parts.push(format!("the {noun} for {} is missing", missing.join(" and ")));
    }
    if added > 0 {
        let added: Vec<&str> = roles
            .iter()
            .zip(headers)
            .filter(|(role, _)| role.is_none())
            .map(|(_, header)| *header)
            .collect();
        parts.push(format!("{} is added", enumerate(&added)));
    }
    if common != kept {
        parts.push("the columns stand in another order".to_owned());
    }
    let severity = if missing.is_empty() { Severity::Warning } else { CHECK.severity };
    (!parts.is_empty()).then(|| (severity, parts.join(", and ")))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const SOURCE: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel on which the lamp listens. |
| PINGs | Hello | lampId | The UUID that names the lamp. |
| STORE | Shop account | Serial number | The serial number that stands on the box. |
";

    #[test]
    fn a_column_that_is_missing_is_an_error() {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the column for purpose is missing: the table has 3 columns, the source page has 4
|---|---|---|
| PINGs | Hello | Topic |
| PINGs | Hello | lampId |
| STORE | Compte | Numéro de série |
",
            )
            .document(
                "ru-RU/data-acme-sends-to-hub.md",
                "\
| Служба | Данные для Hub | Назначение |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the column for message is missing: the table has 3 columns, the source page has 4
|---|---|---|
| PINGs | Topic | Канал, на котором слушает лампа. |
| PINGs | lampId | UUID, который называет лампу. |
| STORE | Серийный номер | Серийный номер, который стоит на коробке. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_column_that_is_added_or_moved_is_a_warning() {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "ja-JP/data-acme-sends-to-hub.md",
                "\
| サービス | 目的 | メッセージ | Hub に送信されるデータ |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the columns stand in another order: the table has 4 columns, the source page has 4
|---|---|---|---|
| PINGs | ランプが待ち受けるチャネルです。 | Hello | Topic |
| PINGs | ランプを示す UUID です。 | Hello | lampId |
| STORE | 箱に書かれているシリアル番号です。 | 店 | シリアル番号 |
",
            )
            .document(
                "tr-TR/data-acme-sends-to-hub.md",
                "\
| No | Hizmet | İleti | Hub’a gönderilen veriler | Kullanım amacı |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `No` is added: the table has 5 columns, the source page has 4
|---|---|---|---|---|
| 1 | PINGs | Hello | Topic | Lambanın dinlediği kanal. |
| 2 | PINGs | Hello | lampId | Lambayı belirten UUID. |
| 3 | STORE | Mağaza hesabı | Seri numarası | Kutunun üzerindeki seri numarası. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_column_of_the_source_page_is_told_there_alone() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Since | Data sent to Hub | Used for |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `Since` is added: the table has 5 columns, the catalog has 4
|---|---|---|---|---|
| PINGs | Hello | 2018 | Topic | The channel on which the lamp listens. |
| PINGs | Hello | 2019 | lampId | The UUID that names the lamp. |
| STORE | Shop account | 2019 | Serial number | The serial number that stands on the box. |
",
            )
            .document(
                "ko-KR/data-acme-sends-to-hub.md",
                "\
| 서비스 | 메시지 | 시작 | Hub로 보내는 데이터 | 용도 |
|---|---|---|---|---|
| PINGs | 인사 | 2018 | 항목 | 램프가 듣는 채널입니다. |
| PINGs | 인사 | 2019 | 램프 ID | 램프를 나타내는 UUID입니다. |
| STORE | 상점 계정 | 2019 | 일련 번호 | 상자에 있는 일련 번호입니다. |
",
            )
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Depuis | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|---|
| PINGs | Hello | 2018 | Topic | Le canal de la lampe. |
| PINGs | Hello | 2019 | lampId | L’UUID de la lampe. |
| STORE | Compte | 2019 | Numéro de série | Le numéro de série sur la boîte. |
",
            )
            .expect(&CHECK);
    }
}
