//! `flowproof report --since`.

use crate::assert_code;
use crate::common::{stderr, stdout};
use crate::folder::{ENGLISH_PATH, FRENCH_PATH, Folder, faulty_french};

/// Runs `report` on a folder with its own copy of the catalog.
fn report(folder: &Folder, more: &[&str]) -> String {
    let args =
        [&["report", "--catalog", "catalog", "--out", "out", "en-US", "fr-FR"], more].concat();
    let output = folder.run(&args);
    assert_code(&output, 0);
    stdout(&output)
}

/// Documents, catalog with facts of a protocol, and a first run, whose findings are kept.
fn with_first_run() -> Folder {
    let folder = Folder::with_protocol();
    folder.write(ENGLISH_PATH, crate::folder::ENGLISH);
    folder.write(FRENCH_PATH, faulty_french());
    report(&folder, &[]);
    folder.write("old/findings.json", folder.read("out/findings.json"));
    folder
}

const SINCE: &[&str] = &["--since", "old/findings.json"];

/// What terminal, Markdown and page tell.
fn told(folder: &Folder) -> [String; 3] {
    let terminal = report(folder, SINCE);
    let text = |name: &str| String::from_utf8(folder.read(name)).expect("UTF-8");
    [terminal, text("out/changes.md"), text("out/drift.html")]
}

#[test]
fn a_report_tells_what_changed_since_an_earlier_run() {
    let folder = Folder::faulty();
    assert_code(&folder.acme(&["report", "--out", "out"]), 0);
    folder.replace(FRENCH_PATH, "Hello | Rubrique", "Hello | Topic");
    folder.replace(FRENCH_PATH, "LampID", "LAMPid");
    let args = ["report", "--out", "out", "--since", "out/findings.json"];
    let output = folder.acme(&args);
    assert_code(&output, 0);
    let text = stdout(&output);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], format!("changed document {FRENCH_PATH}"));
    assert!(lines[1].starts_with("gone    error[translated-key] fr-FR/"), "{text}");
    assert!(lines[2].starts_with("changed warning[altered-key] fr-FR/"), "{text}");
    assert_eq!(lines[3], "        found: `LampID` → `LAMPid`");
    assert_eq!(
        lines[4..],
        [
            "catalog and verdicts: 0 new, 0 gone, 0 renamed, 0 changed",
            "documents: 0 new, 0 gone, 1 changed, 0 moved, 1 the same",
            "findings: 0 new, 1 gone, 0 on pages that are gone, 1 changed, 1 the same; errors 1 → 0, \
             warnings 1 → 1, notes 1 → 1",
        ]
    );
    let markdown = String::from_utf8(folder.read("out/changes.md")).expect("UTF-8");
    assert!(markdown.contains("\n## Findings that are gone\n"), "{markdown}");
    let page = String::from_utf8(folder.read("out/drift.html")).expect("UTF-8");
    assert!(
        page.contains("0 new, 1 gone, 0 on pages that are gone, 1 changed, 1 the same."),
        "the page tells it too"
    );
    assert_code(&folder.acme(&["verify", "out"]), 0);
    folder.write("old.json", folder.read("out/findings.json"));
    assert_code(&folder.acme(&["report", "--out", "out", "--since", "old.json"]), 0);
    folder.write("old.json", "{}");
    let output = folder.acme(&["verify", "out"]);
    assert_code(&output, 1);
    assert!(stdout(&output).starts_with("input old.json: changed"), "{}", stdout(&output));
    assert_code(&folder.acme(&["report", "--out", "out"]), 0);
    assert!(!folder.path().join("out/changes.md").exists(), "left over from the run before");
}

