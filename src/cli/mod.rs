//! The command line: arguments as typed ([`args`]), settings as validated ([`settings`]), one file
//! per command. Findings and data go to stdout, everything else to stderr.

mod approve;
mod args;
mod catalog;
mod check;
mod explain;
mod failure;
mod fix;
mod inputs;
mod lock;
mod nearest;
mod protocol;
mod relied;
mod report;
mod settings;
mod verify;
mod wordless;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
pub(crate) use failure::Failure;

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // clap knows which of its messages go to stdout (help, version) and which do not.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match run(&args) {
        Ok(code) => code,
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = write!(
                std::io::stderr(),
                "{}",
                failure.render(use_colour(&args, &std::io::stderr()))
            );
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<ExitCode, Failure> {
    match &args.command {
        Command::Check(command) => check::run(args, command),
        Command::Fix(command) => fix::run(args, command),
        Command::Approve(command) => approve::run(args, command),
        Command::Report(command) => report::run(args, command),
        Command::Verify(command) => verify::run(args, command),
        Command::Catalog(command) => catalog::run(args, command),
        Command::Protocol(command) => protocol::run(args, command),
        Command::Explain(command) => explain::run(command),
    }
}

/// Whether to colour what goes to a stream: `--color`, then `NO_COLOR`, then whether it is a
/// terminal.
fn use_colour(args: &Args, stream: &impl IsTerminal) -> bool {
    match args.color {
        args::Color::Always => true,
        args::Color::Never => false,
        args::Color::Auto => {
            std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && stream.is_terminal()
        }
    }
}
