//! When data are exchanged, as tables and in words.

use serde::Serialize;

use crate::inventory::{CircumstanceView, EnrolmentView, MatrixRowView, ProtocolView};
use crate::protocol::conditions::Exchanged;

/// The conditions of the fields of a message.
#[derive(Debug, Serialize)]
pub(super) struct Table<'a> {
    service: &'a str,
    message: &'a str,
    flows: String,
    /// The columns; none if nothing in the table depends on them.
    enrolments: &'a [EnrolmentView],
    rows: Vec<Row<'a>>,
}

/// Data of which the same becomes under every enrolment.
#[derive(Debug, Serialize)]
struct Row<'a> {
    fields: Vec<&'a MatrixRowView>,
    /// Where it does not depend on platforms: whether they are exchanged.
    anywhere: Option<Exchanged>,
    cells: Vec<Vec<Outcome>>,
}

/// Platforms on which the same becomes of a datum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Outcome {
    exchanged: Exchanged,
    platforms: Vec<Platform>,
    reason: Reason,
}

/// A platform with its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Platform {
    name: String,
    since: Option<String>,
    /// First version that advises against it.
    deprecated: Option<String>,
    /// First version without it.
    until: Option<String>,
}

/// Under what conditions a datum is exchanged, or why not; the same for every platform for which it
/// is the same. The names are the catalog's, the words between them those of the template.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct Reason {
    /// Access right without which it is not.
    right: Option<String>,
    /// Channels on which it is not.
    not_on: Vec<String>,
    /// Whether the platform does not have it.
    absent: bool,
    /// Word and condition that shut it out: `not under` and its name.
    shut: Option<(&'static str, String)>,
    /// Any other reason.
    other: Option<String>,
}

/// Enrolments under which the same becomes of a datum.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Case<'a> {
    /// Names; empty if it does not depend on the enrolment.
    enrolments: Vec<&'a str>,
    outcomes: Vec<Outcome>,
}

/// The conditions of the fields, by message. Those of a key that no page lists belong to the
/// question about it.
pub(super) fn tables(facts: &ProtocolView) -> Vec<Table<'_>> {
    let mut tables: Vec<Table<'_>> = Vec::new();
    for row in facts.matrix.iter().filter(|row| row.subject == "field") {
        let flows = row.flows.join(", ");
        let same = |table: &&mut Table<'_>| {
            (table.service, table.message, &table.flows) == (&row.service, &row.message, &flows)
        };
        match tables.iter_mut().find(same) {
            Some(table) => add(&mut table.rows, row, &facts.enrolments),
            None => {
                let mut rows = Vec::new();
                add(&mut rows, row, &facts.enrolments);
                tables.push(Table {
                    service: &row.service,
                    message: &row.message,
                    flows,
                    enrolments: &facts.enrolments,
                    rows,
                });
            }
        }
    }
    for table in &mut tables {
        if table.rows.iter().all(|row| row.anywhere.is_some()) {
            table.enrolments = &[];
        }
    }
    tables
}

/// Adds a field to the row with the same cells, or a row if there is none.
fn add<'a>(rows: &mut Vec<Row<'a>>, field: &'a MatrixRowView, enrolments: &[EnrolmentView]) {
    let cells: Vec<Vec<Outcome>> =
        enrolments.iter().map(|enrolment| under(field, enrolment)).collect();
    let same = |row: &&mut Row<'_>| row.anywhere == field.anywhere && row.cells == cells;
    match rows.iter_mut().find(same) {
        Some(row) => row.fields.push(field),
        None => rows.push(Row { fields: vec![field], anywhere: field.anywhere, cells }),
    }
}

fn under(row: &MatrixRowView, enrolment: &EnrolmentView) -> Vec<Outcome> {
    outcomes(row.circumstances.iter().filter(|own| own.enrolment == enrolment.id))
}

/// When one datum is sent: enrolments with the same outcome together, without the platforms on which
/// it never is.
pub(super) fn cases<'a>(facts: &'a ProtocolView, row: &MatrixRowView) -> Vec<Case<'a>> {
    if let Some(exchanged) = row.anywhere {
        let outcome = Outcome { exchanged, platforms: Vec::new(), reason: Reason::default() };
        return vec![Case { enrolments: Vec::new(), outcomes: vec![outcome] }];
    }
    let mut cases: Vec<Case<'a>> = Vec::new();
    for enrolment in &facts.enrolments {
        let mut outcomes = under(row, enrolment);
        outcomes.retain(|outcome| outcome.exchanged != Exchanged::Never);
        match cases.iter_mut().find(|case| case.outcomes == outcomes) {
            Some(case) => case.enrolments.push(&enrolment.label),
            None => cases.push(Case { enrolments: vec![&enrolment.label], outcomes }),
        }
    }
    cases
}

