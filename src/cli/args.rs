//! The command line as typed: what clap reads, and its help. What the settings add is merged in
//! [`options`](super::options).

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::finding::Severity;
use crate::protocol::import::Revision;
use crate::report::Language;
use crate::report::findings::Format;

mod catalog;
mod values;

pub(super) use catalog::{
    CatalogCommand, DiffArgs, DiffFormat, EditionsArgs, ShowArgs, ShowFormat,
};
use values::{parse_date, parse_language, parse_output, parse_revision};

/// Exit codes, shown with the help.
const EXIT_CODES: &str = "Exit codes:
  0  check: nothing at or above --fail-on; other commands: done
  1  check: findings at or above --fail-on; catalog validate: the catalog has faults;
     protocol import: something was not understood; protocol compare: there are differences;
     fix --diff: something would change; verify: a file has changed;
     catalog diff: there are differences
  2  usage, configuration, catalog or input error, or nothing to check";

/// Checks published data-flow disclosures and their translations against a catalog.
#[derive(Debug, Parser)]
#[command(name = "flowproof", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(super) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
    /// Folder of a catalog to use instead of the built-in one.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) catalog: Option<PathBuf>,
    /// Configuration file; otherwise `.flowproof.yaml` here or in a folder above.
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// When to colour output.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
}

/// When to colour output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check documents and print what is wrong with them.
    Check(CheckArgs),
    /// Make the repairs that are certain, and nothing else.
    Fix(FixArgs),
    /// Record that the texts were read and accepted, so that only later changes are reported.
    Approve(ApproveArgs),
    /// Write all reports.
    Report(ReportArgs),
    /// Say which reports and inputs have changed since `report` wrote its manifest.
    Verify(VerifyArgs),
    /// Look into the catalog.
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// Read and compare the vendor's own schema files.
    #[command(subcommand)]
    Protocol(ProtocolCommand),
    /// Explain a check, or list all checks.
    Explain(ExplainArgs),
}

/// What to read.
#[derive(Debug, clap::Args)]
pub(super) struct InputArgs {
    /// Files and folders; folders are searched for .md, .markdown, .mdx and .txt files.
    pub(super) paths: Vec<PathBuf>,
    /// Revisions of the source pages: a folder of files, or a git repository.
    #[arg(long, value_name = "DIR")]
    pub(super) source_history: Option<PathBuf>,
    /// Another page whose lists and tables name kinds of data, to compare with; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub(super) disclosure: Vec<PathBuf>,
    /// Say which files were passed over, and why.
    #[arg(long, short)]
    pub(super) verbose: bool,
}

/// Which approvals hold.
#[derive(Debug, clap::Args)]
pub(super) struct LockArgs {
    /// Lock file of `flowproof approve`; otherwise `flowproof.lock` beside the settings or above.
    #[arg(long, value_name = "FILE", conflicts_with = "no_lock")]
    pub(super) lock: Option<PathBuf>,
    /// Pass over the lock file: everything speaks.
    #[arg(long)]
    pub(super) no_lock: bool,
    /// Day on which approvals must still hold; today if not given.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) today: Option<Date>,
}

/// Arguments of `approve`.
#[derive(Debug, clap::Args)]
pub(super) struct ApproveArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Who approves.
    #[arg(long, value_name = "WHO")]
    pub(super) by: Option<String>,
    /// Why what is at fault may stay.
    #[arg(long, value_name = "TEXT")]
    pub(super) why: Option<String>,
    /// Last day of the approval; afterwards the findings speak again.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) expires: Option<Date>,
    /// Silence only these checks; otherwise all. Separated by commas, or repeated.
    #[arg(long, value_name = "CHECK", value_delimiter = ',', num_args = 1..)]
    pub(super) waive: Vec<String>,
    /// Lock file to write; otherwise `flowproof.lock` beside the settings or above, or here.
    #[arg(long, value_name = "FILE")]
    pub(super) lock: Option<PathBuf>,
    /// Day of the approval; today if not given.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) today: Option<Date>,
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) lock: LockArgs,
    /// Format of the findings on stdout; text if not given.
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// Write the findings to a file as well, `-` for stdout alone; may be repeated.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = parse_output)]
    pub(super) output: Vec<(Format, PathBuf)>,
    /// Least severity that makes the exit code 1.
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(super) fail_on: Option<FailOn>,
}

/// Least severity that makes `check` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Note,
    /// No finding.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity makes `check` fail.
    pub(super) fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Note => true,
            FailOn::Never => false,
        }
    }
}

/// Arguments of `fix`.
#[derive(Debug, clap::Args)]
pub(super) struct FixArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) lock: LockArgs,
    /// Print what would change as a unified diff and write nothing.
    #[arg(long)]
    pub(super) diff: bool,
}

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Folder to write to; made if missing.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Results of the mutation benchmark, to be shown with the other reports.
    #[arg(long, value_name = "FILE")]
    pub(super) benchmark: Option<PathBuf>,
    /// `findings.json` of an earlier run: say what is new, gone and changed since.
    #[arg(long, value_name = "OLD.json")]
    pub(super) since: Option<PathBuf>,
    /// Write the pages as one file, `report.html`.
    #[arg(long)]
    pub(super) single_file: bool,
    /// Language of the pages' own words; names of fields and quoted text stay as they are.
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = parse_language)]
    pub(super) lang: Language,
    /// Start CSV files with a byte order mark, for spreadsheets that take them for another encoding.
    #[arg(long)]
    pub(super) csv_bom: bool,
}

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub(super) struct VerifyArgs {
    /// Folder that `report` wrote.
    pub(super) folder: PathBuf,
    /// Folder from which the paths of the inputs are meant; otherwise the working folder.
    #[arg(long, value_name = "DIR")]
    pub(super) base: Option<PathBuf>,
}

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// Id of the check.
    pub(super) check: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum ProtocolCommand {
    /// Write the facts of the vendor's schema files, by the rules of the catalog.
    Import(ImportArgs),
    /// Say what differs between two states of the protocol, and which fields that touches.
    Compare(CompareArgs),
}

/// Arguments of `protocol import`.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// Folder of a source, or one that holds folders of sources; may be repeated.
    #[arg(long, value_name = "DIR", required = true)]
    pub(super) from: Vec<PathBuf>,
    /// Folder to write to; made if missing. Only the files of imported schemas are touched.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// State of a source, where neither git nor a SOURCE.txt tells it; may be repeated.
    #[arg(long, value_name = "SOURCE=COMMIT@DATE", value_parser = parse_revision)]
    pub(super) revision: Vec<(String, Revision)>,
}

/// Arguments of `protocol compare`.
#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    /// Folder of fact files, or of a source, which is then read by the rules of the catalog.
    pub(super) old: PathBuf,
    /// The same, of the newer state.
    pub(super) new: PathBuf,
    /// How to print the differences.
    #[arg(long, value_enum, default_value_t = CompareFormat::Text)]
    pub(super) format: CompareFormat,
}

/// How `protocol compare` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CompareFormat {
    /// For people, with the text at fault from both sides.
    Text,
    /// For programs; see the JSON contract in the README.
    Json,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Args::command().debug_assert();
    }
}
