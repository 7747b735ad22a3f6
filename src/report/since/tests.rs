//! The comparison of findings of two runs.

use super::*;

fn told(fingerprint: &str, field: &str, message: &str) -> Told {
    Told {
        fingerprint: fingerprint.to_owned(),
        check: "altered-key".to_owned(),
        severity: Severity::Error,
        path: "docs/fr/page.md".to_owned(),
        locale: Some("fr-FR".to_owned()),
        fields: vec![field.to_owned()],
        column: Some("field".to_owned()),
        message: message.to_owned(),
        found: None,
    }
}

fn trend(then: &[Told], now: Vec<Told>) -> Trend {
    let sorted = sort_out(then, now);
    Trend {
        tool: Some("0.0.1".to_owned()),
        catalog: None,
        tallies: vec![Tally { severity: Severity::Error, then: then.len(), now: 3 }],
        new: sorted.new,
        gone: sorted.gone,
        changed: sorted.changed,
        same: sorted.same,
        documents_new: vec!["docs/<b>.md".to_owned()],
        documents_gone: Vec::new(),
        documents_changed: Vec::new(),
    }
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
    let sorted = sort_out(&then, now);
    let prints = |list: &[Told]| list.iter().map(|t| t.fingerprint.clone()).collect::<Vec<_>>();
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
fn a_changed_severity_is_a_change() {
    let then = [told("a", "1", "said")];
    let mut now = told("a", "1", "said");
    now.severity = Severity::Note;
    let sorted = sort_out(&then, vec![now]);
    assert_eq!((sorted.same, sorted.changed.len()), (0, 1));
}

#[test]
fn both_texts_tell_everything_and_the_markdown_is_inert() {
    let hostile = "a | b <script>alert(1)</script> [x](javascript:1) \u{202e}\n# c";
    let trend = trend(&[told("a", "1", "gone for good")], vec![told("b", "2", hostile)]);
    let text = terminal(&trend);
    assert!(text.contains("new     error[altered-key] docs/fr/page.md: a | b"));
    assert!(text.contains("gone    error[altered-key] docs/fr/page.md: gone for good\n"));
    assert!(text.ends_with("1 new, 1 gone, 0 changed, 0 the same; errors 1 → 3\n"));
    let markdown = markdown(&trend);
    for raw in ["<script", "[x](", "\u{202e}", "\n# c", "<b>"] {
        assert!(!markdown.contains(raw), "{raw:?} in {markdown}");
    }
    let line = markdown.lines().find(|line| line.contains("alert")).expect("the row");
    assert_eq!(line.matches('|').count() - line.matches("\\|").count(), 5, "{line}");
    assert!(markdown.contains("version 0.0.1"));
}

#[test]
fn what_is_no_run_is_refused() {
    assert!(read(b"[]").is_err());
    assert!(read(b"{}").is_err());
}
