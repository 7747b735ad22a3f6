//! # What it checks
//! A purpose cell, or the whole purpose column, that is written in another language than the page
//! is declared to be in. A script that the other cells of the page do not have is certain at any
//! length; a language in the same letters takes a sentence. A cell that equals a source text is
//! `untranslated-cell`.
//!
//! # Why it matters
//! A reader who cannot read the cell is not told what the datum is used for, and a page in the
//! wrong language discloses nothing at all to the people it is meant for.
//!
//! # Example
//! Wrong, on a French page: `| PINGs | Hello | Topic | Der Kanal, auf dem die Lampe nach neuen
//! Befehlen des Servers sucht. |`. Right: the same in French.
//!
//! # Remedy
//! Replace the cell by the translation into the language of the page; for a whole page, check
//! that the file is in the right folder. Close relatives (Danish and Norwegian, Czech and Slovak)
//! are told apart with less certainty, so such a finding is a note.

mod borrowed;
mod script;

use crate::audit::{Audit, CellRef, Page, running_text};
use crate::catalog::model::ColumnRole;
use crate::check::repeat::with_source;
use crate::check::{Check, Context, precedence};
use crate::finding::{Finding, Severity};
use crate::identify::Basis;
use crate::text::{Detected, detect, detect_sure, is_spaceless, words};

use borrowed::borrowed;
use script::Scripts;

use super::untranslated_cell::Originals;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "wrong-language",
    summary: "text in another language than that of the page",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: precedence::TEXT,
    source: include_str!("wrong_language.rs"),
    run,
};

/// Languages that detectors mistake for one another.
const CLOSE: [&[&str]; 10] = [
    &["nb", "nn", "no", "da", "sv", "is", "fo"],
    &["es", "pt", "gl", "ca", "oc"],
    &["cs", "sk"],
    &["hr", "sr", "bs", "sl", "mk", "me"],
    &["id", "ms", "jv", "tl"],
    &["nl", "af", "fy"],
    &["uk", "ru", "be", "bg", "mk", "sr"],
    &["et", "fi"],
    &["tr", "az", "uz", "tk"],
    &["hi", "mr", "ne"],
];

/// Languages that are not written in Latin letters.
const OTHER_SCRIPTS: [&str; 22] = [
    "ar", "fa", "ur", "he", "ru", "uk", "be", "bg", "mk", "sr", "el", "zh", "ja", "ko", "th", "hi",
    "mr", "ne", "ka", "hy", "km", "my",
];

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let own = match page.language.language() {
        "no" | "nn" => "nb",
        language => language,
    };
    let originals = Originals::of(audit, page);
    let cells: Vec<CellRef<'_>> = page
        .rows
        .iter()
        .filter_map(|row| page.cell(row, ColumnRole::Purpose))
        .filter(|cell| page.is_source || originals.of_cell(cell).is_none())
        .collect();
    let texts: Vec<String> = cells.iter().map(|cell| own_words(audit, page, cell)).collect();
    // No cell may outweigh the others by its length.
    let starts = texts.iter().map(|text| text.chars().take(60).collect::<String>());
    let whole = starts.collect::<Vec<_>>().join(" ");
    let column = detect(&whole).filter(|_| enough(&whole, 120));
    if let Some(column) =
        column.as_ref().filter(|c| c.language != own && !mixes_scripts(&whole, own))
    {
        findings.extend(whole_column(page, own, column, &whole));
        return;
    }
    let scripts = Scripts::of(&cells);
    for (cell, text) in cells.iter().zip(&texts) {
        let single = || {
            let script = scripts.foreign(audit, page, cell, text);
            let sure = script.map(|script| (CHECK.severity, format!("in {script} letters")));
            let found = sure.or_else(|| {
                let source = audit.source_cell(page, cell.row, ColumnRole::Purpose);
                column.as_ref().and_then(|_| foreign(text, own, source.is_some()))
            });
            found.map(|(severity, what)| single_cell(audit, page, cell, severity, &what))
        };
        findings.extend(copied_cell(audit, page, cell).or_else(single));
    }
}

