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
    /// Names with versions.
    platforms: Vec<String>,
    /// Under what conditions, or why not.
    words: String,
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
        let outcome = Outcome { exchanged, platforms: Vec::new(), words: String::new() };
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
