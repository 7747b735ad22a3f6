//! The interface words of the HTML pages, in the language of the reader.
//!
//! Templates write English and pass it through `t`; `templates/lang/<tag>.yaml` holds the same
//! sentences in other languages, with the English as key. Names of fields, quoted text and what the
//! catalog and the checks say stay as they are. Within a sentence `{name}` stands for a parameter;
//! a sentence that counts has two forms, set apart by `|`, for `n` equal to one and for all else.

use std::collections::BTreeMap;

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind};

use crate::catalog::parse_yaml;

macro_rules! sentences {
    ($tag:literal) => {
        ($tag, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/lang/", $tag, ".yaml")))
    };
}

/// The languages besides English.
const FILES: [(&str, &str); 5] =
    [sentences!("de"), sentences!("fr"), sentences!("ja"), sentences!("nl"), sentences!("sv")];

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, the language of templates, catalog and findings.
    #[default]
    English,
    /// One of the translated languages, by its place in the list of files.
    Other(usize),
}

impl Language {
    /// The tags that can be asked for.
    pub fn tags() -> impl Iterator<Item = &'static str> {
        std::iter::once("en").chain(FILES.iter().map(|(tag, _)| *tag))
    }

    /// The language of a tag.
    pub fn of(tag: &str) -> Option<Self> {
        let other = || FILES.iter().position(|(known, _)| *known == tag).map(Language::Other);
        if tag == "en" { Some(Language::English) } else { other() }
    }

    /// Its tag, for the `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Other(index) => FILES[index].0,
        }
    }
}

/// Sentences by their English form; empty for English.
type Messages = BTreeMap<String, String>;

fn messages(language: Language) -> Messages {
    let Language::Other(index) = language else { return Messages::new() };
    parse_yaml(FILES[index].1).unwrap_or_default()
}

/// Adds `t` (text), `h` (text that holds markup) and `english` (the `lang` attribute of text that is
/// English in every language, such as that of findings) to the functions of the templates.
pub(super) fn add_to(environment: &mut Environment<'static>, language: Language) {
    let messages = std::sync::Arc::new(messages(language));
    let french = language.tag() == "fr";
    let of_text = messages.clone();
    environment.add_function("t", move |key: &str, parameters: Kwargs| {
        fill(say(&of_text, key), &parameters, french, ToString::to_string)
    });
    let english = if language == Language::English { "" } else { " lang=\"en\"" };
    environment.add_function("english", move || Value::from_safe_string(english.to_owned()));
    environment.add_function("h", move |key: &str, parameters: Kwargs| {
        fill(say(&messages, key), &parameters, french, escaped).map(Value::from_safe_string)
    });
}

fn say<'a>(messages: &'a Messages, key: &'a str) -> &'a str {
    messages.get(key).map_or(key, String::as_str)
}