/// A column in another language. Where path and front matter disagree about the language, or the
/// whole text contradicts them, that is the fault, and another check speaks of it.
fn whole_column(page: &Page, own: &str, column: &Detected, text: &str) -> Option<Finding> {
    // Serbian in Latin letters is told from its neighbours by nothing that a detector sees.
    const ONE: [&str; 4] = ["hr", "sr", "bs", "me"];
    let language = &page.language;
    let declared = language.in_front_matter.as_ref().map(|(tag, _)| tag);
    let disagree = declared.zip(language.in_path.as_ref()).is_some_and(|(a, b)| a != b);
    let one = ONE.contains(&own) && ONE.contains(&column.language.as_str());
    let sure = !one && column.confidence > 0.9 && detect_sure(text, &column.language, own);
    if disagree || !sure || language.misnamed().is_some() {
        return None;
    }
    let severity = if close(own, &column.language) { Severity::Note } else { CHECK.severity };
    let (table, columns) = page.tables.first()?;
    let header = &page.parsed.tables[*table].header;
    let cell = header.cells.get(columns.index(ColumnRole::Purpose)?)?;
    let how = if language.basis == Basis::Text { "was read as" } else { "is declared as" };
    let message = format!(
        "the purpose column is in `{}`, but the page {how} `{}`",
        column.language, language.tag
    );
    let span = page.span(cell.inline.trimmed_source());
    Some(
        Finding::new(CHECK.id, severity, span, message)
            .column("purpose")
            .expected(language.tag.as_str())
            .found(column.language.as_str())
            .help("is the file in the right folder? otherwise have the column translated"),
    )
}

/// A cell that has the text of another language.
fn copied_cell(audit: &Audit<'_>, page: &Page, cell: &CellRef<'_>) -> Option<Finding> {
    let (other, original) = borrowed(audit, page, cell).filter(|_| !page.is_source)?;
    let language = other.language.language();
    let message = format!(
        "the cell is in `{language}`, the page in `{}`: `{}`",
        page.locale(),
        excerpt(cell.text())
    );
    let near = close(page.language.language(), language);
    let severity = if near { Severity::Note } else { CHECK.severity };
    let finding = Finding::new(CHECK.id, severity, cell.span(), message)
        .column("purpose")
        .row(cell.row.number, page.field_ids(audit.catalog, cell.row))
        .found(cell.text())
        .help(format!("translate the cell into the language of the page, `{}`", page.locale()));
    Some(finding.relate(original.span(), format!("the page in `{}` has the same", other.locale())))
}

fn single_cell(
    audit: &Audit<'_>,
    page: &Page,
    cell: &CellRef<'_>,
    severity: Severity,
    what: &str,
) -> Finding {
    let source = audit.source_cell(page, cell.row, ColumnRole::Purpose);
    let message =
        format!("the cell is {what}, the page in `{}`: `{}`", page.locale(), excerpt(cell.text()));
    let finding = Finding::new(CHECK.id, severity, cell.span(), message)
        .column("purpose")
        .row(cell.row.number, page.field_ids(audit.catalog, cell.row))
        .found(cell.text())
        .help(format!("translate the cell into the language of the page, `{}`", page.locale()));
    with_source(finding, source)
}

/// The language of a cell, if it is surely another than that of the page.
fn foreign(text: &str, own: &str, has_source: bool) -> Option<(Severity, String)> {
    let words = words(text).len();
    if words < 6 || !enough(text, 40) || mixes_scripts(text, own) {
        return None;
    }
    let found = detect(text).filter(|found| found.language != own && found.confidence > 0.9)?;
    if !detect_sure(text, &found.language, own) {
        return None;
    }
    let certain = words >= 10 && !close(own, &found.language);
    // Names that were kept can only be told apart with the source text at hand.
    if !certain && !has_source {
        return None;
    }
    let severity = if certain { CHECK.severity } else { Severity::Note };
    Some((severity, format!("in `{}`", found.language)))
}

/// Whether there are enough letters to tell a language by; a Han or Thai character tells more
/// than a letter.
fn enough(text: &str, letters: usize) -> bool {
    let weight = |c: char| if is_spaceless(c) { 3 } else { usize::from(c.is_alphabetic()) };
    text.chars().map(weight).sum::<usize>() > letters
}

/// Whether a text on a page in another script holds enough of that script to be in the language
/// of the page, whatever Latin names and values stand in it.
fn mixes_scripts(text: &str, own: &str) -> bool {
    let latin = text.chars().filter(|c| c.is_alphabetic() && u32::from(*c) < 0x250).count();
    let all = text.chars().filter(|c| c.is_alphabetic()).count();
    OTHER_SCRIPTS.contains(&own) && latin < all && (all - latin) * 5 > all
}

