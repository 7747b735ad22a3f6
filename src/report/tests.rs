//! The reports of the test catalog.

use std::collections::BTreeSet;

use crate::audit::{Audit, Input, assemble};
use crate::catalog::{Catalog, CatalogText, load};
use crate::finding::{Finding, Severity, number_fingerprints, sort};
use crate::inventory::{
    self, DocumentationStatus, ProtocolView, StatementStatus, fields, personal_first,
};
use crate::load::decode;

use super::{Language, Options, render_all, write_all};

const SOURCE: &str = "\
# Data Acme sends to Hub

Hub talks to Acme once a service is on.

> [!NOTE]
> Neither Acme nor Hub sells it.

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel. |
| PINGs | Hello | lampId | The UUID. |
| PINGs | Hello | State | One of lit, dark, faulty. |
| PINGs | GoodBye | Topic | The channel. |
| STORE | Shop account | Serial number | The number. |
";

const FRENCH: &str = "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Sujet | Le canal de la lampe. |
| PINGs | Hello | LampID | L’UUID de la lampe. |
| PINGs | Hello | State | </script><img src=x onerror=alert(1)> {{ 7*7 }} |
| STORE | Compte de la boutique | Numéro de série | Le numéro de la lampe. |
";

/// The catalog of the invented vendor.
pub(super) fn acme() -> Catalog {
    acme_with(|files| files)
}

/// The same catalog with changed files.
pub(super) fn acme_with(change: impl Fn(Vec<CatalogText>) -> Vec<CatalogText>) -> Catalog {
    let of_folder = |folder: &str| {
        let root = format!("{}/tests/catalog/{folder}", env!("CARGO_MANIFEST_DIR"));
        let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file());
        let text = |entry: walkdir::DirEntry| {
            let below = entry.path().strip_prefix(&root).expect("below the root");
            CatalogText {
                path: below.to_string_lossy().replace('\\', "/"),
                text: std::fs::read_to_string(entry.path()).expect("readable"),
            }
        };
        files.map(text).collect::<Vec<_>>()
    };
    let files = ["acme", "acme-protocol"].into_iter().flat_map(of_folder).collect();
    load(change(files)).map_err(|e| e.errors).expect("the test catalog is sound")
}

pub(super) fn audit(catalog: &Catalog) -> Audit<'_> {
    let file = |path, text: &str| decode(path, text.as_bytes().to_vec()).expect("readable");
    let files = vec![
        file("en-US/data-acme-sends-to-hub.md", SOURCE),
        file("fr-FR/data-acme-sends-to-hub.md", FRENCH),
        file("notes.md", "# <b>Notes</b>\n"),
    ];
    assemble(catalog, Input { files, history: Vec::new(), ..Input::default() })
}

/// Two findings on one field, and one on the page as a whole.
pub(super) fn findings(audit: &Audit<'_>) -> Vec<Finding> {
    let page = audit.pages.iter().find(|p| !p.is_source).expect("the French page");
    let row = &page.rows[2];
    let fields = page.field_ids(audit.catalog, row);
    let hostile = "</script><img src=x onerror=alert(2)> \u{202e}\u{0}\u{2066}`";
    let finding = |check, message: &str| {
        let mut finding =
            Finding::new(check, Severity::Error, page.row_span(row), message.to_owned());
        finding.locale = Some(page.locale().to_owned());
        finding.flow = Some(audit.document(page).flow.clone());
        finding.found(hostile).expected("State").help(hostile).relate(page.top(), hostile)
    };
    let mut findings = vec![
        finding("altered-key", "the key `State` <b>is</b> altered").row(3, fields.clone()),
        finding("literal-lost", "lost").row(3, fields).fix(page.row_span(row), ""),
        finding("missing-statement", "no pledge"),
    ];
    findings[1].severity = Severity::Warning;
    sort(&mut findings, &audit.sources);
    number_fingerprints(&mut findings, &audit.sources);
    findings
}

