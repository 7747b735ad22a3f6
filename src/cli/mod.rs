//! The command line: arguments as typed ([`args`]), the settings file as written ([`settings`]), both
//! merged once into what a command works with ([`options`]), and one file per command.
//!
//! Findings and data go to stdout, everything else to stderr.

mod approve;
mod args;
mod catalog;
mod catalog_files;
mod check;
mod explain;
mod failure;
mod find_upwards;
mod fix;
mod inputs;
mod lock;
mod missing_word_lists;
mod options;
mod out;
mod own_reports;
mod paths;
mod policy;
mod protocol;
mod report;
mod settings;
mod unchecked;
mod verify;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use args::Args;
use failure::Failure;
use options::{Colours, Command, Options};
use out::Content;

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let colour = Colours::of(args.color);
    let code = Options::merge(args, colour).and_then(|options| run(&options));
    // What is still on its way counts as well: a full disk shows when the last of it is written.
    let code = code.and_then(|code| {
        std::io::stdout().flush().or_else(unless_closed)?;
        Ok(code)
    });
    code.unwrap_or_else(|failure| fail(&failure, colour.stderr))
}

/// Says what stops the program.
fn fail(failure: &Failure, colour: bool) -> ExitCode {
    let mut err = out::stderr_for(Content::text(colour));
    // There is no other place to say that it cannot be said.
    drop(err.write_all(failure.render(colour).as_bytes()));
    ExitCode::from(2)
}

/// Shows help, version or what is wrong with the arguments, which may hold anything.
fn usage(error: &clap::Error) -> ExitCode {
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    // clap knows which of its messages go to stdout (help, version) and which do not. Those are of
    // our own words only.
    let written = if error.use_stderr() {
        out::stderr().write_all(error.render().to_string().as_bytes())
    } else {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = !plain && std::io::stdout().is_terminal();
        let text = error.render();
        let text = if colour { text.ansi().to_string() } else { text.to_string() };
        let mut out = out::stdout(Content::text(colour));
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    };
    match written {
        Ok(()) => code,
        Err(error) => fail(&Failure::Io(error), false),
    }
}

/// A reader that has gone away is no failure.
fn unless_closed(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

fn run(options: &Options) -> Result<ExitCode, Failure> {
    let common = &options.common;
    match &options.command {
        Command::Check(options) => check::run(common, options),
        Command::Fix(options) => fix::run(common, options),
        Command::Approve(options) => approve::run(common, options),
        Command::Report(options) => report::run(common, options),
        Command::Verify(command) => verify::run(common, command),
        Command::Catalog(command) => catalog::run(common, command),
        Command::Protocol(command) => protocol::run(common, command),
        Command::Explain(command) => explain::run(command),
    }
}
