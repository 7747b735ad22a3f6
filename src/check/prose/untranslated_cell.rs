//! # What it checks
//! A purpose cell of a translation that still is the source text, word for word, or the source text
//! of another row; and human labels
//! (field and message names that are no wire keys) left in the source language on a page that
//! translates most of them.
//!
//! # Why it matters
//! A disclosure that its reader cannot read is none. Cells that were skipped are easily missed in
//! review, since nothing in them is wrong but the language.
//!
//! # Example
//! Wrong: `| STORE | Compte de la boutique | Numéro de série | The number of the lamp on its
//! box. |`. Right: `… | Le numéro de la lampe sur sa boîte. |`.
//!
//! # Remedy
//! Translate the cell. Literals and names in it stay as they are. A page that leaves most of its
//! labels in the source language is taken to do so on purpose.

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page, PageRow, ordinary_words};
use crate::catalog::model::{ColumnRole, FieldRole, MessageRole};
use crate::check::repeat::cover;
use crate::check::{Check, Context, precedence};
use crate::consensus::{Agreement, Counterpart, counterparts};
use crate::finding::{Finding, Severity};
use crate::text::{Forms, Text, are_alike, detect_sure, language_of, plain};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "untranslated-cell",
    summary: "text was left in the source language",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: precedence::TEXT,
    source: include_str!("untranslated_cell.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let source = language_of(&audit.catalog.source_locale);
    if page.is_source || page.language.language() == source || page.locale() == "und" {
        return;
    }
    prose(audit, page, source, findings);
    findings.extend(labels(audit, page));
}

/// Fewest ordinary words of a text that is known to be that of another row.
const TELLING: usize = 3;

/// The purpose texts of the source pages at hand.
pub(super) struct Originals<'a> {
    audit: &'a Audit<'a>,
    page: &'a Page,
    /// By text, with the label of its row.
    all: BTreeMap<&'a str, (CellRef<'a>, &'a str)>,
}

/// A source text that a translation has.
#[derive(Clone, Copy)]
pub(super) struct Original<'a> {
    cell: CellRef<'a>,
    /// Label of its row, if that is another one.
    elsewhere: Option<&'a str>,
}

impl<'a> Originals<'a> {
    pub(super) fn of(audit: &'a Audit<'_>, page: &'a Page) -> Self {
        let mut all = BTreeMap::new();
        let sources = audit.pages.iter().chain(&audit.history);
        for source in sources.filter(|other| other.is_source && other.document == page.document) {
            for cell in source.rows.iter().filter_map(|row| source.cell(row, ColumnRole::Purpose)) {
                let label = source.cell_text(cell.row, ColumnRole::Field);
                all.entry(cell.forms().plain()).or_insert((cell, label));
            }
        }
        Originals { audit, page, all }
    }

    /// The source text that a cell of a translation equals: of its row, otherwise of another.
    pub(super) fn of_cell(&self, cell: &CellRef<'_>) -> Option<Original<'a>> {
        if let Some(own) = source_of(self.audit, self.page, cell) {
            return Some(Original { cell: own, elsewhere: None });
        }
        let (found, label) = *self.all.get(cell.forms().plain())?;
        let telling = ordinary_words(self.audit.catalog, found.forms()).len() >= TELLING;
        telling.then_some(Original { cell: found, elsewhere: Some(label) })
    }
}

/// Likeness above which a long text is another with a slip of the pen.
const SLIP: f64 = 0.9;

/// The source cell that has the text of a purpose cell, give or take a slip of the pen.
fn source_of<'a>(audit: &'a Audit<'_>, page: &Page, cell: &CellRef<'_>) -> Option<CellRef<'a>> {
    let text = cell.forms().plain();
    let reference = cell.row.matched.row()?;
    let exact = audit.source_page(page).map(|source| audit.page(source));
    let sources = audit.pages.iter().chain(&audit.history);
    exact
        .into_iter()
        .chain(sources.filter(|other| other.is_source && other.document == page.document))
        .filter_map(|other| other.cell(other.row_of(reference)?, ColumnRole::Purpose))
        .find(|source| {
            let original = source.forms().plain();
            original == text
                || are_alike(original, text, SLIP)
                    && ordinary_words(audit.catalog, source.forms()).len() >= 6
        })
}

