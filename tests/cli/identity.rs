//! Pages whose table is broken or gone are pages all the same, in any language and layout, beside
//! their source page or alone.

use crate::assert_code;
use crate::common::{stderr, stdout};
use crate::folder::Folder;

const KEYS: [&str; 5] = [
    "PINGs | Hello | Topic",
    "PINGs | Hello | lampId",
    "PINGs | Hello | State",
    "PINGs | GoodBye | Topic",
    "STORE | Shop account | shadeCount",
];

/// Path, title, introduction, header and purposes of a page under a name that nobody knows.
type Text = (&'static str, &'static str, &'static str, &'static str, [&'static str; 5]);

const SOURCE: Text = (
    "en-us/share/ref-lamps.md",
    "What the lamps tell",
    "Acme sends Hub the data in this table.",
    "Service | Message | Data sent to Hub | Used for",
    [
        "The channel that the lamp hears.",
        "The UUID of the lamp.",
        "Whether the lamp is lit, dark or faulty.",
        "The channel that the lamp hears.",
        "How many shades the lamp has.",
    ],
);

const TRANSLATIONS: [Text; 4] = [
    (
        "zh-cn/share/ref-lamps.md",
        "灯的数据",
        "Acme 将下表中的数据发送给 Hub。",
        "服务 | 消息 | 数据 | 用途",
        [
            "灯监听的通道。",
            "灯的 UUID。",
            "灯是 lit、dark 还是 faulty。",
            "灯监听的通道。",
            "灯罩的数量。",
        ],
    ),
    (
        "tr-tr/share/ref-lamps.md",
        "Lambaların bildirdikleri",
        "Acme, tablodaki verileri Hub hizmetine gönderir.",
        "Hizmet | İleti | Veriler | Amaç",
        [
            "Lambanın dinlediği kanal.",
            "Lambanın UUID değeri.",
            "Lambanın lit, dark veya faulty olduğu.",
            "Lambanın dinlediği kanal.",
            "Lambadaki abajur sayısı.",
        ],
    ),
    (
        "ar-sa/share/ref-lamps.md",
        "ما ترسله المصابيح",
        "ترسل Acme البيانات الواردة في الجدول إلى Hub.",
        "الخدمة | الرسالة | البيانات | الغرض",
        [
            "القناة التي يسمعها المصباح.",
            "معرف UUID للمصباح.",
            "ما إذا كان المصباح lit أو dark أو faulty.",
            "القناة التي يسمعها المصباح.",
            "عدد أغطية المصباح.",
        ],
    ),
    (
        "ru-ru/share/ref-lamps.md",
        "Что сообщают лампы",
        "Acme отправляет Hub данные из этой таблицы.",
        "Служба | Сообщение | Данные | Назначение",
        [
            "Канал, который слушает лампа.",
            "UUID лампы.",
            "Лампа lit, dark или faulty.",
            "Канал, который слушает лампа.",
            "Сколько у лампы абажуров.",
        ],
    ),
];

fn lines(text: &Text) -> Vec<String> {
    let mut lines = vec![format!("| {} |", text.3), "|---|---|---|---|".to_owned()];
    lines.extend(KEYS.iter().zip(text.4).map(|(keys, purpose)| format!("| {keys} | {purpose} |")));
    lines
}

fn page(text: &Text, table: &str) -> String {
    format!("---\ntitle: {0}\n---\n\n# {0}\n\n{1}\n\n{table}\n", text.1, text.2)
}

/// What may become of a table on its way, all of it shown by no renderer.
fn broken(text: &Text) -> Vec<(&'static str, String)> {
    let lines = lines(text);
    let table = lines.join("\n");
    let under = |delimiter: &str| {
        let rest = lines[2..].join("\n");
        format!("{}\n{delimiter}\n{rest}", lines[0])
    };
    let led =
        |blanks: &str| -> String { lines.iter().map(|line| format!("{blanks}{line}\n")).collect() };
    vec![
        ("in one line", lines.join(" ")),
        ("em dashes", under("|—|—|—|—|")),
        ("en dashes", under("|–––|–––|–––|–––|")),
        ("full-width hyphens", under("|－|－|－|－|")),
        ("dashes with blanks", under("| - - | - - | - - | - - |")),
        ("a short delimiter row", under("|---|---|---|")),
        ("no delimiter row", format!("{}\n{}", lines[0], lines[2..].join("\n"))),
        ("a comment", format!("<!--\n{table}\n-->")),
        ("a fence", format!("```text\n{table}\n```")),
        ("four blanks", led("    ")),
        ("no-break blanks", led("\u{a0}")),
        ("full-width pipes", table.replace('|', "｜")),
    ]
}

fn told(folder: &Folder, path: &str) -> bool {
    let output = folder.acme(&["check", "--format", "json", "."]);
    let findings: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap_or_default();
    let errors = findings["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|finding| finding["path"] == path && finding["severity"] == "error");
    let code = output.status.code();
    code == Some(1) && errors.count() > 0 || code == Some(2) && stderr(&output).contains(path)
}

#[test]
fn a_page_with_a_broken_table_is_told_alone_and_beside_its_source_page() {
    for text in &TRANSLATIONS {
        for (kind, table) in broken(text) {
            let folder = Folder::empty();
            folder.write(text.0, page(text, &table));
            assert!(told(&folder, text.0), "{kind}, alone: {}", text.0);
            folder.write(SOURCE.0, page(&SOURCE, &lines(&SOURCE).join("\n")));
            assert!(told(&folder, text.0), "{kind}: {}", text.0);
        }
    }
}

#[test]
fn a_page_that_cannot_be_read_is_told_alone_and_beside_its_source_page() {
    for text in &TRANSLATIONS {
        let page = page(text, &lines(text).join("\n"));
        let utf16 = |mark: &str| -> Vec<u8> {
            format!("{mark}{page}").encode_utf16().flat_map(u16::to_le_bytes).collect()
        };
        let lone = page.replace('\n', "\r").into_bytes();
        for bytes in [utf16("\u{feff}"), utf16(""), lone, format!("{page}\0").into_bytes()] {
            let folder = Folder::empty();
            folder.write(text.0, bytes);
            let alone = folder.acme(&["check", "."]);
            assert_code(&alone, 2);
            assert!(stderr(&alone).contains(&format!("{} was not checked", text.0)));
            folder.write(SOURCE.0, self::page(&SOURCE, &lines(&SOURCE).join("\n")));
            let beside = folder.acme(&["check", "."]);
            assert_code(&beside, 2);
            assert!(stderr(&beside).contains(&format!("{} was not checked", text.0)));
        }
    }
}

#[test]
fn a_page_that_has_lost_everything_is_told_by_its_place() {
    for text in &TRANSLATIONS {
        let places = ["docs/en-us/x.md", "x.en.md", "docs.en-us/a/x.md"];
        let tag = &text.0[..5];
        for source in places {
            let own = source.replace("en-us", tag).replace(".en.", &format!(".{}.", &tag[..2]));
            let folder = Folder::empty();
            folder.write(source, page(&SOURCE, &lines(&SOURCE).join("\n")));
            folder.write(&own, page(text, "").replace("Acme", "").replace("Hub", ""));
            assert!(told(&folder, &own), "{own}");
        }
    }
}

#[test]
fn a_table_in_an_include_is_told_on_the_page() {
    for text in &TRANSLATIONS {
        let folder = Folder::empty();
        let include = "[!INCLUDE [lamps](../../parts/lamps.md)]";
        folder.write("parts/lamps.md", format!("{}\n\n{}\n", text.2, lines(text).join("\n")));
        folder.write(text.0, page(text, include));
        assert!(told(&folder, text.0), "{}", text.0);
    }
}

#[test]
fn a_page_in_order_is_read_and_another_is_none() {
    for text in &TRANSLATIONS {
        let folder = Folder::empty();
        let html = |cells: &str| {
            let cells = cells.trim_matches(['|', ' ']).replace(" | ", "</td>\n  <td>");
            format!("<tr>\n  <td>{cells}</td>\n</tr>\n")
        };
        let rows = lines(text);
        let written: String =
            rows.iter().filter(|row| !row.contains("---")).map(|row| html(row)).collect();
        let tabs = rows.join("\n").replace("|---|---|", "|\t--- |---\t|");
        for table in [rows.join("\n"), format!("<table>\n{written}</table>"), tabs] {
            folder.write(SOURCE.0, page(&SOURCE, &lines(&SOURCE).join("\n")));
            folder.write(text.0, page(text, &table));
            let output = folder.acme(&["check", "--format", "json", "."]);
            let run: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
            let read = run["documents"].as_array().expect("documents").iter().any(|document| {
                document["path"] == text.0 && document["rows"] == 5 && document["resolved"] == 5
            });
            assert!(read, "{table}");
            let structure = ["missing-table", "loose-table", "changed-columns", "missing-row"];
            let findings = run["findings"].as_array().expect("findings").iter();
            let loud: Vec<_> = findings
                .filter(|f| f["path"] == text.0 && structure.iter().any(|id| f["check"] == *id))
                .collect();
            assert!(loud.is_empty(), "{loud:?}");
        }
        let folder = Folder::empty();
        let other = "| Gerät | Wert |\n|---|---|\n| Tür | auf |\n| Licht | an |\n";
        folder.write(text.0, page(text, other));
        let output = folder.acme(&["check", "--verbose", "."]);
        let said = stderr(&output);
        assert_code(&output, 2);
        assert!(said.contains(&format!("note: {}: passed over: no document", text.0)), "{said}");
    }
}
