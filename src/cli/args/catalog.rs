//! The arguments of `catalog`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::report::Language;

use super::values::{parse_date, parse_language};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CatalogCommand {
    /// Check the catalog itself.
    Validate,
    /// Print the fields, all or some.
    Show(ShowArgs),
    /// Print the JSON Schema of the catalog files.
    Schema,
    /// Say what is new, gone, renamed or changed in another catalog.
    Diff(DiffArgs),
    /// Print the editions file of a document, made from revisions of its source page.
    Editions(EditionsArgs),
}

/// Arguments of `catalog show`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ShowArgs {
    /// Only this flow.
    #[arg(long)]
    pub(in crate::cli) flow: Option<String>,
    /// Only this service.
    #[arg(long)]
    pub(in crate::cli) service: Option<String>,
    /// Only this message (last segment of its id).
    #[arg(long)]
    pub(in crate::cli) message: Option<String>,
    /// Only this category, or those that start with it and a dot.
    #[arg(long)]
    pub(in crate::cli) category: Option<String>,
    /// Only data about this subject.
    #[arg(long)]
    pub(in crate::cli) subject: Option<String>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = ShowFormat::Table)]
    pub(in crate::cli) format: ShowFormat,
}

/// How `catalog show` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ShowFormat {
    /// Columns for people.
    Table,
    /// One array of objects.
    Json,
    /// RFC 4180.
    Csv,
}

/// Arguments of `catalog diff`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct DiffArgs {
    /// Folder of a catalog.
    pub(in crate::cli) old: PathBuf,
    /// Folder of a newer state of it.
    pub(in crate::cli) new: PathBuf,
    /// How to print the differences.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(in crate::cli) format: DiffFormat,
    /// Language of the HTML page's own words.
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = parse_language)]
    pub(in crate::cli) lang: Language,
}

/// How `catalog diff` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    /// For people.
    Text,
    /// For wikis and pull requests.
    Markdown,
    /// For browsers: one page that stands by itself.
    Html,
    /// For programs.
    Json,
}

/// Arguments of `catalog editions`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct EditionsArgs {
    /// Id of the document.
    pub(in crate::cli) document: String,
    /// Revisions of the source page: a folder of files, or a git repository.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) from: PathBuf,
    /// A further source page; its hash is left out when it has no front matter (a scraped copy).
    #[arg(long, value_name = "DATE=FILE", value_parser = parse_dated)]
    pub(in crate::cli) add: Vec<(String, PathBuf)>,
}

fn parse_dated(text: &str) -> Result<(String, PathBuf), String> {
    let (date, path) = text.split_once('=').ok_or("write it as YYYY-MM-DD=FILE")?;
    parse_date(date)?;
    Ok((date.to_owned(), PathBuf::from(path)))
}
