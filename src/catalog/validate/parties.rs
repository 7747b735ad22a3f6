//! Faults in who sends data, where they come from, and in what role.

use std::collections::BTreeSet;

use crate::catalog::model::{FieldsFile, ServiceRoleEntry};
use crate::catalog::{RawCatalog, RawFile};

use super::{Faults, Names};

/// Checks the roles of services, and that an id names a party or an origin and not both.
pub(super) fn check(raw: &RawCatalog, names: &Names, faults: &mut Faults) {
    for file in &raw.catalog {
        for origin in file.value.origins.iter().filter(|o| names.parties.contains(o.id.as_str())) {
            let message = format!("`{}` is a party and an origin", *origin.id);
            let help = "name the party itself where data come from it, and remove the origin";
            faults.add(&file.path, origin.id.range(), message, help);
        }
        for service in &file.value.services {
            let mut seen = BTreeSet::new();
            for role in &service.roles {
                check_role(&file.path, role, seen.insert(role.party.as_str()), names, faults);
            }
        }
    }
}

fn check_role(
    path: &str,
    role: &ServiceRoleEntry,
    first: bool,
    names: &Names,
    faults: &mut Faults,
) {
    faults.reference(path, &role.party, &names.parties, "party");
    if !first {
        let message = format!("the party `{}` has two roles in one service", *role.party);
        faults.add(path, role.party.range(), message, "keep one of them");
    }
    if role.role.is_none() && role.ask.is_none() {
        let message = format!("the role of `{}` is neither given nor asked for", *role.party);
        faults.add(path, role.party.range(), message, "add `role`, or `ask` with a question");
    }
}

/// Checks that who sends data and where they come from are parties or origins.
pub(super) fn check_sources(file: &RawFile<FieldsFile>, names: &Names, faults: &mut Faults) {
    let known: BTreeSet<String> = names.parties.union(&names.origins).cloned().collect();
    let own = file.value.origin.iter().chain(&file.value.sent_by);
    let of_messages = file.value.messages.iter().flat_map(|message| {
        let fields = message.fields.iter();
        let of_fields = fields.flat_map(|field| field.origin.iter().chain(&field.other_origins));
        message.origin.iter().chain(&message.sent_by).chain(of_fields)
    });
    for source in own.chain(of_messages) {
        faults.reference(&file.path, source, &known, "origin or party");
    }
}