fn prose(audit: &Audit<'_>, page: &Page, source: &str, findings: &mut Vec<Finding>) {
    let originals = Originals::of(audit, page);
    type Fault<'a> = (Severity, Option<&'a str>, &'a str);
    let mut faults: BTreeMap<Fault<'_>, Vec<(CellRef<'_>, CellRef<'_>)>> = BTreeMap::new();
    let mut texts = 0;
    for row in &page.rows {
        let Some(cell) = page.cell(row, ColumnRole::Purpose) else { continue };
        let words = ordinary_words(audit.catalog, cell.forms()).len();
        if words < 2 {
            continue;
        }
        texts += usize::from(words >= 3);
        let Some(found) = originals.of_cell(&cell) else { continue };
        let original = found.cell;
        let elsewhere = counterparts(audit, page, row, ColumnRole::Purpose);
        let kept = |counterpart: &Counterpart<'_>| {
            counterpart.cell.forms().plain() == original.forms().plain()
        };
        // Of another row it is never the rendering that a language chose.
        let alone = found.elsewhere.is_some()
            || Agreement::hold(&elsewhere, |counterpart| Some(kept(counterpart))).rejected();
        // Few words may be terms that the language keeps.
        if words < 3 && !alone {
            continue;
        }
        let detected = || detect_sure(cell.text(), source, page.language.language());
        let sure = words >= 6 || alone || detected();
        let severity = if sure { CHECK.severity } else { Severity::Note };
        let key = (severity, found.elsewhere, cell.text());
        faults.entry(key).or_default().push((cell, original));
    }
    let cells: Vec<_> = faults.values().flatten().copied().collect();
    if cells.len() > 5 && cells.len() * 2 > texts {
        let message = format!("{} of {texts} purpose cells are left untranslated", cells.len());
        findings.extend(finding(audit, page, CHECK.severity, message, &cells));
        return;
    }
    for ((severity, elsewhere, text), cells) in &faults {
        let message = match elsewhere {
            Some(label) => {
                format!("the cell has the source text of `{label}`, untranslated: `{text}`")
            }
            None => format!("the cell is left untranslated: `{text}`"),
        };
        findings.extend(finding(audit, page, *severity, message, cells));
    }
}

fn finding(
    audit: &Audit<'_>,
    page: &Page,
    severity: Severity,
    message: String,
    cells: &[(CellRef<'_>, CellRef<'_>)],
) -> Option<Finding> {
    let (first, original) = cells.first()?;
    let finding = Finding::new(CHECK.id, severity, first.span(), message)
        .column("purpose")
        .found(first.text())
        .help(format!("translate it into the language of the page, `{}`", page.locale()));
    let finding = cover(audit, page, finding, cells.iter().map(|(cell, _)| cell));
    Some(finding.relate(original.span(), "the source page has the same text"))
}

/// One note for all labels that were left, if most were translated.
fn labels(audit: &Audit<'_>, page: &Page) -> Option<Finding> {
    let foreign_script = !writes_latin(page);
    let mut kept = Vec::new();
    let mut translated = 0;
    for row in &page.rows {
        for role in [ColumnRole::Message, ColumnRole::Field] {
            let Some((label, accepted)) = label_of(audit, page, row, role) else { continue };
            let Some(cell) = page.cell(row, role).filter(|cell| !cell.text().is_empty()) else {
                continue;
            };
            if cell.forms().plain() != plain(label) {
                translated += 1;
                continue;
            }
            let listed = accepted.iter().any(|term| term == label);
            if !listed && is_telling(audit, label, !accepted.is_empty() || foreign_script) {
                kept.push(cell);
            }
        }
    }
    let first = kept.first()?;
    if kept.len() >= translated {
        return None;
    }
    let mut names: Vec<&str> = kept.iter().map(CellRef::text).collect();
    names.dedup();
    let message = format!(
        "labels are left untranslated, unlike the other {translated}: `{}`",
        names.join("`, `")
    );
    let finding = Finding::new(CHECK.id, Severity::Note, first.span(), message)
        .column("field")
        .found(names.join(", "))
        .help("translate the labels, or keep them all: readers look them up as the product shows them");
    Some(cover(audit, page, finding, &kept))
}

/// Whether a label can hardly be the same in another language. A single word may be, unless it is
/// known not to be; one in small letters, or one beside identifiers, passes for a technical name.
fn is_telling(audit: &Audit<'_>, label: &str, known: bool) -> bool {
    let joined = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    let plain: Vec<&str> = label.split_whitespace().filter(|w| !joined(w) || w.len() < 3).collect();
    let forms = Forms::default();
    let words = ordinary_words(audit.catalog, Text::new(&plain.join(" "), &forms)).len();
    let capital = label.starts_with(char::is_uppercase) && !label.contains(char::is_whitespace);
    let acronym = label.chars().all(|c| c.is_uppercase() || c.is_numeric());
    words >= 2 || (words == 1 && capital && known && !acronym)
}