#[test]
fn what_is_no_earlier_run_is_refused_before_anything_is_written() {
    let folder = Folder::clean();
    for (file, words) in [("none.json", "cannot read none.json"), ("notes.json", "no findings")] {
        folder.write("notes.json", "{}");
        let output = folder.acme(&["report", "--out", "out", "--since", file]);
        assert_code(&output, 2);
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_run_on_the_same_input_says_that_nothing_has_changed() {
    let folder = with_first_run();
    let [terminal, markdown, page] = told(&folder);
    assert!(
        terminal.ends_with("nothing that is compared has changed since the earlier run\n"),
        "{terminal}"
    );
    assert_eq!(terminal.lines().count(), 4, "{terminal}");
    assert!(markdown.contains("\nNothing that is compared has changed.\n"), "{markdown}");
    assert!(page.contains("<p>Nothing that is compared has changed.</p>"));
}

#[test]
fn a_field_that_is_described_otherwise_is_told_though_the_findings_are_the_same() {
    let folder = with_first_run();
    let file = "catalog/fields/acme-to-hub/ping.yaml";
    folder.replace(
        file,
        "category: identifier, sensitivity: high",
        "category: contact, sensitivity: low",
    );
    folder.replace(file, "Names the lamp.", "Names @octocat \\e[2J.");
    folder.replace(file, "purpose: Names @octocat \\e[2J.", "purpose: \"Names @octocat \\e[2J.\"");
    let [terminal, markdown, page] = told(&folder);
    for line in [
        "changed field acme-to-hub/ping/hello/lamp-id: lampId",
        "        category: `identifier` → `contact`",
        "        sensitivity: `high` → `low`",
        "        purpose: `Names the lamp.` → `Names @octocat [U+001B][2J.`",
    ] {
        assert!(terminal.lines().any(|l| l == line), "{line} in {terminal}");
    }
    assert!(terminal.contains("the catalog differs: acme-hub 1.0.0 ("), "{terminal}");
    assert!(terminal.contains("findings: 0 new, 0 gone, 0 on pages that are gone, 0 changed"));
    assert!(markdown.contains("\n## Fields\n") && !markdown.contains("@octocat"), "{markdown}");
    assert!(markdown.contains("| `category` | identifier | contact |"), "{markdown}");
    assert!(page.contains("<a href=\"inventory.html#field-acme-to-hub.ping.hello.lamp-id\">"));
    assert!(page.contains("Names @octocat [U+001B][2J."), "shown, and not as a control");
}

#[test]
fn fields_terms_and_parties_that_come_and_go_are_told() {
    let folder = with_first_run();
    folder.replace("catalog/fields/acme-to-hub/store.yaml", "id: owner,", "id: buyer,");
    folder.replace("catalog/locales/fr-FR.yaml", "account/owner:", "account/buyer:");
    folder.replace(
        "catalog/catalog.yaml",
        "description: Manages lamps.",
        "description: x, role: processor",
    );
    folder.replace(
        "catalog/vocabulary/purposes.yaml",
        "terms:",
        "terms:\n  - {id: resale, label: Resale, description: To sell it.}",
    );
    let [terminal, ..] = told(&folder);
    for line in [
        "renamed field acme-to-hub/store/account/buyer: Owner name",
        "        was acme-to-hub/store/account/owner",
        "new     purpose resale: Resale",
        "changed party hub: Hub",
        "        role: none → `processor`",
    ] {
        assert!(terminal.lines().any(|l| l == line), "{line} in {terminal}");
    }
}

#[test]
fn a_verdict_that_a_document_changes_is_told() {
    let folder = with_first_run();
    // The page gives two of the three values of the key.
    folder.replace(ENGLISH_PATH, "lit, dark or faulty", "lit or dark");
    let [terminal, markdown, page] = told(&folder);
    assert!(
        terminal.contains("changed verdict acme-to-hub/ping/hello/state: State\n"),
        "{terminal}"
    );
    assert!(
        terminal.contains("        verdict: `conditional` → `other-values, conditional`"),
        "{terminal}"
    );
    assert!(markdown.contains("\n## Verdicts\n"), "{markdown}");
    assert!(page.contains("<caption>Verdicts</caption>"));
}

#[test]
fn documents_under_another_path_are_the_same_and_unread_pages_are_not_mended() {
    let folder = with_first_run();
    folder.write("fr-FR/moved/data-acme-sends-to-hub.md", folder.read(FRENCH_PATH));
    std::fs::remove_file(folder.path().join(FRENCH_PATH)).expect("removed");
    let [terminal, markdown, _] = told(&folder);
    assert!(
        terminal.contains("moved   document fr-FR/moved/data-acme-sends-to-hub.md\n"),
        "{terminal}"
    );
    assert!(
        terminal.contains("findings: 0 new, 0 gone, 0 on pages that are gone, 0 changed"),
        "{terminal}"
    );
    assert!(markdown.contains("\n## Documents under another path\n"), "{markdown}");
    std::fs::remove_dir_all(folder.path().join("fr-FR/moved")).expect("removed");
    let [terminal, markdown, page] = told(&folder);
    assert!(terminal.contains("page gone error[translated-key] fr-FR/"), "{terminal}");
    assert!(!terminal.contains("gone    error"), "nobody mended it: {terminal}");
    assert!(markdown.contains("\n## Findings on pages that are no longer read\n"), "{markdown}");
    assert!(page.contains("<caption>Findings on pages that are no longer read</caption>"));
}

#[test]
fn of_an_earlier_run_of_check_only_findings_and_documents_are_compared() {
    let folder = with_first_run();
    let args = ["check", "--catalog", "catalog", "--format", "json", "en-US", "fr-FR"];
    folder.write("old/findings.json", stdout(&folder.run(&args)));
    let text = report(&folder, SINCE);
    for what in ["Fields and terms", "Verdicts"] {
        let line = format!("{what} are not compared: the earlier findings.json does not hold them");
        assert!(text.contains(&line), "{text}");
    }
    assert!(!text.contains("catalog and verdicts:"), "{text}");
    assert!(text.contains("documents: 0 new, 0 gone, 0 changed, 0 moved, "), "{text}");
}

#[test]
fn what_check_prints_for_programs_holds_no_state() {
    let folder = Folder::clean();
    let output = folder.acme(&["check", "--format", "json"]);
    assert!(!stdout(&output).contains("\"state\""));
}
