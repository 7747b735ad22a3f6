//! What stops a command, told with the place and what to do.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::catalog::CatalogErrors;
use crate::report::{inert, one_line};

/// An error that ends a command with exit code 2.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A message and what to do.
    Plain {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// Faults of catalog or configuration files, with the folder they are in.
    Catalog {
        /// Shown before each path.
        folder: String,
        /// The faults.
        errors: CatalogErrors,
    },
    /// Output could not be written.
    Io(std::io::Error),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::Io(error)
    }
}

impl Failure {
    /// A message and what to do.
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Failure::Plain { message: message.into(), help: help.into() }
    }

    /// The text to show.
    pub(crate) fn render(&self, colour: bool) -> String {
        match self {
            Failure::Plain { message, help } => {
                format!("error: {}\n  help: {}\n", one_line(message), one_line(help))
            }
            Failure::Io(error) => {
                format!("error: cannot write: {}\n", one_line(&error.to_string()))
            }
            Failure::Catalog { folder, errors } => render_catalog_errors(folder, errors, colour),
        }
    }
}

/// Every fault with a snippet of its file.
pub(crate) fn render_catalog_errors(folder: &str, errors: &CatalogErrors, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for error in &errors.errors {
        let path =
            if folder.is_empty() { error.path.clone() } else { format!("{folder}/{}", error.path) };
        let path = one_line(&path);
        let text = errors.files.iter().find(|f| f.path == error.path).map(|f| inert(&f.text));
        let help = Level::HELP.message(inert(&error.help));
        let title = Level::ERROR.primary_title(inert(&error.message));
        let group = match text.filter(|text| error.range.end <= text.len() && !text.is_empty()) {
            Some(text) => title
                .element(
                    Snippet::source(text)
                        .path(&path)
                        .annotation(AnnotationKind::Primary.span(error.range.clone())),
                )
                .element(help),
            None => title.element(annotate_snippets::Origin::path(&path)).element(help),
        };
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    out
}