/// The source label of a cell that holds a human name, with the accepted renderings.
fn label_of<'a>(
    audit: &'a Audit<'_>,
    page: &Page,
    row: &PageRow,
    role: ColumnRole,
) -> Option<(&'a str, &'a [String])> {
    let [field] = row.fields.as_slice() else { return None };
    let field = audit.catalog.field(*field);
    let date = audit.source_date(page);
    let terms = audit.catalog.locales.get(page.locale());
    if role == ColumnRole::Field {
        let accepted = terms.and_then(|terms| terms.terms.get(&field.id));
        return (field.role == FieldRole::Label)
            .then(|| (field.label_at(date), accepted.map_or(&[][..], Vec::as_slice)));
    }
    let message = audit.catalog.message(&field.message)?;
    let accepted = terms.and_then(|terms| terms.messages.get(&message.id));
    (message.role == MessageRole::Label && message.documented)
        .then(|| (message.label_at(date), accepted.map_or(&[][..], Vec::as_slice)))
}

/// Whether the purpose column is written in Latin letters, in which a word may be the same in
/// both languages.
fn writes_latin(page: &Page) -> bool {
    let texts = page.rows.iter().map(|row| page.cell_text(row, ColumnRole::Purpose));
    let letters: Vec<char> = texts.flat_map(str::chars).filter(|c| c.is_alphabetic()).collect();
    let latin = letters.iter().filter(|c| u32::from(**c) < 0x370).count();
    latin * 2 > letters.len()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const SOURCE: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel of the lamp. |
| PINGs | Hello | lampId | UUID. |
| PINGs | Hello | State | Optional. String. |
| STORE | Shop account | Serial number | The number on the lamp’s own box. |
| STORE | Shop account | Owner name | Who bought it. |
| STORE | Shop account | Purchase time | When it was bought. |
";

    #[test]
    fn cells_and_labels_that_were_left_are_found() {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | The channel of the lamp. |
                          ^^^^^^^^^^^^^^^^^^^^^^^^ note: the cell is left untranslated: `The channel of the lamp.`
| PINGs | Hello | lampId | L’UUID. |
| PINGs | Hello | State | Optional. String. |
| STORE | Compte de la boutique | Numéro de série | The number on the lamp's own box. |
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the cell is left untranslated: `The number on the lamp's own box.`
| STORE | Compte de la boutique | Nom du propriétaire | L’acheteur de la lampe. |
| STORE | Compte de la boutique | Purchase time | Le moment de l’achat. |
                                  ^^^^^^^^^^^^^ note: labels are left untranslated, unlike the other 5: `Purchase time`
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_short_cell_that_only_this_language_keeps_is_found() {
        use crate::check::testing_pages::Pages;
        let translated = |pages: Pages| {
            pages
                .edit("en-US", "The UUID that names the lamp.", "UUID generated by Hub.")
                .edit("de-DE", "Die UUID, die die Lampe benennt.", "Von Hub erzeugte UUID.")
                .edit("es-ES", "El UUID que nombra la lámpara.", "UUID generado por Hub.")
        };
        let kept = "De UUID die de lamp benoemt.";
        translated(Pages::new()).edit("nl-NL", kept, "UUID van Hub.").edit(
            "fr-FR",
            "L’UUID qui nomme la lampe. |",
            "UUID generated by Hub. |
                           ^^^^^^^^^^^^^^^^^^^^^^ warning: the cell is left untranslated: `UUID generated by Hub.`",
        ).expect(&CHECK);
        translated(Pages::new())
            .edit("nl-NL", kept, "UUID generated by Hub.")
            .edit("fr-FR", "L’UUID qui nomme la lampe.", "UUID generated by Hub.")
            .expect(&CHECK);
    }

    #[test]
    fn the_source_text_of_another_row_is_named() {
        use crate::check::testing_pages::Pages;
        Pages::new()
            .edit(
                "fr-FR",
                "L’UUID qui nomme la lampe. |",
                "The channel on which the lamp listens. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the cell has the source text of `Topic`, untranslated",
            )
            .expect(&CHECK);
    }

    #[test]
    fn translated_cells_and_a_page_that_keeps_its_labels_are_left_alone() {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | UUID. |
| PINGs | Hello | State | Optional. String. |
| STORE | Shop account | Serial number | Le numéro de la lampe. |
| STORE | Shop account | Owner name | L’acheteur de la lampe. |
| STORE | Shop account | Purchase time | Le moment de l’achat. |
",
            )
            .expect(&CHECK);
    }
}
