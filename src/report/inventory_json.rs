//! `inventory.json`: the whole inventory for other programs.

use crate::inventory::Inventory;

use super::ReportError;

/// Pretty JSON with a final line end.
pub(super) fn render(inventory: &Inventory) -> Result<Vec<u8>, ReportError> {
    let mut bytes = serde_json::to_vec_pretty(inventory)?;
    bytes.push(b'\n');
    Ok(bytes)
}
