//! Writes facts in one canonical form: the same facts give the same bytes.
//!
//! A key is one line in flow style; the keys inside it follow one per line. Texts are quoted only
//! where the strict reading of the catalog would otherwise give back something else.

use std::fmt::Write as _;

use crate::catalog::model::{
    CarriedEntry, Confidence, FactsFile, FactsKey, FactsMessage, FactsSource, KeyChange, Mode,
    PlatformFacts, Presence, SuccessionEntry,
};

/// The file as text.
pub fn facts_yaml(file: &FactsFile) -> String {
    let mut out = String::from("# Written by `flowproof protocol import`; do not edit.\n");
    let _ = writeln!(out, "schema: {}\nservice: {}", scalar(&file.schema), scalar(&file.service));
    let _ = writeln!(out, "source: {}", source(&file.source));
    let mut flows = Flow::default();
    flows.text("request", file.flows.request.as_ref().map(|f| f.as_str()));
    flows.text("response", file.flows.response.as_ref().map(|f| f.as_str()));
    let _ = writeln!(out, "flows: {}", flows.end());
    if let Some(id) = &file.superseded_by {
        let _ = writeln!(out, "superseded_by: {}", scalar(id));
    }
    block(&mut out, "messages", &file.messages, message);
    block(&mut out, "carried", &file.carried, carried);
    block(&mut out, "succession", &file.succession, succession);
    out
}

fn block<T>(out: &mut String, name: &str, items: &[T], write: impl Fn(&mut String, &T)) {
    if !items.is_empty() {
        let _ = writeln!(out, "{name}:");
    }
    for item in items {
        write(out, item);
    }
}

fn source(source: &FactsSource) -> String {
    let mut flow = Flow::default();
    flow.text("name", Some(&source.name));
    flow.text("url", Some(&source.url));
    flow.text("licence", source.licence.as_deref());
    flow.text("commit", source.commit.as_deref());
    flow.text("date", Some(&source.date));
    flow.text("confidence", Some(source.confidence.as_str()));
    if source.incomplete {
        flow.raw("incomplete", "true");
    }
    flow.text("note", source.note.as_deref());
    flow.end()
}

fn message(out: &mut String, message: &FactsMessage) {
    let _ = writeln!(out, "  - id: {}", scalar(&message.id));
    if let Some(label) = &message.label {
        let _ = writeln!(out, "    label: {}", scalar(label));
    }
    if let Some(file) = &message.file {
        let _ = writeln!(out, "    file: {}", scalar(file));
    }
    if let Some(commit) = &message.commit {
        let _ = writeln!(out, "    commit: {}", scalar(commit));
    }
    if !message.on.is_empty() {
        let _ = writeln!(out, "    on: {}", platforms(message.on.iter()));
    }
    if !message.absent.is_empty() {
        let _ = writeln!(out, "    absent: {}", list(&message.absent));
    }
    if let Some(note) = &message.note {
        let _ = writeln!(out, "    note: {}", scalar(note));
    }
    let halves =
        [("request", &message.request), ("response", &message.response), ("both", &message.both)];
    for (name, keys) in halves.into_iter().filter(|(_, keys)| !keys.is_empty()) {
        let _ = writeln!(out, "    {name}:");
        for key in keys {
            let _ = writeln!(out, "      - {}", flow_key(key, 8));
        }
    }
}

/// A key, and the keys inside it at `indent`.
fn flow_key(key: &FactsKey, indent: usize) -> String {
    let mut flow = Flow::default();
    flow.text("key", Some(&key.key));
    flow.text("label", key.label.as_deref());
    flow.text("type", key.type_.as_deref());
    flow.text(
        "presence",
        key.presence.map(|presence| match presence {
            Presence::Required => "required",
            Presence::Optional => "optional",
        }),
    );
    flow.list("values", &key.values);
    flow.text("range", key.range.as_deref());
    flow.text("of", key.of.as_ref().map(|of| of.as_str()));
    flow.text("since", key.since.as_deref());
    if !key.on.is_empty() {
        flow.raw("on", &platforms(key.on.iter()));
    }
    flow.list("absent", &key.absent);
    flow.text("confidence", key.confidence.map(Confidence::as_str));
    flow.text("note", key.note.as_deref());
    if !key.members.is_empty() {
        let pad = " ".repeat(indent);
        let members: Vec<String> = key
            .members
            .iter()
            .map(|member| format!("{pad}  {}", flow_key(member, indent + 2)))
            .collect();
        flow.raw("members", &format!("[\n{}\n{pad}]", members.join(",\n")));
    }
    flow.end()
}

fn platforms<'a>(on: impl Iterator<Item = (&'a String, &'a PlatformFacts)>) -> String {
    let mut flow = Flow::default();
    for (platform, facts) in on {
        let mut inner = Flow::default();
        inner.text("since", facts.since.as_deref());
        inner.text("deprecated", facts.deprecated.as_deref());
        inner.text("until", facts.until.as_deref());
        inner.text("right", facts.right.as_deref());
        if !facts.when.is_empty() {
            let mut when = Flow::default();
            for (condition, mode) in &facts.when {
                when.raw(&scalar(condition), mode_name(*mode));
            }
            inner.raw("when", &when.end());
        }
        flow.raw(&scalar(platform), &inner.end());
    }
    flow.end()
}

/// The word for a mode.
pub(super) fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Allowed => "allowed",
        Mode::Required => "required",
        Mode::Forbidden => "forbidden",
        Mode::Ignored => "ignored",
    }
}

fn carried(out: &mut String, entry: &CarriedEntry) {
    let mut flow = Flow::default();
    flow.text("datum", Some(&entry.datum));
    flow.text("by", Some(&entry.by));
    flow.text("confidence", Some(entry.confidence.as_str()));
    flow.text("note", Some(&entry.note));
    let _ = writeln!(out, "  - {}", flow.end());
}

fn succession(out: &mut String, entry: &SuccessionEntry) {
    let _ = writeln!(out, "  - from: {}\n    to: {}", scalar(&entry.from), scalar(&entry.to));
    if !entry.keys.is_empty() {
        out.push_str("    keys:\n");
    }
    for key in &entry.keys {
        let mut flow = Flow::default();
        flow.text("from", Some(&key.from));
        flow.text("to", Some(&key.to));
        flow.raw(
            "change",
            match key.change {
                KeyChange::Renamed => "renamed",
                KeyChange::Inverted => "inverted",
            },
        );
        let _ = writeln!(out, "      - {}", flow.end());
    }
}

/// A mapping in flow style. What is empty is left out.
#[derive(Default)]
struct Flow(Vec<String>);

impl Flow {
    fn raw(&mut self, key: &str, value: &str) {
        self.0.push(format!("{key}: {value}"));
    }

    fn text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.raw(key, &scalar(value));
        }
    }

    fn list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            self.raw(key, &list(values));
        }
    }

    fn end(&self) -> String {
        format!("{{{}}}", self.0.join(", "))
    }
}

fn list(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| scalar(value)).collect();
    format!("[{}]", values.join(", "))
}

/// A text as a YAML scalar.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Line ends and what YAML calls not printable.
            c if c.is_control()
                || matches!(u32::from(c), 0x2028 | 0x2029 | 0xFEFF | 0xFFFE | 0xFFFF) =>
            {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a text means itself without quotes: words that start with a letter and hold nothing
/// that YAML gives a meaning to.
fn is_plain(text: &str) -> bool {
    let meaning = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || " -_./()".contains(c))
        && !meaning.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests;
