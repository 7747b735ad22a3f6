//! `inventory.json`: the whole inventory for other programs.

use crate::inventory::Inventory;

use crate::report::error::ReportError;

/// Pretty JSON with a final line end.
pub(in crate::report) fn render(inventory: &Inventory) -> Result<Vec<u8>, ReportError> {
    let mut bytes = serde_json::to_vec_pretty(inventory)?;
    bytes.push(b'\n');
    Ok(bytes)
}
