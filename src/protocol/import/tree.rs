//! A vendor's YAML or JSON file as a plain tree that keeps the order of keys and the text of
//! scalars as written: `10.10` is a version and not the number 10.1.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// Text, number, boolean or nothing, as written.
    Scalar(Kind, String),
    /// Values in order.
    List(Vec<Node>),
    /// Values by name, in the order of the file.
    Map(Vec<(String, Node)>),
}

/// What a scalar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Boolean,
    Null,
}

impl Node {
    /// The text of a scalar that is not null.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match self {
            Node::Scalar(kind, text) if *kind != Kind::Null => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar that is a text.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Node::Scalar(Kind::Text, text) => Some(text),
            _ => None,
        }
    }
}

/// Parses YAML as vendors write it: anchors and unquoted scalars of any kind are allowed,
/// duplicate keys are not.
///
/// # Errors
/// Line and message.
pub(crate) fn parse_yaml(text: &str) -> Result<Node, String> {
    let options = serde_yaml::options! {
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::Error,
        strict_booleans: true,
        with_snippet: false,
    };
    let placed: Placed = serde_yaml::from_str_with_options(text, options).map_err(|error| {
        let message = error.without_snippet().to_string();
        let message = message.lines().next().unwrap_or_default().to_owned();
        match error.location() {
            Some(at) if !message.contains("line ") => format!("line {}: {message}", at.line()),
            _ => message,
        }
    })?;
    Ok(as_written(placed, text))
}

/// Parses JSON.
///
/// # Errors
/// Message with line.
pub(crate) fn parse_json(text: &str) -> Result<Node, String> {
    serde_json::from_str::<Plain>(text).map(plain).map_err(|error| error.to_string())
}

/// A value whose inner values are `C`.
enum Shape<C> {
    Scalar(Kind, String),
    List(Vec<C>),
    Map(Vec<(String, C)>),
}

/// YAML: each value with its place, to get at the text of numbers and booleans.
struct Placed(Spanned<Shape<Placed>>);

/// JSON: values alone.
struct Plain(Shape<Plain>);

impl<'de> Deserialize<'de> for Placed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Placed)
    }
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Shape::deserialize(deserializer).map(Plain)
    }
}

fn as_written(placed: Placed, source: &str) -> Node {
    let span = placed.0.defined.span();
    let at = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok());
    let written = at(span.byte_offset())
        .zip(at(span.byte_len()))
        .and_then(|(start, length)| source.get(start..start.checked_add(length)?));
    match placed.0.value {
        Shape::Scalar(kind @ (Kind::Number | Kind::Boolean), text) => {
            Node::Scalar(kind, written.map_or(text, |w| w.trim().to_owned()))
        }
        Shape::Scalar(kind, text) => Node::Scalar(kind, text),
        Shape::List(list) => Node::List(list.into_iter().map(|p| as_written(p, source)).collect()),
        Shape::Map(map) => {
            Node::Map(map.into_iter().map(|(key, p)| (key, as_written(p, source))).collect())
        }
    }
}

fn plain(value: Plain) -> Node {
    match value.0 {
        Shape::Scalar(kind, text) => Node::Scalar(kind, text),
        Shape::List(list) => Node::List(list.into_iter().map(plain).collect()),
        Shape::Map(map) => Node::Map(map.into_iter().map(|(k, p)| (k, plain(p))).collect()),
    }
}

impl<'de, C: Deserialize<'de>> Deserialize<'de> for Shape<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor(PhantomData))
    }
}

struct ShapeVisitor<C>(PhantomData<C>);

impl<'de, C: Deserialize<'de>> Visitor<'de> for ShapeVisitor<C> {
    type Value = Shape<C>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Shape::Scalar(Kind::Boolean, value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Shape::Scalar(Kind::Number, value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Shape::Scalar(Kind::Number, value.to_string()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Self::Value, E> {
        Ok(Shape::Scalar(Kind::Number, value.to_string()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Self::Value, E> {
        Ok(Shape::Scalar(Kind::Number, value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Shape::Scalar(Kind::Number, format!("{value:?}")))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Shape::Scalar(Kind::Text, value.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Shape::Scalar(Kind::Null, String::new()))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Self::Value, D::Error> {
        Shape::deserialize(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = access.next_element()? {
            list.push(value);
        }
        Ok(Shape::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut map: Vec<(String, C)> = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            if map.iter().any(|(other, _)| *other == key) {
                return Err(A::Error::custom(format!("duplicate key `{key}`")));
            }
            map.push((key, access.next_value()?));
        }
        Ok(Shape::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'n>(node: &'n Node, name: &str) -> &'n Node {
        let Node::Map(map) = node else { panic!("{node:?}") };
        &map.iter().find(|(key, _)| key == name).unwrap().1
    }

    #[test]
    fn scalars_keep_their_text() {
        let yaml = "a: 10.10\nb: '4.0'\nc: false\nd: n/a\ne: 0x1F\nf:\ng: [1.0, yes, ~]\nh: &x 2.50\ni: *x\n";
        let node = parse_yaml(yaml).unwrap();
        let scalar = |name: &str| at(&node, name).scalar().unwrap_or("-").to_owned();
        assert_eq!(
            ["a", "b", "c", "d", "e", "f", "h", "i"].map(scalar),
            ["10.10", "4.0", "false", "n/a", "0x1F", "-", "2.50", "2.50"]
        );
        assert!(at(&node, "b").text().is_some() && at(&node, "a").text().is_none());
        let Node::List(list) = at(&node, "g") else { panic!() };
        assert_eq!(list[0].scalar(), Some("1.0"));
        assert_eq!(list[1], Node::Scalar(Kind::Text, "yes".to_owned()));
        assert_eq!(list[2].scalar(), None);
    }

    #[test]
    fn text_around_wide_characters_is_cut_at_the_right_bytes() {
        let node = parse_yaml("a: 灯灯 # 灯\nb: 10.10 # é\n").unwrap();
        assert_eq!(at(&node, "b").scalar(), Some("10.10"));
    }

    #[test]
    fn json_keeps_the_order_of_its_keys() {
        let node = parse_json(r#"{"z": 1, "a": [true, null, 1.50, "x"]}"#).unwrap();
        let Node::Map(map) = &node else { panic!() };
        assert_eq!(map.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["z", "a"]);
        assert_eq!(at(&node, "z").scalar(), Some("1"));
    }

    #[test]
    fn faults_are_told_with_their_line() {
        for text in ["a: 1\na: 2\n", "a: [1\nb: 2\n", "a: 1\n b: 2\n"] {
            assert!(parse_yaml(text).unwrap_err().contains("line "), "{text}");
        }
        for text in ["{\"a\": 1,\n \"a\": 2}", "{\n\"a\" 1}", ""] {
            assert!(parse_json(text).unwrap_err().contains("line "), "{text}");
        }
    }
}
