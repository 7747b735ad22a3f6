//! Whether data is personal: yes, no, or it depends.
//!
//! In YAML it is a boolean or the word `depends`, and nothing that only looks like a boolean.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};

/// Whether data of a category is personal. The order is that of how much care it asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Personal {
    /// Never.
    #[default]
    No,
    /// Under a condition that only the organization can judge.
    Depends,
    /// By itself or in the context of the flows.
    Yes,
}

impl Personal {
    /// `yes`, `no` or `depends`, as reports have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Personal::Yes => "yes",
            Personal::No => "no",
            Personal::Depends => "depends",
        }
    }

    /// Whether it certainly is.
    pub fn is_yes(self) -> bool {
        self == Personal::Yes
    }
}

/// As in YAML.
impl fmt::Display for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Personal::Yes => "true",
            Personal::No => "false",
            Personal::Depends => "depends",
        })
    }
}

impl<'de> Deserialize<'de> for Personal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Compiled data holds the number of the variant, as `Serialize` writes it.
        if !deserializer.is_human_readable() {
            return match u32::deserialize(deserializer)? {
                0 => Ok(Personal::No),
                1 => Ok(Personal::Depends),
                _ => Ok(Personal::Yes),
            };
        }
        struct Words;
        impl Visitor<'_> for Words {
            type Value = Personal;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, `false` or `depends`")
            }
            fn visit_bool<E: Error>(self, is: bool) -> Result<Personal, E> {
                Ok(if is { Personal::Yes } else { Personal::No })
            }
            fn visit_str<E: Error>(self, word: &str) -> Result<Personal, E> {
                if word == "depends" {
                    return Ok(Personal::Depends);
                }
                Err(E::custom(format!("`{word}` is none of `true`, `false` and `depends`")))
            }
        }
        deserializer.deserialize_any(Words)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Personal {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Personal".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "enum": [true, false, "depends"] })
    }
}

#[cfg(test)]
mod tests {
    use super::Personal;
    use crate::catalog::parse_yaml;

    #[test]
    fn three_words_are_read_and_no_other() {
        let read = |text: &str| parse_yaml::<Vec<Personal>>(text);
        let all = read("- true\n- false\n- depends\n");
        assert_eq!(all, Ok(vec![Personal::Yes, Personal::No, Personal::Depends]));
        for wrong in ["yes", "maybe", "\"true\"", "1", "~"] {
            assert!(read(&format!("- {wrong}\n")).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_may_be_personal_stands_between() {
        assert!(Personal::Yes > Personal::Depends && Personal::Depends > Personal::No);
        assert_eq!(Personal::Depends.to_string(), "depends");
    }
}
