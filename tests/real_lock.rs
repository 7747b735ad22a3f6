//! The approval lock on a copy of the real documents: what was approved is silent, and each later
//! change speaks, alone.

mod common;

use std::path::{Path, PathBuf};

use serde_json::Value;

/// A copy of the documents, approved.
struct Approved {
    docs: PathBuf,
    copy: tempfile::TempDir,
}

/// Path, line and check of a finding.
type Found = (String, u64, String);

impl Approved {
    fn new(corpus: &Path) -> Self {
        let docs = corpus.join("docs");
        let approved = Approved { docs, copy: tempfile::tempdir().unwrap() };
        approved.restore();
        let output = common::flowproof(approved.copy.path(), &["approve", ".", "--by", "ann"]);
        assert_eq!(output.status.code(), Some(0), "{}", common::stderr(&output));
        approved
    }

    /// Puts the documents back as they were approved.
    fn restore(&self) {
        for (path, text) in common::files_below(&self.docs, &["md"]) {
            let to = self.copy.path().join(PathBuf::from(&path).strip_prefix(&self.docs).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::write(to, text).unwrap();
        }
    }

    /// What speaks after the lines of a document went through `change`.
    fn after(&self, path: &str, change: impl Fn(&mut Vec<String>)) -> Vec<Found> {
        let file = self.copy.path().join(path);
        let text = std::fs::read_to_string(&file).unwrap();
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        change(&mut lines);
        std::fs::write(&file, lines.join("\n")).unwrap();
        let args = ["check", ".", "--format", "json", "--fail-on", "never"];
        let output = common::flowproof(self.copy.path(), &args);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        self.restore();
        let place = |f: &Value| {
            let text = |key: &str| f[key].as_str().unwrap().to_owned();
            (text("path"), f["start"]["line"].as_u64().unwrap(), text("check"))
        };
        report["findings"].as_array().unwrap().iter().map(place).collect()
    }
}

/// Replaces the text of a cell of the row that holds `key`; returns its line from 1.
fn set(lines: &mut [String], key: &str, column: usize, text: &str) -> u64 {
    let at = row(lines, key);
    let mut cells: Vec<&str> = lines[at].split('|').collect();
    let text = format!(" {text} ");
    cells[column] = &text;
    lines[at] = cells.join("|");
    at as u64 + 1
}

fn row(lines: &[String], key: &str) -> usize {
    lines.iter().position(|line| line.contains(&format!("| {key} |"))).unwrap()
}

const TO_INTUNE: &str = "data-apple-sends-to-intune.md";

#[test]
fn approved_pages_are_silent_and_every_change_speaks_alone() {
    let Some(corpus) = common::corpus() else { return };
    let approved = Approved::new(&corpus);
    let output = common::flowproof(approved.copy.path(), &["check", ".", "--fail-on", "note"]);
    assert_eq!(output.status.code(), Some(0), "{}", common::stdout(&output));
    assert!(common::stdout(&output).starts_with("0 errors, 0 warnings, 0 notes in 22 documents, "));

    // A text of a translation.
    let path = format!("fr-fr/{TO_INTUNE}");
    let found = approved.after(&path, |lines| {
        assert_eq!(set(lines, "OSVersion", 4, "Le système d’exploitation de l’appareil."), 51);
    });
    assert_eq!(found, [(path.clone(), 51, "unreviewed-change".to_owned())]);

    // A key of a translation, whose fault was approved, in one of three rows.
    let found = approved.after(&path, |lines| {
        assert_eq!(set(lines, "Rubrique", 3, "Sujets"), 49);
    });
    let checks = ["translated-key", "unreviewed-change"];
    assert_eq!(found, checks.map(|check| (path.clone(), 49, check.to_owned())));

    // Rows of a translation.
    let found = approved.after(&path, |lines| {
        let at = row(lines, "PushMagic");
        lines.remove(at);
    });
    let only =
        |found: &[Found]| found.iter().map(|(p, _, c)| format!("{p} {c}")).collect::<Vec<_>>();
    assert_eq!(only(&found), [format!("{path} missing-row")]);
    let found = approved.after(&path, |lines| {
        let at = row(lines, "PushMagic");
        lines.insert(at, lines[at].clone());
    });
    assert_eq!(only(&found), [format!("{path} duplicate-row")]);

    // Nothing that a reader sees.
    let found = approved.after(&path, |lines| {
        let at = row(lines, "PushMagic");
        lines[at] = lines[at].replace(" | ", "  |  ");
        lines.insert(0, "\u{feff}".to_owned() + &lines[0].clone());
        lines.remove(1);
    });
    assert_eq!(found, [], "white space and a byte-order mark");
}

#[test]
fn a_change_of_the_source_makes_one_row_of_each_translation_stale() {
    let Some(corpus) = common::corpus() else { return };
    let approved = Approved::new(&corpus);
    let path = format!("en-us/{TO_INTUNE}");
    let found = approved.after(&path, |lines| {
        set(lines, "OSVersion", 4, "The device's OS release.");
    });
    // Pages that name their source edition hear of it in that way as well.
    let (stale, other): (Vec<Found>, Vec<Found>) =
        found.into_iter().partition(|(_, _, check)| check == "stale-row");
    assert!(other.iter().all(|(_, _, check)| check == "stale-edition"), "{other:?}");
    let translations = std::fs::read_dir(approved.copy.path()).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name != "en-us" && entry.as_ref().unwrap().path().join(TO_INTUNE).is_file()
    });
    assert_eq!(stale.len(), translations.count(), "{stale:#?}");
    assert!(stale.iter().all(|(_, line, _)| *line == 51), "{stale:#?}");
    assert!(stale.windows(2).all(|pair| pair[0].0 < pair[1].0), "one for each page");
}

#[test]
fn approving_a_part_again_changes_nothing() {
    let Some(corpus) = common::corpus() else { return };
    let approved = Approved::new(&corpus);
    let lock = approved.copy.path().join("flowproof.lock");
    let before = std::fs::read_to_string(&lock).unwrap();
    let run = |paths: &[&str]| {
        let output =
            common::flowproof(approved.copy.path(), &[&["approve", "--by", "bob"], paths].concat());
        assert_eq!(output.status.code(), Some(0), "{}", common::stderr(&output));
        (std::fs::read_to_string(&lock).unwrap(), common::stderr(&output))
    };
    let (alone, said) = run(&["fr-fr"]);
    assert!(alone == before, "without source page and other languages");
    assert!(said.contains("on texts that are approved already left out"), "{said}");
    assert!(run(&["fr-fr", "en-us"]).0 == before, "without other languages");
    assert!(run(&["."]).0 == before);
    // A text that changed is approved, and what is found on it.
    let page = approved.copy.path().join("fr-fr").join(TO_INTUNE);
    let text = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, text.replacen("| Rubrique |", "| Sujet |", 1)).unwrap();
    let after = run(&["fr-fr"]).0;
    let changed: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
    assert_eq!(changed.len(), 1, "{changed:#?}");
    assert!(changed[0].contains("column: field") && changed[0].contains("by: \"bob\""));
}
