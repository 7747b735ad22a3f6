//! Finds the promises outside the table, in any language: by form, by place relative to list and
//! table, by the names and links that every language keeps, and by their order on the page.

use crate::assignment::assign;
use crate::catalog::model::{StatementForm, StatementPlace};
use crate::catalog::{Catalog, Document, Statement};
use crate::identify::{Columns, link_stem};
use crate::parse::{Block, BlockKind, ParsedDocument};
use crate::text::share;

/// What became of one statement on one page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StatementMatch {
    /// Index into [`Catalog::statements`].
    pub statement: usize,
    /// Index into the page's blocks; for a list its first item. Nothing when it is missing.
    pub block: Option<usize>,
}

/// Statements with their index in the catalog.
type Specs<'a> = Vec<(usize, &'a Statement)>;

/// Worth below which a block is not taken for a statement.
const ALONE: f64 = 0.5;

/// One entry per statement of the document, in the document's order.
pub(super) fn find_statements(
    catalog: &Catalog,
    document: &Document,
    parsed: &ParsedDocument,
    tables: &[(usize, Columns)],
) -> Vec<StatementMatch> {
    let specs: Specs<'_> =
        document.statements.iter().map(|ix| (*ix, &catalog.statements[*ix])).collect();
    let layout = Layout::new(parsed, tables);
    let (links, prose): (Specs<'_>, Specs<'_>) =
        specs.into_iter().partition(|(_, s)| s.form == StatementForm::Link);
    let order: Vec<usize> = (0..parsed.blocks.len()).filter(|b| layout.candidate(*b)).collect();
    let assigned = assign(prose.len(), order.len(), ALONE, |s, b| {
        let statement = prose[s].1;
        let fit = layout.fit(statement, order[b]);
        let drift = (share(s, prose.len() - 1) - share(b, order.len() - 1)).abs();
        if fit > 0.0 { fit + 0.15 * (1.0 - drift) } else { 0.0 }
    });
    let mut found: Vec<StatementMatch> = prose
        .iter()
        .zip(assigned)
        .map(|((statement, _), block)| StatementMatch {
            statement: *statement,
            block: block.map(|b| order[b]),
        })
        .collect();
    for (statement, spec) in links {
        let block =
            parsed.blocks.iter().position(|b| link_share(spec, std::slice::from_ref(b)) > 0.0);
        found.push(StatementMatch { statement, block });
    }
    found.sort_by_key(|m| document.statements.iter().position(|ix| *ix == m.statement));
    found
}

/// Where the parts of a page stand.
struct Layout<'a> {
    blocks: &'a [Block],
    /// Where the longest of the tables that disclose data starts.
    table: Option<usize>,
    first_list: Option<usize>,
    has_notes: bool,
}

impl<'a> Layout<'a> {
    fn new(parsed: &'a ParsedDocument, tables: &[(usize, Columns)]) -> Self {
        let tables = tables.iter().map(|(table, _)| &parsed.tables[*table]);
        let table = tables.max_by_key(|t| t.rows.len()).map(|t| t.range.start);
        let blocks = &parsed.blocks;
        Layout {
            blocks,
            table,
            first_list: blocks.iter().position(|b| b.kind == BlockKind::ListItem),
            has_notes: blocks.iter().any(|b| b.kind == BlockKind::Note),
        }
    }

    /// Blocks that can be a statement: not headings, not one-word labels, not the rows of a table
    /// that is not read as one, and of a list only the first item.
    fn candidate(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        match block.kind {
            BlockKind::Heading => false,
            BlockKind::ListItem => index == 0 || self.blocks[index - 1].kind != BlockKind::ListItem,
            BlockKind::Note | BlockKind::Paragraph => {
                let text = block.inline.trimmed();
                text.chars().count() > 12 && !text.starts_with('|')
            }
        }
    }

    /// From 0 (cannot be) to 1: how well a block fits a statement.
    fn fit(&self, statement: &Statement, index: usize) -> f64 {
        let block = &self.blocks[index];
        let before_list = self.first_list.is_none_or(|list| index < list);
        let before_table = self.table.map(|table| block.inline.source.start < table);
        let placed = match (statement.place, before_table) {
            // Without a table nothing tells the places apart.
            (StatementPlace::Anywhere, _) | (_, None) => true,
            (StatementPlace::BeforeList, Some(before)) => before && before_list,
            (StatementPlace::BeforeTable, Some(before)) => {
                before && (!before_list || self.first_list.is_none())
            }
            (StatementPlace::AfterTable, Some(before)) => !before,
        };
        // A scraped page has lost the note's markup.
        let formed = match (statement.form, block.kind) {
            (StatementForm::Note, BlockKind::Note)
            | (StatementForm::Paragraph, BlockKind::Paragraph)
            | (StatementForm::List, BlockKind::ListItem) => 1.0,
            (StatementForm::Note, BlockKind::Paragraph)
                if !self.has_notes && self.labelled(index) =>
            {
                0.9
            }
            // What is said counts, and not how it is set off.
            (StatementForm::Paragraph, BlockKind::Note) => 0.8,
            _ => 0.0,
        };
        if !placed || formed == 0.0 {
            return 0.0;
        }
        let group = self.group(index);
        let text: String =
            group.iter().map(|b| b.inline.text.to_lowercase()).collect::<Vec<_>>().join(" ");
        let mentioned =
            statement.mentions.iter().filter(|m| text.contains(&m.to_lowercase())).count();
        let mentions = if statement.mentions.is_empty() {
            1.0
        } else {
            share(mentioned, statement.mentions.len())
        };
        let links = if statement.links.is_empty() { 1.0 } else { link_share(statement, group) };
        if mentions == 0.0 { 0.0 } else { formed * (0.4 + 0.35 * mentions + 0.25 * links) }
    }

    /// Whether a one-word line such as `Note` stands before the block.
    fn labelled(&self, index: usize) -> bool {
        index > 0 && {
            let label = self.blocks[index - 1].inline.trimmed();
            self.blocks[index - 1].kind == BlockKind::Paragraph
                && label.chars().count() <= 20
                && !label.contains('.')
        }
    }

    /// The block, or the whole list that it opens.
    fn group(&self, index: usize) -> &'a [Block] {
        let items =
            self.blocks[index..].iter().take_while(|b| b.kind == BlockKind::ListItem).count();
        &self.blocks[index..index + items.max(1)]
    }
}

/// Share of a statement's links that the blocks hold, under whichever name.
fn link_share(statement: &Statement, blocks: &[Block]) -> f64 {
    let stems: Vec<&str> =
        blocks.iter().flat_map(|b| &b.inline.links).map(|l| link_stem(&l.target)).collect();
    let held = statement.all_links().filter(|link| stems.contains(link)).count();
    share(held.min(statement.links.len()), statement.links.len())
}
