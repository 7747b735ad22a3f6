//! What decides how the reports look, and what they show besides the audit.

use super::compare::runs::RunDiff;
use super::html::{Benchmark, Language};
use super::manifest::InputFile;

/// What the reports are made of besides the audit and its findings.
#[derive(Debug, Default)]
pub struct Options<'a> {
    /// Results of the mutation benchmark; its page is made only with them.
    pub benchmark: Option<&'a Benchmark>,
    /// Language of the interface.
    pub language: Language,
    /// Whether the pages are one file.
    pub single_file: bool,
    /// What has changed since an earlier run; shown only with it.
    pub since: Option<&'a RunDiff>,
    /// Files that were read and that the audit does not hold, for the manifest.
    pub inputs: Vec<InputFile>,
    /// Whether CSV files start with a byte order mark.
    pub csv_bom: bool,
}
