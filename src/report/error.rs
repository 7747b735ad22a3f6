//! Why a report could not be made.

use std::path::PathBuf;

use super::manifest::MANIFEST;

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The file or its folder cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A file of somebody else stands where a report is to be written.
    #[error("{} is not listed in {MANIFEST} beside it, so it is no report", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A template is at fault.
    #[error("cannot render {name}: {source:#}")]
    Template {
        /// Name of the template.
        name: String,
        /// What is wrong with it.
        source: minijinja::Error,
    },
    /// CSV could not be made.
    #[error("cannot write CSV: {0}")]
    Csv(#[from] csv::Error),
    /// The workbook could not be made.
    #[error("cannot write XLSX: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// JSON could not be made.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}