fn with(results: &super::html::Benchmark) -> Options<'_> {
    Options { benchmark: Some(results), ..Options::default() }
}

fn files() -> Vec<(String, Vec<u8>)> {
    let catalog = acme();
    let audit = audit(&catalog);
    let results = super::html::benchmark::tests::sample();
    render_all(&audit, &findings(&audit), &with(&results)).expect("every report renders")
}

/// The files that are text: all but the workbook.
fn rendered() -> Vec<(String, String)> {
    let files = files().into_iter().filter(|(name, _)| !name.ends_with(".xlsx"));
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    files.map(|(name, bytes)| (name, text(bytes))).collect()
}

fn pages() -> Vec<(String, String)> {
    rendered().into_iter().filter(|(name, _)| name.ends_with(".html")).collect()
}

#[test]
fn two_renders_are_identical() {
    assert!(files() == files());
}

#[test]
fn the_benchmark_is_shown_where_there_are_results() {
    let find = |(name, _): &(String, String)| name == "benchmark.html";
    let (_, text) = rendered().into_iter().find(find).expect("the page");
    assert!(text.contains(">not met</span>") && text.contains(">met</span>"));
    assert!(pages().iter().all(|(_, text)| text.contains("href=\"benchmark.html\"")));
    let catalog = acme();
    let audit = audit(&catalog);
    let without = render_all(&audit, &[], &Options::default()).expect("every report renders");
    let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("benchmark.html");
    assert!(without.iter().all(|(name, bytes)| *name != "benchmark.html" && !holds(bytes)));
}

#[test]
fn text_of_documents_is_inert() {
    for (name, text) in pages() {
        let (text, script) = text.rsplit_once("<script>").expect("our own script, at the end");
        assert_eq!(script.matches("</script").count(), 1, "{name}");
        for raw in [
            "<img",
            "<script",
            "</script",
            "<b>",
            "49</",
            "\u{0}",
            "None",
            "javascript:",
            "\u{202e}",
            "\u{2066}",
            "\u{fffd}",
        ] {
            assert!(!text.contains(raw), "{name} holds {raw:?}");
        }
        if name == "drift.html" {
            assert!(text.contains("[U+202E]") && text.contains("[U+2066]"), "shown by code point");
        }
    }
}

#[test]
fn pages_ask_for_nothing_outside_themselves() {
    for (name, text) in pages() {
        assert!(text.contains("default-src &#x27;none&#x27;; style-src &#x27;sha256-"), "{name}");
        assert!(text.contains("; script-src &#x27;sha256-"), "{name}");
        for asks in [" src=\"", "<link", "url(", "@import", "<iframe", " style=", " onclick"] {
            assert!(!text.contains(asks), "{name} holds {asks:?}");
        }
    }
}

fn values<'a>(text: &'a str, attribute: &str) -> Vec<&'a str> {
    let parts = text.split(attribute).skip(1);
    parts.map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

#[test]
fn ids_are_unique_and_every_link_leads_somewhere() {
    let pages = pages();
    let mut targets = BTreeSet::new();
    for (name, text) in &pages {
        let ids = values(text, " id=\"");
        for id in &ids {
            assert!(targets.insert(format!("{name}#{id}")), "{name} has {id} twice");
        }
    }
    let files: BTreeSet<String> = files().into_iter().map(|(name, _)| name).collect();
    for (name, text) in &pages {
        for href in values(text, " href=\"") {
            let href = href.replace("&#x2f;", "/");
            // What a list is filtered by stands between name and anchor.
            let href = match href.split_once('?') {
                Some((file, rest)) => {
                    format!("{file}{}", rest.find('#').map_or("", |at| &rest[at..]))
                }
                None => href,
            };
            let known = match href.split_once('#') {
                Some(("", id)) => targets.contains(&format!("{name}#{id}")),
                Some(_) => targets.contains(&href),
                None => files.contains(href.as_str()),
            };
            assert!(known, "{name}: {href} leads nowhere");
        }
    }
}

