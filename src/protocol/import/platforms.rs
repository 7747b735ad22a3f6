//! The platforms of a message or key: since when, until when, with which right, under which
//! circumstances.

use std::collections::BTreeMap;

use crate::catalog::model::{KeyTreeRules, Mode, PlatformFacts};

use super::attributes::{Attributes, attributes};
use super::notes::Notes;
use super::tree::Node;

/// What is in force for whatever stands inside, by platform: right and circumstances.
pub(super) type Held = BTreeMap<String, PlatformFacts>;

/// The right that says that none is needed although what holds the key needs one.
const NO_RIGHT: &str = "none";

/// Platforms as read.
pub(super) struct Platforms {
    pub(super) on: BTreeMap<String, PlatformFacts>,
    pub(super) absent: Vec<String>,
    pub(super) held: Held,
}

/// Reads the platforms of a message (`held` is none: every platform counts) or of a key (only
/// what differs from what holds it).
pub(super) fn read_platforms(
    node: &Node,
    rules: &KeyTreeRules,
    held: Option<&Held>,
    place: &str,
    notes: &mut Notes<'_>,
) -> Platforms {
    let mut platforms = Platforms {
        on: BTreeMap::new(),
        absent: Vec::new(),
        held: held.cloned().unwrap_or_default(),
    };
    let Node::Map(map) = node else {
        notes.name(place, format!("`{}` is not a mapping", rules.platforms));
        return platforms;
    };
    for (name, node) in map {
        let place = format!("{place} on {name}");
        let nothing = PlatformFacts::default();
        let holder = held.and_then(|held| held.get(name)).unwrap_or(&nothing);
        match read_platform(node, rules, holder, &place, notes) {
            None => platforms.absent.push(name.clone()),
            Some(facts) => {
                let inner = platforms.held.entry(name.clone()).or_default();
                if facts.right.is_some() {
                    inner.right.clone_from(&facts.right);
                }
                inner.when.extend(facts.when.iter().map(|(id, mode)| (id.clone(), *mode)));
                if held.is_none() || facts != PlatformFacts::default() {
                    platforms.on.insert(name.clone(), facts);
                }
            }
        }
    }
    platforms.absent.sort();
    platforms
}

/// The conditions on one platform. None: it does not exist there.
fn read_platform(
    node: &Node,
    rules: &KeyTreeRules,
    holder: &PlatformFacts,
    place: &str,
    notes: &mut Notes<'_>,
) -> Option<PlatformFacts> {
    let mut known =
        vec![rules.since.as_str(), &rules.deprecated, &rules.until, rules.right.as_str()];
    known.extend(rules.conditions.iter().map(|rule| rule.attribute.as_str()));
    let attributes = attributes(node, &known, &rules.unused, place, notes);
    let since = scalar(&attributes, &rules.since, place, notes);
    let mut version = |attribute: &str| {
        let text = scalar(&attributes, attribute, place, notes)?;
        if rules.absent.contains(&text) {
            notes.name(place, unknown_value(attribute, &text));
            return None;
        }
        Some(text)
    };
    let (deprecated, until) = (version(&rules.deprecated), version(&rules.until));
    let right = scalar(&attributes, &rules.right, place, notes);
    let when = read_conditions(&attributes, rules, holder, place, notes);
    if since.as_ref().is_some_and(|since| rules.absent.contains(since)) {
        return None;
    }
    let right = match right {
        Some(right) if rules.no_right.contains(&right) => {
            let needed = holder.right.as_deref().is_some_and(|right| right != NO_RIGHT);
            needed.then(|| NO_RIGHT.to_owned())
        }
        right => right,
    };
    Some(PlatformFacts { since, deprecated, until, right, when })
}

/// The circumstances. `allowed` is said only where it lifts what is said of the holder.
fn read_conditions(
    attributes: &Attributes<'_>,
    rules: &KeyTreeRules,
    holder: &PlatformFacts,
    place: &str,
    notes: &mut Notes<'_>,
) -> BTreeMap<String, Mode> {
    let mut when = BTreeMap::new();
    for rule in &rules.conditions {
        let Some(text) = scalar(attributes, &rule.attribute, place, notes) else { continue };
        let id = rule.condition.as_str();
        match rule.modes.get(&text) {
            Some(Mode::Allowed)
                if holder.when.get(id).is_none_or(|mode| *mode == Mode::Allowed) => {}
            Some(mode) => {
                when.insert(id.to_owned(), *mode);
            }
            None => notes.name(place, unknown_value(&rule.attribute, &text)),
        }
    }
    when
}

fn scalar(
    attributes: &Attributes<'_>,
    attribute: &str,
    place: &str,
    notes: &mut Notes<'_>,
) -> Option<String> {
    let node = attributes.get(attribute)?;
    if node.scalar().is_none() {
        notes.name(place, format!("`{attribute}` is no text"));
    }
    node.scalar().map(str::to_owned)
}

fn unknown_value(attribute: &str, text: &str) -> String {
    format!("value `{text}` of `{attribute}` is not known")
}
