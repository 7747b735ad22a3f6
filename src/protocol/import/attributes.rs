//! The attributes of a node that the rules know; all others are named.

use super::notes::Notes;
use super::tree::Node;

/// The attributes of something that the rules know, by dotted path.
pub(super) struct Attributes<'n>(Vec<(String, &'n Node)>);

impl<'n> Attributes<'n> {
    /// The attribute of a path.
    pub(super) fn get(&self, path: &str) -> Option<&'n Node> {
        self.0.iter().find(|(known, _)| known == path).map(|(_, node)| *node)
    }
}

/// Gathers the known attributes of a mapping. All others are named, except the unused ones.
pub(super) fn attributes<'n>(
    node: &'n Node,
    known: &[&str],
    unused: &[String],
    place: &str,
    notes: &mut Notes<'_>,
) -> Attributes<'n> {
    let mut found = Vec::new();
    gather(node, "", (known, unused), place, notes, &mut found);
    Attributes(found)
}

fn gather<'n>(
    node: &'n Node,
    prefix: &str,
    rules: (&[&str], &[String]),
    place: &str,
    notes: &mut Notes<'_>,
    found: &mut Vec<(String, &'n Node)>,
) {
    let (known, unused) = rules;
    let Node::Map(map) = node else {
        let what = if prefix.is_empty() { "it".to_owned() } else { format!("`{prefix}`") };
        notes.name(place, format!("{what} is not a mapping"));
        return;
    };
    for (name, value) in map {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        let inner = format!("{path}.");
        let leads_on = known.iter().any(|k| k.starts_with(&inner))
            || unused.iter().any(|u| u.starts_with(&inner));
        if known.contains(&path.as_str()) {
            found.push((path, value));
        } else if leads_on {
            gather(value, &path, rules, place, notes, found);
        } else if !is_unused(&path, unused) {
            notes.name(place, format!("attribute `{path}` is not known"));
        }
    }
}

/// Whether a rule says that an attribute is not used, wherever it stands.
fn is_unused(path: &str, unused: &[String]) -> bool {
    unused.iter().any(|u| {
        path.strip_suffix(u.as_str()).is_some_and(|head| head.is_empty() || head.ends_with('.'))
    })
}
