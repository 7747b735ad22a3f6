//! Which rows and statements a page owes its reader, by the edition it was made from.

use jiff::civil::Date;

use crate::catalog::FieldIx;
use crate::catalog::model::ColumnRole;

use super::{Audit, Differences, KnownEdition, Page, PageRef, PageRow, SourceCell};

impl Audit<'_> {
    /// The edition that a page was made from; for a source page, itself. That is the one it names,
    /// unless its rows are those of another.
    pub fn edition<'a>(&'a self, page: &Page) -> Option<&'a KnownEdition> {
        page.edition.made_from().map(|known| &self.editions[page.document][known])
    }

    /// Where a page names one edition and has the rows and statements of another: in what it
    /// differs from the former and not from the latter, and both.
    pub fn contradiction<'a>(
        &'a self,
        page: &Page,
    ) -> Option<(Differences, &'a KnownEdition, &'a KnownEdition)> {
        let editions = &self.editions[page.document];
        let named = &editions[page.edition.known?];
        let fitting = &editions[page.edition.fitting?];
        let of =
            |edition: &KnownEdition| Differences::between(self.catalog, page, &edition.content);
        Some((of(named).without(&of(fitting)), named, fitting))
    }

    /// The edition that translations of the page's document are to follow now.
    pub fn newest<'a>(&'a self, page: &Page) -> Option<&'a KnownEdition> {
        page.edition.newest.map(|newest| &self.editions[page.document][newest])
    }

    /// Date at which the source must be looked at to judge the page: that of its edition, or the
    /// hand-off date.
    pub fn source_date(&self, page: &Page) -> Option<Date> {
        self.edition(page).and_then(|edition| edition.date).or(page.edition.handoff)
    }

    /// The fields that the page must list.
    ///
    /// By its edition if that is known. Otherwise those of the newest edition, without the ones
    /// that the source took up after the page's hand-off.
    pub fn expected_fields(&self, page: &Page) -> Vec<FieldIx> {
        let listed = |edition: &KnownEdition| -> Vec<FieldIx> {
            edition.content.rows.iter().flat_map(|(fields, _)| fields.iter().copied()).collect()
        };
        if let Some(edition) = self.edition(page) {
            return listed(edition);
        }
        let date = page.edition.handoff;
        let flow = &self.document(page).flow;
        let newest: Vec<FieldIx> = match self.newest(page).filter(|_| !page.is_source) {
            Some(edition) => listed(edition),
            None => self
                .catalog
                .fields_of_flow(flow)
                .filter(|ix| self.catalog.field(*ix).until.is_none())
                .collect(),
        };
        newest
            .into_iter()
            .filter(|ix| date.is_none_or(|date| self.catalog.field(*ix).since <= date))
            .collect()
    }

    /// Indices of the statements that the page must carry.
    pub fn expected_statements(&self, page: &Page) -> Vec<usize> {
        let document = self.document(page);
        let carried = |edition: &KnownEdition| {
            edition.content.statements.iter().map(|(s, _)| *s).collect::<Vec<_>>()
        };
        if let Some(edition) = self.edition(page) {
            return carried(edition);
        }
        let date = page.edition.handoff;
        let newest = match self.newest(page).filter(|_| !page.is_source) {
            Some(edition) => carried(edition),
            None => document.statements.clone(),
        };
        newest
            .into_iter()
            .filter(|ix| {
                let statement = &self.catalog.statements[*ix];
                date.map_or(statement.until.is_none(), |date| statement.carried_at(date))
            })
            .collect()
    }

    /// Indices of the statements that the source took up after the edition the page was made from.
    pub fn later_statements(&self, page: &Page) -> Vec<usize> {
        // Of a page whose hash is wrong it is open how old it is.
        let own = self.edition(page).filter(|_| !page.edition.is_contradicted());
        let Some((own, newest)) = own.zip(self.newest(page)) else { return Vec::new() };
        let carried =
            |statement: usize| own.content.statements.iter().any(|(s, _)| *s == statement);
        newest.content.statements.iter().map(|(s, _)| *s).filter(|s| !carried(*s)).collect()
    }

    /// The page that holds the source text of a translation: its very edition if the text is at
    /// hand, otherwise the newest source page with text.
    pub fn source_page(&self, page: &Page) -> Option<PageRef> {
        if page.is_source {
            return None;
        }
        self.edition(page)
            .and_then(|edition| edition.page)
            .or_else(|| self.newest(page).and_then(|edition| edition.page))
            .or_else(|| self.editions[page.document].iter().rev().find_map(|edition| edition.page))
    }

    /// The source text of a row's cell. Nothing when there is no source text at hand, or when the
    /// text at hand is known to differ from the one that the translation was made from.
    pub fn source_cell<'a>(
        &'a self,
        page: &Page,
        row: &PageRow,
        role: ColumnRole,
    ) -> Option<SourceCell<'a>> {
        let reference = self.source_page(page)?;
        let source = self.page(reference);
        let cell = source.cell(source.row_of(row.matched.row()?)?, role)?;
        let own = self.edition(page);
        let exact = match own {
            Some(edition) if edition.page == Some(reference) => true,
            Some(edition) => {
                let column = self.document(page).columns.iter().position(|c| c.role == role)?;
                let (_, cells) =
                    edition.content.rows.iter().find(|(fields, _)| *fields == row.fields)?;
                if cells.get(column)? != &super::cell_fingerprint(cell.text()) {
                    return None;
                }
                true
            }
            None => self.handed_off_after(page, reference),
        };
        Some(SourceCell { page: reference, cell, exact })
    }

    /// Whether a translation of unknown edition was handed off after the source text was made.
    fn handed_off_after(&self, page: &Page, source: PageRef) -> bool {
        let made = self.editions[page.document]
            .iter()
            .find(|e| e.page == Some(source))
            .and_then(|e| e.date);
        made.zip(page.edition.handoff).is_some_and(|(made, handoff)| made <= handoff)
    }
}
