//! Parties with their roles, directions, services, and where data come from.

use serde::{Deserialize, Serialize};

use crate::catalog::located::Located;

/// An organisation that sends or receives data.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartyEntry {
    /// Kebab-case id.
    pub id: Located<String>,
    /// Legal or common name.
    pub name: String,
    /// What the party does in these flows, in our own words.
    pub description: String,
    /// The legal entity behind the name, where that is another name.
    pub organisation: Option<String>,
    /// Its role under data protection law towards the organisation that keeps the records. Left
    /// out where the catalog does not know; records then ask for it.
    pub role: Option<PartyRole>,
    /// What the role rests on, and what may change it.
    pub role_note: Option<String>,
    /// Where the legal entity has its seat: place and country. It says in which country the
    /// recipient is, and nothing about where data are kept or what safeguards a transfer.
    pub seat: Option<String>,
    /// What the seat rests on, and when another legal entity with another seat takes its place.
    pub seat_note: Option<String>,
}

/// A role under data protection law (GDPR Art. 4(7), (8) and (10)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PartyRole {
    /// Decides on purposes and means.
    Controller,
    /// Acts for the controller.
    Processor,
    /// Neither of them: a recipient of its own.
    ThirdParty,
}

impl PartyRole {
    /// As in YAML.
    pub fn as_str(self) -> &'static str {
        match self {
            PartyRole::Controller => "controller",
            PartyRole::Processor => "processor",
            PartyRole::ThirdParty => "third-party",
        }
    }
}

/// One direction between two parties.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FlowEntry {
    /// Kebab-case id, first segment of every field id.
    pub id: Located<String>,
    /// Short name for reports.
    pub label: String,
    /// Sending party.
    pub from: Located<String>,
    /// Receiving party.
    pub to: Located<String>,
    /// What travels and why, in our own words.
    pub description: String,
}

/// Where data come from before the sender of a flow has them, or when it only passes them on.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OriginEntry {
    /// Kebab-case id.
    pub id: Located<String>,
    /// Name for people.
    pub name: String,
    /// What or who it is, in our own words.
    pub description: String,
}

/// A service through which data travels.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceEntry {
    /// Kebab-case id, second segment of every field id.
    pub id: Located<String>,
    /// The canonical spelling in the service column.
    pub label: String,
    /// Other spellings that the source edition itself has used.
    #[serde(default)]
    pub source_spellings: Vec<String>,
    /// Full name.
    pub name: String,
    /// What the service does, in our own words.
    pub description: String,
    /// Whether schools use it for the devices or accounts of their pupils, so that the persons
    /// concerned may be those that `in_schools` of a subject names.
    #[serde(default)]
    pub serves_schools: bool,
    /// Roles of parties that are not the same in this service as elsewhere.
    #[serde(default)]
    pub roles: Vec<ServiceRoleEntry>,
}

/// The role of a party in one service; it stands in place of the role of the party.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceRoleEntry {
    /// The party.
    pub party: Located<String>,
    /// Its role. Left out where a contract decides; `ask` then says what to look for.
    pub role: Option<PartyRole>,
    /// What the role rests on.
    pub note: Option<String>,
    /// A question to the organization that keeps the records, without whose answer the role is
    /// open. Required where there is no `role`.
    pub ask: Option<String>,
}
