//! Caret tests: documents with the expected findings drawn under the text at fault.
//!
//! ```text
//! | PINGs | Hello | Sujet | Le canal de la lampe. |
//!                   ^^^^^ error: `Topic` is a wire key
//! ```
//!
//! A line of blanks and carets, then `severity: start of the message`, belongs to the line above
//! it and is taken out before the document is parsed. `^` without more marks an empty span. The
//! catalog is that of an invented vendor (`tests/catalog/acme`), or any other that is given.

use crate::approvals::{Grant, Lock, Terms, Waives, approve, compare as approvals};
use crate::audit::{Audit, Input, assemble};
use crate::catalog::{Catalog, CatalogText, load as load_catalog};
use crate::consensus::Consensus;
use crate::finding::{Finding, sort};
use crate::load::{Revision, decode};

use super::{Check, Context};

/// The day of the tests.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 1, 31);

/// The catalog of the invented vendor, with its protocol and the word lists of more languages.
pub(crate) fn acme() -> Catalog {
    let file =
        |path: &str, text: &str| CatalogText { path: path.to_owned(), text: text.to_owned() };
    macro_rules! files {
        ($folder:literal: $($path:literal),* $(,)?) => {
            vec![$(file($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/catalog/", $folder, "/", $path)))),*]
        };
    }
    let mut files = files!["acme":
        "catalog.yaml",
        "fields/acme-to-hub/ping.yaml",
        "fields/acme-to-hub/store.yaml",
        "fields/hub-to-acme/ping.yaml",
        "locales/en-US.yaml",
        "locales/fr-FR.yaml",
        "vocabulary/categories.yaml",
        "vocabulary/data-types.yaml",
        "vocabulary/purposes.yaml",
        "vocabulary/sensitivity.yaml",
        "vocabulary/subjects.yaml",
    ];
    files.extend(files!["acme-languages":
        "locales/de-DE.yaml",
        "locales/es-ES.yaml",
        "locales/nl-NL.yaml",
    ]);
    files.extend(files!["acme-protocol":
        "protocol.yaml",
        "protocol/ping.yaml",
        "protocol/store.yaml",
        "protocol/store-2.yaml",
    ]);
    load_catalog(files).map_err(|e| e.errors).expect("the test catalog is sound")
}

/// Documents to check together. Each has a path such as `fr-FR/data-acme-sends-to-hub.md`.
#[derive(Default)]
pub(crate) struct Case<'a> {
    documents: Vec<(&'a str, &'a str)>,
    history: Vec<(&'a str, &'a str)>,
    disclosures: Vec<(&'a str, &'a str)>,
    walked: Vec<&'a str>,
    approved: Vec<(&'a str, &'a str)>,
}

impl<'a> Case<'a> {
    /// Adds a document with its expected findings drawn into it.
    #[must_use]
    pub(crate) fn document(mut self, path: &'a str, text: &'a str) -> Self {
        self.documents.push((path, text));
        self
    }

    /// Adds a source revision, as `DATE` and text of the document `data-acme-sends-to-hub`.
    #[must_use]
    pub(crate) fn revision(mut self, date: &'a str, text: &'a str) -> Self {
        self.history.push((date, text));
        self
    }

    /// Adds another page to compare with.
    #[must_use]
    pub(crate) fn disclosure(mut self, path: &'a str, text: &'a str) -> Self {
        self.disclosures.push((path, text));
        self
    }

    /// Adds the paths of files that are met in folders beside the documents.
    #[must_use]
    pub(crate) fn walked(mut self, paths: &[&'a str]) -> Self {
        self.walked.extend(paths);
        self
    }

    /// Adds a document as it was when it was approved.
    #[must_use]
    pub(crate) fn approved(mut self, path: &'a str, text: &'a str) -> Self {
        self.approved.push((path, text));
        self
    }

    /// The lock of the approved documents.
    fn lock(&self, catalog: &Catalog) -> Lock {
        let read = |(path, text): &(&str, &str)| decode(path, text.as_bytes().to_vec());
        let files = self.approved.iter().map(|page| read(page).expect("readable")).collect();
        let audit = assemble(catalog, Input { files, ..Input::default() });
        let (terms, waives) = (Terms::default(), Waives::All);
        let grant = Grant { terms, waives, renew: false, today: TODAY };
        approve(&Lock::default(), &audit, &[], &|page| page.path.clone(), &grant).lock
    }

    /// Runs `check` and compares what it finds with what is drawn.
    #[track_caller]
    pub(crate) fn expect(self, check: &Check) {
        let catalog = acme();
        let mut expected = Vec::new();
        let mut files = Vec::new();
        for (path, drawn) in &self.documents {
            let (text, carets) = split_carets(path, drawn);
            expected.extend(carets);
            files.push(decode(path, text.into_bytes()).expect("a readable document"));
        }
        let history = self
            .history
            .iter()
            .map(|(date, text)| Revision {
                shown: format!("history/{date}.md"),
                stem: "data-acme-sends-to-hub".to_owned(),
                date: date.parse().ok(),
                commit: None,
                bytes: text.as_bytes().to_vec(),
            })
            .collect();
        let read = |(path, text): &(&str, &str)| {
            decode(path, text.as_bytes().to_vec()).expect("a readable page")
        };
        let disclosures = self.disclosures.iter().map(read).collect();
        let documents = self.documents.iter().map(|(path, _)| path);
        let walked = documents.chain(&self.walked).map(|path| (*path).to_owned()).collect();
        let audit =
            assemble(&catalog, Input { files, history, disclosures, walked, ..Input::default() });
        assert_eq!(
            audit.pages.len(),
            self.documents.len(),
            "every document is recognised: {:?}",
            audit.skipped
        );
        let mut findings = Vec::new();
        let consensus = Consensus::of(&audit);
        let lock = self.lock(&catalog);
        let approvals = approvals(&lock, &audit, &|page| page.path.clone(), TODAY);
        for page in &audit.pages {
            let approvals = Some(&approvals);
            let context = Context { audit: &audit, consensus: &consensus, approvals, page };
            (check.run)(&context, &mut findings);
        }
        compare(&audit, findings, &expected);
    }
}

/// An expected finding.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Caret {
    path: String,
    line: usize,
    column: usize,
    width: usize,
    text: String,
}

fn split_carets(path: &str, drawn: &str) -> (String, Vec<Caret>) {
    let mut text = String::new();
    let mut carets = Vec::new();
    let mut lines = 0;
    for line in drawn.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        let blanks = bare.chars().take_while(|c| *c == ' ').count();
        let width = bare.chars().skip(blanks).take_while(|c| *c == '^').count();
        if width == 0 {
            text.push_str(line);
            lines += 1;
            continue;
        }
        let message: String = bare.chars().skip(blanks + width).collect();
        carets.push(Caret {
            path: path.to_owned(),
            line: lines,
            column: blanks + 1,
            width,
            text: message.trim().to_owned(),
        });
    }
    (text, carets)
}

#[track_caller]
fn compare(audit: &Audit<'_>, mut findings: Vec<Finding>, expected: &[Caret]) {
    sort(&mut findings, &audit.sources);
    let mut actual: Vec<Caret> = findings
        .iter()
        .map(|finding| {
            let file = audit.sources.get(finding.span.file);
            let (start, end) = (file.position(finding.span.start), file.position(finding.span.end));
            let width = if end.line == start.line { (end.column - start.column).max(1) } else { 1 };
            let text = format!("{}: {}", finding.severity.as_str(), finding.message);
            Caret {
                path: file.path().to_owned(),
                line: start.line,
                column: start.column,
                width,
                text,
            }
        })
        .collect();
    actual.sort();
    let mut wanted: Vec<&Caret> = expected.iter().collect();
    wanted.sort();
    let same = actual.len() == wanted.len()
        && actual.iter().zip(&wanted).all(|(a, w)| {
            (&a.path, a.line, a.column, a.width) == (&w.path, w.line, w.column, w.width)
                && a.text.starts_with(&w.text)
        });
    assert!(same, "\nfound:\n{}\nexpected:\n{}", show(&actual), show(&wanted));
}

fn show<C: std::borrow::Borrow<Caret>>(carets: &[C]) -> String {
    carets
        .iter()
        .map(|c| {
            let c = c.borrow();
            format!("  {}:{}:{} (width {}) {}\n", c.path, c.line, c.column, c.width, c.text)
        })
        .collect()
}
