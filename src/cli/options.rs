//! What a command works with: arguments, settings file and environment, merged once.
//!
//! [`args`](super::args) is the command line as typed and [`settings`](super::settings) the file as
//! written; neither knows of the other. Here one of them wins, what nobody said gets its default, and
//! every path remembers who gave it, so that a fault in it is told where it stands. Commands read
//! these options and nothing else.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::report::Language;
use crate::report::findings::Format;

use super::args::{
    self, ApproveArgs, Args, CatalogCommand, CheckArgs, Color, ExplainArgs, FailOn, FixArgs,
    InputArgs, LockArgs, ProtocolCommand, ReportArgs, VerifyArgs,
};
use super::failure::Failure;
use super::find_upwards::nearest;
use super::paths::{folder_of, real};
use super::policy::Levels;
use super::settings::{self, SetPath, Settings};

/// Name of the lock file that is looked for.
const LOCK: &str = "flowproof.lock";

/// All that was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// What every command has.
    pub(super) common: Common,
    /// What to do.
    pub(super) command: Command,
}

/// What every command has.
#[derive(Debug)]
pub(super) struct Common {
    /// What is coloured.
    pub(super) colour: Colours,
    /// Folder of the catalog; the built-in one if nobody gives another.
    pub(super) catalog: Option<Given>,
}

/// Whether the streams are coloured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colours {
    /// Findings and data.
    pub(super) stdout: bool,
    /// All else.
    pub(super) stderr: bool,
}

/// A command with its options.
#[derive(Debug)]
pub(super) enum Command {
    /// `check`.
    Check(CheckOptions),
    /// `fix`.
    Fix(FixOptions),
    /// `approve`.
    Approve(ApproveOptions),
    /// `report`.
    Report(ReportOptions),
    /// `verify`, which the settings say nothing about.
    Verify(VerifyArgs),
    /// `catalog`, likewise.
    Catalog(CatalogCommand),
    /// `protocol`, likewise.
    Protocol(ProtocolCommand),
    /// `explain`, likewise.
    Explain(ExplainArgs),
}

/// A path, and the settings that give it if it is no argument.
#[derive(Debug, Clone)]
pub(super) struct Given {
    /// The path, from the working folder.
    pub(super) path: PathBuf,
    set: Option<SetPath>,
}

/// What to read, and how grave its findings are.
#[derive(Debug)]
pub(super) struct InputOptions {
    /// Files and folders.
    pub(super) paths: Vec<Given>,
    /// Revisions of the source pages.
    pub(super) source_history: Option<Given>,
    /// Other pages to compare with.
    pub(super) disclosure: Vec<PathBuf>,
    /// Whether to say which files were passed over, and why.
    pub(super) verbose: bool,
    /// Severities as set, by check.
    pub(super) levels: Levels,
}

/// Which approvals hold.
#[derive(Debug)]
pub(super) struct LockOptions {
    /// The lock file, if there is one to respect.
    pub(super) path: Option<PathBuf>,
    /// Day on which approvals must still hold.
    pub(super) today: Date,
}

/// Options of `check`.
#[derive(Debug)]
pub(super) struct CheckOptions {
    pub(super) input: InputOptions,
    pub(super) lock: LockOptions,
    /// Format of stdout.
    pub(super) format: Format,
    /// Files to write, with their formats.
    pub(super) files: Vec<(Format, PathBuf)>,
    /// Least severity that makes the exit code 1.
    pub(super) fail_on: FailOn,
}

/// Options of `fix`.
#[derive(Debug)]
pub(super) struct FixOptions {
    pub(super) input: InputOptions,
    pub(super) lock: LockOptions,
    /// Whether to print what would change and write nothing.
    pub(super) diff: bool,
}

/// Options of `approve`.
#[derive(Debug)]
pub(super) struct ApproveOptions {
    pub(super) input: InputOptions,
    /// The lock file to write.
    pub(super) lock: PathBuf,
    /// Day of the approval.
    pub(super) today: Date,
    /// Who approves.
    pub(super) by: Option<String>,
    /// Why what is at fault may stay.
    pub(super) why: Option<String>,
    /// Last day of the approval.
    pub(super) expires: Option<Date>,
    /// Checks to silence, as typed; all if there is none.
    pub(super) waive: Vec<String>,
}

