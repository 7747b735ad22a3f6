//! Processing activities: the fields of one direction and service that serve one purpose.
//!
//! A record of processing is kept by purpose (GDPR Art. 30(1)(b)), and the recipients and the
//! source differ by direction. Every field belongs to exactly one activity, so that nothing is
//! lost and nothing is counted twice.

use std::cmp::Reverse;

use crate::catalog::model::Personal;
use crate::inventory::{
    FieldView, FlowView, Inventory, MessageView, ServiceView, TENANT_TO_COMPLETE, TermRef, TermView,
};
use crate::protocol::conditions::Exchanged;

/// Fields that travel one way through one service for one purpose.
pub(super) struct Activity<'a> {
    /// The direction.
    pub(super) flow: &'a FlowView,
    /// The service.
    pub(super) service: &'a ServiceView,
    /// The purpose.
    pub(super) purpose: &'a TermRef,
    /// Its fields with their messages, in page order; never empty.
    pub(super) fields: Vec<(&'a MessageView, &'a FieldView)>,
}

/// All activities: flows and services in page order, purposes as they first occur.
pub(super) fn activities(inventory: &Inventory) -> Vec<Activity<'_>> {
    let mut activities: Vec<Activity<'_>> = Vec::new();
    for flow in &inventory.flows {
        for service in &flow.services {
            let first = activities.len();
            for message in &service.messages {
                for field in &message.fields {
                    let purpose = &field.purpose_term;
                    let own = &mut activities[first..];
                    match own.iter_mut().find(|a| a.purpose.id == purpose.id) {
                        Some(activity) => activity.fields.push((message, field)),
                        None => {
                            let fields = vec![(message, field)];
                            activities.push(Activity { flow, service, purpose, fields });
                        }
                    }
                }
            }
        }
    }
    activities
}

impl Activity<'_> {
    /// `flow/service/purpose`, stable as long as the catalog's ids are.
    pub(super) fn id(&self) -> String {
        format!("{}/{}/{}", self.flow.id, self.service.id, self.purpose.id)
    }

    /// Name for people.
    pub(super) fn name(&self) -> String {
        format!("{}: {} ({})", self.flow.label, self.purpose.label, self.service.label)
    }

    /// Whether any of its fields is personal data, or may be.
    pub(super) fn personal(&self) -> Personal {
        personal_of(&self.fields)
    }
}

/// Sorts records as Art. 30 GDPR cares for them: those with personal data, those that may have
/// some, those without.
pub(super) fn by_care<T>(records: &mut [T], personal: impl Fn(&T) -> Personal) {
    records.sort_by_key(|record| Reverse(personal(record)));
}

/// The fields that ask for most care decide.
pub(super) fn personal_of(fields: &[(&MessageView, &FieldView)]) -> Personal {
    fields.iter().map(|(_, field)| field.personal_data).max().unwrap_or_default()
}

/// `TENANT-TO-COMPLETE: if …`: what the organization has to judge before it knows whether the
/// fields are personal data. A condition that holds for all of them is said once.
pub(super) fn open_conditions(fields: &[(&MessageView, &FieldView)]) -> Option<String> {
    let depends = |f: &FieldView| f.personal_data == Personal::Depends;
    let conditions = each(fields, depends, |f| f.personal_if.iter().cloned().collect());
    let conditions = conditions.into_iter().map(|condition| {
        let own = |f: &FieldView| depends(f) && f.personal_if.as_ref() == Some(&condition);
        let labels = each(fields, own, |f| vec![f.label.clone()]).join(", ");
        format!("{labels} if {condition}")
    });
    let conditions = conditions.collect::<Vec<_>>();
    (!conditions.is_empty()).then(|| format!("{TENANT_TO_COMPLETE}: {}", conditions.join("; ")))
}

/// Whether the protocol has a field only in the opposite direction.
pub(super) fn only_other_way(field: &FieldView) -> bool {
    field.exchanged.as_deref() == Some(Exchanged::OnlyTheOtherWay.as_str())
}

/// What the protocol denies of the fields, in a sentence or two: which of them it has only in the
/// opposite direction, and which not at all.
pub(super) fn denied(fields: &[(&MessageView, &FieldView)]) -> Option<String> {
    let labels = |other_way: bool| {
        let own = |f: &FieldView| f.protocol_doubt.is_some() && only_other_way(f) == other_way;
        each(fields, own, |f| vec![f.label.clone()]).join(", ")
    };
    let says =
        |what: &str, labels: String| (!labels.is_empty()).then(|| format!("{what} {labels}."));
    let sentences = [
        says(
            "By the published protocol these travel only in the opposite direction:",
            labels(true),
        ),
        says("The published protocol does not have these:", labels(false)),
    ];
    let sentences = sentences.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!sentences.is_empty()).then_some(sentences)
}

/// Whom else the fields may be about where a school uses the service: for the organization to say.
pub(super) fn in_schools(fields: &[(&MessageView, &FieldView)]) -> Option<String> {
    let others = each(fields, all, |f| {
        f.subjects_in_schools.iter().map(|term| term.label.clone()).collect()
    });
    let others = others.join(", ");
    let asked = || format!("{TENANT_TO_COMPLETE}: {others}, if a school uses the service");
    (!others.is_empty()).then(asked)
}

/// What a part of the fields says, each thing once, in page order.
pub(super) fn each<'a>(
    fields: &[(&'a MessageView, &'a FieldView)],
    keep: impl Fn(&FieldView) -> bool,
    say: impl Fn(&'a FieldView) -> Vec<String>,
) -> Vec<String> {
    once(fields.iter().map(|(_, field)| *field).filter(|field| keep(field)).flat_map(say))
}

/// Keeps every field.
pub(super) fn all(_: &FieldView) -> bool {
    true
}

/// Keeps personal data.
pub(super) fn personal(field: &FieldView) -> bool {
    field.personal
}

/// Every item once, in the order of the first.
pub(super) fn once(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for item in items {
        if !item.is_empty() && !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}

/// The definition of a term.
pub(super) fn definition<'a>(
    inventory: &'a Inventory,
    kind: &str,
    id: &str,
) -> Option<&'a TermView> {
    inventory.terms.get(kind)?.iter().find(|term| term.id == id)
}
