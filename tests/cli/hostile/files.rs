//! Files that are none, names that are no text, manifests that lie, readers that leave.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};

use super::{assert_inert, told};
use crate::assert_code;
use crate::common::{stderr, stdout};
use crate::folder::{FRENCH_PATH, Folder, acme_catalog};

fn documents(folder: &Folder, args: &[&str]) -> Vec<String> {
    let args = [&["check", "--format", "json", "--fail-on", "never"], args].concat();
    let json: serde_json::Value = serde_json::from_str(&stdout(&folder.acme(&args))).expect("JSON");
    let paths = json["documents"].as_array().expect("documents").iter();
    paths.map(|document| document["path"].as_str().expect("a path").to_owned()).collect()
}

/// Runs a line of a shell in a folder, in which `$P` is the program with the catalog.
fn shell(folder: &Folder, line: &str) -> std::process::Output {
    Command::new("bash")
        .arg("-c")
        .arg(format!(
            "P=\"{} --catalog {}\"; {line}",
            env!("CARGO_BIN_EXE_flowproof"),
            acme_catalog().display()
        ))
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("bash")
}

fn named_pipe(folder: &Folder, name: &str) {
    let status = Command::new("mkfifo").arg(folder.path().join(name)).status().expect("mkfifo");
    assert!(status.success());
}

#[test]
fn files_are_told_apart_by_their_place() {
    let folder = Folder::empty();
    let french = Folder::faulty().read(FRENCH_PATH);
    let names: [&[u8]; 6] =
        [b"a/b.md", b"a\\b.md", b"x\xff.md", b"x\xfe.md", b"x\\x{ff}.md", b"A/b.md"];
    for name in names {
        folder.write(OsStr::from_bytes(name), &french);
    }
    assert_eq!(documents(&folder, &["."]).len(), names.len());
    assert_code(&folder.acme(&["report", "--out", "out"]), 0);
    let verified = folder.acme(&["verify", "out"]);
    assert!(stdout(&verified).contains("0 differences"), "{}", stdout(&verified));
    assert_code(&folder.acme(&["fix", "."]), 0);
    for name in names {
        assert_ne!(folder.read(OsStr::from_bytes(name)), french, "{name:?}");
    }
}

#[test]
fn a_folder_under_two_spellings_counts_once_and_a_linked_file_is_a_page() {
    let folder = Folder::clean();
    symlink("fr-FR", folder.path().join("again")).expect("a link");
    let all = documents(&folder, &[".", "./fr-FR/../fr-FR", "again"]);
    assert_eq!(all, ["en-US/data-acme-sends-to-hub.md", FRENCH_PATH]);
    std::fs::create_dir(folder.path().join("de-DE")).expect("a folder");
    let page = "de-DE/data-acme-sends-to-hub.md";
    symlink("../en-US/data-acme-sends-to-hub.md", folder.path().join(page)).expect("a link");
    assert!(documents(&folder, &["."]).contains(&page.to_owned()));
}

#[test]
fn what_is_named_is_read_or_is_an_error() {
    let folder = Folder::faulty();
    named_pipe(&folder, "pipe.md");
    let _socket = UnixListener::bind(folder.path().join("socket.md")).expect("a socket");
    for (name, kind) in
        [("pipe.md", "a named pipe"), ("socket.md", "a socket"), ("/dev/zero", "a device")]
    {
        let output = folder.acme(&["check", "--fail-on", "never", "fr-FR", name]);
        assert_code(&output, 2);
        let told = format!("error: {name} was not checked: it cannot be read: it is {kind}");
        assert!(stderr(&output).contains(&told), "{}", stderr(&output));
        assert!(stdout(&output).contains("in 1 document"), "{}", stdout(&output));
    }
    let met = folder.acme(&["check", "--fail-on", "never"]);
    assert_code(&met, 0);
    for name in ["pipe.md", "socket.md"] {
        assert!(
            stderr(&met).contains(&format!("warning: {name}: passed over")),
            "{}",
            stderr(&met)
        );
    }
    let french = format!("cat {FRENCH_PATH}");
    for line in [format!("$P check <({french})"), format!("{french} | $P check /dev/stdin")] {
        let output = shell(&folder, &line);
        assert_code(&output, 1);
        assert!(stdout(&output).contains("in 1 document"), "{line}: {}", stdout(&output));
    }
}

#[test]
fn no_option_reads_without_limit() {
    let folder = Folder::faulty();
    named_pipe(&folder, "pipe");
    for file in ["/dev/zero", "pipe"] {
        for args in [
            &["check", "--disclosure", file][..],
            &["check", "--lock", file],
            &["check", "--config", file],
            &["report", "--out", "out", "--since", file],
            &["report", "--out", "out", "--benchmark", file],
        ] {
            let output = folder.acme(args);
            assert_code(&output, 2);
            assert!(stderr(&output).contains(file), "{args:?}: {}", stderr(&output));
        }
    }
    assert_code(&folder.acme(&["check", "--config", "/dev/null"]), 1);
}

