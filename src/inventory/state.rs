//! Catalog and verdicts as a state that can be kept and compared with another
//! ([`crate::catalog::diff`]).

use std::collections::BTreeMap;

use crate::audit::Audit;
use crate::catalog::diff::{self, State, Thing, Things};
use crate::catalog::model::Personal;
use crate::catalog::{Catalog, FieldIx};
use crate::protocol::field_verdicts;

use super::ProtocolView;

/// A verdict as far as it is compared. Words and places are not: they change with every page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Judged {
    /// Id of the field, or path of the key or message that no field stands for.
    id: String,
    /// Its name.
    label: String,
    /// What became of the comparison.
    kind: String,
    /// What the protocol has in its place.
    expected: Option<String>,
    /// How sure it is.
    confidence: String,
    /// Whether a datum that no field stands for is personal; of a field, the field says so.
    personal: Option<Personal>,
}

/// The state of a catalog without documents: a verdict for each field by the facts alone. No
/// verdicts are known if the catalog has no facts.
pub fn catalog_state(catalog: &Catalog) -> State {
    let mut state = diff::state(catalog);
    if catalog.protocol.is_empty() {
        return state;
    }
    let fields = catalog.fields.iter().enumerate();
    let judged = fields.flat_map(|(ix, field)| {
        let verdicts = field_verdicts(catalog, FieldIx(ix), None).into_iter();
        verdicts.map(|verdict| Judged {
            id: field.id.clone(),
            label: field.label.clone(),
            kind: verdict.kind.as_str().to_owned(),
            expected: verdict.expected,
            confidence: verdict.confidence.as_str().to_owned(),
            personal: None,
        })
    });
    state.insert("verdict", verdicts(judged));
    state
}

/// The state of a run: its catalog, and the verdicts on its documents. No verdicts are
/// known if the catalog has no facts.
pub fn run_state(audit: &Audit<'_>, protocol: Option<&ProtocolView>) -> State {
    let mut state = diff::state(audit.catalog);
    let Some(protocol) = protocol else { return state };
    let judged = protocol.verdicts.iter().map(|verdict| Judged {
        id: verdict.field.clone().or_else(|| verdict.protocol.clone()).unwrap_or_default(),
        label: verdict.label.clone(),
        kind: verdict.kind.as_str().to_owned(),
        expected: verdict.expected.clone(),
        confidence: verdict.confidence.to_owned(),
        personal: verdict.field.is_none().then_some(verdict.personal_data),
    });
    state.insert("verdict", verdicts(judged));
    state
}

/// One thing for each subject, with all verdicts on it, the gravest first.
fn verdicts(judged: impl IntoIterator<Item = Judged>) -> Things {
    let mut by_subject: BTreeMap<String, Vec<Judged>> = BTreeMap::new();
    for verdict in judged {
        by_subject.entry(verdict.id.clone()).or_default().push(verdict);
    }
    let thing = |(id, all): (String, Vec<Judged>)| {
        let list = |value: fn(&Judged) -> Option<&str>| {
            all.iter().filter_map(value).collect::<Vec<_>>().join(", ")
        };
        let personal = all.iter().find_map(|verdict| verdict.personal);
        let attributes = [
            ("verdict", list(|verdict| Some(&verdict.kind))),
            ("expected", list(|verdict| verdict.expected.as_deref())),
            ("confidence", list(|verdict| Some(&verdict.confidence))),
            ("personal", personal.map(|answer| answer.to_string()).unwrap_or_default()),
        ];
        let label = all.first().map_or("", |verdict| &verdict.label);
        let thing = Thing::new(label, attributes);
        (id, thing)
    };
    by_subject.into_iter().map(thing).collect()
}
