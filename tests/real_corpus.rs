//! The real documents, read in place. Skipped with one printed line where they are not at hand;
//! in CI they must be.

mod common;

use std::path::Path;

use serde_json::Value;

fn check(paths: &[&Path]) -> Value {
    let mut args = vec!["check", "--format", "json"];
    let texts: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    args.extend(texts.iter().map(String::as_str));
    let folder = tempfile::tempdir().unwrap();
    let output = common::flowproof(folder.path(), &args);
    serde_json::from_str(&common::stdout(&output))
        .unwrap_or_else(|_| panic!("{}", common::stderr(&output)))
}

fn of<'a>(report: &'a Value, check: &str, path: &str) -> Vec<&'a Value> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|f| f["check"] == check && f["path"].as_str().unwrap().contains(path))
        .collect()
}

#[test]
fn the_seeds_are_recognised_with_no_configuration() {
    let Some(corpus) = common::corpus() else { return };
    let report = check(&[&corpus.join("seeds")]);
    let documents = report["documents"].as_array().unwrap();
    let column = |key: &str| documents.iter().map(|d| d[key].clone()).collect::<Vec<Value>>();
    assert_eq!(column("locale"), ["fr-FR", "sv-SE", "nl-NL", "en-US", "en-US"]);
    let flow = "apple-to-intune";
    assert_eq!(column("flow"), [flow, flow, flow, flow, "intune-to-apple"]);
    assert_eq!(column("rows"), [60, 60, 60, 60, 28]);
    assert_eq!(column("claims"), [60, 60, 60, 60, 29]);
    assert_eq!(column("resolved"), [60, 60, 60, 60, 28]);
    assert!(column("unresolved").iter().all(|u| u.as_array().unwrap().is_empty()));
    assert_eq!(documents[0]["edition"]["source_date"], "2018-04-20");
    assert_eq!(documents[0]["edition"]["status"], "stale");
}

#[test]
fn the_known_defects_of_the_seeds_are_found() {
    let Some(corpus) = common::corpus() else { return };
    let report = check(&[&corpus.join("seeds")]);
    let no_sale = of(&report, "missing-statement", "000_");
    assert_eq!(no_sale.len(), 1);
    assert!(no_sale[0]["message"].as_str().unwrap().contains("2019-09-11"));
    let mojibake: Vec<&Value> = of(&report, "mojibake", "");
    assert_eq!(mojibake.len(), 1);
    assert!(mojibake[0]["path"].as_str().unwrap().contains("002_"));
    assert_eq!(mojibake[0]["start"]["line"], 48);
    assert_eq!(mojibake[0]["expected"], "verifiëren");
    assert_eq!(of(&report, "loose-table", "003_").len(), 1);
}

#[test]
fn every_row_of_every_page_is_resolved() {
    let Some(corpus) = common::corpus() else { return };
    let report = check(&[&corpus.join("docs")]);
    let documents = report["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 22);
    for document in documents {
        let path = document["path"].as_str().unwrap();
        assert_eq!(document["resolved"], document["rows"], "{path}");
        let rows = if document["flow"] == "apple-to-intune" { 60 } else { 27 };
        assert_eq!(document["rows"], rows, "{path}");
        let folder = path.rsplit('/').nth(1).unwrap();
        assert!(document["locale"].as_str().unwrap().eq_ignore_ascii_case(folder), "{path}");
    }
}

#[test]
fn each_page_alone_is_recognised_like_in_company() {
    let Some(corpus) = common::corpus() else { return };
    for (path, text) in common::files_below(&corpus.join("docs"), &["md"]) {
        // An opaque name, no folder that names a language, no front matter.
        let body = text.splitn(3, "---\n").nth(2).expect("front matter");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.txt");
        std::fs::write(&file, body).unwrap();
        let report = check(&[&file]);
        let document = &report["documents"][0];
        assert_eq!(document["resolved"], document["rows"], "{path}");
        let language = path.rsplit('/').nth(1).unwrap().split('-').next().unwrap();
        assert!(
            document["locale"].as_str().unwrap().starts_with(language),
            "{path}: {}",
            document["locale"]
        );
        let wanted =
            if path.contains("data-apple-sends") { "apple-to-intune" } else { "intune-to-apple" };
        assert_eq!(document["flow"], wanted, "{path}");
    }
}

/// The flow that a text is recognised as under a name that says nothing.
fn recognised(text: &str) -> Option<(String, usize)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.txt");
    std::fs::write(&file, text).unwrap();
    let output = common::flowproof(folder.path(), &["check", "--format", "json", "x.txt"]);
    let report: Value = serde_json::from_str(&common::stdout(&output)).ok()?;
    let document = report["documents"].as_array()?.first()?.clone();
    let rows = document["rows"].as_u64().and_then(|rows| usize::try_from(rows).ok())?;
    Some((document["flow"].as_str()?.to_owned(), rows))
}

