//! What other languages and other rows say about a cell.
//!
//! Translations of the same source text bear witness to every cell ([`counterparts`], [`Agreement`]): what most of
//! them keep and one does not is that one's defect; what all of them do is a matter of the
//! source. The rows of a page teach how its language renders words and how long its texts are
//! ([`LanguageModel`]), with which a text can be told from that of another row, or from a part of itself.
//!
//! Nothing here is read from anywhere but the run, and no cell is judged by what was learned from
//! that cell.

mod counterpart;
mod fit;
mod language_model;
mod letters;
mod lexicon;
mod placement;
mod polarity;
mod word_fit;

pub use counterpart::{
    Agreement, Counterpart, MOST_COUNTERPARTS, counterparts, statement_counterparts,
};
pub use language_model::{LanguageModel, SegmentPair};
pub use letters::shares_letters;
pub use lexicon::{same_words, shares_words};
pub use placement::Placements;
pub use polarity::{booleans, booleans_of, lifts_duty, negations, negations_of, word_lists};

use std::collections::BTreeMap;

use crate::audit::{Audit, Page, PageRow};
use crate::catalog::model::ColumnRole;
use crate::source::FileId;
use crate::threads;
use fit::Fits;

/// All that was learned from the pages of a run.
#[derive(Debug)]
pub struct Consensus<'a> {
    /// The run.
    pub audit: &'a Audit<'a>,
    models: BTreeMap<FileId, LanguageModel<'a>>,
    placements: BTreeMap<FileId, Placements>,
}

impl<'a> Consensus<'a> {
    /// Learns from every translation.
    pub fn of(audit: &'a Audit<'a>) -> Self {
        let translations: Vec<&Page> = audit.pages.iter().filter(|page| !page.is_source).collect();
        let learned = threads::map(&translations, |page| {
            let model = LanguageModel::learn(audit, page);
            let placements = Placements::of(&model, &Fits::of(audit, &model));
            (page.file, model, placements)
        });
        let mut consensus =
            Consensus { audit, models: BTreeMap::new(), placements: BTreeMap::new() };
        for (file, model, placements) in learned {
            consensus.models.insert(file, model);
            consensus.placements.insert(file, placements);
        }
        consensus
    }

    /// What is known of a translation; nothing of a source page.
    pub fn model(&self, page: &Page) -> Option<&LanguageModel<'a>> {
        self.models.get(&page.file)
    }

    /// What other languages made of the source text of a text, each with its page's model.
    pub fn renderings(
        &self,
        page: &Page,
        text: &SegmentPair<'_>,
    ) -> Vec<(&LanguageModel<'a>, &SegmentPair<'a>)> {
        let others = counterparts(self.audit, page, text.cell.row, ColumnRole::Purpose);
        let rendering = |counterpart: &Counterpart<'_>| {
            let model = self.model(counterpart.page)?;
            Some((model, model.texts.iter().find(|t| t.reference == text.reference)?))
        };
        others.iter().filter_map(rendering).collect()
    }

    /// Which texts of a translation stand in the row of another.
    pub fn placements(&self, page: &Page) -> Option<&Placements> {
        self.placements.get(&page.file)
    }

    /// Whether the purpose of a row stands in the row of another.
    pub fn is_misplaced(&self, page: &Page, row: &PageRow) -> bool {
        let at = self
            .model(page)
            .and_then(|model| model.texts.iter().position(|t| t.cell.row.number == row.number));
        at.zip(self.placements(page)).is_some_and(|(at, placed)| placed.is_misplaced(at))
    }

    /// The texts of a translation that stand in their own row.
    pub fn texts_in_place(&self, page: &Page) -> Vec<&SegmentPair<'a>> {
        let Some((model, placed)) = self.model(page).zip(self.placements(page)) else {
            return Vec::new();
        };
        let in_place = model.texts.iter().enumerate().filter(|(at, _)| !placed.is_misplaced(*at));
        in_place.map(|(_, text)| text).collect()
    }
}
