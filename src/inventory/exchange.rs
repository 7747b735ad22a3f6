//! Whether a field is exchanged, in one word, as far as the protocol tells.

use std::collections::BTreeMap;

use crate::protocol::conditions::Exchanged;

use super::{MatrixRowView, ProtocolView};

/// What the comparison with the protocol says of the exchange of fields.
#[derive(Default)]
pub(super) struct Exchange<'a> {
    rows: BTreeMap<&'a str, &'a MatrixRowView>,
    /// Why the protocol denies an exchange, by field.
    denied: BTreeMap<&'a str, &'a str>,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(facts: &'a ProtocolView) -> Self {
        let rows = facts.matrix.iter().filter(|row| row.subject == "field");
        let denied = facts.verdicts.iter().filter(|verdict| verdict.kind.denies_exchange());
        Exchange {
            rows: rows.map(|row| (row.id.as_str(), row)).collect(),
            denied: denied
                .filter_map(|v| Some((v.field.as_deref()?, v.summary.as_str())))
                .collect(),
        }
    }

    /// Whether a field is exchanged.
    pub(super) fn of(&self, field: &str) -> Option<String> {
        self.rows.get(field).map(|row| exchanged(row))
    }

    /// Why the protocol denies that a field is exchanged.
    pub(super) fn denied(&self, field: &str) -> Option<String> {
        self.denied.get(field).map(|why| (*why).to_owned())
    }
}

/// Whether it is exchanged: `always`, or by enrolment where it depends on that, as in
/// `user=never; device=conditional`; what differs by platform is `conditional`. `conditions.csv` has
/// each platform.
fn exchanged(row: &MatrixRowView) -> String {
    let word = |is: Exchanged| match is {
        Exchanged::Optional => "conditional",
        other => other.as_str(),
    };
    if let Some(anywhere) = row.anywhere {
        return word(anywhere).to_owned();
    }
    let mut by_enrolment: Vec<(&str, Exchanged)> = Vec::new();
    for own in &row.circumstances {
        match by_enrolment.iter_mut().find(|(enrolment, _)| *enrolment == own.enrolment) {
            Some((_, known)) if *known != own.exchanged => *known = Exchanged::Optional,
            Some(_) => {}
            None => by_enrolment.push((&own.enrolment, own.exchanged)),
        }
    }
    match by_enrolment.first() {
        Some((_, first)) if by_enrolment.iter().all(|(_, is)| is == first) => {
            word(*first).to_owned()
        }
        _ => {
            let words =
                by_enrolment.iter().map(|(enrolment, is)| format!("{enrolment}={}", word(*is)));
            words.collect::<Vec<_>>().join("; ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::exchanged;
    use crate::inventory::{CircumstanceView, MatrixRowView};
    use crate::protocol::conditions::Exchanged::{self, Always, Never, Optional};

    fn row(circumstances: &[(&str, &str, Exchanged)]) -> MatrixRowView {
        let own = |(enrolment, platform, exchanged): &(&str, &str, Exchanged)| CircumstanceView {
            platform: (*platform).to_owned(),
            enrolment: (*enrolment).to_owned(),
            enrolment_label: String::new(),
            exchanged: *exchanged,
            right: None,
            since: None,
            deprecated: None,
            until: None,
            not_on: Vec::new(),
            because: None,
        };
        MatrixRowView {
            subject: "field",
            id: String::new(),
            label: String::new(),
            protocol: String::new(),
            message: String::new(),
            service: String::new(),
            flows: Vec::new(),
            anywhere: None,
            circumstances: circumstances.iter().map(own).collect(),
        }
    }

    #[test]
    fn what_is_exchanged_is_told_by_enrolment_where_that_matters() {
        let anywhere = MatrixRowView { anywhere: Some(Optional), ..row(&[]) };
        assert_eq!(exchanged(&anywhere), "conditional");
        let same = [("all", "lamp", Always), ("some", "lamp", Always)];
        assert_eq!(exchanged(&row(&same)), "always");
        let mixed = [("all", "lamp", Always), ("all", "torch", Never), ("some", "lamp", Never)];
        assert_eq!(exchanged(&row(&mixed)), "all=conditional; some=never");
    }
}