#[test]
fn each_document_has_a_page_with_its_text_and_the_findings_in_place() {
    let page = |name: &str| pages().into_iter().find(|(n, _)| n == name).expect(name).1;
    let french = page("doc-data-acme-sends-to-hub.fr-fr.html");
    for line in FRENCH.lines().filter(|line| !line.starts_with("|---")) {
        for cell in line.split('|').map(str::trim).filter(|cell| !cell.contains('<')) {
            assert!(french.contains(cell), "{cell}");
        }
    }
    assert_eq!(french.matches("<article class=\"finding ").count(), 3);
    let row = french.find("<tr id=\"L5\" class=\"at error\">").expect("the row at fault");
    let told = french[row..].find("<article class=\"finding error\"").expect("under the row");
    assert!(!french[row..row + told].contains("<tr id=\"L6\""), "told under its row");
    assert!(french.contains("<td lang=\"fr-FR\" dir=\"auto\">Le canal de la lampe.</td>"));
    let english = page("doc-data-acme-sends-to-hub.en-us.html");
    assert!(english.contains("id=\"statement-no-sale\"") && !english.contains("<article"));
}

#[test]
fn the_inventory_says_what_stands_on_each_page() {
    let catalog = acme();
    let inventory = inventory::build(&audit(&catalog), &[], None);
    let status = |id: &str, locale: &str| {
        let (_, _, _, field) = fields(&inventory.flows).find(|(.., f)| f.id == id).expect(id);
        let page = field.documentation.iter().find(|p| p.locale == locale).expect(locale);
        (page.status, page.found.as_deref().unwrap_or("").to_owned(), page.line)
    };
    let found = |text: &str| text.to_owned();
    use DocumentationStatus::{Altered, Listed, Missing, NotListedByEdition, Translated};
    let hello = "acme-to-hub/ping/hello";
    assert_eq!(status(&format!("{hello}/topic"), "fr-FR"), (Translated, found("Sujet"), Some(3)));
    assert_eq!(status(&format!("{hello}/lamp-id"), "fr-FR"), (Altered, found("LampID"), Some(4)));
    assert_eq!(status(&format!("{hello}/state"), "fr-FR"), (Listed, found("State"), Some(5)));
    assert_eq!(status("acme-to-hub/ping/good-bye/topic", "fr-FR"), (Missing, String::new(), None));
    assert_eq!(
        status("acme-to-hub/store/account/shade-count", "fr-FR").0,
        NotListedByEdition,
        "the source page of the run does not list it"
    );
    let pledge = &inventory.pages[0].statements.iter().find(|s| s.id == "no-sale").expect("it");
    let statuses: Vec<_> = pledge.pages.iter().map(|p| p.status).collect();
    assert_eq!(statuses, [StatementStatus::Found, StatementStatus::Missing]);
    assert_eq!(inventory.skipped[0].path, "notes.md");
}

#[test]
fn personal_data_comes_first_and_then_the_page_rules() {
    let catalog = acme();
    let inventory = inventory::build(&audit(&catalog), &[], None);
    let mut all: Vec<_> = fields(&inventory.flows).map(|(.., field)| field).collect();
    personal_first(&mut all, |field| field);
    let ids: Vec<&str> = all.iter().map(|f| f.id.as_str()).take(6).collect();
    assert_eq!(
        ids,
        [
            "acme-to-hub/ping/hello/lamp-id",
            "acme-to-hub/store/account/serial-number",
            "acme-to-hub/store/account/owner",
            "hub-to-acme/ping/wake/token",
            "hub-to-acme/store/warranty/serial-number",
            "hub-to-acme/ping/wake/secret",
        ]
    );
}

