//! `protocol.json`: the whole comparison with the protocol for other programs.

use serde::Serialize;

use crate::catalog::Catalog;
use crate::inventory::ProtocolView;
use crate::report::error::ReportError;
use crate::report::findings::json::{CatalogRef, Tool};

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    tool: Tool,
    catalog: CatalogRef<'a>,
    #[serde(flatten)]
    protocol: &'a ProtocolView,
}

/// Pretty JSON with a final line end.
pub(in crate::report) fn render(
    catalog: &Catalog,
    protocol: &ProtocolView,
) -> Result<Vec<u8>, ReportError> {
    let report =
        Report { schema: 1, tool: Tool::this(), catalog: CatalogRef::of(catalog), protocol };
    let mut bytes = serde_json::to_vec_pretty(&report)?;
    bytes.push(b'\n');
    Ok(bytes)
}
