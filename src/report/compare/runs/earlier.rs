//! An earlier run, read from its `findings.json`.

use serde::Deserialize;

use crate::catalog::diff::State;

use super::documents::Document;
use super::findings::FindingRecord;

/// An earlier run, as far as it is compared.
#[derive(Debug, Clone, Deserialize)]
pub struct Earlier {
    pub(super) tool: Tool,
    pub(super) catalog: CatalogRef,
    pub(super) documents: Vec<Document>,
    pub(super) findings: Vec<FindingRecord>,
    /// Fields, terms, verdicts and so on. What `flowproof check` writes has none.
    #[serde(default)]
    pub(super) state: State,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Tool {
    pub(super) version: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct CatalogRef {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) sha256: String,
}

impl Earlier {
    /// What cannot be compared with `now`, and why.
    pub(super) fn remarks(&self, now: &State) -> Vec<String> {
        let not_held = |what: &str| {
            format!(
                "{what} are not compared: the earlier findings.json does not hold them; the one \
                 that `flowproof report` writes does."
            )
        };
        let none = |whose: &str| {
            format!("Verdicts are not compared: {whose} catalog has no facts of a protocol.")
        };
        let has_state = self.state.of("field").is_some();
        let mut remarks = Vec::new();
        if !has_state {
            remarks.push(not_held("Fields and terms"));
        }
        match (self.state.of("verdict"), now.of("verdict")) {
            (None, Some(_)) if has_state => remarks.push(none("the earlier")),
            (None, Some(_)) => remarks.push(not_held("Verdicts")),
            (Some(_), None) => remarks.push(none("this")),
            _ => {}
        }
        remarks
    }
}

/// Reads the `findings.json` of an earlier run.
///
/// # Errors
/// Bytes that are none.
pub fn read(bytes: &[u8]) -> Result<Earlier, String> {
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}