/// Platforms with the same outcome together, in the order in which the outcomes first occur.
fn outcomes<'a>(circumstances: impl Iterator<Item = &'a CircumstanceView>) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for own in circumstances {
        let (platform, reason) = (versions(own), reason(own));
        let same =
            |outcome: &&mut Outcome| outcome.exchanged == own.exchanged && outcome.reason == reason;
        match outcomes.iter_mut().find(same) {
            Some(outcome) => outcome.platforms.push(platform),
            None => outcomes.push(Outcome {
                exchanged: own.exchanged,
                platforms: vec![platform],
                reason,
            }),
        }
    }
    outcomes
}

fn versions(own: &CircumstanceView) -> Platform {
    Platform {
        name: own.platform.clone(),
        since: own.since.clone(),
        deprecated: own.deprecated.clone(),
        until: own.until.clone(),
    }
}

/// How reasons begin that name a condition.
const SHUT: [&str; 4] = ["not under", "not on", "only under", "only on"];

fn reason(own: &CircumstanceView) -> Reason {
    let because = own.because.as_deref().unwrap_or_default();
    let absent = because.starts_with(&own.platform) && !own.platform.is_empty();
    let condition =
        |word: &&'static str| Some((*word, because.strip_prefix(word)?.strip_prefix(' ')?));
    let shut = SHUT.iter().find_map(condition).map(|(word, label)| (word, label.to_owned()));
    let told = absent || shut.is_some() || because.is_empty();
    Reason {
        right: own.right.clone(),
        not_on: own.not_on.clone(),
        absent,
        shut,
        other: (!told).then(|| because.to_owned()),
    }
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
        let shut = CircumstanceView {
            exchanged: Exchanged::Never,
            because: Some("not on the guest channel".to_owned()),
            ..circumstance("E")
        };
        let found = outcomes([&right, &never("B"), &never("C"), &other, &shut].into_iter());
        let names = |outcome: &Outcome| {
            outcome.platforms.iter().map(|platform| platform.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            found.iter().map(names).collect::<Vec<_>>(),
            [vec!["A", "D"], vec!["B", "C"], vec!["E"]]
        );
        assert_eq!(found[0].platforms[0].until.as_deref(), Some("4.0"));
        assert_eq!(found[0].reason.right.as_deref(), Some("Read"));
        assert!(found[1].reason.absent && found[1].reason.shut.is_none());
        assert_eq!(found[2].reason.shut, Some(("not on", "the guest channel".to_owned())));
    }

    #[test]
    fn enrolments_with_the_same_outcome_stand_together() {
        let enrolment = |id: &str, label: &str| EnrolmentView {
            id: id.to_owned(),
            label: label.to_owned(),
            platforms: vec!["A".to_owned()],
        };
        let own = |id: &str| CircumstanceView { enrolment: id.to_owned(), ..circumstance("A") };
        let never = CircumstanceView { exchanged: Exchanged::Never, ..own("guest") };
        let facts = ProtocolView {
            enrolments: vec![
                enrolment("owned", "Owned"),
                enrolment("guest", "Guest"),
                enrolment("lent", "Lent"),
            ],
            ..ProtocolView::default()
        };
        let row = MatrixRowView {
            subject: "key",
            id: "ping/Hello/room".to_owned(),
            label: "room".to_owned(),
            protocol: "ping/Hello/room".to_owned(),
            message: "ping/Hello".to_owned(),
            service: "PINGs".to_owned(),
            flows: Vec::new(),
            anywhere: None,
            circumstances: vec![own("owned"), never, own("lent")],
        };
        let found = cases(&facts, &row);
        let names: Vec<_> = found.iter().map(|case| case.enrolments.join(", ")).collect();
        assert_eq!(names, ["Owned, Lent", "Guest"]);
        assert!(found[1].outcomes.is_empty(), "never sent");
    }
}