/// Options of `report`.
#[derive(Debug)]
pub(super) struct ReportOptions {
    pub(super) input: InputOptions,
    /// Folder to write to.
    pub(super) out: Given,
    /// Results of the mutation benchmark.
    pub(super) benchmark: Option<Given>,
    /// `findings.json` of an earlier run.
    pub(super) since: Option<PathBuf>,
    /// Whether the pages are one file.
    pub(super) single_file: bool,
    /// Language of the pages' own words.
    pub(super) language: Language,
    /// Whether CSV files start with a byte order mark.
    pub(super) csv_bom: bool,
}

impl Options {
    /// Merges arguments, settings and environment. `explain` needs no settings and reads none.
    pub(super) fn merge(args: Args, colour: Colours) -> Result<Self, Failure> {
        let Args { command, catalog, config, .. } = args;
        let read = || settings::read(config.as_deref());
        let (settings, command) = match command {
            args::Command::Check(check) => {
                // A mistake on the command line is told before one in a file.
                let outputs = outputs(&check)?;
                let settings = read()?;
                let command = CheckOptions::merge(check, outputs, &settings);
                (settings, Command::Check(command))
            }
            args::Command::Fix(fix) => {
                let settings = read()?;
                let command = FixOptions::merge(fix, &settings);
                (settings, Command::Fix(command))
            }
            args::Command::Approve(approve) => {
                let settings = read()?;
                let command = ApproveOptions::merge(approve, &settings);
                (settings, Command::Approve(command))
            }
            args::Command::Report(report) => {
                let settings = read()?;
                let command = ReportOptions::merge(report, &settings)?;
                (settings, Command::Report(command))
            }
            args::Command::Verify(verify) => (read()?, Command::Verify(verify)),
            args::Command::Catalog(command) => (read()?, Command::Catalog(command)),
            args::Command::Protocol(command) => (read()?, Command::Protocol(command)),
            args::Command::Explain(explain) => (Settings::default(), Command::Explain(explain)),
        };
        let catalog = Given::either(catalog, settings.catalog.as_ref());
        Ok(Options { common: Common { colour, catalog }, command })
    }
}

impl Colours {
    /// `--color`, then `NO_COLOR`, then whether the stream is a terminal.
    pub(super) fn of(choice: Color) -> Self {
        let plain = || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let on = |is_terminal: bool| match choice {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !plain() && is_terminal,
        };
        Colours {
            stdout: on(std::io::stdout().is_terminal()),
            stderr: on(std::io::stderr().is_terminal()),
        }
    }
}

impl Given {
    /// The argument if there is one, or what the settings give.
    fn either(argument: Option<PathBuf>, set: Option<&SetPath>) -> Option<Self> {
        argument.map(Given::by_argument).or_else(|| set.map(Given::by_settings))
    }

    fn by_argument(path: PathBuf) -> Self {
        Given { path, set: None }
    }

    fn by_settings(set: &SetPath) -> Self {
        Given { path: set.path.clone(), set: Some(set.clone()) }
    }

    /// Whether it is of the settings.
    pub(super) fn is_set(&self) -> bool {
        self.set.is_some()
    }

    /// What is wrong with it: in the settings file if it stands there; `help` is what to do about an
    /// argument.
    pub(super) fn fault(&self, message: &str, help: &str) -> Failure {
        match &self.set {
            Some(set) => set.fault(message),
            None => Failure::new(message, help),
        }
    }
}

impl InputOptions {
    fn merge(args: InputArgs, settings: &Settings) -> Self {
        let paths: Vec<Given> = if !args.paths.is_empty() {
            args.paths.into_iter().map(Given::by_argument).collect()
        } else if !settings.paths.is_empty() {
            settings.paths.iter().map(Given::by_settings).collect()
        } else {
            vec![Given::by_argument(PathBuf::from("."))]
        };
        let own = settings.source_history.as_ref();
        let own = own.filter(|_| settings.cover(paths.iter().map(|given| given.path.as_path())));
        InputOptions {
            source_history: Given::either(args.source_history, own),
            paths,
            disclosure: args.disclosure,
            verbose: args.verbose,
            levels: settings.severity.clone(),
        }
    }
}