/// The text of a cell without literals, names, and the words that it shares with its source text:
/// values, product names, terms that the translator kept.
fn own_words(audit: &Audit<'_>, page: &Page, cell: &CellRef<'_>) -> String {
    let text = running_text(audit.catalog, cell.forms());
    let source = audit.source_cell(page, cell.row, ColumnRole::Purpose);
    let Some(source) = source else { return text.to_owned() };
    let shared = source.cell.forms().words();
    let is_shared = |word: &str| {
        let own = words(word);
        !own.is_empty() && own.iter().all(|w| w.is_ascii() && shared.contains(w))
    };
    let kept = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric() && c.is_ascii());
    kept.filter(|word| !is_shared(word)).collect()
}

fn close(a: &str, b: &str) -> bool {
    CLOSE.iter().any(|group| group.contains(&a) && group.contains(&b))
}

fn excerpt(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_cell_in_another_language_is_found() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | The channel that the lamp will listen to whenever the server has something to say. |
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the cell is in `en`, the page in `fr-FR`: `The channel that the lamp will listen to…`
| PINGs | Hello | lampId | L’identifiant de la lampe, que le serveur utilise pour la reconnaître parmi toutes les autres. |
| PINGs | Hello | State | L’état de la lampe : allumée, éteinte ou en panne, tel que la lampe le signale au serveur. |
| STORE | Compte de la boutique | Numéro de série | Le numéro de série de la lampe qui a été achetée dans la boutique. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_short_cell_of_another_language_is_known_by_that_language() {
        use crate::check::testing_pages::Pages;
        Pages::new().edit(
            "fr-FR",
            "L’UUID qui nomme la lampe. |",
            "El UUID que nombra la lámpara. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the cell is in `es`, the page in `fr-FR`",
        ).expect(&CHECK);
        // What two languages share is of neither.
        Pages::new()
            .edit("fr-FR", "L’UUID qui nomme la lampe.", "UUID de Hub")
            .edit("es-ES", "El UUID que nombra la lámpara.", "UUID de Hub")
            .expect(&CHECK);
    }

    #[test]
    fn a_column_in_another_language_is_one_finding() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
Le hub se connecte à la lampe dès que la maison le demande, et pas avant.

Le tableau ci-dessous énumère les données que la lampe envoie au hub.

Pour que la lampe cesse d’envoyer des données, débranchez-la du réseau.

| Service | Message | Données envoyées à Hub | Utilisé pour |
                                               ^^^^^^^^^^^^ warning: the purpose column is in `de`, but the page is declared as `fr-FR`
|---|---|---|---|
| PINGs | Hello | Topic | Der Kanal, auf dem die Lampe nach neuen Befehlen des Servers sucht. |
| PINGs | Hello | lampId | Die Kennung der Lampe, an der sie der Server unter allen anderen erkennt. |
| STORE | Compte de la boutique | Numéro de série | Die Seriennummer der Lampe, die im Geschäft gekauft wurde. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn short_cells_and_names_are_left_alone() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Lamp Business Manager, Acme Hub Store. |
| PINGs | Hello | lampId | L’identifiant de la lampe, que le serveur utilise pour la reconnaître parmi toutes les autres. |
| STORE | Compte de la boutique | Numéro de série | Le numéro de série de la lampe qui a été achetée dans la boutique. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_page_named_wrongly_is_the_fault_of_its_name() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | An Hub gesendete Daten | Verwendet für |
|---|---|---|---|
| PINGs | Hello | Topic | Der Kanal, auf dem die Lampe nach neuen Befehlen des Servers sucht. |
| PINGs | Hello | lampId | Die Kennung der Lampe, an der sie der Server unter allen anderen erkennt. |
| STORE | Ladenkonto | Seriennummer | Die Seriennummer der Lampe, die im Geschäft gekauft wurde. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn latin_letters_alone_are_out_of_place_in_another_script() {
        Case::default()
            .document(
                "ru-RU/data-acme-sends-to-hub.md",
                "\
| Service | Message | Данные | Назначение |
|---|---|---|---|
| PINGs | Hello | Topic | Канал, который прослушивает лампа в ожидании новых команд сервера. |
| PINGs | Hello | lampId | The color of the lamp. |
                           ^^^^^^^^^^^^^^^^^^^^^^ warning: the cell is in Latin letters, the page in `ru-RU`
| STORE | Счёт | Серийный номер | Серийный номер лампы, которая была куплена в магазине. |
| STORE | Счёт | shadeCount | Acme Hub Store, Lamp Business Manager |
",
            )
            .expect(&CHECK);
    }
}
