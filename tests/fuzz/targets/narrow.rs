//! The readers one by one, and the fix of one cell.

use std::ops::Range;
use std::sync::LazyLock;

use flowproof::catalog::model::{FactsFile, ImportSource};
use flowproof::catalog::{CatalogText, load, parse_yaml};
use flowproof::fix::certain_part;
use flowproof::parse::{Inline, ParsedDocument, parse, read_inline, rows_cut_off, unread_table};
use flowproof::protocol::import::{Revision, SourceFile as Schema, import};
use flowproof::protocol::write::facts_yaml;
use flowproof::report::compare::runs;
use flowproof::report::manifest as manifests;
use flowproof::source::SourceFile;
use flowproof::text::{find_mojibake, is_decoded};

use super::ground::{acme_files, built_in};
use super::invariant::marks;

/// The text of bytes, as a file is read; nothing for what is no text.
fn text_of(data: &[u8]) -> Option<String> {
    flowproof::load::decode("x.md", data.to_vec()).ok().map(|file| file.file.text().to_owned())
}

fn inside(text: &str, range: &Range<usize>, what: &str) -> Result<(), String> {
    match text.get(range.clone()) {
        Some(_) => Ok(()),
        None => Err(format!("{what}: {range:?} is no text")),
    }
}

/// Every character of a text leads to bytes of the file, and these back to it.
fn leads_back(file: &str, inline: &Inline) -> Result<(), String> {
    inside(file, &inline.source, "a text")?;
    let step = (inline.text.len() / 64).max(1);
    for (at, c) in inline.text.char_indices().step_by(step) {
        let range = inline.source_range(at..at + c.len_utf8());
        inside(file, &range, "a character")?;
        if let Some(back) = inline.text_range(range) {
            inside(&inline.text, &back, "a character led back")?;
        }
    }
    inside(file, &inline.trimmed_source(), "a trimmed text")?;
    inline.links.iter().try_for_each(|link| inside(file, &link.source, "a link"))?;
    inline.marked.iter().try_for_each(|marked| inside(&inline.text, marked, "a marked text"))
}

fn sound(text: &str, page: &ParsedDocument) -> Result<(), String> {
    inside(text, &page.body, "the body")?;
    page.problems.iter().try_for_each(|problem| inside(text, &problem.range, "a problem"))?;
    page.blocks.iter().try_for_each(|block| leads_back(text, &block.inline))?;
    for table in &page.tables {
        inside(text, &table.range, "a table")?;
        for row in std::iter::once(&table.header).chain(&table.rows) {
            inside(text, &row.range, "a row")?;
            row.cells.iter().try_for_each(|cell| leads_back(text, &cell.inline))?;
            row.excess.iter().try_for_each(|range| inside(text, range, "an excess cell"))?;
        }
    }
    Ok(())
}

/// The readers of Markdown.
pub fn tables(data: &[u8]) -> Result<(), String> {
    let Some(text) = text_of(data) else { return Ok(()) };
    let page = parse(&SourceFile::new("x.md", text.clone()));
    sound(&text, &page)?;
    leads_back(&text, &read_inline(&text))?;
    if let Some((_, range)) = unread_table(&text, page.body.clone()) {
        inside(&text, &range, "a table that is not read")?;
    }
    for table in &page.tables {
        if let Some((range, _)) = rows_cut_off(&text, table.range.end) {
            inside(&text, &range, "rows that are cut off")?;
        }
    }
    Ok(())
}

/// Front matter.
pub fn front_matter(data: &[u8]) -> Result<(), String> {
    let Some(inner) = text_of(data) else { return Ok(()) };
    let text = format!("---\n{inner}\n---\n# Page\n");
    let page = parse(&SourceFile::new("x.md", text.clone()));
    for key in ["title", "ms.date", "description", "ms.assetid"] {
        if let Some(value) = page.front_matter.as_ref().and_then(|front| front.get(key)) {
            inside(&text, &value.range, "a value")?;
        }
    }
    sound(&text, &page)
}

/// Bytes to text: no offset moves. What was decoded wrongly is found where it stands.
pub fn decode(data: &[u8]) -> Result<(), String> {
    let Ok(file) = flowproof::load::decode("x.md", data.to_vec()) else { return Ok(()) };
    let text = file.file.text();
    if text.len() != data.len() {
        return Err("offsets have moved".to_owned());
    }
    file.invalid.iter().try_for_each(|range| inside(text, range, "invalid bytes"))?;
    for found in find_mojibake(text) {
        inside(text, &found.range, "a broken word")?;
        if !is_decoded(&text[found.range.clone()], &found.repair) {
            return Err(format!("{:?} is no reading of {:?}", found.repair, &text[found.range]));
        }
    }
    Ok(())
}

