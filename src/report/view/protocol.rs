//! `protocol.html`.

use std::cmp::Reverse;

use serde::Serialize;

use crate::inventory::{
    CircumstanceView, CoverageView, EnrolmentView, MatrixRowView, ProtocolView, VerdictView,
};
use crate::protocol::VerdictKind;
use crate::protocol::conditions::Exchanged;

/// What the page shows.
#[derive(Debug, Serialize)]
pub(in crate::report) struct Protocol<'a> {
    /// All facts; nothing if the catalog has none.
    facts: Option<&'a ProtocolView>,
    /// Undisclosed keys of documented messages that hold personal data.
    personal: Vec<&'a VerdictView>,
    /// The other undisclosed keys of documented messages.
    other: Vec<&'a VerdictView>,
    /// Messages that no page lists, by schema.
    messages: Vec<Group<'a, VerdictView>>,
    /// Fields that differ or cannot be compared, the gravest first.
    fields: Vec<Judged<'a>>,
    /// Verdicts on fields that agree.
    agreed: Vec<&'a VerdictView>,
    /// Messages of which a page lists something.
    documented: Vec<&'a CoverageView>,
    /// The other messages, by schema.
    undocumented: Vec<Group<'a, CoverageView>>,
    /// When data are exchanged, by service and message.
    tables: Vec<Table<'a>>,
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

/// A table of conditions.
#[derive(Debug, Serialize)]
struct Table<'a> {
    service: &'a str,
    message: &'a str,
    flows: String,
    enrolments: &'a [EnrolmentView],
    rows: Vec<Row<'a>>,
}

/// A datum with what becomes of it under each enrolment.
#[derive(Debug, Serialize)]
struct Row<'a> {
    row: &'a MatrixRowView,
    cells: Vec<Vec<Outcome>>,
}

/// Platforms on which the same becomes of a datum.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Outcome {
    exchanged: Exchanged,
    /// Names with versions.
    platforms: Vec<String>,
    /// Under what conditions, or why not.
    words: String,
}

/// Builds it.
pub(in crate::report) fn protocol(facts: Option<&ProtocolView>) -> Protocol<'_> {
    let verdicts = facts.map_or(&[][..], |facts| &facts.verdicts);
    let coverage = facts.map_or(&[][..], |facts| &facts.coverage);
    let of = |subject: &'static str| verdicts.iter().filter(move |v| v.subject == subject);
    let (personal, other) = of("key").partition(|verdict| verdict.personal);
    let (agreed, fields): (Vec<_>, Vec<_>) =
        of("field").partition(|verdict| verdict.kind == VerdictKind::Agreed);
    let (documented, undocumented): (Vec<_>, Vec<_>) =
        coverage.iter().partition(|covered| covered.documented > 0);
    Protocol {
        facts,
        personal,
        other,
        messages: groups(
            of("message"),
            |verdict| verdict.schema.as_deref().unwrap_or_default(),
            |verdict| verdict.personal,
        ),
        fields: judged(fields),
        agreed,
        documented,
        undocumented: groups(
            undocumented.into_iter(),
            |covered| &covered.schema,
            |covered| covered.personal_open > 0,
        ),
        tables: facts.map(tables).unwrap_or_default(),
    }
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
        (field.first.kind, Reverse(field.first.personal), Reverse(field.first.sensitivity_rank))
    });
    fields
}

fn tables(facts: &ProtocolView) -> Vec<Table<'_>> {
    let mut tables: Vec<Table<'_>> = Vec::new();
    for row in &facts.matrix {
        let flows = row.flows.join(", ");
        let same = |table: &Table<'_>| {
            (table.service, table.message, &table.flows) == (&row.service, &row.message, &flows)
        };
        let cells = facts.enrolments.iter().map(|enrolment| {
            outcomes(row.circumstances.iter().filter(|own| own.enrolment == enrolment.id))
        });
        let view = Row { row, cells: cells.collect() };
        match tables.iter_mut().find(|table| same(table)) {
            Some(table) => table.rows.push(view),
            None => tables.push(Table {
                service: &row.service,
                message: &row.message,
                flows,
                enrolments: &facts.enrolments,
                rows: vec![view],
            }),
        }
    }
    tables
}

/// Platforms with the same outcome together, in the order in which the outcomes first occur.
fn outcomes<'a>(circumstances: impl Iterator<Item = &'a CircumstanceView>) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for own in circumstances {
        let (platform, words) = (versions(own), words(own));
        let same =
            |outcome: &&mut Outcome| outcome.exchanged == own.exchanged && outcome.words == words;
        match outcomes.iter_mut().find(same) {
            Some(outcome) => outcome.platforms.push(platform),
            None => outcomes.push(Outcome {
                exchanged: own.exchanged,
                platforms: vec![platform],
                words,
            }),
        }
    }
    outcomes
}

/// A platform with its versions: `BulbOS 1.0+ (advised against from 2.0)`.
fn versions(own: &CircumstanceView) -> String {
    let mut text = own.platform.clone();
    if let Some(since) = &own.since {
        text += &format!(" {since}+");
    }
    let ends = [("advised against from", &own.deprecated), ("gone from", &own.until)];
    let ends: Vec<String> = ends
        .into_iter()
        .filter_map(|(word, version)| Some(format!("{word} {}", version.as_ref()?)))
        .collect();
    if !ends.is_empty() {
        text += &format!(" ({})", ends.join(", "));
    }
    text
}

/// Under what conditions a datum is exchanged, or why not; the same for every platform for which
/// it is the same.
fn words(own: &CircumstanceView) -> String {
    let right = own.right.as_ref().map(|right| format!("with the access right {right}"));
    let channels = (!own.not_on.is_empty()).then(|| format!("not on {}", own.not_on.join(", ")));
    let because = own.because.as_ref().map(|because| match because.strip_prefix(&own.platform) {
        Some(_) => "not there at all".to_owned(),
        None => because.clone(),
    });
    [right, channels, because].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circumstance(platform: &str) -> CircumstanceView {
        CircumstanceView {
            platform: platform.to_owned(),
            enrolment: "owned".to_owned(),
            enrolment_label: "Owned".to_owned(),
            exchanged: Exchanged::Always,
            right: None,
            since: None,
            deprecated: None,
            until: None,
            not_on: Vec::new(),
            because: None,
        }
    }

    #[test]
    fn platforms_with_the_same_outcome_stand_together() {
        let never = |platform: &str| CircumstanceView {
            exchanged: Exchanged::Never,
            because: Some(format!("{platform} does not have it")),
            ..circumstance(platform)
        };
        let right = CircumstanceView {
            right: Some("Read".to_owned()),
            since: Some("2.0".to_owned()),
            until: Some("4.0".to_owned()),
            ..circumstance("A")
        };
        let other = CircumstanceView { right: Some("Read".to_owned()), ..circumstance("D") };
        let found = outcomes([&right, &never("B"), &never("C"), &other].into_iter());
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].platforms, ["A 2.0+ (gone from 4.0)", "D"]);
        assert_eq!(found[0].words, "with the access right Read");
        assert_eq!(found[1].platforms, ["B", "C"]);
        assert_eq!(found[1].words, "not there at all");
    }
}