#[test]
fn a_page_that_lost_half_of_its_rows_is_recognised_by_its_table_alone() {
    let Some(corpus) = common::corpus() else { return };
    for (path, text) in common::files_below(&corpus.join("docs"), &["md"]) {
        let body = text.splitn(3, "---\n").nth(2).expect("front matter");
        let mut rows = 0;
        let keeps = |line: &&str| {
            rows += usize::from(line.starts_with('|'));
            !line.starts_with('|') || rows <= 2 || rows % 2 == 0
        };
        let half: String = body.lines().filter(keeps).map(|line| format!("{line}\n")).collect();
        let flow =
            if path.contains("data-apple-sends") { "apple-to-intune" } else { "intune-to-apple" };
        let (found, rows) = recognised(&half).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(found, flow, "{path}");
        assert!((10..=30).contains(&rows), "{path}: {rows}");
    }
}

#[test]
fn a_page_that_only_lists_the_same_keys_is_none_of_the_catalog() {
    let Some(corpus) = common::corpus() else { return };
    let file = corpus.join("docs/en-us/data-apple-sends-to-intune.md");
    let text = std::fs::read_to_string(file).unwrap();
    let keys = text.lines().filter(|line| line.starts_with('|')).skip(2);
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        format!("| {} | String | {} |\n", cells[2].trim(), cells[3].trim())
    };
    let rows: String = keys.map(row).collect();
    for header in ["| MDM key | Type | Notes |", "| Service | Data | Used for |"] {
        let page = format!("# Reference\n\n{header}\n|---|---|---|\n{rows}");
        assert_eq!(recognised(&page), None, "{header}");
    }
}

/// The findings on the real pages, as read and judged by us: any change must be judged again.
#[test]
fn the_findings_on_the_real_pages_are_those_that_were_judged_right() {
    let Some(corpus) = common::corpus() else { return };
    let report = check(&[&corpus.join("docs")]);
    let lines: Vec<String> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            let path = f["path"].as_str().unwrap();
            let path = path.rsplit_once("/docs/").unwrap().1;
            let text = |key: &str| f[key].as_str().unwrap_or("-").to_owned();
            // Field names and keys are facts; no sentence of the pages is stored here.
            let field = text("field");
            format!(
                "{path} {} {} {} {}",
                f["start"]["line"],
                text("severity"),
                text("check"),
                field
            )
        })
        .collect();
    insta::assert_snapshot!("real_findings", lines.join("\n"));
}

