//! `art30-controller.csv`: the record of processing that a controller keeps, GDPR Art. 30(1).
//!
//! The columns are those of the templates that the French, Irish and British authorities publish,
//! in their order; the ones after `reviewed_by` lead back to the evidence. One line is one
//! processing activity: those with personal data first, then those that depend on what the
//! organisation puts in, then those without, which say that they are outside of the record. Cells
//! that only the organisation itself can fill hold [`TENANT_TO_COMPLETE`]: a legal basis, a
//! transfer or a retention period is never guessed.

use crate::catalog::model::Personal;
use crate::inventory::{
    FieldView, Inventory, MessageView, NOT_APPLICABLE, StatementStatus, StatementView,
    TENANT_TO_COMPLETE,
};
use crate::report::tables::evidence::source_places;
use crate::report::tables::table::{Column, Fill, Table, columns, fill, terms, text};

use super::activity::{
    Activity, activities, all, by_care, definition, denied, each, in_schools, once,
    open_conditions, personal,
};
use super::ends::role_in;
use super::sources::{recipient, roles, shared, sources, transfers};

/// Name of the sheet.
pub(super) const NAME: &str = "Art. 30(1) controller";

/// Follows the name of what is no processing of personal data.
pub(super) const OUTSIDE: &str = " [outside of Art. 30: no personal data]";

/// The DPV term of a category whose data is of a special category (Art. 9 GDPR).
const SPECIAL: &str = "dpv:SpecialCategoryPersonalData";

/// What a line is made from.
struct Record<'a> {
    inventory: &'a Inventory,
    activity: Activity<'a>,
}

impl<'a> Record<'a> {
    /// The columns, each with how to fill it.
    const CELLS: [Fill<Record<'a>>; 50] = [
        fill(text("record_id"), |r| {
            format!("{}/art30-1/{}", r.inventory.catalog.id, r.activity.id())
        }),
        fill(text("processing_name"), name),
        fill(text("processing_description"), |r| description(&r.activity)),
        fill(text("role"), |_| "controller".to_owned()),
        fill(text("controller_name"), tenants),
        fill(text("controller_contact"), tenants),
        fill(text("joint_controllers"), tenants),
        fill(text("representative"), tenants),
        fill(text("dpo"), tenants),
        fill(text("responsible_department"), tenants),
        fill(text("purposes"), |r| purposes(r.inventory, &r.activity)),
        fill(text("data_subject_categories"), |r| subjects(&r.activity.fields)),
        fill(text("personal_data_categories"), |r| categories(&r.activity.fields)),
        fill(text("special_category"), special),
        fill(text("source_of_data"), |r| sources(r.inventory, r.activity.flow, &r.activity.fields)),
        fill(text("recipient_categories"), Record::recipient),
        fill(text("third_party_sharing"), third_party),
        fill(text("third_country_transfers"), transferred),
        fill(text("transfer_safeguards"), tenants),
        fill(text("retention_period"), tenants),
        fill(text("retention_policy_link"), tenants),
        fill(text("security_measures"), tenants),
        fill(text("data_location"), tenants),
        fill(text("lawful_basis_art6"), tenants),
        fill(text("legitimate_interests"), tenants),
        fill(text("lia_link"), tenants),
        fill(text("art9_condition"), tenants),
        fill(text("automated_decisions"), tenants),
        fill(text("profiling"), tenants),
        fill(text("dpia_required"), tenants),
        fill(text("rights_and_how"), tenants),
        fill(text("privacy_notice_link"), tenants),
        fill(text("consent_record_link"), tenants),
        fill(text("processor_contract_link"), tenants),
        fill(text("last_reviewed"), tenants),
        fill(text("reviewed_by"), tenants),
        fill(text("art30_scope"), |r| scope(r.activity.personal()).to_owned()),
        fill(text("holds_personal_data"), |r| r.activity.personal().as_str().to_owned()),
        fill(text("personal_fields"), |r| r.labels(Personal::Yes)),
        fill(text("depends_fields"), |r| r.labels(Personal::Depends)),
        fill(text("other_fields"), |r| r.labels(Personal::No)),
        fill(text("highest_sensitivity"), sensitivity),
        fill(text("fideslang"), |r| terms(&r.each(|f| f.category.fideslang.clone()))),
        fill(text("dpv"), |r| terms(&r.each(|f| f.category.dpv.clone()))),
        fill(text("published_statements"), statements),
        fill(text("published_pages"), pages),
        fill(text("evidence"), |r| source_places(r.inventory, r.fields())),
        fill(text("field_ids"), |r| r.each(|f| vec![f.id.clone()]).join("; ")),
        fill(text("party_roles"), |r| roles(r.inventory, r.activity.service)),
        fill(text("protocol_doubt"), |r| denied(&r.activity.fields).unwrap_or_default()),
    ];
}

const COLUMNS: [Column; 50] = columns(&Record::CELLS);

/// The record, a line per processing activity.
pub(super) fn table(inventory: &Inventory) -> Table {
    let activities = activities(inventory).into_iter();
    let mut records: Vec<_> = activities.map(|activity| Record { inventory, activity }).collect();
    by_care(&mut records, |record| record.activity.personal());
    let about = "a processing activity: one purpose, direction and service";
    Table::filled(NAME, about, &COLUMNS, &Record::CELLS, &records)
}

impl<'a> Record<'a> {
    fn fields(&self) -> impl Iterator<Item = &'a FieldView> {
        self.activity.fields.iter().map(|(_, field)| *field)
    }

    /// What the fields say, each thing once.
    fn each(&self, say: impl Fn(&FieldView) -> Vec<String>) -> Vec<String> {
        each(&self.activity.fields, all, say)
    }

    /// The fields of one kind with their messages.
    fn labels(&self, personal: Personal) -> String {
        let of = self.activity.fields.iter().filter(|(_, f)| f.personal_data == personal);
        of.map(|(m, f)| format!("{} / {}", m.label, f.label)).collect::<Vec<_>>().join("; ")
    }

    fn recipient(&self) -> String {
        recipient(self.inventory, self.activity.flow, self.activity.service)
    }
}

