//! `flowproof catalog`.

use std::io::Write;
use std::process::ExitCode;

use crate::catalog::model::FieldRole;
use crate::catalog::{
    Catalog, CatalogErrors, CatalogText, Field, dangling, json_schemas, load, read_files,
};

use super::args::{Args, CatalogCommand, ShowArgs, ShowFormat};
use super::failure::render_catalog_errors;
use super::{Failure, inputs, settings, use_colour};

mod diff;
mod editions;

pub(super) fn run(args: &Args, command: &CatalogCommand) -> Result<ExitCode, Failure> {
    let settings = settings::read(args.config.as_deref())?;
    let mut out = std::io::stdout().lock();
    match command {
        CatalogCommand::Validate => {
            let (texts, folder) = inputs::catalog_texts(args, &settings)?;
            return validate(&mut out, texts, &folder, use_colour(args, &std::io::stdout()));
        }
        CatalogCommand::Schema => {
            let text = serde_json::to_string_pretty(&json_schemas())
                .map_err(|error| Failure::Io(error.into()))?;
            writeln!(out, "{text}")?;
        }
        CatalogCommand::Show(show) => {
            let catalog = inputs::read_catalog(args, &settings)?;
            print_fields(&mut out, &catalog, show)?;
        }
        CatalogCommand::Diff(command) => return diff::run(&mut out, command),
        CatalogCommand::Editions(command) => {
            let catalog = inputs::read_catalog(args, &settings)?;
            write!(out, "{}", editions::editions_file(&catalog, command)?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Checks the files and, if they are sound, that every path into the protocol leads somewhere.
fn validate(
    out: &mut impl Write,
    texts: Vec<CatalogText>,
    folder: &str,
    colour: bool,
) -> Result<ExitCode, Failure> {
    let count = texts.len();
    let (raw, _) = read_files(texts.clone());
    let result = load(texts).and_then(|catalog| match dangling(&raw) {
        errors if errors.is_empty() => Ok(catalog),
        errors => Err(CatalogErrors { errors, files: raw.texts }),
    });
    match result {
        Ok(catalog) => {
            let (id, version) = (&catalog.id, &catalog.version);
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

fn print_fields(out: &mut impl Write, catalog: &Catalog, show: &ShowArgs) -> Result<(), Failure> {
    let fields: Vec<&Field> = catalog.fields.iter().filter(|field| selected(field, show)).collect();
    if fields.is_empty() {
        return Err(Failure::new(
            "no field fits",
            format!("`flowproof catalog show` lists all of `{}`", catalog.id),
        ));
    }
    let records: Vec<Vec<String>> = fields.iter().map(|field| record(field)).collect();
    match show.format {
        ShowFormat::Table => print_table(out, &records)?,
        ShowFormat::Csv => {
            let mut writer = csv::Writer::from_writer(out);
            let failed = |error: csv::Error| Failure::Io(error.into());
            writer.write_record(COLUMNS).map_err(failed)?;
            for record in &records {
                writer.write_record(record).map_err(failed)?;
            }
            writer.flush()?;
        }
        ShowFormat::Json => {
            let objects: Vec<serde_json::Map<String, serde_json::Value>> = records
                .into_iter()
                .map(|record| {
                    COLUMNS
                        .iter()
                        .map(|c| (*c).to_owned())
                        .zip(record.into_iter().map(Into::into))
                        .collect()
                })
                .collect();
            let text = serde_json::to_string_pretty(&objects)
                .map_err(|error| Failure::Io(error.into()))?;
            writeln!(out, "{text}")?;
        }
    }
    Ok(())
}

const COLUMNS: [&str; 9] = [
    "id",
    "label",
    "role",
    "category",
    "sensitivity",
    "subject",
    "purpose_code",
    "protocol",
    "purpose",
];

fn record(field: &Field) -> Vec<String> {
    let role = match field.role {
        FieldRole::Key => "key",
        FieldRole::Label => "label",
    };
    vec![
        field.id.clone(),
        field.label.clone(),
        role.to_owned(),
        field.category.clone(),
        field.sensitivity.clone(),
        field.subject.clone(),
        field.purpose_code.clone(),
        field.protocol.clone().unwrap_or_default(),
        field.purpose.clone(),
    ]
}

/// All columns but the last two, aligned; with protocol and purpose no terminal would be wide enough.
fn print_table(out: &mut impl Write, records: &[Vec<String>]) -> Result<(), Failure> {
    const SHOWN: usize = 7;
    let header: Vec<String> = COLUMNS.iter().map(|c| (*c).to_owned()).collect();
    let lines: Vec<&Vec<String>> = std::iter::once(&header).chain(records).collect();
    let widths: Vec<usize> = (0..SHOWN)
        .map(|c| lines.iter().map(|line| line[c].chars().count()).max().unwrap_or(0))
        .collect();
    for line in lines {
        let cells: Vec<String> =
            (0..SHOWN).map(|c| format!("{:width$}", line[c], width = widths[c])).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

fn selected(field: &Field, show: &ShowArgs) -> bool {
    let is = |wanted: &Option<String>, value: &str| {
        wanted.as_deref().is_none_or(|wanted| wanted == value)
    };
    let category = show.category.as_deref().is_none_or(|wanted| {
        field.category == wanted || field.category.starts_with(&format!("{wanted}."))
    });
    let message = field.message.rsplit('/').next().unwrap_or_default();
    is(&show.flow, &field.flow)
        && is(&show.service, &field.service)
        && (is(&show.message, message) || is(&show.message, &field.message))
        && category
        && is(&show.subject, &field.subject)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_schema_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/catalog/catalog.schema.json");
        let expected = serde_json::to_string_pretty(&super::json_schemas()).unwrap() + "\n";
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
