//! Who takes part: parties with their roles, and who or what data come from.

use serde::Serialize;

use crate::catalog::model::PartyRole;
use crate::catalog::{Catalog, Flow, Message, Party, Service};

/// An organisation.
#[derive(Debug, Clone, Serialize)]
pub struct PartyView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// The legal entity, where it has another name.
    pub organisation: Option<String>,
    /// `controller`, `processor` or `third-party`, if the catalog knows it.
    pub role: Option<&'static str>,
    /// What the role rests on.
    pub role_note: Option<String>,
    /// Seat of the legal entity, if the catalog names it.
    pub seat: Option<String>,
    /// What the seat rests on.
    pub seat_note: Option<String>,
}

/// The role of a party in one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleView {
    /// Id of the party.
    pub party: String,
    /// Name of the party.
    pub name: String,
    /// `controller`, `processor` or `third-party`; open if there is none.
    pub role: Option<&'static str>,
    /// What the role rests on.
    pub note: Option<String>,
    /// What to ask the organization about it.
    pub ask: Option<String>,
}

/// Who sends data, or where they come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OriginView {
    /// Id.
    pub id: String,
    /// `party`, or `origin` for what is none.
    pub kind: &'static str,
    /// Name.
    pub name: String,
    /// What or who it is.
    pub description: String,
}

pub(super) fn party(party: &Party) -> PartyView {
    PartyView {
        id: party.id.clone(),
        name: party.name.clone(),
        description: party.description.clone(),
        organisation: party.organisation.clone(),
        role: party.role.map(PartyRole::as_str),
        role_note: party.role_note.clone(),
        seat: party.seat.clone(),
        seat_note: party.seat_note.clone(),
    }
}

/// The roles of sender and recipient in a service: its own, or else that of the party.
pub(super) fn roles(catalog: &Catalog, flow: &str, service: &Service) -> Vec<RoleView> {
    let flow = catalog.flow(flow);
    let ids = flow.into_iter().flat_map(|flow: &Flow| [&flow.from, &flow.to]);
    let parties = ids.filter_map(|id| catalog.parties.iter().find(|party| party.id == *id));
    let role = |party: &Party| {
        let own = service.roles.iter().find(|role| role.party == party.id);
        let (role, note, ask) = match own {
            Some(own) => (own.role, &own.note, own.ask.clone()),
            None => (party.role, &party.role_note, None),
        };
        RoleView {
            party: party.id.clone(),
            name: party.name.clone(),
            role: role.map(PartyRole::as_str),
            note: note.clone(),
            ask,
        }
    };
    parties.map(role).collect()
}

/// An origin or party by its id.
pub(super) fn source(catalog: &Catalog, id: &str) -> OriginView {
    let origin = catalog.origins.iter().find(|origin| origin.id == id);
    let party = catalog.parties.iter().find(|party| party.id == id);
    let (kind, name, description) = match (origin, party) {
        (Some(origin), _) => ("origin", origin.name.clone(), origin.description.clone()),
        (_, Some(party)) => ("party", party.name.clone(), party.description.clone()),
        (None, None) => ("origin", id.to_owned(), String::new()),
    };
    OriginView { id: id.to_owned(), kind, name, description }
}

/// Who sends a message.
pub(super) fn sender(catalog: &Catalog, message: &Message) -> OriginView {
    let flow = catalog.flow(&message.flow).map(|flow| &flow.from);
    source(catalog, message.sent_by.as_ref().or(flow).map_or("", String::as_str))
}
