//! How cells look, and how much text one holds.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::inventory::TENANT_TO_COMPLETE;
use crate::report::visible::visible;

use super::super::processor::PROCESSOR_TO_COMPLETE;

/// Most characters that a cell can hold, counted in UTF-16 units (Excel specifications and limits).
const MAX_CELL: usize = 32_767;

/// How cells look, by what they hold.
pub(super) struct Formats {
    pub(super) header: Format,
    pub(super) text: Format,
    /// Text that begins like a formula.
    pub(super) quoted: Format,
    pub(super) date: Format,
    pub(super) tenant: Format,
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) label: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        Formats {
            header: cell()
                .set_bold()
                .set_background_color(Color::RGB(0x1F_3A_5F))
                .set_font_color(Color::White),
            text: cell().set_text_wrap(),
            quoted: cell().set_text_wrap().set_quote_prefix(),
            date: cell().set_num_format("yyyy-mm-dd"),
            tenant: cell()
                .set_text_wrap()
                .set_background_color(Color::RGB(0xFF_F2_CC))
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0xBF_90_00)),
            title: cell().set_bold().set_font_size(14).set_text_wrap(),
            heading: cell().set_bold().set_text_wrap().set_background_color(Color::RGB(0xDD_E6_F0)),
            label: cell().set_font_color(Color::RGB(0x44_44_44)).set_text_wrap(),
        }
    }

    /// The format of a cell of text.
    pub(super) fn of_text(&self, cell: &str) -> &Format {
        let open =
            [TENANT_TO_COMPLETE, PROCESSOR_TO_COMPLETE].iter().any(|open| cell.contains(open));
        match cell.starts_with(['=', '+', '-', '@']) {
            true => &self.quoted,
            false if open => &self.tenant,
            false => &self.text,
        }
    }
}

/// The text of a cell; one that is too long for a cell is cut and says so.
pub(super) fn cell_text(cell: &str) -> String {
    let shown = visible(cell);
    if shown.encode_utf16().count() <= MAX_CELL {
        return shown.into_owned();
    }
    let note = format!(" … [cut: {} characters in all, see the CSV file]", cell.chars().count());
    let room = MAX_CELL - note.encode_utf16().count();
    let mut used = 0;
    let kept = shown.chars().take_while(|c| {
        used += c.len_utf16();
        used <= room
    });
    kept.collect::<String>() + &note
}

#[cfg(test)]
mod tests {
    use super::{MAX_CELL, cell_text};

    #[test]
    fn cells_that_are_too_long_say_so() {
        assert_eq!(cell_text("short"), "short");
        let long = "é😀".repeat(MAX_CELL);
        let cut = cell_text(&long);
        assert!(cut.encode_utf16().count() <= MAX_CELL);
        assert!(
            cut.ends_with("[cut: 65534 characters in all, see the CSV file]"),
            "{}",
            &cut[60_000..]
        );
    }
}
