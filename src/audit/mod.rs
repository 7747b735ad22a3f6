//! The facts that checks and reports read: every page with its identity, its rows aligned with
//! the catalog, its statements found, its source edition named.
//!
//! [`assemble`] runs the pipeline parse → identify → align over all files; nothing here judges.

mod aligned;
mod assemble;
mod behind;
mod changes;
mod content;
mod contradiction;
mod draft;
mod editions;
mod expected;
mod once;
mod page;
mod recognise;
mod reference;
mod short_rows;
mod statements;
mod texts;

use crate::catalog::Catalog;
use crate::parse::ParsedDocument;
use crate::source::{FileId, Sources};

pub use assemble::{Input, MAX_ROWS, Reread, Skip, Skipped, Unread, assemble};
pub use behind::{Behind, KnownBy};
pub use changes::Changes;
pub use content::{cell_digest, cell_fingerprint, content_of};
pub use contradiction::Differences;
pub use editions::{EditionStatus, KnownEdition, PageEdition, PageRef, front_matter_date};
pub use once::Once;
pub use page::{CellRef, Page, PageRow, SourceCell};
pub use recognise::{Scout, Silent};
pub use statements::StatementMatch;
pub use texts::{literals, ordinary_words, running_text};

/// All facts of a run. Immutable once assembled.
#[derive(Debug)]
pub struct Audit<'a> {
    /// The declared truth.
    pub catalog: &'a Catalog,
    /// Every file that a span can point into.
    pub sources: Sources,
    /// The documents that were asked for, by path.
    pub pages: Vec<Page>,
    /// Source revisions given as history, parsed like pages.
    pub history: Vec<Page>,
    /// Known source editions of each document of the catalog, oldest first.
    pub editions: Vec<Vec<KnownEdition>>,
    /// Files that are no document of the catalog, with the reason.
    pub skipped: Vec<Skipped>,
    /// Paths of the skipped files that are pages of a document all the same, as their name, their
    /// place among the translations or what can be read of them says.
    pub lost: std::collections::BTreeSet<String>,
    /// Other pages on the same data, to compare with.
    pub disclosures: Vec<Disclosure>,
    /// Paths of the files that were met while folders were looked through, documents or not.
    pub walked: std::collections::BTreeSet<String>,
    /// Translations of each document of the catalog by language, each as indices into `pages`.
    pub translations: Vec<Vec<(String, Vec<usize>)>>,
    /// The source pages of each document of the catalog, as indices into `pages`.
    pub originals: Vec<Vec<usize>>,
    /// What is worked out once for many pages.
    pub once: Once,
    /// Catalog files as sources, by path below the catalog folder.
    pub catalog_files: std::collections::BTreeMap<String, FileId>,
}

/// Another page whose lists and tables name kinds of data. It is no document of the catalog.
#[derive(Debug)]
pub struct Disclosure {
    /// The file.
    pub file: FileId,
    /// Its path as shown.
    pub path: String,
    /// Its structure.
    pub parsed: ParsedDocument,
}

impl Audit<'_> {
    /// The page that a reference names.
    pub fn page(&self, reference: PageRef) -> &Page {
        match reference {
            PageRef::Run(index) => &self.pages[index],
            PageRef::History(index) => &self.history[index],
        }
    }

    /// The translations of a document into one language, in page order.
    pub fn translations_of<'a>(
        &'a self,
        document: usize,
        language: &str,
    ) -> impl Iterator<Item = &'a Page> + Clone {
        let own = self.translations[document].iter().find(|(own, _)| own == language);
        own.into_iter().flat_map(|(_, pages)| pages).map(|page| &self.pages[*page])
    }

    /// The source pages of a document that are in the run, in page order.
    pub fn originals_of(&self, document: usize) -> impl DoubleEndedIterator<Item = &Page> + Clone {
        self.originals[document].iter().map(|page| &self.pages[*page])
    }

    /// The translations of a document into languages other than one, by language.
    pub fn other_translations<'a>(
        &'a self,
        document: usize,
        language: &str,
    ) -> impl Iterator<Item = impl Iterator<Item = &'a Page>> {
        let others = self.translations[document].iter().filter(move |(own, _)| own != language);
        others.map(|(_, pages)| pages.iter().map(|page| &self.pages[*page]))
    }

    /// The catalog's document that a page is an edition of.
    pub fn document(&self, page: &Page) -> &crate::catalog::Document {
        &self.catalog.documents[page.document]
    }

    /// The text of the file that a page was read from.
    pub fn text(&self, page: &Page) -> &str {
        self.sources.get(page.file).text()
    }
}