#[test]
fn the_committed_editions_are_those_of_the_history() {
    let Some(corpus) = common::corpus() else { return };
    // The newest pages come last, as their repository has them after what a site makes of them.
    for (document, seed, page, date) in [
        (
            "data-apple-sends-to-intune",
            "003_5fa71532ae174fa4.txt",
            "ref-apple-to-intune.md",
            "2022-04-08",
        ),
        (
            "data-intune-sends-to-apple",
            "004_750671206d10e987.txt",
            "ref-intune-to-apple.md",
            "2023-12-07",
        ),
    ] {
        let from = corpus.join("history").join(document).display().to_string();
        let add = |date: &str, place: &str, name: &str| {
            format!("{date}={}", corpus.join(place).join(name).display())
        };
        let seed = add("2022-04-08", "seeds", seed);
        let (served, page) = (add(date, "learn/en-us", page), add(date, "docs-2026/en-us", page));
        let mut args = vec!["catalog", "editions", document, "--from", &from];
        args.extend([&seed, &served, &page].into_iter().flat_map(|add| ["--add", add.as_str()]));
        let output = common::flowproof(&common::root(), &args);
        let committed = common::root().join(format!("catalog/editions/{document}.yaml"));
        let committed = std::fs::read_to_string(committed).unwrap();
        assert!(common::stdout(&output) == committed, "run `flowproof {}` again", args.join(" "));
    }
}

/// The newest pages, as their repository has them and as a site serves them.
#[test]
fn the_newest_pages_are_known_editions_without_a_false_finding() {
    let Some(corpus) = common::corpus() else { return };
    // What every source page of these documents has, and an edition cannot change.
    let told = [
        "contradictory-purpose",
        "inverted-meaning",
        "misspelt-key",
        "source-inconsistency",
        "undisclosed-key",
        "conditional-disclosure",
        "superseded-key",
        "wrong-direction",
    ];
    let copies = tempfile::tempdir().unwrap();
    for place in ["docs-2026", "learn"] {
        let copy = copies.path().join(place).join("en-us");
        std::fs::create_dir_all(&copy).unwrap();
        for name in ["ref-apple-to-intune.md", "ref-intune-to-apple.md"] {
            let text =
                std::fs::read_to_string(corpus.join(place).join("en-us").join(name)).unwrap();
            // Served again later, it has other bytes and the same rows and statements.
            let text = text.replacen("ms.topic:", "updated_at: 2027-01-01\nms.topic:", 1);
            std::fs::write(copy.join(name), text).unwrap();
        }
        for folder in [corpus.join(place), copies.path().join(place)] {
            let report = check(&[&folder]);
            for finding in report["findings"].as_array().unwrap() {
                let check = finding["check"].as_str().unwrap();
                assert!(told.contains(&check) && finding["severity"] != "error", "{finding}");
            }
            let documents = report["documents"].as_array().unwrap();
            let edition = |d: &Value| {
                let edition = &d["edition"];
                assert_eq!(edition["superseded"], Value::Null, "{d}");
                (d["document"].clone(), edition["source_date"].clone())
            };
            let found: Vec<_> = documents.iter().map(edition).collect();
            assert_eq!(
                found,
                [
                    ("data-apple-sends-to-intune".into(), "2022-04-08".into()),
                    ("data-intune-sends-to-apple".into(), "2023-12-07".into()),
                ],
                "{}",
                folder.display()
            );
        }
    }
}

#[test]
fn the_history_gives_the_exact_source_text() {
    let Some(corpus) = common::corpus() else { return };
    let history = corpus.join("history").display().to_string();
    let seed = corpus.join("seeds/000_fcef16503df26b93.txt").display().to_string();
    let folder = tempfile::tempdir().unwrap();
    let output = common::flowproof(
        folder.path(),
        &["check", "--format", "json", "--source-history", &history, &seed],
    );
    let report: Value = serde_json::from_str(&common::stdout(&output)).unwrap();
    let stale = of(&report, "stale-edition", "000_");
    assert_eq!(stale.len(), 1);
    let message = stale[0]["message"].as_str().unwrap();
    assert!(message.contains("no-sale"), "{message}");
    let related = stale[0]["related"].as_array().unwrap();
    assert!(related.iter().any(|r| r["path"].as_str().unwrap().contains("history")), "{related:?}");
}
