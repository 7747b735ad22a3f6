//! `protocol.html`.

mod conditions;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::inventory::{CoverageView, ProtocolView, VerdictView};
use crate::protocol::VerdictKind;

use conditions::{Case, Table, cases, tables};

/// What the page shows.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct Protocol<'a> {
    /// All facts; nothing if the catalog has none.
    facts: Option<&'a ProtocolView>,
    /// Undisclosed keys of documented messages that hold personal data, by datum.
    personal: Vec<Datum<'a>>,
    /// Kinds among these that no page lists for any message.
    unlisted: usize,
    /// The other undisclosed keys of documented messages, by datum.
    other: Vec<Datum<'a>>,
    /// Messages that no page lists, by schema.
    messages: Vec<Group<'a, VerdictView>>,
    /// Fields that differ or cannot be compared, the gravest first.
    fields: Vec<Judged<'a>>,
    /// Verdicts on fields that agree.
    agreed: Vec<&'a VerdictView>,
    /// Messages that a page lists, by schema.
    documented: Vec<Group<'a, CoverageView>>,
    /// The other messages, by schema.
    undocumented: Vec<Group<'a, CoverageView>>,
    /// Keys of the messages that a page lists, and how many of them pages list.
    share: Share,
    /// When data are exchanged, by service and message.
    tables: Vec<Table<'a>>,
}

/// A kind of data, with the keys that hold it.
#[derive(Debug, Serialize)]
struct Datum<'a> {
    label: &'a str,
    /// Number on the page.
    number: usize,
    /// Name of the highest sensitivity among the keys.
    sensitivity: &'a str,
    /// Whether a page lists it for another message.
    listed: bool,
    keys: Vec<Question<'a>>,
}

/// An undisclosed key with when it is sent.
#[derive(Debug, Serialize)]
struct Question<'a> {
    verdict: &'a VerdictView,
    cases: Vec<Case<'a>>,
}

/// Keys, and how many of them a page lists.
#[derive(Debug, Default, Serialize)]
struct Share {
    listed: usize,
    keys: usize,
}

/// Items of one schema.
#[derive(Debug, Serialize)]
struct Group<'a, T> {
    schema: &'a str,
    items: Vec<&'a T>,
    /// Those of them that hold personal data which no page lists.
    personal: usize,
}

/// A field with its verdicts.
#[derive(Debug, Serialize)]
struct Judged<'a> {
    first: &'a VerdictView,
    verdicts: Vec<&'a VerdictView>,
}

/// Builds it.
pub(in crate::report::html) fn protocol(facts: Option<&ProtocolView>) -> Protocol<'_> {
    let verdicts = facts.map_or(&[][..], |facts| &facts.verdicts);
    let coverage = facts.map_or(&[][..], |facts| &facts.coverage);
    let of = |subject: &'static str| verdicts.iter().filter(move |v| v.subject == subject);
    let (personal, other): (Vec<_>, Vec<_>) = of("key").partition(|verdict| verdict.personal);
    let (agreed, fields): (Vec<_>, Vec<_>) =
        of("field").partition(|verdict| verdict.kind == VerdictKind::Agreed);
    let unlisted: BTreeSet<&str> = of("message").map(|v| v.message.as_str()).collect();
    let (documented, undocumented): (Vec<_>, Vec<_>) =
        coverage.iter().partition(|c| c.documented > 0 && !unlisted.contains(c.message.as_str()));
    let personal = data(facts, personal);
    Protocol {
        facts,
        unlisted: personal.iter().filter(|datum| !datum.listed).count(),
        personal,
        other: data(facts, other),
        messages: groups(
            of("message"),
            |verdict| verdict.schema.as_deref().unwrap_or_default(),
            |verdict| verdict.personal,
        ),
        fields: judged(fields),
        agreed,
        share: documented.iter().fold(Share::default(), |sum, covered| Share {
            listed: sum.listed + covered.documented,
            keys: sum.keys + covered.total,
        }),
        documented: by_schema(documented),
        undocumented: by_schema(undocumented),
        tables: facts.map(tables).unwrap_or_default(),
    }
}

