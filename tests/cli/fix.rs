//! `flowproof fix`: what it mends, what it leaves, which bytes it touches.

use sha1::{Digest, Sha1};

use crate::common::{stderr, stdout};
use crate::folder::{ENGLISH, ENGLISH_PATH, FRENCH, FRENCH_PATH, Folder, faulty_french};
use crate::{assert_code, snapshot};

/// Mends a translation beside the clean source page and returns it.
#[track_caller]
fn fixed(french: impl AsRef<[u8]>) -> Vec<u8> {
    let folder = Folder::clean();
    folder.write(FRENCH_PATH, french);
    assert_code(&folder.acme(&["fix"]), 0);
    let once = folder.read(FRENCH_PATH);
    assert_code(&folder.acme(&["fix"]), 0);
    assert!(folder.read(FRENCH_PATH) == once, "a second run changes something");
    assert_eq!(folder.read(ENGLISH_PATH), ENGLISH.as_bytes());
    once
}

/// Breaks the clean translation in one place and expects it whole again.
#[track_caller]
fn assert_mended(right: &str, wrong: &str) {
    assert!(FRENCH.contains(right), "{right}");
    let mended = fixed(FRENCH.replacen(right, wrong, 1));
    assert_eq!(String::from_utf8(mended).expect("UTF-8"), FRENCH, "{wrong}");
}

/// Changes the clean translation in one place and expects it to stay so.
#[track_caller]
fn assert_left(right: &str, wrong: &str) {
    assert!(FRENCH.contains(right), "{right}");
    let french = FRENCH.replacen(right, wrong, 1);
    assert_eq!(String::from_utf8(fixed(&french)).expect("UTF-8"), french);
}

#[test]
fn names_of_the_wire_are_put_right() {
    assert_mended("Hello | Topic", "Hello | Rubrique");
    assert_mended("Hello | Topic", "Hello | Rubrique,");
    assert_mended("Hello | lampId", "Hello | LampID");
    assert_mended("Hello | lampId", "Hello | lampId.");
    assert_mended("PINGs | GoodBye", "PINGs | Au revoir");
    assert_mended("PINGs | GoodBye", "PINGs | Good-bye");
    assert_mended("PINGs | GoodBye", "PING | GoodBye");
}

#[test]
fn markup_around_a_name_stays() {
    let wrong = FRENCH.replacen("Hello | Topic", "Hello | **[Rubrique](x.md)**", 1);
    let right = FRENCH.replacen("Hello | Topic", "Hello | **[Topic](x.md)**", 1);
    assert_eq!(String::from_utf8(fixed(wrong)).expect("UTF-8"), right);
    assert_left("Hello | lampId", "Hello | ID **lamp** Id");
}

#[test]
fn what_stands_beside_a_name_stays() {
    // Nobody can tell whether these words are the name once more or something else.
    assert_left("Hello | lampId", "Hello | ID lampId");
    assert_left("Hello | Topic", "Hello | Topic (obsolète)");
    assert_left("PINGs | GoodBye", "PINGs, STORE | GoodBye");
    assert_left("PINGs | GoodBye", "[PINGs] (https://example.org/a) | GoodBye");
    assert_left("Hello | Topic", "Hello | Topic<sup>1</sup>");
    assert_left("Hello | Topic", "Hello | :::no-loc text=\"Topic\":::");
    let wrong = FRENCH.replacen("Hello | Topic", "Hello | Rubrique<sup>1</sup>[^2]", 1);
    let right = FRENCH.replacen("Hello | Topic", "Hello | Topic<sup>1</sup>[^2]", 1);
    assert_eq!(String::from_utf8(fixed(wrong)).expect("UTF-8"), right);
}