impl LockOptions {
    fn merge(args: LockArgs, settings: &Settings) -> Self {
        let path = if args.no_lock { None } else { args.lock.or_else(|| find_lock(settings)) };
        LockOptions { path, today: args.today.unwrap_or_else(system_date) }
    }
}

impl CheckOptions {
    fn merge(args: CheckArgs, (format, files): Outputs, settings: &Settings) -> Self {
        CheckOptions {
            input: InputOptions::merge(args.input, settings),
            lock: LockOptions::merge(args.lock, settings),
            format,
            files,
            fail_on: args.fail_on.or(settings.fail_on).unwrap_or(FailOn::Warning),
        }
    }
}

impl FixOptions {
    fn merge(args: FixArgs, settings: &Settings) -> Self {
        FixOptions {
            input: InputOptions::merge(args.input, settings),
            lock: LockOptions::merge(args.lock, settings),
            diff: args.diff,
        }
    }
}

impl ApproveOptions {
    fn merge(args: ApproveArgs, settings: &Settings) -> Self {
        let lock = args.lock.or_else(|| find_lock(settings));
        ApproveOptions {
            input: InputOptions::merge(args.input, settings),
            lock: lock.unwrap_or_else(|| settings.folder.join(LOCK)),
            today: args.today.unwrap_or_else(system_date),
            by: args.by,
            why: args.why,
            expires: args.expires,
            waive: args.waive,
        }
    }
}

impl ReportOptions {
    fn merge(args: ReportArgs, settings: &Settings) -> Result<Self, Failure> {
        let Some(out) = Given::either(args.out, settings.out.as_ref()) else {
            let help = "add --out DIR, or `out:` to .flowproof.yaml";
            return Err(Failure::new("no folder to write to", help));
        };
        Ok(ReportOptions {
            input: InputOptions::merge(args.input, settings),
            out,
            benchmark: Given::either(args.benchmark, settings.benchmark.as_ref()),
            since: args.since,
            single_file: args.single_file,
            language: args.lang,
            csv_bom: args.csv_bom || settings.csv_bom,
        })
    }
}

/// The lock beside the settings file; without settings the nearest one upwards.
fn find_lock(settings: &Settings) -> Option<PathBuf> {
    if settings.folder.as_os_str().is_empty() {
        return nearest(LOCK);
    }
    Some(settings.folder.join(LOCK)).filter(|path| path.exists())
}

/// The date of the system, in UTC.
fn system_date() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// The format of stdout, and files with theirs.
type Outputs = (Format, Vec<(Format, PathBuf)>);

/// What `check` is to write to stdout, and what to files.
fn outputs(args: &CheckArgs) -> Result<Outputs, Failure> {
    let is_stdout = |path: &Path| path == Path::new("-") || path == Path::new("/dev/stdout");
    let (stdout, files): (Vec<_>, Vec<_>) =
        args.output.iter().cloned().partition(|(_, path)| is_stdout(path));
    let mut formats: Vec<Format> = stdout.iter().map(|(format, _)| *format).collect();
    formats.extend(args.format);
    formats.dedup();
    if formats.len() > 1 || stdout.len() > 1 {
        let help = "give one of --format FORMAT and --output FORMAT=-, and files for the others";
        return Err(Failure::new("stdout takes one format", help));
    }
    let mut places = BTreeSet::new();
    for (_, path) in &files {
        if !places.insert(place(path)) {
            let message = format!("{} is given twice with --output", path.display());
            return Err(Failure::new(message, "give each output a file of its own"));
        }
    }
    Ok((formats.first().copied().unwrap_or(Format::Text), files))
}

/// One name for a file, whether it is there or not.
fn place(path: &Path) -> PathBuf {
    let folder = real(folder_of(path));
    path.canonicalize().unwrap_or_else(|_| folder.join(path.file_name().unwrap_or_default()))
}