fn escaped(value: &Value) -> String {
    if value.is_safe() {
        return value.to_string();
    }
    let mut out = String::new();
    for c in value.to_string().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// The form for `n`, with every `{name}` replaced. A name without a parameter is a fault.
fn fill(
    text: &str,
    parameters: &Kwargs,
    zero_is_one: bool,
    shown: impl Fn(&Value) -> String,
) -> Result<String, Error> {
    let mut rest = match text.split_once('|') {
        Some((one, more)) => {
            let n: i64 = parameters.get("n")?;
            if n == 1 || (n == 0 && zero_is_one) { one } else { more }
        }
        None => text,
    };
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, behind) = after.split_once('}').ok_or_else(|| unclosed(text))?;
        let value: Value = parameters.get(name)?;
        out.push_str(&shown(&value));
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

fn unclosed(text: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("`{{` without `}}` in {text:?}"))
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Words that templates translate by a variable: what catalogs, checks and verdicts can say.
    const SPOKEN: &[&str] = &[
        "error",
        "warning",
        "note",
        "source",
        "current",
        "stale",
        "unknown",
        "listed",
        "altered",
        "translated",
        "ambiguous",
        "missing",
        "not listed by edition",
        "doubted",
        "found",
        "contradicted",
        "unclear",
        "added later",
        "not expected",
        "added",
        "removed",
        "changed",
        "service",
        "message",
        "field",
        "purpose",
        "person",
        "device",
        "organisation",
        "none",
        "paragraph",
        "list",
        "link",
        "categories",
        "purposes",
        "sensitivity",
        "subjects",
        "misspelt key",
        "other case",
        "other meaning",
        "wrong direction",
        "inverted",
        "unknown to protocol",
        "superseded",
        "renamed",
        "new",
        "gone",
        "other values",
        "undisclosed",
        "conditional",
        "not compared",
        "agreed",
        "always",
        "optional",
        "never",
        "only the other way",
        "not in protocol",
        "controller",
        "processor",
        "third party",
        "low",
        "medium",
        "high",
        "ok",
        "no page",
        "not in edition",
    ];

    fn keys_of(text: &str, keys: &mut BTreeSet<String>) {
        let call = regex::Regex::new(r#"\b[th]\("((?:[^"\\]|\\.)*)""#).expect("a pattern");
        keys.extend(call.captures_iter(text).map(|found| found[1].to_owned()));
    }

    /// Every sentence that a template or the view of one can ask for.
    pub(in crate::report) fn keys() -> BTreeSet<String> {
        let mut keys: BTreeSet<String> = SPOKEN.iter().map(|word| (*word).to_owned()).collect();
        for (_, text) in crate::report::html::pages::TEMPLATES {
            keys_of(text, &mut keys);
        }
        keys.extend(crate::report::html::pages::page_names().map(str::to_owned));
        keys
    }

    fn names(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
    }

    fn tags(text: &str) -> Vec<&str> {
        let mut tags: Vec<&str> =
            text.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0)).collect();
        tags.sort_unstable();
        tags
    }

    #[test]
    fn every_language_has_every_sentence_and_no_other() {
        let keys = keys();
        for (tag, text) in FILES {
            let messages: Messages = parse_yaml(text).map_err(|(_, error)| error).expect(tag);
            let missing: Vec<&String> =
                keys.iter().filter(|key| !messages.contains_key(*key)).collect();
            assert!(missing.is_empty(), "{tag}.yaml lacks {missing:#?}");
            let stale: Vec<&String> = messages.keys().filter(|key| !keys.contains(*key)).collect();
            assert!(stale.is_empty(), "{tag}.yaml has {stale:#?}, which no template asks for");
        }
    }

    #[test]
    fn translations_keep_parameters_and_markup() {
        for (tag, text) in FILES {
            let messages: Messages = parse_yaml(text).map_err(|(_, error)| error).expect(tag);
            for (key, said) in &messages {
                assert_eq!(names(key), names(said), "{tag}: {said}");
                if !key.contains('|') {
                    assert_eq!(tags(key), tags(said), "{tag}: {said}");
                }
                assert!(key.contains('|') || !said.contains('|'), "{tag}: {said}");
                assert!(!said.trim().is_empty(), "{tag}: {key}");
            }
        }
    }

    fn render(template: &str) -> String {
        let mut environment = Environment::new();
        add_to(&mut environment, Language::English);
        environment.render_named_str("x.html", template, ()).expect("it renders")
    }

    #[test]
    fn forms_and_parameters() {
        assert_eq!(render(r#"{{ t("{n} row|{n} rows", n=1) }}"#), "1 row");
        assert_eq!(render(r#"{{ t("{n} row|{n} rows", n=0) }}"#), "0 rows");
        assert_eq!(render(r#"{{ t("a {x}", x="<b>") }}"#), "a &lt;b&gt;");
        assert_eq!(render(r#"{{ h("<i>{x}</i>", x="<b>") }}"#), "<i>&lt;b&gt;</i>");
    }

    #[test]
    fn a_parameter_that_is_not_given_is_a_fault() {
        let mut environment = Environment::new();
        add_to(&mut environment, Language::English);
        assert!(environment.render_str(r#"{{ t("a {x}") }}"#, ()).is_err());
    }

    #[test]
    fn tags_lead_to_languages() {
        assert_eq!(Language::tags().collect::<Vec<_>>(), ["en", "de", "fr", "ja", "nl", "sv"]);
        for tag in Language::tags() {
            assert_eq!(Language::of(tag).map(Language::tag), Some(tag));
        }
        assert_eq!(Language::of("xx"), None);
    }
}