#[test]
fn words_decoded_wrongly_are_put_right() {
    assert_mended("Numéro de série | Le", "NumÃ©ro de sÃ©rie | Le");
    assert_mended("title: Données", "title: DonnÃ©es");
    let (broken, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(FRENCH.as_bytes());
    let broken = broken.into_owned();
    assert!(broken.matches('Ã').count() > 20, "a page as a whole");
    assert_eq!(String::from_utf8(fixed(broken)).expect("UTF-8"), FRENCH);
}

#[test]
fn enumerated_values_are_put_right_when_all_are_set_apart() {
    let values = |text: &str| FRENCH.replacen("lit, dark ou faulty", text, 1);
    let check = |wrong: &str, right: &str| {
        let mended = String::from_utf8(fixed(values(wrong))).expect("UTF-8");
        assert_eq!(mended, values(right));
    };
    check("**allumée**, **éteinte** ou **cassée**", "**lit**, **dark** ou **faulty**");
    check("« allumée », « dark » ou « cassée »", "« lit », « dark » ou « faulty »");
    check("**allumée** ou **éteinte**", "**allumée** ou **éteinte**");
    check("**éteinte**, **lit** ou **cassée**", "**éteinte**, **lit** ou **cassée**");
    check("allumée, éteinte ou cassée", "allumée, éteinte ou cassée");
}

#[test]
fn links_and_numbers_are_put_right_when_the_source_text_is_that_of_the_page() {
    let lf: String = Sha1::digest(ENGLISH).iter().map(|byte| format!("{byte:02x}")).collect();
    let french = FRENCH.replacen("ms.date", &format!("ms.openlocfilehash: {lf}\nms.date"), 1);
    let wrong = french.replacen("store-setup.md", "ping-setup.md", 1).replacen("8601", "8610", 1);
    assert_ne!(wrong, french);
    assert_eq!(String::from_utf8(fixed(wrong)).expect("UTF-8"), french);
    // Of a translation of unknown edition nobody knows what the link was.
    assert_left("store-setup.md", "ping-setup.md");
}

#[test]
fn what_is_not_certain_is_left() {
    let row = "| PINGs | Hello | State | Si la lampe est lit, dark ou faulty. |\n";
    assert_left(row, &format!("{row}{row}"));
    assert_left(row, "");
    assert_left("Hello | Topic", "Hello | shadeCount");
    assert_left("L’UUID", "L’identifiant");
    assert_left("Numéro de série |", "Numéro de série, |");
    assert_left("écoute. |", "écoute.. |");
}

#[test]
fn line_ends_and_byte_order_mark_stay() {
    let variants: [fn(&str) -> String; 4] = [
        |text| text.replace('\n', "\r\n"),
        |text| format!("\u{feff}{text}"),
        |text| format!("\u{feff}{}", text.replace('\n', "\r\n")),
        |text| text.trim_end().to_owned(),
    ];
    let wrong = FRENCH.replacen("Hello | Topic", "Hello | Rubrique", 1);
    for variant in variants {
        assert!(fixed(variant(&wrong)) == variant(FRENCH).into_bytes());
    }
}

#[test]
fn every_place_of_a_finding_is_mended() {
    let wrong = FRENCH.replace("| Topic |", "| Rubrique |").replace("PINGs |", "PING |");
    assert!(wrong.matches("Rubrique").count() > 1 && wrong.matches("PING |").count() > 1);
    assert_eq!(String::from_utf8(fixed(wrong)).expect("UTF-8"), FRENCH);
}

#[test]
fn a_file_that_is_not_utf_8_is_named_and_left() {
    let folder = Folder::clean();
    let mut bytes = FRENCH.replacen("Hello | Topic", "Hello | Rubrique", 1).into_bytes();
    bytes.extend(b"caf\xe9\n");
    folder.write(FRENCH_PATH, &bytes);
    let output = folder.acme(&["fix"]);
    assert_code(&output, 0);
    assert!(folder.read(FRENCH_PATH) == bytes);
    let said = format!("{FRENCH_PATH}: not repaired: it holds bytes that are no UTF-8");
    assert!(stderr(&output).contains(&said), "{}", stderr(&output));
}

#[test]
fn source_pages_are_mended_when_they_are_named() {
    let folder = Folder::clean();
    folder.write(ENGLISH_PATH, ENGLISH.replacen("Serial number |", "Serial numbÃ©r |", 1));
    let output = folder.acme(&["fix"]);
    assert_code(&output, 0);
    assert!(folder.read(ENGLISH_PATH) != ENGLISH.as_bytes());
    let said = "name the file to mend 1 in it";
    assert!(stderr(&output).contains(said), "{}", stderr(&output));
    assert_code(&folder.acme(&["fix", ENGLISH_PATH]), 0);
    let mended = ENGLISH.replacen("Serial number |", "Serial numbér |", 1);
    assert_eq!(folder.read(ENGLISH_PATH), mended.as_bytes());
}

#[test]
fn a_diff_writes_nothing() {
    let folder = Folder::faulty();
    let output = folder.acme(&["fix", "--diff"]);
    assert_code(&output, 1);
    assert_eq!(folder.read(FRENCH_PATH), faulty_french().as_bytes());
    snapshot("fix_diff", &format!("{}---\n{}", stdout(&output), stderr(&output)));
    assert_code(&folder.acme(&["fix"]), 0);
    let output = folder.acme(&["fix", "--diff"]);
    assert_code(&output, 0);
    assert_eq!(stdout(&output), "");
}

#[test]
fn a_diff_is_what_git_applies() {
    for french in [faulty_french(), faulty_french().replace('\n', "\r\n")] {
        let folder = Folder::with_french(&french);
        folder.write("fix.diff", folder.acme(&["fix", "--diff"]).stdout);
        let git = std::process::Command::new("git")
            .current_dir(folder.path())
            .args(["apply", "--whitespace=nowarn", "fix.diff"])
            .output()
            .expect("git starts");
        assert!(git.status.success(), "{git:?}");
        let applied = folder.read(FRENCH_PATH);
        folder.write(FRENCH_PATH, &french);
        assert_code(&folder.acme(&["fix"]), 0);
        assert!(folder.read(FRENCH_PATH) == applied && applied != french.as_bytes());
    }
}

#[test]
fn what_was_done_is_said_on_stderr() {
    let folder = Folder::faulty();
    let output = folder.acme(&["fix"]);
    assert_code(&output, 0);
    assert_eq!(stdout(&output), "");
    snapshot("fix_stderr", &stderr(&output));
}

#[test]
fn a_read_only_file_is_named_and_nothing_is_written() {
    let folder = Folder::faulty();
    let other = "fr-CA/data-acme-sends-to-hub.md";
    folder.write(other, faulty_french());
    let path = folder.path().join(FRENCH_PATH);
    let mut permissions = std::fs::metadata(&path).expect("a file").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("made read-only");
    let output = folder.acme(&["fix"]);
    assert_code(&output, 2);
    let said = stderr(&output);
    assert!(said.contains(&format!("{FRENCH_PATH} is read-only")), "{said}");
    assert!(said.contains("nothing was written"), "{said}");
    for path in [FRENCH_PATH, other] {
        assert_eq!(folder.read(path), faulty_french().as_bytes());
        let beside = folder.path().join(path);
        let beside = std::fs::read_dir(beside.parent().expect("a folder")).expect("readable");
        assert_eq!(beside.count(), 1, "a temporary file is left");
    }
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::empty();
    folder.write("store/page.md", faulty_french());
    let real = folder.path().join("store/page.md");
    std::fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).expect("set");
    std::fs::create_dir(folder.path().join("fr-FR")).expect("a folder");
    let link = folder.path().join(FRENCH_PATH);
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    assert_code(&folder.acme(&["fix", FRENCH_PATH]), 0);
    assert!(link.symlink_metadata().expect("a link").is_symlink());
    assert_eq!(real.metadata().expect("a file").permissions().mode() & 0o777, 0o640);
    assert!(folder.read("store/page.md") != faulty_french().as_bytes());
}

#[test]
fn a_check_that_is_off_mends_nothing() {
    let folder = Folder::faulty();
    folder.write(".flowproof.yaml", "severity:\n  translated-key: off\n");
    assert_code(&folder.acme(&["fix"]), 0);
    let mended = faulty_french().replacen("LampID", "lampId", 1);
    assert_eq!(folder.read(FRENCH_PATH), mended.as_bytes());
}

#[test]
fn nothing_to_fix_is_like_nothing_to_check() {
    let output = Folder::empty().acme(&["fix"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("nothing to check"), "{}", stderr(&output));
}
