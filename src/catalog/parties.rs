//! Parties with their roles, directions, services, and where data come from.

use super::model::PartyRole;
use serde::{Deserialize, Serialize};

/// An organisation.
#[derive(Debug, Deserialize, Serialize)]
pub struct Party {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it does here.
    pub description: String,
    /// The legal entity, where it has another name.
    pub organisation: Option<String>,
    /// Role under data protection law, if the catalog knows it.
    pub role: Option<PartyRole>,
    /// What the role rests on.
    pub role_note: Option<String>,
    /// Seat of the legal entity.
    pub seat: Option<String>,
    /// What the seat rests on.
    pub seat_note: Option<String>,
}

/// One direction.
#[derive(Debug, Deserialize, Serialize)]
pub struct Flow {
    /// Id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// Sender, a party id.
    pub from: String,
    /// Receiver, a party id.
    pub to: String,
    /// What travels and why.
    pub description: String,
}

/// A service.
#[derive(Debug, Deserialize, Serialize)]
pub struct Service {
    /// Id.
    pub id: String,
    /// Canonical spelling.
    pub label: String,
    /// Other spellings of the source editions.
    pub source_spellings: Vec<String>,
    /// Full name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// Whether schools use it for their pupils.
    pub serves_schools: bool,
    /// Roles of parties that are not the same here as elsewhere.
    pub roles: Vec<ServiceRole>,
}

/// The role of a party in one service.
#[derive(Debug, Deserialize, Serialize)]
pub struct ServiceRole {
    /// Party id.
    pub party: String,
    /// Role; open if there is none.
    pub role: Option<PartyRole>,
    /// What it rests on.
    pub note: Option<String>,
    /// What to ask the organization.
    pub ask: Option<String>,
}

/// Where data come from, if not from the sender of a flow.
#[derive(Debug, Deserialize, Serialize)]
pub struct DataOrigin {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What or who it is.
    pub description: String,
}