#[test]
fn the_csv_has_one_line_per_field_and_no_empty_tenant_fact() {
    let (_, text) = rendered().into_iter().find(|(name, _)| *name == "inventory.csv").expect("it");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records: Vec<_> = reader.records().map(|r| r.expect("RFC 4180")).collect();
    assert_eq!(records.len(), acme().fields.len());
    assert!(text.contains("\r\n") && text.contains("fr-FR=translated (Sujet)"));
    let open = |r: &csv::StringRecord, word: &str| r.iter().filter(|c| *c == word).count();
    for record in &records {
        let word = if &record[10] == "no" { "not applicable" } else { "TENANT-TO-COMPLETE" };
        assert_eq!(open(record, word), 2, "{record:?}");
    }
}

#[test]
fn files_are_written_whole_and_no_other_file_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("new/reports");
    let catalog = acme();
    let audit = audit(&catalog);
    let written = write_all(&audit, &findings(&audit), &Options::default(), &out).expect("written");
    let marked = Options { csv_bom: true, ..Options::default() };
    write_all(&audit, &[], &marked, &out).expect("written again, over the old files");
    let found = std::fs::read_dir(&out).expect("the folder").count();
    let all = render_all(&audit, &[], &Options::default()).expect("every report renders");
    assert_eq!((written.len(), found), (all.len(), all.len()));
    // The manifest has the digests of the marked files.
    for (name, bytes) in all.into_iter().filter(|(name, _)| name != "manifest.json") {
        let now = std::fs::read(out.join(&name)).expect("readable");
        let plain = now.strip_prefix(b"\xef\xbb\xbf".as_slice());
        assert_eq!(plain.is_some(), name.ends_with(".csv"), "{name}: a byte order mark");
        assert!(plain.unwrap_or(&now) == bytes, "{name}");
    }
}

/// The comparison of the test catalog with a text of a hostile page in every place.
fn hostile_facts(text: &str) -> ProtocolView {
    let catalog = acme();
    let mut facts = inventory::protocol(&audit(&catalog)).expect("facts");
    for verdict in &mut facts.verdicts {
        for place in [&mut verdict.label, &mut verdict.message, &mut verdict.summary] {
            text.clone_into(place);
        }
        verdict.expected = Some(text.to_owned());
        if let Some(document) = &mut verdict.evidence.document {
            text.clone_into(&mut document.text);
            text.clone_into(&mut document.place.path);
        }
    }
    facts.matrix.iter_mut().for_each(|row| text.clone_into(&mut row.label));
    facts
}

#[test]
fn hostile_verdicts_are_inert() {
    let catalog = acme();
    let inventory = inventory::build(&audit(&catalog), &[], None);
    let facts = hostile_facts("=1 </script><img src=x onerror=alert(3)> {{ 7*7 }} \u{0}`");
    let html = super::html::Html::new(&inventory, Language::English).expect("templates");
    let page = html.protocol(Some(&facts)).expect("it renders");
    let page = String::from_utf8(page).expect("UTF-8");
    let (page, _) = page.rsplit_once("<script>").expect("our own script, at the end");
    for raw in ["<img", "<script", "</script", "49 ", "\u{0}"] {
        assert!(!page.contains(raw), "{raw:?}");
    }
    for table in [super::tables::protocol::table(&facts), super::tables::conditions::table(&facts)]
    {
        let table = super::tables::csv::render(&table).expect("it renders");
        let mut reader = csv::Reader::from_reader(table.as_slice());
        let cells: Vec<_> = reader.records().map(|r| r.expect("RFC 4180")).collect();
        assert!(cells.iter().flatten().all(|cell| !cell.starts_with('=')));
        assert!(cells.iter().flatten().any(|cell| cell.starts_with("'=1 ")));
    }
}

#[test]
fn without_facts_the_page_says_so() {
    let catalog = acme();
    let inventory = inventory::build(&audit(&catalog), &[], None);
    let html = super::html::Html::new(&inventory, Language::English).expect("templates");
    let page = html.protocol(None).expect("it renders");
    assert!(String::from_utf8(page).expect("UTF-8").contains("nothing to compare"));
    let page = html.inventory(None).expect("it renders");
    assert!(!String::from_utf8(page).expect("UTF-8").contains("protocol.html#"));
}
