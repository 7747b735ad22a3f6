//! The `flowproof` program; see the library for what it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    flowproof::cli::main()
}
