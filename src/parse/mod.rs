//! From text to structure, without ever failing: front matter, blocks of prose, tables.
//!
//! The Markdown parser stands behind our own table locator ([`locate`]): a table that a parser
//! does not see (a scraped page, a missing blank line) is found all the same, and remembered as
//! not rendered. Whatever is odd becomes a [`Problem`]; nothing is dropped silently.
//!
//! All offsets are bytes of the original file.

mod blocks;
mod directive;
mod document;
mod front_matter;
mod html;
mod html_table;
mod inline;
mod locate;
mod outline;
mod problem;
mod table;
mod unread;

pub use blocks::{Block, BlockKind};
pub use directive::{Directive, directive_at, is_raised};
pub use document::{ParsedDocument, parse};
pub use front_matter::{FrontMatter, Value};
pub use inline::{Inline, Link, read_inline};
pub use outline::{Outline, parse_outline};
pub use problem::{Problem, ProblemKind};
pub use table::{Cell, Row, Table};
pub use unread::{Unread, rows_cut_off, unread_table};

#[cfg(test)]
mod tests;