/// One file of a catalog, its path on the first line, in the place of the sound one.
pub fn catalog(data: &[u8]) -> Result<(), String> {
    let Some(text) = text_of(data) else { return Ok(()) };
    let (path, text) = text.split_once('\n').unwrap_or(("catalog.yaml", &text));
    let mut files = acme_files();
    files.retain(|file| file.path != path);
    files.push(CatalogText { path: path.to_owned(), text: text.to_owned() });
    let Err(found) = load(files) else { return Ok(()) };
    for error in &found.errors {
        let file = found.files.iter().find(|file| file.path == error.path);
        if let Some(file) = file {
            inside(&file.text, &error.range, &error.message)?;
        }
    }
    Ok(())
}

/// A lock that is read is written and read again as the same.
pub fn lock(data: &[u8]) -> Result<(), String> {
    let Some(text) = text_of(data) else { return Ok(()) };
    match flowproof::approvals::read("x.lock", &text, &|_| None) {
        Err(found) => {
            found.errors.iter().try_for_each(|error| inside(&text, &error.range, &error.message))
        }
        Ok(read) => {
            let written = flowproof::approvals::write(&read);
            let again = flowproof::approvals::read("x.lock", &written, &|_| None);
            match again {
                Ok(again) if flowproof::approvals::write(&again) == written => Ok(()),
                Ok(_) => Err(format!("written and read it is another: {written:?}")),
                Err(found) => Err(format!("written it cannot be read: {:?}", found.errors)),
            }
        }
    }
}

/// The findings of an earlier run.
pub fn findings_json(data: &[u8]) -> Result<(), String> {
    drop(runs::read(data));
    Ok(())
}

/// A manifest.
pub fn manifest(data: &[u8]) -> Result<(), String> {
    let Ok(manifest) = manifests::read(data) else { return Ok(()) };
    manifests::unknown(&manifest, &["index.html".to_owned()].into());
    Ok(())
}

/// Rules of an invented vendor for both formats of schema files.
static RULES: LazyLock<ImportSource> = LazyLock::new(|| {
    parse_yaml(include_str!("import_rules.yaml")).map_err(|e| format!("{e:?}")).expect("rules")
});

/// A schema file, whose first byte says of which format it is. What is read can be written and read.
pub fn protocol_import(data: &[u8]) -> Result<(), String> {
    let Some((first, rest)) = data.split_first() else { return Ok(()) };
    let Some(text) = text_of(rest) else { return Ok(()) };
    let path = if first.is_ascii_punctuation() { "shop/a.json" } else { "calls/a.yaml" };
    let revision = Revision::checkout("0123abc", "2026-01-31");
    let files = [Schema { path: path.to_owned(), text: Ok(text) }];
    let imported = import(&RULES, &files, &revision).map_err(|fault| fault.message)?;
    for facts in &imported.facts {
        let written = facts_yaml(facts);
        if let Err(error) = parse_yaml::<FactsFile>(&written) {
            return Err(format!("facts that cannot be read: {error:?} in {written}"));
        }
    }
    Ok(())
}

/// A cell, in which the fix of some words is asked for: its first two bytes say of which, the third
/// with what. What is certain keeps every mark.
pub fn fix_cell(data: &[u8]) -> Result<(), String> {
    const BY: [&str; 8] =
        ["Topic", "server_name", "APNs", "ASM/DEP", "UDID", "", "serial_number", "8601"];
    let [from, length, by, rest @ ..] = data else { return Ok(()) };
    let Some(cell) = text_of(rest).map(|text| text.trim().to_owned()) else { return Ok(()) };
    let places: Vec<usize> = cell.char_indices().map(|(at, _)| at).chain([cell.len()]).collect();
    let first = usize::from(*from) % places.len();
    let last = (first + usize::from(*length) % 24).min(places.len() - 1);
    let (range, by) = (places[first]..places[last], BY[usize::from(*by) % BY.len()]);
    let Some(part) = certain_part(built_in(), &cell, range.clone(), by) else { return Ok(()) };
    inside(&cell, &part, "the part that is replaced")?;
    if part.start < range.start || range.end < part.end {
        return Err(format!("{part:?} is more than {range:?}"));
    }
    let after = [&cell[..part.start], by, &cell[part.end..]].concat();
    let gone: String = cell[part.clone()].to_owned();
    // The target of a link or an anchor may be what is at fault; everything else stays.
    let around = |text: &str, end: usize| -> Vec<String> {
        let tail = text.len() - end;
        let own =
            |mark: &regex::Match<'_>| mark.start() < part.start && text.len() - mark.end() < tail;
        let all = super::invariant::matches(text);
        all.filter(|mark| !own(mark)).map(|mark| mark.as_str().to_owned()).collect()
    };
    let (old, new) = (around(&cell, part.end), around(&after, part.start + by.len()));
    if old != new
        || !marks(&gone).is_empty() && !is_decoded(&gone, by) && !marks(by).eq(&marks(&gone))
    {
        return Err(format!("marks are lost or added: {cell:?} became {after:?}"));
    }
    Ok(())
}
