//! Files, colours, pipes, and the same bytes every time.

use std::process::{Command, Output, Stdio};

use crate::assert_code;
use crate::common::{stderr, stdout};
use crate::folder::{Folder, acme_catalog};

#[test]
fn findings_are_written_to_files_as_well() {
    let folder = Folder::faulty();
    let args =
        ["check", "--output", "json=a/b.json", "--output", "json=c.json", "--output", "text=d"];
    let output = folder.acme(&args);
    assert_code(&output, 1);
    let json = folder.acme(&["check", "--format", "json"]).stdout;
    assert_eq!(folder.read("a/b.json"), json);
    assert_eq!(folder.read("c.json"), json);
    assert_eq!(folder.read("d"), output.stdout);
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let folder = Folder::clean();
    let output = folder.acme(&["check", "--output", "json=en-US"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("cannot write en-US"), "{}", stderr(&output));
}

#[test]
fn two_outputs_to_one_file_are_refused() {
    let folder = Folder::clean();
    folder.write("old.json", "");
    for [a, b] in
        [["json=x", "text=x"], ["json=x", "json=./x"], ["text=old.json", "text=en-US/../old.json"]]
    {
        let output = folder.acme(&["check", "--output", a, "--output", b]);
        assert_code(&output, 2);
        assert!(stderr(&output).contains("is given twice with --output"), "{}", stderr(&output));
    }
    assert!(!folder.path().join("x").exists());
}

#[test]
fn a_dash_is_stdout() {
    let folder = Folder::faulty();
    let json = folder.acme(&["check", "--format", "json"]).stdout;
    for args in [&["json=-"][..], &["json=-", "--format", "json"], &["json=/dev/stdout"]] {
        assert_eq!(folder.acme(&[&["check", "--output"], args].concat()).stdout, json);
    }
    assert!(!folder.path().join("-").exists());
    for args in [&["json=-", "--output", "text=-"][..], &["json=-", "--format", "text"]] {
        let output = folder.acme(&[&["check", "--output"], args].concat());
        assert_code(&output, 2);
        assert!(stderr(&output).contains("stdout takes one format"), "{}", stderr(&output));
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_written_to_and_links_are_followed() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = Folder::faulty();
    let json = folder.acme(&["check", "en-US", "fr-FR", "--format", "json"]).stdout;
    let path = |name: &str| folder.path().join(name);
    let write =
        |to: &str| folder.acme(&["check", "en-US", "fr-FR", "--output", &format!("json={to}")]);

    assert!(Command::new("mkfifo").arg(path("pipe")).status().expect("mkfifo").success());
    let pipe = path("pipe");
    let reader = std::thread::spawn(move || std::fs::read(pipe).expect("what was written"));
    assert_code(&write("pipe"), 1);
    assert_eq!(reader.join().expect("a reader"), json);
    assert!(std::fs::symlink_metadata(path("pipe")).expect("there").file_type().is_fifo());

    std::fs::create_dir(path("far")).expect("a folder");
    folder.write("far/old.json", "");
    for (link, to) in
        [("link", "far/old.json"), ("dangling", "far/new.json"), ("second", "dangling")]
    {
        symlink(to, path(link)).expect("a link");
        assert_code(&write(link), 1);
        assert!(path(link).is_symlink(), "{link}");
        assert_eq!(folder.read(link), json, "{link}");
        assert_eq!(folder.read(to), json, "{link}");
    }
    symlink("circle", path("circle")).expect("a link");
    assert_code(&write("circle"), 2);
    assert!(path("circle").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::clean();
    folder.write("a.json", "");
    let path = folder.path().join("a.json");
    let set = |mode| std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("set");
    set(0o600);
    assert_code(&folder.acme(&["check", "--output", "json=a.json"]), 0);
    assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
    set(0o400);
    let output = folder.acme(&["check", "--output", "json=a.json"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("the file is read-only"), "{}", stderr(&output));
}

#[test]
fn two_runs_give_the_same_bytes() {
    let folder = Folder::faulty();
    for format in ["text", "json"] {
        let run = || folder.acme(&["check", "--format", format]).stdout;
        assert_eq!(run(), run(), "{format}");
    }
    let args = |out: &'static str| ["report", "en-US", "fr-FR", "--out", out];
    assert_code(&folder.acme(&args("one")), 0);
    assert_code(&folder.acme(&args("two")), 0);
    for entry in std::fs::read_dir(folder.path().join("one")).expect("reports") {
        let name = entry.expect("a report").file_name();
        let read = |out: &str| folder.read(std::path::Path::new(out).join(&name));
        assert_eq!(read("one"), read("two"), "{name:?}");
    }
}

fn with_no_color(folder: &Folder, value: &str, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_flowproof"))
        .current_dir(folder.path())
        .env("NO_COLOR", value)
        .args(args)
        .arg("--catalog")
        .arg(acme_catalog())
        .output()
        .expect("the program starts")
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let folder = Folder::faulty();
    let coloured = |output: &Output| output.stdout.contains(&0x1b);
    assert!(!coloured(&folder.acme(&["check"])));
    assert!(!coloured(&folder.acme(&["check", "--color", "never"])));
    assert!(coloured(&folder.acme(&["check", "--color", "always"])));
    assert!(!coloured(&folder.acme(&["check", "--color", "always", "--format", "json"])));
    assert!(!coloured(&with_no_color(&folder, "1", &["check"])));
    assert!(coloured(&with_no_color(&folder, "1", &["check", "--color", "always"])));
    folder.acme(&["check", "--color", "always", "--output", "text=plain.txt"]);
    assert!(!folder.read("plain.txt").contains(&0x1b), "a file is no terminal");
}

/// Whether the program ends quietly when its reader goes away after the first bytes.
#[cfg(unix)]
#[test]
fn a_broken_pipe_is_quiet() {
    use std::io::Read;
    let folder = Folder::faulty();
    // More than a pipe holds, so that the program is still writing.
    for number in 0..60 {
        let page = folder.read("fr-FR/data-acme-sends-to-hub.md");
        folder.write(format!("fr-FR/{number}.md"), page);
    }
    for args in [&["check"][..], &["check", "--format", "json"], &["catalog", "schema"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_flowproof"))
            .current_dir(folder.path())
            .args(args)
            .arg("--catalog")
            .arg(acme_catalog())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut first = [0; 10];
        let mut out = child.stdout.take().expect("stdout");
        out.read_exact(&mut first).expect("some output");
        drop(out);
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.code().is_some(), "{args:?}: killed");
        assert_eq!(stderr(&output), "", "{args:?}");
        assert_eq!(stdout(&output), "");
    }
}
