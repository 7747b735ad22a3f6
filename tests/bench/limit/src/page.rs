//! One page: its front matter, and the cells of its tables with their places.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_yaml::Value;

/// A page as it is read before anything is known of it.
#[derive(Default)]
pub struct Page {
    /// Metadata at the top of the file, where they are YAML.
    pub front_matter: Option<Value>,
    /// How many tables there are.
    pub tables: usize,
    /// How many rows they have, headers left out.
    pub rows: usize,
    /// The cells of all of them, headers and all.
    pub cells: Vec<Cell>,
}

/// The text of a cell, and the bytes that it takes in the file.
pub type Cell = (String, Range<usize>);

/// What text belongs to while a page is gone through.
enum Within {
    Prose,
    FrontMatter(String),
    Cell(Cell),
}

impl Page {
    /// Parses a page.
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let mut page = Page::default();
        let mut within = Within::Prose;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            match event {
                Event::Start(Tag::MetadataBlock(_)) => within = Within::FrontMatter(String::new()),
                Event::Start(Tag::Table(_)) => page.tables += 1,
                Event::Start(Tag::TableRow) => page.rows += 1,
                Event::Start(Tag::TableCell) => {
                    within = Within::Cell((String::new(), range));
                }
                Event::End(TagEnd::MetadataBlock(_) | TagEnd::TableCell) => {
                    page.take(std::mem::replace(&mut within, Within::Prose));
                }
                Event::Text(part) | Event::Code(part) => within.push(&part),
                _ => {}
            }
        }
        page
    }

    fn take(&mut self, part: Within) {
        match part {
            Within::FrontMatter(yaml) => self.front_matter = serde_yaml::from_str(&yaml).ok(),
            Within::Cell(cell) => self.cells.push(cell),
            Within::Prose => {}
        }
    }
}

impl Within {
    fn push(&mut self, part: &str) {
        match self {
            Within::FrontMatter(yaml) => yaml.push_str(part),
            Within::Cell((text, _)) => text.push_str(part),
            Within::Prose => {}
        }
    }
}
