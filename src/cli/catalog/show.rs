//! `flowproof catalog show`.

use std::collections::BTreeSet;
use std::io::Write;

use crate::catalog::model::{FieldRole, VocabularyKind};
use crate::catalog::{Catalog, Field, Service};
use crate::cli::args::{ShowArgs, ShowFormat};
use crate::cli::failure::Failure;
use crate::report::{guard, one_line};

pub(super) fn print_fields(
    out: &mut impl Write,
    catalog: &Catalog,
    show: &ShowArgs,
) -> Result<(), Failure> {
    let fields: Vec<&Field> = {
        let filters = filters(show);
        let fits = |field: &&Field| filters.iter().all(|filter| filter.fits(catalog, field));
        catalog.fields.iter().filter(fits).collect()
    };
    if fields.is_empty() {
        return Err(nothing_fits(catalog, show));
    }
    let records: Vec<Vec<String>> = fields.iter().map(|field| record(field)).collect();
    match show.format {
        ShowFormat::Table => print_table(out, &records)?,
        ShowFormat::Csv => {
            let mut writer = csv::Writer::from_writer(out);
            let failed = |error: csv::Error| Failure::Io(error.into());
            writer.write_record(COLUMNS).map_err(failed)?;
            for record in &records {
                let cells = record.iter().map(|cell| guard(cell).into_owned());
                writer.write_record(cells).map_err(failed)?;
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
/// A cell stays on its line and tells the terminal nothing, whatever the catalog holds.
fn print_table(out: &mut impl Write, records: &[Vec<String>]) -> Result<(), Failure> {
    const SHOWN: usize = 7;
    let header: Vec<String> = COLUMNS.iter().map(|c| (*c).to_owned()).collect();
    let shown = records.iter().map(|record| record.iter().map(|cell| one_line(cell)).collect());
    let lines: Vec<Vec<String>> = std::iter::once(header).chain(shown).collect();
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

/// A filter as typed.
struct Filter<'a> {
    /// What it is about, in one word.
    what: &'static str,
    wanted: &'a str,
}

fn filters(show: &ShowArgs) -> Vec<Filter<'_>> {
    let all = [
        ("flow", &show.flow),
        ("service", &show.service),
        ("message", &show.message),
        ("category", &show.category),
        ("subject", &show.subject),
    ];
    let given = all.into_iter().filter_map(|(what, wanted)| Some((what, wanted.as_deref()?)));
    given.map(|(what, wanted)| Filter { what, wanted }).collect()
}

impl Filter<'_> {
    fn fits(&self, catalog: &Catalog, field: &Field) -> bool {
        let is = |name: &str| name.eq_ignore_ascii_case(self.wanted);
        let id = id(field, self.what);
        let below = || {
            let below = id.to_lowercase();
            below.starts_with(&format!("{}.", self.wanted.to_lowercase()))
        };
        is(id)
            || names(catalog, field, self.what).into_iter().any(is)
            || (self.what == "category" && below())
    }
}

/// The id by which a filter knows a field.
fn id<'a>(field: &'a Field, what: &str) -> &'a str {
    match what {
        "flow" => &field.flow,
        "service" => &field.service,
        "message" => field.message.rsplit('/').next().unwrap_or_default(),
        "category" => &field.category,
        _ => &field.subject,
    }
}

/// Other names for the same.
fn names<'a>(catalog: &'a Catalog, field: &'a Field, what: &str) -> Vec<&'a str> {
    let term = |kind, id: &str| {
        let term = catalog.terms.get(&(kind, id.to_owned()));
        term.map(|term| term.label.as_str()).into_iter().collect()
    };
    match what {
        "flow" => {
            let flows = catalog.flows.iter().filter(|flow| flow.id == field.flow);
            flows.map(|flow| flow.label.as_str()).collect()
        }
        "service" => {
            let services = catalog.services.iter().filter(|service| service.id == field.service);
            let names = |service: &'a Service| {
                let spellings = service.source_spellings.iter().map(String::as_str);
                [service.label.as_str(), service.name.as_str()].into_iter().chain(spellings)
            };
            services.flat_map(names).collect()
        }
        "message" => {
            let messages = catalog.messages.iter().filter(|message| message.id == field.message);
            messages.flat_map(|message| [message.id.as_str(), message.label.as_str()]).collect()
        }
        "category" => term(VocabularyKind::Categories, &field.category),
        _ => term(VocabularyKind::Subjects, &field.subject),
    }
}

/// What to say when no field is left: which values there are of the filter that fits none.
fn nothing_fits(catalog: &Catalog, show: &ShowArgs) -> Failure {
    for filter in filters(show) {
        if catalog.fields.iter().any(|field| filter.fits(catalog, field)) {
            continue;
        }
        let ids: BTreeSet<&str> = catalog.fields.iter().map(|f| id(f, filter.what)).collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        return Failure::new(
            format!("no field has the {} `{}`", filter.what, filter.wanted),
            format!("there are {}", ids.join(", ")),
        );
    }
    Failure::new(
        "no field fits all filters",
        format!("leave one out; `flowproof catalog show` lists all of `{}`", catalog.id),
    )
}
