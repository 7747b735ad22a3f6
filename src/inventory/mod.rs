//! The catalog together with what an audit found, as reports show it.
//!
//! Plain structures without references into the audit: they are what `inventory.json` holds and
//! what the templates of the HTML reports read. Nothing here judges; a documentation status says
//! what stands on a page, and the checks say what is wrong with it.

mod build;
mod documentation;
mod documents;
mod doubts;
mod evidence;
mod exchange;
mod model;
mod order;
mod parties;
mod protocol;
mod protocol_model;
mod staleness;
mod state;
mod statements;
mod totals;

pub use build::build;
pub use documents::documents;
pub use evidence::{
    AuditedDocument, DocumentationStatus, Doubt, EditionView, PageStatus, Quote, SkippedFile,
    StatementPage, StatementStatus, UnresolvedRow,
};
pub use model::{
    CatalogView, Count, FieldView, FlowCount, FlowView, FormerLabel, Inventory, MessageView,
    PublishedPage, ServiceView, StatementView, TermRef, TermView, Totals, VocabularyView,
};
pub use order::{fields, personal_first};
pub use parties::{OriginView, PartyView, RoleView};
pub use protocol::protocol;
pub use protocol_model::{
    CircumstanceView, CoverageView, DocumentSide, EnrolmentView, KindCount, Location,
    MatrixRowView, ProtocolSide, ProtocolView, SourceView, ThreeSides, VerdictTotals, VerdictView,
};
pub use staleness::{StaleRow, StaleStatement, Staleness, staleness};
pub use state::{catalog_state, run_state};

/// Stands where only the organization that uses the services can give the answer: legal basis and
/// retention are never guessed.
pub const TENANT_TO_COMPLETE: &str = "TENANT-TO-COMPLETE";

/// Stands for legal basis and retention where there is no personal data.
pub const NOT_APPLICABLE: &str = "not applicable";
