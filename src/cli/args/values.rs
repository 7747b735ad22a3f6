//! Values of arguments: how they are read from what was typed.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use jiff::civil::Date;

use crate::protocol::import::Revision;
use crate::report::Language;
use crate::report::findings::Format;

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Format::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.about()))
    }
}

pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is not a date; write YYYY-MM-DD"))
}

pub(super) fn parse_output(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, path) =
        text.split_once('=').ok_or("write it as FORMAT=FILE, for example json=findings.json")?;
    let format = Format::from_str(format, true)
        .map_err(|_| format!("`{format}` is no format; use {}", alternatives()))?;
    if path.is_empty() {
        return Err("the file name is missing after `=`".to_owned());
    }
    Ok((format, PathBuf::from(path)))
}

/// The names of the formats, as a sentence lists them.
fn alternatives() -> String {
    let names = Format::ALL.map(Format::name);
    let (last, others) = names.split_last().expect("there are formats");
    format!("{} or {last}", others.join(", "))
}

pub(super) fn parse_language(text: &str) -> Result<Language, String> {
    let tags = || Language::tags().collect::<Vec<_>>().join(", ");
    Language::of(text).ok_or_else(|| format!("`{text}` is none of {}", tags()))
}

pub(super) fn parse_revision(text: &str) -> Result<(String, Revision), String> {
    const FORM: &str = "write it as SOURCE=COMMIT@YYYY-MM-DD";
    let (source, rest) = text.split_once('=').ok_or(FORM)?;
    let (commit, date) = rest.split_once('@').ok_or(FORM)?;
    if commit.len() < 7 || !commit.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(format!("`{commit}` is not a commit; give at least seven hex digits"));
    }
    parse_date(date)?;
    let revision = Revision::checkout(commit, date);
    Ok((source.to_owned(), revision))
}
