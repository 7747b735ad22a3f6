//! `flowproof protocol`.

use std::process::ExitCode;

use super::args::ProtocolCommand;
use super::catalog_files;
use super::failure::Failure;
use super::options::Common;
use rules::Rules;

mod compare;
mod import;
mod revision;
mod rules;
mod source;

pub(super) fn run(common: &Common, command: &ProtocolCommand) -> Result<ExitCode, Failure> {
    let given = common.catalog.as_ref();
    let (texts, folder) = catalog_files::texts(given)?;
    match command {
        ProtocolCommand::Import(command) => import::run(&Rules::read(texts, folder)?, command),
        ProtocolCommand::Compare(command) => {
            let catalog = catalog_files::read(given)?;
            compare::run(&Rules::read(texts, folder)?, &catalog, command)
        }
    }
}
