//! The rules of the import, as the catalog holds them.

use crate::catalog::model::ProtocolFile;
use crate::catalog::{CatalogError, CatalogErrors, CatalogText, RawCatalog, RawFile, read_files};
use crate::protocol::import::RuleFault;

use super::super::failure::Failure;

/// The rules of the import, with where they were read.
pub(super) struct Rules {
    folder: String,
    texts: Vec<CatalogText>,
    /// The file that holds them.
    pub(super) file: RawFile<ProtocolFile>,
}

impl Rules {
    /// Reads them from the texts of a catalog. Facts are not read: a broken one is to be mended by
    /// the import.
    pub(super) fn read(texts: Vec<CatalogText>, folder: String) -> Result<Self, Failure> {
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
    pub(super) fn failure(&self, fault: RuleFault) -> Failure {
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