/// Kinds of personal data that the protocol can carry where no page lists them.
#[derive(Debug, Serialize)]
pub(super) struct Open {
    /// Those that no page lists for any message.
    unlisted: usize,
    /// Those that a page lists for another message.
    elsewhere: usize,
    /// The keys that hold them.
    keys: usize,
}

/// Counts them.
pub(super) fn open(facts: &ProtocolView) -> Open {
    let asked = facts.verdicts.iter().filter(|v| v.subject == "key" && v.personal);
    let kinds: BTreeSet<&str> = asked.map(kind_of).collect();
    let elsewhere = kinds.intersection(&listed(facts)).count();
    Open { unlisted: kinds.len() - elsewhere, elsewhere, keys: facts.totals.personal_keys_open }
}

/// The kind of data that a key holds, or else its name.
pub(super) fn kind_of(verdict: &VerdictView) -> &str {
    verdict.data_type.as_deref().unwrap_or(&verdict.label)
}

/// The kinds of data that a page lists, for whatever message.
pub(super) fn listed(facts: &ProtocolView) -> BTreeSet<&str> {
    let fields = facts.verdicts.iter().filter(|verdict| verdict.subject == "field");
    fields.filter_map(|verdict| verdict.data_type.as_deref()).collect()
}

/// Messages by schema.
fn by_schema(messages: Vec<&CoverageView>) -> Vec<Group<'_, CoverageView>> {
    let personal = |covered: &CoverageView| covered.personal_open > 0;
    groups(messages.into_iter(), |covered| &covered.schema, personal)
}

/// The undisclosed keys by what they hold, in the order in which the data first occur.
fn data<'a>(facts: Option<&'a ProtocolView>, verdicts: Vec<&'a VerdictView>) -> Vec<Datum<'a>> {
    let Some(facts) = facts else { return Vec::new() };
    let rows = facts.matrix.iter().filter(|row| row.subject == "key");
    let rows: BTreeMap<&str, _> = rows.map(|row| (row.id.as_str(), row)).collect();
    let listed = listed(facts);
    let mut data: Vec<Datum<'a>> = Vec::new();
    for verdict in verdicts {
        let label = kind_of(verdict);
        let row = verdict.protocol.as_deref().and_then(|path| rows.get(path));
        let cases = row.map(|row| cases(facts, row)).unwrap_or_default();
        let question = Question { verdict, cases };
        match data.iter_mut().find(|datum| datum.label == label) {
            Some(datum) => datum.keys.push(question),
            None => data.push(Datum {
                label,
                number: data.len() + 1,
                sensitivity: &verdict.sensitivity,
                listed: listed.contains(label),
                keys: vec![question],
            }),
        }
    }
    data
}

/// Groups in the order in which the schemas first occur.
fn groups<'a, T>(
    items: impl Iterator<Item = &'a T>,
    schema: impl Fn(&'a T) -> &'a str,
    personal: impl Fn(&T) -> bool,
) -> Vec<Group<'a, T>> {
    let mut groups: Vec<Group<'a, T>> = Vec::new();
    for item in items {
        let own = schema(item);
        let index = groups.iter().position(|group| group.schema == own).unwrap_or_else(|| {
            groups.push(Group { schema: own, items: Vec::new(), personal: 0 });
            groups.len() - 1
        });
        groups[index].personal += usize::from(personal(item));
        groups[index].items.push(item);
    }
    groups
}

/// The verdicts by field: the gravest first, then personal data, then page order.
fn judged(verdicts: Vec<&VerdictView>) -> Vec<Judged<'_>> {
    let mut fields: Vec<Judged<'_>> = Vec::new();
    for verdict in verdicts {
        match fields.last_mut() {
            Some(last) if last.first.field == verdict.field => last.verdicts.push(verdict),
            _ => fields.push(Judged { first: verdict, verdicts: vec![verdict] }),
        }
    }
    fields.sort_by_key(|field| {
        (
            field.first.kind,
            Reverse(field.first.personal_data),
            Reverse(field.first.sensitivity_rank),
        )
    });
    fields
}
