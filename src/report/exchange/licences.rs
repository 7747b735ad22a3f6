//! `LICENCES.txt`: whose vocabularies the terms in the files beside it come from, for the formats
//! that have no place to say so.

use crate::inventory::Inventory;
use crate::report::visible::one_line;

use super::attribution::{TOOL, attribution};

/// The text; nothing if the catalog uses no vocabulary but its own.
pub(super) fn render(inventory: &Inventory) -> Option<Vec<u8>> {
    let lines = attribution(inventory);
    if lines.is_empty() {
        return None;
    }
    let catalog = &inventory.catalog;
    let mut out = format!(
        "The files in this folder that name terms of public vocabularies, first of all\n\
         inventory.csv, terms.csv, art30-controller.csv, inventory.json, inventory.xlsx, the fides\n\
         files, bom.cdx.json, the DPV files, report.md and the pages, name those of:\n\n\
         {}",
        lines.iter().map(|line| format!("- {}\n", one_line(line))).collect::<String>()
    );
    out.push_str(&format!(
        "\nAll other words about the data come from the catalog {} {}. Made by {TOOL}.\n",
        one_line(&catalog.id),
        one_line(&catalog.version)
    ));
    Some(out.into_bytes())
}