#[test]
fn a_manifest_hides_no_page() {
    let folder = Folder::faulty();
    assert_code(&folder.acme(&["report", "--out", "out"]), 0);
    let all = documents(&folder, &["."]);
    let mut manifest: serde_json::Value =
        serde_json::from_slice(&folder.read("out/manifest.json")).expect("JSON");
    let output = |name: &str, path: &str| {
        let hash = flowproof::report::manifest::sha256(&folder.read(path));
        serde_json::json!({"path": name, "bytes": 1, "sha256": hash})
    };
    let name = FRENCH_PATH.rsplit('/').next().expect("a name");
    let outputs = manifest["outputs"].as_array_mut().expect("outputs");
    outputs.extend([output(name, FRENCH_PATH), output("./report.md", FRENCH_PATH)]);
    folder.write("fr-FR/manifest.json", manifest.to_string());
    assert_eq!(documents(&folder, &["."]), all);
    let said = stderr(&folder.acme(&["check", "--fail-on", "never"]));
    assert!(said.contains(&format!("warning: {FRENCH_PATH}: manifest.json beside it")), "{said}");
}

#[test]
fn a_closed_pipe_keeps_the_exit_code_and_a_full_disk_is_an_error() {
    let folder = Folder::faulty();
    for (command, code) in
        [("check", 1), ("check --format json", 1), ("fix --diff", 1), ("explain", 0)]
    {
        let line =
            format!("set -o pipefail; $P {command} | head -c1 >/dev/null; exit ${{PIPESTATUS[0]}}");
        assert_code(&shell(&folder, &line), code);
    }
    for command in [
        "--help",
        "--version",
        "explain",
        "check",
        "check --format json",
        "catalog show",
        "fix --diff",
    ] {
        let output = shell(&folder, &format!("$P {command} >/dev/full"));
        assert_code(&output, 2);
        assert!(stderr(&output).contains("error: cannot write"), "{command}: {}", stderr(&output));
    }
}

#[test]
fn catalog_files_may_be_links_that_lead_somewhere() {
    let folder = Folder::with_catalog();
    let validate = || folder.run(&["catalog", "validate", "--catalog", "catalog"]);
    let before = stdout(&validate());
    let (file, link) =
        (folder.path().join("fr.yaml"), folder.path().join("catalog/locales/fr-FR.yaml"));
    std::fs::rename(&link, &file).expect("moved");
    symlink(&file, &link).expect("a link");
    assert_eq!(stdout(&validate()), before);
    std::fs::remove_file(&file).expect("removed");
    let text = told(&validate(), 2);
    assert!(text.contains("fr-FR.yaml"), "{text}");
    std::fs::remove_file(&link).expect("removed");
    symlink("fr-FR.yaml", &link).expect("a link to itself");
    assert!(told(&validate(), 2).contains("fr-FR.yaml"));
}

#[test]
fn what_a_killed_run_left_is_cleared_away_and_what_another_run_holds_is_not() {
    let folder = Folder::faulty();
    assert_code(&folder.acme(&["report", "--out", "out"]), 0);
    folder.write("out/.flowproof-dead", "half a report");
    folder.write("out/.flowproof-held", "half a report");
    let held = std::fs::File::open(folder.path().join("out/.flowproof-held")).expect("open");
    held.lock_shared().expect("a lock");
    assert_code(&folder.acme(&["verify", "out"]), 0);
    std::thread::sleep(std::time::Duration::from_millis(150));
    assert_code(&folder.acme(&["report", "--out", "out"]), 0);
    assert!(!folder.path().join("out/.flowproof-dead").exists());
    assert!(folder.path().join("out/.flowproof-held").exists());
}

#[test]
fn pages_do_not_steer_the_terminal_in_any_colour() {
    let folder = Folder::faulty();
    let hostile = "\u{1b}[8m\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}2J\u{85}\u{202e}\u{2067}\u{61c}\u{2028}";
    let text = String::from_utf8(folder.read(FRENCH_PATH)).expect("UTF-8");
    let text = text.replacen("| PINGs |", &format!("| PINGs {hostile} | zu viel |"), 1);
    folder.write(FRENCH_PATH, text.replacen("Hello", &format!("Hel{hostile}lo"), 1));
    let codes = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
    for args in [
        &["check", "--color", "always", "--verbose"][..],
        &["check", "--color", "never"],
        &["check", "--format", "json"],
        &["check", &format!("--fail-on=x{hostile}")],
        &[&format!("ch{hostile}")],
        &["explain", hostile],
        &["check", hostile],
        &["verify", hostile],
    ] {
        let output = folder.acme(args);
        let said = format!("{}{}", stdout(&output), stderr(&output));
        assert!(!said.contains("\u{1b}[8m"), "{args:?}: {said:?}");
        assert_inert(&codes.replace_all(&said, ""));
        assert!(!said.contains(['\u{61c}', '\u{2067}', '\u{2028}']), "{args:?}: {said:?}");
    }
}
