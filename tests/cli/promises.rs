//! What reports say of promises that findings speak against.

use crate::assert_code;
use crate::common::sample;
use crate::folder::Folder;

const PAGE: &str = "data-apple-sends-to-intune.md";

/// The sample pages, with edits of the page with the no-sale note: language, text, replacement.
fn audited(edits: &[(&str, &str, &str)]) -> Folder {
    let folder = Folder::empty();
    for locale in ["de-DE", "en-US", "fr-FR", "ja-JP", "sv-SE"] {
        let path = sample().join(locale).join(PAGE);
        let mut text = std::fs::read_to_string(&path).expect("a page of the sample");
        for (_, from, to) in edits.iter().filter(|(of, ..)| *of == locale) {
            assert!(text.contains(from), "{locale} has {from}");
            text = text.replace(from, to);
        }
        folder.write(format!("docs/{locale}/{PAGE}"), &text);
    }
    assert_code(&folder.run(&["report", "docs", "--out", "out"]), 0);
    folder
}

/// Status of the promise by language, from `inventory.json`.
fn statuses(folder: &Folder, promise: &str) -> Vec<(String, String)> {
    let inventory: serde_json::Value =
        serde_json::from_slice(&folder.read("out/inventory.json")).expect("JSON");
    let pages = inventory["pages"].as_array().expect("pages").iter();
    let statements = pages.flat_map(|page| page["statements"].as_array().expect("statements"));
    let of_promise = statements.filter(|statement| statement["id"] == promise);
    let told = of_promise.flat_map(|statement| statement["pages"].as_array().expect("pages"));
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    told.map(|page| (text(&page["locale"]), text(&page["status"]))).collect()
}

/// Languages whose page has the promise in this state.
fn in_state(folder: &Folder, promise: &str, state: &str) -> Vec<String> {
    let all = statuses(folder, promise).into_iter();
    all.filter(|(_, status)| status == state).map(|(locale, _)| locale).collect()
}

fn text(folder: &Folder, name: &str) -> String {
    String::from_utf8(folder.read(format!("out/{name}"))).expect("UTF-8")
}

#[test]
fn a_promise_that_says_the_opposite_is_contradicted_everywhere() {
    let folder = audited(&[
        ("de-DE", "wird niemals an irgendjemanden verkauft", "wird an jedermann verkauft"),
        ("ja-JP", "販売されることは決してありません", "販売されることがあります"),
        ("sv-SE", "säljs aldrig till någon", "säljs till vem som helst"),
    ]);
    let opposite = ["de-DE", "ja-JP", "sv-SE"];
    assert_eq!(in_state(&folder, "no-sale", "contradicted"), opposite);
    assert!(in_state(&folder, "no-sale", "found").contains(&"en-US".to_owned()));

    let privacy = text(&folder, "privacy.html");
    let row = privacy.split("<tr>").find(|row| row.contains("Data is not sold")).expect("its row");
    let told = row.find(">contradicted</span>").expect("told first");
    assert!(told < row.find(">found</span>").expect("the other pages"));
    let quoted = |text: &str| row.find(text).expect("quoted");
    assert!(quoted("販売されることがあります") < quoted(">found</span>"), "not under green");
    assert!(row.contains("drift.html#f-"), "with its finding");
    assert!(text(&folder, "index.html").contains("Promises turned into their opposite"));

    let record = "Data is not sold (contradicted in de-DE, ja-JP, sv-SE";
    assert!(text(&folder, "art30-controller.csv").contains(record));
    assert!(text(&folder, "report.md").contains("| de-DE, ja-JP, sv-SE |"));
    let table = text(&folder, "statements.csv");
    let lines = table.lines().filter(|line| line.contains(",contradicted,"));
    assert_eq!(lines.count(), opposite.len());
}

