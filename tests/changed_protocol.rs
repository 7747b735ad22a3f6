//! A change in a copy of the facts changes the verdicts that follow from it, and no other: on the
//! bundled sample with the whole catalog, and on an invented vendor with its own.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

const TO_HUB: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
| PINGs | Hello | State | One of lit, dark or faulty. |
| PINGs | GoodBye | Topic | Channel of the lamp. |
| STORE | Shop account | Serial number | Number of the lamp. |
";

const TO_ACME: &str = "\
| Service | Data sent to Acme | Used for |
|---|---|---|
| PINGs | Token, wakeWord | Wakes the lamp. |
| PINGs | brightness_level | How bright it is to be. |
";

/// Pages, and a catalog of which the facts may be edited.
struct World {
    catalog: TempDir,
    pages: PathBuf,
    /// Keeps the pages of the invented vendor alive.
    _own: Option<TempDir>,
}

/// What `protocol.json` says: text by verdict, and the lines of the conditions matrix.
#[derive(Default)]
struct Outcome {
    verdicts: BTreeMap<String, String>,
    cells: BTreeSet<String>,
}

impl World {
    /// The bundled sample with a copy of the whole catalog.
    fn bundled() -> Self {
        let catalog = tempfile::tempdir().unwrap();
        let from = common::root().join("catalog");
        for (path, text) in common::files_below(&from, &["yaml"]) {
            let file = catalog.path().join(Path::new(&path).strip_prefix(&from).unwrap());
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        World { catalog, pages: common::sample(), _own: None }
    }

    /// The invented vendor.
    fn acme() -> Self {
        let own = tempfile::tempdir().unwrap();
        let pages = own.path().join("en-US");
        std::fs::create_dir(&pages).unwrap();
        std::fs::write(pages.join("data-acme-sends-to-hub.md"), TO_HUB).unwrap();
        std::fs::write(pages.join("data-hub-sends-to-acme.md"), TO_ACME).unwrap();
        World { catalog: common::acme_with_protocol(), pages, _own: Some(own) }
    }

    /// Replaces a text that stands once in a message of a file of facts.
    fn edit(&self, file: &str, message: &str, old: &str, new: &str) {
        let path = self.catalog.path().join("protocol").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let head = format!("  - id: {message}\n");
        let start = text.find(&head).unwrap_or_else(|| panic!("{file} has no {message}"));
        let body = start + head.len();
        let end = text[body..].find("\n  - id: ").map_or(text.len(), |length| body + length + 1);
        let own = &text[start..end];
        assert_eq!(own.matches(old).count(), 1, "{message} of {file}: {old}");
        let edited = [&text[..start], &own.replace(old, new), &text[end..]].concat();
        std::fs::write(path, edited).unwrap();
    }

    /// Replaces what stands once in a file of facts.
    fn edit_text(&self, file: &str, old: &str, new: &str) {
        let path = self.catalog.path().join("protocol").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{file}: {old}");
        std::fs::write(path, text.replace(old, new)).unwrap();
    }

    fn run(&self, args: &[&str]) -> std::process::Output {
        let catalog = self.catalog.path().display().to_string();
        common::flowproof(&common::root(), &[args, &["--catalog", &catalog]].concat())
    }

    fn outcome(&self) -> Outcome {
        let out = tempfile::tempdir().unwrap();
        let (pages, to) = (self.pages.display().to_string(), out.path().display().to_string());
        let output = self.run(&["report", &pages, "--out", &to]);
        assert!(output.status.success(), "{}", common::stderr(&output));
        let text = std::fs::read_to_string(out.path().join("protocol.json")).unwrap();
        let report: Value = serde_json::from_str(&text).unwrap();
        let mut outcome = Outcome::default();
        for verdict in report["verdicts"].as_array().unwrap() {
            let said = format!("{} {}", verdict["summary"], verdict["expected"]);
            outcome.verdicts.insert(verdict["id"].as_str().unwrap().to_owned(), said);
        }
        for row in report["matrix"].as_array().unwrap() {
            let text = |value: &Value, key: &str| value[key].as_str().unwrap_or("-").to_owned();
            let id = text(row, "id");
            outcome.cells.insert(format!("{id} anywhere {}", text(row, "anywhere")));
            for cell in row["circumstances"].as_array().unwrap() {
                let parts = ["platform", "enrolment", "exchanged"].map(|key| text(cell, key));
                outcome.cells.insert(format!("{id} {}", parts.join(" ")));
            }
        }
        assert!(outcome.verdicts.len() > 10 && outcome.cells.len() > 10, "too little to compare");
        outcome
    }

    /// What `catalog validate` says of paths that lead nowhere; none if it finds no fault.
    fn dangling(&self) -> Vec<String> {
        let output = self.run(&["catalog", "validate"]);
        let said = common::stdout(&output) + &common::stderr(&output);
        let faults = said.lines().filter_map(|line| Some(line.split_once("has no key `")?.1));
        let mut keys: Vec<String> =
            faults.filter_map(|rest| Some(rest.split_once('`')?.0.to_owned())).collect();
        keys.dedup();
        assert_eq!(output.status.success(), keys.is_empty(), "{said}");
        keys
    }
}

/// What went (`-`), came (`+`) and says something else (`~`).
fn changes(before: &Outcome, after: &Outcome) -> Vec<String> {
    let ids: BTreeSet<&String> = before.verdicts.keys().chain(after.verdicts.keys()).collect();
    let change = |id: &String| match (before.verdicts.get(id), after.verdicts.get(id)) {
        (Some(_), None) => Some(format!("- {id}")),
        (None, _) => Some(format!("+ {id}")),
        (old, new) => (old != new).then(|| format!("~ {id}")),
    };
    ids.into_iter().filter_map(change).collect()
}

/// The lines of the matrix that went and came.
fn cells(before: &Outcome, after: &Outcome) -> Vec<String> {
    let gone = before.cells.difference(&after.cells).map(|cell| format!("- {cell}"));
    gone.chain(after.cells.difference(&before.cells).map(|cell| format!("+ {cell}"))).collect()
}

/// The fields and keys whose lines of the matrix went or came.
fn rows(before: &Outcome, after: &Outcome) -> Vec<String> {
    let ids = before.cells.symmetric_difference(&after.cells);
    let ids: BTreeSet<&str> = ids.map(|cell| cell.split(' ').next().unwrap()).collect();
    ids.into_iter().map(str::to_owned).collect()
}

/// Removes the line of a key of a message.
fn without(world: &World, file: &str, message: &str, key: &str) {
    let path = world.catalog.path().join("protocol").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let own = &text[text.find(&format!("  - id: {message}\n")).unwrap()..];
    let line = own.lines().find(|line| line.contains(&format!("{{key: {key},"))).unwrap();
    world.edit(file, message, &format!("{line}\n"), "");
}

#[test]
fn without_a_documented_key_its_field_is_unknown_to_the_protocol() {
    let world = World::bundled();
    let before = world.outcome();
    assert!(world.dangling().is_empty());
    without(&world, "dep.yaml", "Device", "color");
    let after = world.outcome();
    let field = "apple-to-intune.asm-dep.enrollment-program-token.color";
    assert_eq!(
        changes(&before, &after),
        [format!("- {field}-agreed"), format!("+ {field}-unknown-to-protocol")]
    );
    assert_eq!(rows(&before, &after), [field.replace('.', "/")]);
    assert_eq!(world.dangling(), ["dep/Device/color"]);
}

#[test]
fn without_an_undisclosed_key_its_verdict_is_gone() {
    let world = World::bundled();
    let before = world.outcome();
    without(&world, "mdm-checkin.yaml", "TokenUpdate", "UserLongName");
    let after = world.outcome();
    let key = "mdm-checkin/TokenUpdate/UserLongName";
    assert_eq!(changes(&before, &after), [format!("- {}-undisclosed", key.replace('/', "."))]);
    assert_eq!(rows(&before, &after), [key]);
    assert!(world.dangling().is_empty(), "no field names it");
}

#[test]
fn under_another_name_a_key_is_undisclosed_and_its_field_unknown() {
    let world = World::bundled();
    let before = world.outcome();
    world.edit("mdm-checkin.yaml", "Authenticate", "key: OSVersion", "key: SystemRelease");
    let after = world.outcome();
    let field = "apple-to-intune.apns.authenticate.os-version";
    assert_eq!(
        changes(&before, &after),
        [
            format!("- {field}-conditional"),
            format!("+ {field}-unknown-to-protocol"),
            "+ mdm-checkin.Authenticate.SystemRelease-undisclosed".to_owned(),
        ]
    );
    assert_eq!(
        rows(&before, &after),
        [&field.replace('.', "/"), "mdm-checkin/Authenticate/SystemRelease"]
    );
    assert_eq!(world.dangling(), ["mdm-checkin/Authenticate/OSVersion"]);
}

#[test]
fn under_nearly_the_same_name_the_field_is_misspelt() {
    let world = World::bundled();
    let before = world.outcome();
    world.edit("mdm-checkin.yaml", "Authenticate", "key: OSVersion", "key: OSVersoin");
    let after = world.outcome();
    let field = "apple-to-intune.apns.authenticate.os-version";
    assert_eq!(changes(&before, &after), [format!("+ {field}-misspelt-key")]);
    assert_eq!(cells(&before, &after), [""; 0]);
    assert_eq!(world.dangling(), ["mdm-checkin/Authenticate/OSVersion"]);
}

#[test]
fn an_undisclosed_key_is_asked_about_under_its_new_name() {
    let world = World::bundled();
    let before = world.outcome();
    world.edit("mdm-checkin.yaml", "Authenticate", "key: DeviceName", "key: Label");
    let after = world.outcome();
    let of = |name: &str| format!("mdm-checkin.Authenticate.{name}-undisclosed");
    assert_eq!(
        changes(&before, &after),
        [format!("- {}", of("DeviceName")), format!("+ {}", of("Label"))]
    );
}

#[test]
fn what_is_no_longer_forbidden_is_agreed() {
    let world = World::bundled();
    let before = world.outcome();
    let mode = |platform, mode| format!("{platform}: {{when: {{user-enrollment: {mode}}}}}");
    for platform in ["key: UDID, type: string, presence: required, on: {iOS", "visionOS"] {
        // EnrollmentID has another mode; its line does not fit.
        let (old, new) = (mode(platform, "forbidden"), mode(platform, "allowed"));
        world.edit("mdm-checkin.yaml", "CheckOut", &old, &new);
    }
    // What the text of the schema says of macOS.
    world.edit_text(
        "mdm-checkin-text.yaml",
        "user-enrollment: forbidden",
        "user-enrollment: allowed",
    );
    let after = world.outcome();
    let field = "apple-to-intune.apns.checkout.udid";
    assert_eq!(
        changes(&before, &after),
        [format!("+ {field}-agreed"), format!("- {field}-conditional")]
    );
    let row = field.replace('.', "/");
    assert_eq!(
        cells(&before, &after),
        [
            format!("- {row} iOS user-enrollment never"),
            format!("- {row} macOS user-enrollment never"),
            format!("- {row} visionOS user-enrollment never"),
            format!("+ {row} iOS user-enrollment always"),
            format!("+ {row} macOS user-enrollment always"),
            format!("+ {row} visionOS user-enrollment always"),
        ]
    );
}

#[test]
fn what_is_forbidden_from_now_on_is_conditional() {
    let world = World::bundled();
    let before = world.outcome();
    let old = "{key: Topic, type: string, presence: required}";
    let new = "{key: Topic, type: string, presence: required, on: {iOS: {when: {user-enrollment: forbidden}}}}";
    world.edit("mdm-checkin.yaml", "CheckOut", old, new);
    let after = world.outcome();
    let field = "apple-to-intune.apns.checkout.topic";
    assert_eq!(
        changes(&before, &after),
        [format!("- {field}-agreed"), format!("+ {field}-conditional")]
    );
    let row = field.replace('.', "/");
    assert_eq!(
        cells(&before, &after),
        [
            format!("- {row} iOS user-enrollment always"),
            format!("+ {row} iOS user-enrollment never"),
        ]
    );
}

#[test]
fn in_the_other_half_a_key_travels_the_other_way() {
    let world = World::bundled();
    let before = world.outcome();
    let move_to_request = |message: &str, line: &str| {
        world.edit("dep.yaml", message, line, "");
        world.edit(
            "dep.yaml",
            message,
            "    response:\n",
            &format!("    request:\n{line}    response:\n"),
        );
    };
    // Listed in one direction, the wrong one; then in both.
    move_to_request(
        "AccountDetail",
        "      - {key: org_phone, type: string, presence: optional}\n",
    );
    let between = world.outcome();
    let account = "intune-to-apple.asm-dep.account.org-phone";
    assert_eq!(
        changes(&before, &between),
        [format!("+ {account}-agreed"), format!("- {account}-wrong-direction")]
    );
    move_to_request("Device", "      - {key: asset_tag, type: string, presence: optional}\n");
    let after = world.outcome();
    let (down, up) = (
        "apple-to-intune.asm-dep.enrollment-program-token.asset-tag",
        "intune-to-apple.asm-dep.device.asset-tag",
    );
    assert_eq!(
        changes(&between, &after),
        [
            format!("- {down}-agreed"),
            format!("+ {down}-wrong-direction"),
            format!("+ {up}-agreed"),
            format!("- {up}-wrong-direction"),
        ]
    );
    let row = |field: &str| field.replace('.', "/");
    assert_eq!(
        cells(&before, &after),
        [
            format!("- {} anywhere optional", row(down)),
            format!("- {} anywhere only-the-other-way", row(account)),
            format!("- {} anywhere only-the-other-way", row(up)),
            format!("+ {} anywhere only-the-other-way", row(down)),
            format!("+ {} anywhere optional", row(account)),
            format!("+ {} anywhere optional", row(up)),
        ]
    );
}

/// File, message, old text, new text, and what changes.
type Edit = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

/// Edits of the facts of the invented vendor.
const EDITS: &[Edit] = &[
    (
        "ping.yaml",
        "Hello",
        "      - {key: State, type: string, presence: optional, values: [lit, dark, faulty], on: {BulbOS: {right: ReadState}}}\n",
        "",
        &[
            "- acme-to-hub.ping.hello.state-conditional",
            "+ acme-to-hub.ping.hello.state-unknown-to-protocol",
        ],
    ),
    (
        "ping.yaml",
        "Hello",
        "      - {key: ownerName, type: string, presence: optional}\n",
        "",
        &["- ping.Hello.ownerName-undisclosed"],
    ),
    (
        "ping.yaml",
        "Hello",
        "key: brightness",
        "key: glow",
        &["- ping.Hello.brightness-undisclosed", "+ ping.Hello.glow-undisclosed"],
    ),
    // The page lists three.
    (
        "ping.yaml",
        "Hello",
        "values: [lit, dark, faulty]",
        "values: [lit, dark, faulty, flashing]",
        &["+ acme-to-hub.ping.hello.state-other-values"],
    ),
    // StripOS lacks it still.
    (
        "ping.yaml",
        "Hello",
        "guest-mode: forbidden",
        "guest-mode: allowed",
        &["~ acme-to-hub.ping.hello.lamp-id-conditional"],
    ),
    // It came to an end: the verdict on a field, on a key and on a message that hold it say so.
    (
        "ping.yaml",
        "Hello",
        "{right: ReadState}",
        "{right: ReadState, until: \"3.0\"}",
        &["~ acme-to-hub.ping.hello.state-conditional"],
    ),
    (
        "ping.yaml",
        "Hello",
        "{key: ownerName, type: string, presence: optional}",
        "{key: ownerName, type: string, presence: optional, on: {BulbOS: {until: \"3.0\"}}}",
        &["~ ping.Hello.ownerName-undisclosed"],
    ),
    (
        "ping.yaml",
        "Locate",
        "{key: room, type: string, presence: required}",
        "{key: room, type: string, presence: required, on: {BulbOS: {until: \"3.0\"}}}",
        &["~ ping.Locate-undisclosed"],
    ),
    (
        "ping.yaml",
        "GoodBye",
        "presence: required}",
        "presence: required, on: {BulbOS: {when: {guest-mode: forbidden}}}}",
        &[
            "- acme-to-hub.ping.good-bye.topic-agreed",
            "+ acme-to-hub.ping.good-bye.topic-conditional",
        ],
    ),
    (
        "ping.yaml",
        "Wake",
        "    request:\n      - {key: wakeWord, type: string, presence: required}\n    response:\n",
        "    response:\n      - {key: wakeWord, type: string, presence: required}\n",
        &[
            "+ hub-to-acme.ping.wake.secret-agreed",
            "- hub-to-acme.ping.wake.secret-wrong-direction",
        ],
    ),
];

#[test]
fn an_invented_vendor_is_judged_alike() {
    for (file, message, old, new, expected) in EDITS {
        let world = World::acme();
        let before = world.outcome();
        world.edit(file, message, old, new);
        assert_eq!(&changes(&before, &world.outcome()), expected, "{message}: {old}");
    }
}

/// What has come to an end, by the words of the verdicts and the cells of the matrix.
#[test]
fn an_end_is_named_with_its_version() {
    let world = World::acme();
    let until = "{until: \"3.0\"}";
    world.edit("ping.yaml", "Hello", "{right: ReadState}", "{right: ReadState, until: \"3.0\"}");
    let room = "{key: room, type: string, presence: required";
    world.edit("ping.yaml", "Locate", room, &format!("{room}, on: {{BulbOS: {until}}}"));
    let owner = "{key: ownerName, type: string, presence: optional";
    world.edit("ping.yaml", "Hello", owner, &format!("{owner}, on: {{BulbOS: {until}}}"));
    let after = world.outcome();
    for (verdict, words) in [
        ("acme-to-hub.ping.hello.state-conditional", "any longer (removed in BulbOS 3.0)"),
        ("ping.Hello.ownerName-undisclosed", "removed in BulbOS 3.0"),
        ("ping.Locate-undisclosed", "`room` is removed in BulbOS 3.0"),
    ] {
        assert!(after.verdicts[verdict].contains(words), "{}", after.verdicts[verdict]);
    }
    let ended = |cell: &&String| cell.starts_with("ping/Locate/room BulbOS ");
    assert!(after.cells.iter().any(|cell| ended(&cell)), "{:?}", after.cells);
    // A message that ended as a whole says so once, and its keys are not told apart.
    let world = World::acme();
    world.edit(
        "ping.yaml",
        "Locate",
        "    request:\n",
        &format!("    on: {{BulbOS: {until}}}\n    request:\n"),
    );
    let said = &world.outcome().verdicts["ping.Locate-undisclosed"];
    assert!(said.contains("`ping/Locate` (removed in BulbOS 3.0), from"), "{said}");
    assert_eq!(said.matches("removed").count(), 1, "{said}");
}

#[test]
fn keys_that_travel_both_ways_are_told_apart_in_a_message_that_no_page_lists() {
    let world = World::acme();
    let room = "      - {key: room, type: string, presence: required}\n";
    let answer = "    response:\n      - {key: lampToken, type: string}\n";
    world.edit(
        "ping.yaml",
        "Locate",
        room,
        &format!("{room}      - {{key: hall, type: string}}\n"),
    );
    let path = world.catalog.path().join("protocol/ping.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{}\n{answer}", text.trim_end())).unwrap();
    let said = &world.outcome().verdicts["ping.Locate-undisclosed"];
    let (there, back) = ("from Acme to Hub", "from Hub to Acme");
    assert!(
        said.contains(&format!("3 keys {there}, among them personal data: `room` and `ownerName`")),
        "{said}"
    );
    assert!(said.contains(&format!("; and 1 key {back}. Is it used?")), "{said}");
}
