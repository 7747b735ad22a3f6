//! The comparison with an earlier run.

use crate::catalog::diff::{Attribute, Change, Entry};

use super::documents::pair;
use super::findings::sort_out;
use super::*;

fn told(fingerprint: &str, field: &str, found: &str) -> FindingRecord {
    FindingRecord {
        fingerprint: fingerprint.to_owned(),
        check: "altered-key".to_owned(),
        severity: Severity::Error,
        path: "docs/fr/page.md".to_owned(),
        locale: Some("fr-FR".to_owned()),
        fields: vec![field.to_owned()],
        rows: vec![3],
        column: Some("field".to_owned()),
        message: format!("the key is `{found}`"),
        found: Some(found.to_owned()),
        expected: None,
    }
}

fn document(path: &str, sha256: &str, locale: &str) -> Document {
    Document {
        path: path.to_owned(),
        sha256: sha256.to_owned(),
        document: "page".to_owned(),
        locale: locale.to_owned(),
    }
}

fn sorted(then: &[FindingRecord], now: Vec<FindingRecord>) -> Findings {
    sort_out(then, now, &Documents::default())
}

fn diff(then: &[FindingRecord], now: Vec<FindingRecord>, entries: Vec<Entry>) -> RunDiff {
    let documents =
        Documents { new: vec!["docs/<b>\u{1b}[2J.md".to_owned()], ..Default::default() };
    RunDiff {
        tool: Some("0.0.1".to_owned()),
        catalog: None,
        entries,
        remarks: Vec::new(),
        compared: true,
        tallies: vec![Tally { severity: Severity::Error, then: then.len(), now: 3 }],
        findings: sorted(then, now),
        documents,
    }
}

/// The properties that are told of the only change.
fn only_change(findings: &Findings) -> Vec<(&str, &str, &str)> {
    assert_eq!(findings.changed.len(), 1, "{findings:?}");
    let attributes = &findings.changed[0].attributes;
    attributes.iter().map(|a| (a.name.as_str(), a.then.as_str(), a.now.as_str())).collect()
}

#[test]
fn findings_are_new_gone_changed_or_the_same() {
    let then = [
        told("a", "1", "stays"),
        told("b", "2", "was so"),
        told("c", "3", "goes"),
        told("d", "4", "text before"),
    ];
    let mut elsewhere = told("a", "1", "stays");
    elsewhere.path = "other/checkout/page.md".to_owned();
    let now = vec![
        elsewhere,
        told("b", "2", "is otherwise"),
        told("e", "4", "text after"),
        told("f", "5", "comes"),
    ];
    let sorted = sorted(&then, now);
    let prints =
        |list: &[FindingRecord]| list.iter().map(|t| t.fingerprint.clone()).collect::<Vec<_>>();
    assert_eq!((prints(&sorted.new), prints(&sorted.gone)), (vec!["f".into()], vec!["c".into()]));
    let changed: Vec<(&str, &str)> = sorted
        .changed
        .iter()
        .map(|c| (c.then.fingerprint.as_str(), c.now.fingerprint.as_str()))
        .collect();
    assert_eq!(changed, [("b", "b"), ("d", "e")]);
    assert_eq!(sorted.same, 1);
}

#[test]
fn a_change_says_what_has_changed() {
    let then = [told("a", "1", "said")];
    let mut now = told("a", "1", "said");
    now.severity = Severity::Note;
    now.rows = vec![3, 4];
    now.expected = Some("other".to_owned());
    let sorted = sorted(&then, vec![now]);
    assert_eq!(
        only_change(&sorted),
        [("severity", "error", "note"), ("expected", "", "other"), ("places", "1", "2")]
    );
}

#[test]
fn a_fault_that_spreads_has_changed() {
    let then = [told("a", "1", "said")];
    let mut now = told("b", "1", "said");
    now.fields.push("2".to_owned());
    now.rows.push(4);
    let sorted = sorted(&then, vec![now]);
    assert_eq!(only_change(&sorted), [("fields", "1", "1, 2"), ("places", "1", "2")]);
}

#[test]
fn a_vote_is_no_part_of_a_finding() {
    let mut then = told("a", "1", "Id");
    then.message = "the key is `Id`; 8 of 9 other languages keep it".to_owned();
    let mut now = then.clone();
    now.message = "the key is `Id`; 7 of 8 other languages keep it".to_owned();
    assert_eq!(sorted(&[then.clone()], vec![now.clone()]).same, 1);
    // Where only the message tells what is wrong, its numbers are left out.
    (then.found, now.found) = (None, None);
    assert_eq!(sorted(&[then.clone()], vec![now.clone()]).same, 1);
    now.message = "the key is missing".to_owned();
    assert_eq!(only_change(&sorted(&[then], vec![now]))[0].0, "message");
}

#[test]
fn faults_that_only_their_messages_tell_apart_are_not_paired() {
    let of = |fingerprint: &str, message: &str| FindingRecord {
        fields: Vec::new(),
        found: None,
        message: message.to_owned(),
        ..told(fingerprint, "", "")
    };
    let sorted = sorted(&[of("a", "lacks the pledge")], vec![of("b", "lacks the link")]);
    assert_eq!((sorted.new.len(), sorted.gone.len(), sorted.changed.len()), (1, 1, 0));
}

