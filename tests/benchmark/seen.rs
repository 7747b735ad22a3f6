//! Findings in a form in which those of two runs can be compared.

use std::collections::BTreeMap;
use std::ops::Range;

use flowproof::align::Match;
use flowproof::audit::{Audit, Page};
use flowproof::finding::{Finding, Severity};
use unicode_normalization::UnicodeNormalization;

/// A finding on one page.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Id of the check.
    pub check: &'static str,
    /// How grave.
    pub severity: Severity,
    /// Column role.
    pub column: Option<&'static str>,
    /// Rows of the page.
    pub rows: Vec<usize>,
    /// Ids of the fields.
    pub fields: Vec<String>,
    /// Bytes of the page.
    pub span: Range<usize>,
    /// The message.
    pub message: String,
    /// What a row of it must agree in to be the same finding in another run, for each row (one
    /// entry if there is no row).
    keys: Vec<Key>,
}

/// A row of a finding, whatever its number and its severity.
#[derive(Debug, Clone)]
struct Key {
    /// With what the finding says.
    exact: String,
    /// By check, column and row only.
    loose: String,
}

/// How findings of two runs are held to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Same {
    /// They say the same of the same row.
    Exact,
    /// They are of one check on the same row and column; for changes that make the same text look
    /// different.
    Loose,
}

impl Seen {
    fn new(page: &Page, audit: &Audit<'_>, finding: &Finding) -> Self {
        let span = finding.span.start..finding.span.end;
        let mut rows = finding.rows.clone();
        if rows.is_empty() && finding.fields.is_empty() {
            let inside = page.rows.iter().find(|row| {
                let range = &page.row(row).range;
                range.start <= span.start && span.end <= range.end
            });
            rows.extend(inside.map(|row| row.number));
        }
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let base = [
            finding.check,
            finding.column.unwrap_or_default(),
            &without_places(&finding.message),
            &part(&finding.expected),
            &part(&finding.found),
        ]
        .join("\0");
        let base = same_spelling(&base);
        let loose = format!("{}\0{}", finding.check, finding.column.unwrap_or_default());
        let key = |place: &str| Key {
            exact: format!("{base}\0{place}"),
            loose: format!("{loose}\0{place}"),
        };
        let mut keys: Vec<Key> = rows.iter().map(|row| key(&identity(audit, page, *row))).collect();
        if keys.is_empty() {
            keys.push(key(&finding.fields.join("\0")));
        }
        Seen {
            check: finding.check,
            severity: finding.severity,
            column: finding.column,
            rows,
            fields: finding.fields.clone(),
            span,
            message: finding.message.clone(),
            keys,
        }
    }

    /// One line for people.
    pub fn line(&self) -> String {
        let rows: Vec<String> = self.rows.iter().map(ToString::to_string).collect();
        let place =
            if rows.is_empty() { "page".to_owned() } else { format!("row {}", rows.join(",")) };
        format!(
            "{}[{}] {place} {}: {}",
            self.severity.as_str(),
            self.check,
            self.column.unwrap_or("-"),
            self.message
        )
    }
}

/// What a row is whatever its number: what it stands for or repeats, or its text.
fn identity(audit: &Audit<'_>, page: &Page, number: usize) -> String {
    let Some(row) = page.rows.get(number.wrapping_sub(1)) else { return String::new() };
    match row.matched {
        Match::Row { reference, .. } | Match::Duplicate { reference } => reference.to_string(),
        _ => audit.text(page).get(page.row(row).range.clone()).unwrap_or_default().to_owned(),
    }
}

/// A text in which composition, quotation marks and blanks do not matter.
fn same_spelling(text: &str) -> String {
    let plain = text.nfc().map(|c| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{a0}' => ' ',
        c => c,
    });
    plain.collect()
}

/// A message without numbers of lines, rows and other things, which a change elsewhere shifts.
/// What is quoted stays.
fn without_places(message: &str) -> String {
    let mut quoted = false;
    let mut out = String::with_capacity(message.len());
    for c in message.chars() {
        quoted ^= c == '`';
        if !quoted && c.is_ascii_digit() {
            if !out.ends_with('#') {
                out.push('#');
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// The findings on one page.
pub fn on_page(audit: &Audit<'_>, findings: &[Finding], page: &Page) -> Vec<Seen> {
    findings
        .iter()
        .filter(|f| f.span.file == page.file)
        .map(|f| Seen::new(page, audit, f))
        .collect()
}

/// The findings that were not there before, or not as grave, each with its new rows only.
pub fn fresh(before: &[Seen], now: &[Seen], same: Same) -> Vec<Seen> {
    let name = |key: &Key| match same {
        Same::Exact => key.exact.clone(),
        Same::Loose => key.loose.clone(),
    };
    let mut left: BTreeMap<String, Vec<Severity>> = BTreeMap::new();
    for (seen, key) in before.iter().flat_map(|seen| seen.keys.iter().map(move |key| (seen, key))) {
        left.entry(name(key)).or_default().push(seen.severity);
    }
    let mut fresh = Vec::new();
    for seen in now {
        let is_new: Vec<bool> = seen
            .keys
            .iter()
            .map(|key| {
                let old = left.get_mut(&name(key));
                let at = old.as_ref().and_then(|o| o.iter().position(|s| *s >= seen.severity));
                old.zip(at).map(|(old, at)| old.remove(at)).is_none()
            })
            .collect();
        if is_new.contains(&true) {
            let mut seen = seen.clone();
            let mut flags = is_new.iter();
            seen.rows.retain(|_| *flags.next().unwrap_or(&true));
            fresh.push(seen);
        }
    }
    fresh
}
