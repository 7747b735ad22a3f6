//! `flowproof catalog`.

use std::io::Write;
use std::process::ExitCode;

use crate::catalog::{CatalogErrors, CatalogText, JSON_SCHEMA, dangling, load, read_files, review};
use crate::report::one_line;

use super::args::{CatalogCommand, DiffArgs, DiffFormat, ShowArgs, ShowFormat};
use super::catalog_files;
use super::failure::{Failure, render_catalog_errors};
use super::options::Common;
use super::out::{self, Content};

mod diff;
mod editions;
mod show;

pub(super) fn run(common: &Common, command: &CatalogCommand) -> Result<ExitCode, Failure> {
    let colour = common.colour.stdout;
    let given = common.catalog.as_ref();
    let mut out = out::stdout(content(command, colour));
    match command {
        CatalogCommand::Validate => {
            let (texts, folder) = catalog_files::texts(given)?;
            return validate(&mut out, texts, &folder, colour);
        }
        CatalogCommand::Schema => {
            write!(out, "{JSON_SCHEMA}")?;
        }
        CatalogCommand::Show(show) => {
            let catalog = catalog_files::read(given)?;
            show::print_fields(&mut out, &catalog, show)?;
        }
        CatalogCommand::Diff(command) => return diff::run(&mut out, command),
        CatalogCommand::Editions(command) => {
            let catalog = catalog_files::read(given)?;
            write!(out, "{}", editions::editions_file(&catalog, command)?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What a command writes.
fn content(command: &CatalogCommand, colour: bool) -> Content {
    match command {
        CatalogCommand::Validate => Content::text(colour),
        CatalogCommand::Show(ShowArgs { format: ShowFormat::Json, .. })
        | CatalogCommand::Diff(DiffArgs { format: DiffFormat::Json, .. })
        | CatalogCommand::Schema => Content::Json,
        CatalogCommand::Show(_)
        | CatalogCommand::Diff(DiffArgs { format: DiffFormat::Text, .. }) => Content::Text,
        CatalogCommand::Diff(_) | CatalogCommand::Editions(_) => Content::Data,
    }
}

/// Checks the files and, if they are sound, that every path into the protocol leads somewhere and
/// that nothing contradicts itself.
fn validate(
    out: &mut impl Write,
    texts: Vec<CatalogText>,
    folder: &str,
    colour: bool,
) -> Result<ExitCode, Failure> {
    let count = texts.len();
    let (raw, _) = read_files(texts.clone());
    let result = load(texts).and_then(|catalog| {
        let errors = [dangling(&raw), review(&raw)].concat();
        if errors.is_empty() {
            Ok(catalog)
        } else {
            Err(CatalogErrors { errors, files: raw.texts })
        }
    });
    match result {
        Ok(catalog) => {
            let (id, version) = (one_line(&catalog.id), one_line(&catalog.version));
            let (fields, keys) = (catalog.fields.len(), catalog.protocol.keys.len());
            writeln!(
                out,
                "{id} {version}: {count} files, {fields} fields, {keys} protocol keys, sound"
            )?;
            Ok(ExitCode::SUCCESS)
        }
        Err(errors) => {
            write!(out, "{}", render_catalog_errors(folder, &errors, colour))?;
            writeln!(out, "{errors}")?;
            Ok(ExitCode::FAILURE)
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_schema_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/catalog/catalog.schema.json");
        let expected =
            serde_json::to_string_pretty(&crate::catalog::json_schemas()).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, &expected).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            found == expected,
            "run `UPDATE=1 cargo test schema` to renew catalog/catalog.schema.json"
        );
    }
}
