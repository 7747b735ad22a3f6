//! The command line.

use std::path::PathBuf;

use clap::Parser;

/// Changes pages in known ways and counts what the checks say of it.
#[derive(Debug, Parser)]
#[command(name = "drift-benchmark")]
pub struct Options {
    /// The real pages, one folder per language; the sample is always run.
    #[arg(long, value_name = "DIR")]
    pub docs: Option<PathBuf>,
    /// Where results go.
    #[arg(long, value_name = "DIR", default_value = "reports/benchmark")]
    pub out: PathBuf,
    /// Seed of all random choices.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub seed: u64,
    /// Changes per operator and page.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub rounds: usize,
    /// Changes per operator and page where the page is the only one of its language.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub alone: usize,
    /// Run only operators whose name starts so; print the table and every miss, write nothing.
    #[arg(long, value_name = "NAME")]
    pub operator: Option<String>,
    /// Print every miss.
    #[arg(long)]
    pub misses: bool,
    /// Only write the pages and a sample of the changes to a folder, for `peers/peers.sh`.
    #[arg(long, value_name = "DIR")]
    pub export: Option<PathBuf>,
    /// Only hold the findings on the untouched pages against the judgements; print those without.
    #[arg(long)]
    pub judgements: bool,
    /// Only this group of pages: dev, held-out, unlisted or sample.
    #[arg(long, value_name = "GROUP")]
    pub group: Option<String>,
}
