//! `art30-controller.csv`: the record of processing that a controller keeps, GDPR Art. 30(1).
//!
//! The columns are those of the templates that the French, Irish and British authorities publish,
//! in their order; the ones after `reviewed_by` lead back to the evidence. One line is one
//! processing activity. Cells that only the organisation itself can fill hold
//! [`TENANT_TO_COMPLETE`]: a legal basis, a transfer or a retention period is never guessed.

use crate::inventory::{FieldView, Inventory, MessageView, PartyView, TENANT_TO_COMPLETE};
use crate::report::table::{Column, Table, flag, text, yes};

use super::activity::{Activity, activities, all, definition, each, once, personal};
use super::evidence::source_places;
use super::party;

const COLUMNS: [Column; 46] = [
    text("record_id"),
    text("processing_name"),
    text("processing_description"),
    text("role"),
    text("controller_name"),
    text("controller_contact"),
    text("joint_controllers"),
    text("representative"),
    text("dpo"),
    text("responsible_department"),
    text("purposes"),
    text("data_subject_categories"),
    text("personal_data_categories"),
    text("special_category"),
    text("source_of_data"),
    text("recipient_categories"),
    text("third_party_sharing"),
    text("third_country_transfers"),
    text("transfer_safeguards"),
    text("retention_period"),
    text("retention_policy_link"),
    text("security_measures"),
    text("data_location"),
    text("lawful_basis_art6"),
    text("legitimate_interests"),
    text("lia_link"),
    text("art9_condition"),
    text("automated_decisions"),
    text("profiling"),
    text("dpia_required"),
    text("rights_and_how"),
    text("privacy_notice_link"),
    text("consent_record_link"),
    text("processor_contract_link"),
    text("last_reviewed"),
    text("reviewed_by"),
    flag("holds_personal_data"),
    text("personal_fields"),
    text("other_fields"),
    text("highest_sensitivity"),
    text("fideslang"),
    text("dpv"),
    text("published_statements"),
    text("published_pages"),
    text("evidence"),
    text("field_ids"),
];

/// The record, a line per processing activity.
pub(super) fn table(inventory: &Inventory) -> Table {
    let activities = activities(inventory);
    let about = "a processing activity: one purpose, direction and service";
    let rows = activities.iter().map(|activity| record(inventory, activity));
    Table::new("Art. 30(1) controller", about, &COLUMNS, rows)
}

fn record(inventory: &Inventory, activity: &Activity<'_>) -> [String; COLUMNS.len()] {
    let tenant = || TENANT_TO_COMPLETE.to_owned();
    let sender = party(inventory, &activity.flow.sender_id);
    let recipient = party(inventory, &activity.flow.recipient_id);
    let [holds, personal, other, sensitivity, fideslang, dpv, statements, pages, evidence, ids] =
        trail(inventory, activity);
    [
        format!("{}/art30-1/{}", inventory.catalog.id, activity.id()),
        activity.name(),
        description(activity),
        "controller".to_owned(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        purposes(inventory, activity),
        subjects(&activity.fields),
        categories(&activity.fields),
        tenant(),
        named(sender, &activity.flow.sender),
        named(recipient, &activity.flow.recipient),
        shared(activity, recipient),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        holds,
        personal,
        other,
        sensitivity,
        fideslang,
        dpv,
        statements,
        pages,
        evidence,
        ids,
    ]
}

/// What travels, in what messages, for what.
fn description(activity: &Activity<'_>) -> String {
    let messages = once(activity.fields.iter().map(|(message, _)| message.label.clone()));
    format!(
        "{} {} Service: {}. Messages: {}.",
        activity.flow.description,
        activity.service.description,
        activity.service.name,
        messages.join(", ")
    )
}

/// The purpose with its definition.
pub(super) fn purposes(inventory: &Inventory, activity: &Activity<'_>) -> String {
    let purpose = activity.purpose;
    match definition(inventory, "purposes", &purpose.id) {
        Some(term) => format!("{}: {}", purpose.label, term.description),
        None => purpose.label.clone(),
    }
}

/// Whom the personal data is about.
pub(super) fn subjects(fields: &[(&MessageView, &FieldView)]) -> String {
    let subjects = each(fields, personal, |f| vec![f.subject.label.clone()]);
    if subjects.is_empty() { "none".to_owned() } else { subjects.join("; ") }
}

/// The categories of personal data, each with its fields.
pub(super) fn categories(fields: &[(&MessageView, &FieldView)]) -> String {
    let categories = each(fields, personal, |f| vec![f.category.label.clone()]);
    let categories = categories.into_iter().map(|category| {
        let own = |f: &FieldView| f.personal && f.category.label == category;
        let labels = each(fields, own, |f| vec![f.label.clone()]);
        format!("{category} ({})", labels.join(", "))
    });
    let categories: Vec<String> = categories.collect();
    if categories.is_empty() { "none".to_owned() } else { categories.join("; ") }
}

/// A party by its legal entity, with its role if the catalog knows it.
pub(super) fn named(party: Option<&PartyView>, name: &str) -> String {
    let Some(party) = party else { return name.to_owned() };
    let name = match &party.organisation {
        Some(organisation) => format!("{organisation} ({})", party.name),
        None => party.name.clone(),
    };
    match party.role {
        Some(role) => format!("{name}, {}", role.replace('-', " ")),
        None => format!("{name}, role: {TENANT_TO_COMPLETE}"),
    }
}

/// Whether the activity hands personal data to a third party, as far as the catalog knows the
/// role of the recipient.
fn shared(activity: &Activity<'_>, recipient: Option<&PartyView>) -> String {
    let role = recipient.and_then(|party| party.role);
    match role {
        _ if !activity.personal() => "no personal data".to_owned(),
        Some("third-party") => format!("yes: {}", activity.flow.recipient),
        Some(role) => format!("no: {} is a {role}", activity.flow.recipient),
        None => TENANT_TO_COMPLETE.to_owned(),
    }
}

/// What leads from the record back to the catalog, the pages and the places on them.
fn trail(inventory: &Inventory, activity: &Activity<'_>) -> [String; 10] {
    let top = activity.fields.iter().map(|(_, f)| *f).max_by_key(|f| f.sensitivity_rank);
    let pages = inventory.pages.iter().filter(|page| page.flow == activity.flow.id);
    let statements = pages.clone().flat_map(|page| &page.statements);
    let statements = once(statements.map(|s| s.label.clone()));
    let pages = pages.map(|page| match &page.url {
        Some(url) => format!("{} <{url}>", page.title),
        None => page.title.clone(),
    });
    let pages: Vec<String> = pages.collect();
    let labels = |personal: bool| {
        let of = activity.fields.iter().filter(move |(_, f)| f.personal == personal);
        of.map(|(m, f)| format!("{} / {}", m.label, f.label)).collect::<Vec<_>>().join("; ")
    };
    [
        yes(activity.personal()),
        labels(true),
        labels(false),
        top.map(|f| f.sensitivity.label.clone()).unwrap_or_default(),
        each(&activity.fields, all, |f| f.category.fideslang.clone()).join("; "),
        each(&activity.fields, all, |f| f.category.dpv.clone()).join("; "),
        statements.join("; "),
        pages.join("; "),
        source_places(inventory, activity.fields.iter().map(|(_, field)| *field)),
        each(&activity.fields, all, |f| vec![f.id.clone()]).join("; "),
    ]
}