#[test]
fn a_promise_is_told_on_a_page_that_stands_alone() {
    let turned = [
        ("de-DE", "wird niemals an irgendjemanden verkauft", "wird an jedermann verkauft"),
        ("ja-JP", "販売されることは決してありません", "販売されることがあります"),
        ("en-US", "is never sold to anyone", "is sold to anyone"),
    ];
    for (locale, from, to) in turned {
        let page = std::fs::read_to_string(sample().join(locale).join(PAGE)).expect("a page");
        for (text, told) in [(page.clone(), false), (page.replace(from, to), true)] {
            let folder = Folder::empty();
            folder.write(format!("{locale}/{PAGE}"), &text);
            let output = folder.run(&["check", locale, "--format", "json"]);
            let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
            let findings = found["findings"].as_array().expect("findings");
            let errors = findings.iter().filter(|finding| {
                finding["check"] == "negation-changed" && finding["severity"] == "error"
            });
            assert_eq!(errors.count(), usize::from(told), "{locale}: {to}");
        }
    }
}

#[test]
fn a_promise_that_a_finding_doubts_is_unclear() {
    let folder = audited(&[
        ("de-DE", "wird niemals", "wird niemÃ¤ls"),
        ("sv-SE", "Det som når oss", "Det som nÃ¥r oss"),
    ]);
    assert_eq!(in_state(&folder, "no-sale", "unclear"), ["de-DE", "sv-SE"]);
    assert!(in_state(&folder, "no-sale", "contradicted").is_empty());
    assert!(text(&folder, "index.html").contains("Promises in doubt"));
}

#[test]
fn a_promise_in_a_language_without_negating_words_is_never_found() {
    let folder = audited(&[]);
    for (locale, note, use_) in [
        (
            "lt-LT",
            "Laikydamiesi „Microsoft“ ir „Apple“ politikos, surinktus duomenis parduodame.",
            "Tema, kurios klausosi įrenginys.",
        ),
        (
            "fa-IR",
            "مطابق با سیاست Microsoft و Apple، داده‌های گردآوری‌شده را نمی‌فروشیم.",
            "موضوعی که دستگاه به آن گوش می‌دهد.",
        ),
    ] {
        let page = format!(
            "# Apple – Intune\n\n> [!NOTE]\n> {note}\n\n| A | B | C | D |\n|---|---|---|---|\n| APNs | Authenticate | Topic | {use_} |\n| APNs | Authenticate | UDID | {use_} |\n"
        );
        folder.write(format!("docs/{locale}/{PAGE}"), &page);
    }
    assert_code(&folder.run(&["report", "docs", "--out", "out"]), 0);
    let unclear = in_state(&folder, "no-sale", "unclear");
    assert!(["lt-LT", "fa-IR"].iter().all(|of| unclear.contains(&(*of).to_owned())), "{unclear:?}");
    assert!(text(&folder, "inventory.json").contains("no negating words of this language"));
    assert!(text(&folder, "privacy.html").contains("Nothing tells whether it denies"));
}

#[test]
fn sound_promises_are_found() {
    let folder = audited(&[]);
    let found = in_state(&folder, "no-sale", "found");
    assert!(
        ["de-DE", "en-US", "ja-JP", "sv-SE"].iter().all(|of| found.contains(&(*of).to_owned()))
    );
    let index = text(&folder, "index.html");
    assert!(!index.contains("Promises turned") && !index.contains("Promises in doubt"));
}

#[test]
fn what_the_protocol_contradicts_is_on_no_page_shown_as_sound() {
    let folder = audited(&[]);
    let verdicts: serde_json::Value =
        serde_json::from_slice(&folder.read("out/protocol.json")).expect("JSON");
    let against = ["misspelt-key", "wrong-direction", "inverted", "unknown-to-protocol"];
    let verdicts = verdicts["verdicts"].as_array().expect("verdicts").iter();
    let fields: Vec<&str> = verdicts
        .filter(|verdict| against.iter().any(|kind| verdict["kind"] == *kind))
        .filter_map(|verdict| verdict["field"].as_str())
        .collect();
    assert!(!fields.is_empty());
    let evidence = text(&folder, "evidence.csv");
    for field in fields {
        let own = evidence.lines().filter(|line| line.starts_with(&format!("{field},")));
        for line in own {
            assert!(!line.contains(",listed,"), "{line}");
        }
    }
}