/// Whether the law asks for the record.
pub(super) fn scope(personal: Personal) -> &'static str {
    match personal {
        Personal::Yes => "within Art. 30",
        Personal::Depends => "TENANT-TO-COMPLETE: within Art. 30 if any of the data is personal",
        Personal::No => "outside of Art. 30: no personal data",
    }
}

/// What only the organisation can say; nothing to say where no data is personal.
fn tenants(record: &Record<'_>) -> String {
    match record.activity.personal() {
        Personal::No => NOT_APPLICABLE,
        Personal::Yes | Personal::Depends => TENANT_TO_COMPLETE,
    }
    .to_owned()
}

fn name(record: &Record<'_>) -> String {
    let outside = if record.activity.personal() == Personal::No { OUTSIDE } else { "" };
    record.activity.name() + outside
}

/// Special categories of personal data (Art. 9), as far as the catalog maps its categories.
fn special(record: &Record<'_>) -> String {
    if record.activity.personal() == Personal::No {
        return NOT_APPLICABLE.to_owned();
    }
    let special = |f: &FieldView| f.category.dpv.iter().any(|term| term == SPECIAL);
    let found = each(&record.activity.fields, special, |f| vec![f.category.label.clone()]);
    let found =
        if found.is_empty() { "none among the listed fields".to_owned() } else { found.join("; ") };
    format!("{found}; {TENANT_TO_COMPLETE}: to be confirmed")
}

/// What travels, in what messages, for what, and what the protocol denies of it.
fn description(activity: &Activity<'_>) -> String {
    let messages = once(activity.fields.iter().map(|(message, _)| message.label.clone()));
    let doubt = denied(&activity.fields).map(|doubt| format!(" {doubt}")).unwrap_or_default();
    format!(
        "{} {} Service: {}. Messages: {}.{doubt}",
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
    let mut subjects = each(fields, personal, |f| vec![f.subject.label.clone()]);
    subjects.extend(open_conditions(fields));
    subjects.extend(in_schools(fields));
    if subjects.is_empty() { "none".to_owned() } else { subjects.join("; ") }
}

/// The categories of personal data, each with its fields, and of data that may be personal.
pub(super) fn categories(fields: &[(&MessageView, &FieldView)]) -> String {
    let of = |is: Personal| {
        let own = move |f: &FieldView| f.personal_data == is;
        let categories = each(fields, own, |f| vec![f.category.label.clone()]);
        let categories = categories.into_iter().map(|category| {
            let own = |f: &FieldView| own(f) && f.category.label == category;
            let labels = each(fields, own, |f| vec![f.label.clone()]);
            let condition = if is == Personal::Depends { "if it is personal data: " } else { "" };
            format!("{condition}{category} ({})", labels.join(", "))
        });
        categories.collect::<Vec<_>>()
    };
    let categories = [of(Personal::Yes), of(Personal::Depends)].concat();
    if categories.is_empty() { "none".to_owned() } else { categories.join("; ") }
}

/// Whether the activity hands personal data to a third party; what the protocol denies is said to
/// be in doubt.
fn third_party(record: &Record<'_>) -> String {
    if record.activity.personal() == Personal::No {
        return "no personal data".to_owned();
    }
    let Activity { flow, service, fields, .. } = &record.activity;
    let told = shared(&flow.recipient, role_in(service, &flow.recipient_id), fields);
    let doubt = denied(fields).map(|_| "; in doubt, see protocol_doubt").unwrap_or_default();
    format!("{told}{doubt}")
}

/// To which country the recipient belongs; the transfer and its safeguards are for the
/// organization to say.
fn transferred(record: &Record<'_>) -> String {
    match record.activity.personal() {
        Personal::No => NOT_APPLICABLE.to_owned(),
        _ => transfers(record.inventory, &record.activity.flow.recipient_id),
    }
}

fn sensitivity(record: &Record<'_>) -> String {
    let top = record.fields().max_by_key(|field| field.sensitivity_rank);
    top.map(|field| field.sensitivity.label.clone()).unwrap_or_default()
}

/// The promises on the pages of the direction, with the languages whose page says the opposite, is
/// doubted, or lacks it.
fn statements(record: &Record<'_>) -> String {
    use StatementStatus::{Contradicted, Missing, Unclear};
    let own = record.inventory.pages.iter().filter(|p| p.flow == record.activity.flow.id);
    let told = |statement: &StatementView| {
        let failed = [Contradicted, Unclear, Missing].map(|status| {
            let pages = statement.pages.iter().filter(|page| page.status == status);
            let locales = once(pages.map(|page| page.locale.clone()));
            let named = (!locales.is_empty()).then(|| locales.join(", "));
            named.map(|locales| format!("{} in {locales}", status.as_str()))
        });
        let failed: Vec<String> = failed.into_iter().flatten().collect();
        if failed.is_empty() {
            return statement.label.clone();
        }
        format!("{} ({})", statement.label, failed.join(", "))
    };
    once(own.flat_map(|page| &page.statements).map(told)).join("; ")
}

/// The pages of the direction.
fn pages(record: &Record<'_>) -> String {
    let own = record.inventory.pages.iter().filter(|p| p.flow == record.activity.flow.id);
    let named = own.map(|page| match &page.url {
        Some(url) => format!("{} <{url}>", page.title),
        None => page.title.clone(),
    });
    named.collect::<Vec<_>>().join("; ")
}
