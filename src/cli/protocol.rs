//! `flowproof protocol`.

use std::process::ExitCode;

use crate::catalog::model::ProtocolFile;
use crate::catalog::{CatalogError, CatalogErrors, CatalogText, RawCatalog, RawFile, read_files};
use crate::protocol::import::RuleFault;

use super::args::{Args, ProtocolCommand};
use super::{Failure, inputs, settings};

mod compare;
mod import;
mod revision;
mod source;

pub(super) fn run(args: &Args, command: &ProtocolCommand) -> Result<ExitCode, Failure> {
    let settings = settings::read(args.config.as_deref())?;
    match command {
        ProtocolCommand::Import(command) => {
            let (texts, folder) = inputs::catalog_texts(args, &settings)?;
            import::run(&Rules::read(texts, folder)?, command)
        }
        ProtocolCommand::Compare(command) => {
            let (texts, folder) = inputs::catalog_texts(args, &settings)?;
            let catalog = inputs::read_catalog(args, &settings)?;
            compare::run(&Rules::read(texts, folder)?, &catalog, command)
        }
    }
}

/// The rules of the import, with where they were read.
struct Rules {
    folder: String,
    texts: Vec<CatalogText>,
    file: RawFile<ProtocolFile>,
}

impl Rules {
    /// Reads them from the texts of a catalog. Facts are not read: a broken one is to be mended by
    /// the import.
    fn read(texts: Vec<CatalogText>, folder: String) -> Result<Self, Failure> {
        let texts = texts.into_iter().filter(|t| !t.path.starts_with("protocol/")).collect();
        let (RawCatalog { texts, mut protocol, .. }, errors) = read_files(texts);
        if !errors.is_empty() {
            let errors = CatalogErrors { errors, files: texts };
            return Err(Failure::Catalog { folder, errors });
        }
        let file = protocol.pop().filter(|file| !file.value.sources.is_empty());
        match file {
            Some(file) => Ok(Rules { folder, texts, file }),
            None => Err(Failure::new(
                format!("the catalog in {folder} has no rules for an import"),
                "list the sources under `sources` in its protocol.yaml",
            )),
        }
    }

    /// A fault of the rules, shown in their file.
    fn failure(&self, fault: RuleFault) -> Failure {
        let error = CatalogError {
            path: self.file.path.clone(),
            range: fault.range,
            message: fault.message,
            help: "correct the rule".to_owned(),
        };
        let errors = CatalogErrors { errors: vec![error], files: self.texts.clone() };
        Failure::Catalog { folder: self.folder.clone(), errors }
    }
}