#[test]
fn documents_pair_by_bytes_then_by_what_they_are() {
    let then = [
        document("a/fr.md", "1", "fr"),
        document("a/de.md", "2", "de"),
        document("a/nl.md", "3", "nl"),
        document("a/sv.md", "4", "sv"),
    ];
    let now = [
        document("b/fr.md", "1", "fr"),
        document("b/de.md", "22", "de"),
        document("a/nl.md", "3", "nl"),
        document("b/ja.md", "5", "ja"),
    ];
    let documents = pair(&then, &now);
    let pairs = |list: &[Pair]| {
        list.iter().map(|p| format!("{} {}", p.then, p.now)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!((&*documents.new.join(","), &*documents.gone.join(",")), ("b/ja.md", "a/sv.md"));
    assert_eq!(pairs(&documents.moved), "a/fr.md b/fr.md");
    assert_eq!(pairs(&documents.changed), "a/de.md b/de.md");
    assert_eq!(documents.same, 1);
    assert!(!documents.quiet() && pair(&then, &then).quiet());
}

#[test]
fn findings_follow_their_document_and_are_not_gone_with_it() {
    let then = [document("docs/fr/page.md", "1", "fr"), document("docs/sv/page.md", "2", "sv")];
    let documents = pair(&then, &[document("docs/fr/renamed.md", "1", "fr")]);
    let mut moved = told("b", "1", "x");
    moved.path = "docs/fr/renamed.md".to_owned();
    let mut left = told("c", "2", "y");
    left.path = "docs/sv/page.md".to_owned();
    let findings = sort_out(&[told("a", "1", "x"), left], vec![moved], &documents);
    assert_eq!((findings.same, findings.unread.len()), (1, 1));
    assert!(findings.new.is_empty() && findings.gone.is_empty());
}

#[test]
fn many_findings_are_compared_at_once() {
    let all = |prefix: &str| -> Vec<FindingRecord> {
        (0..20_000).map(|n| told(&format!("{prefix}{n}"), &format!("{prefix}{n}"), "x")).collect()
    };
    let sorted = sorted(&all("a"), all("b"));
    assert_eq!((sorted.new.len(), sorted.gone.len()), (20_000, 20_000));
}

const HOSTILE: &str = "a | b\n# c <script>alert(1)</script> [x](javascript:alert(1)) \u{202e}\u{1b}[2J \
                       @octocat https://evil.example www.evil.example";

fn hostile() -> RunDiff {
    let attribute =
        Attribute { name: "purpose".to_owned(), then: HOSTILE.to_owned(), now: "plain".to_owned() };
    let entry = Entry {
        kind: "field",
        change: Change::Changed,
        id: "f/s/m/x".to_owned(),
        was: None,
        label: HOSTILE.to_owned(),
        attributes: vec![attribute],
    };
    let mut now = told("b", "2", HOSTILE);
    now.message = HOSTILE.to_owned();
    let gone = told("a", "1", "gone for good");
    let (mut before, mut after) = (told("c", "3", "x"), told("c", "3", HOSTILE));
    before.message = HOSTILE.to_owned();
    after.message = HOSTILE.to_owned();
    diff(&[gone, before], vec![now, after], vec![entry])
}

#[test]
fn text_is_inert_on_a_terminal() {
    let text = text(&hostile());
    assert!(text.contains("new     error[altered-key] docs/fr/page.md: a | b # c"), "{text}");
    assert!(text.contains("gone    error[altered-key] docs/fr/page.md: the key is"), "{text}");
    assert!(text.contains("[U+202E][U+001B][2J") && text.contains("docs/<b>[U+001B][2J.md"));
    assert!(!text.chars().any(|c| c.is_control() && c != '\n') && !text.contains('\u{202e}'));
    assert!(
        text.contains("1 new, 1 gone, 0 on pages that are gone, 1 changed, 0 the same; errors")
    );
    assert!(text.contains("        purpose: `a | b # c"), "{text}");
}

#[test]
fn text_is_inert_in_markdown() {
    let markdown = markdown(&hostile());
    let raw = ["<script", "[x](", "\u{202e}", "\u{1b}", "\n# c", "<b>", "@octocat", "://", "www."];
    for raw in raw {
        assert!(!markdown.contains(raw), "{raw:?} in {markdown}");
    }
    assert!(markdown.contains("[U+202E]") || markdown.contains("\\[U+202E\\]"), "{markdown}");
    let line = markdown.lines().find(|line| line.starts_with("| error | `")).expect("the row");
    assert_eq!(line.matches('|').count() - line.matches("\\|").count(), 5, "{line}");
    assert!(markdown.contains("version 0.0.1"));
}

#[test]
fn what_is_no_run_is_refused() {
    assert!(read(b"[]").is_err());
    assert!(read(b"{}").is_err());
}
