//! The HTML pages: templates filled from view models, in the words of one language.
//!
//! `pages` holds the templates and the policy that keeps a page self-contained, `view` what a
//! template reads, `i18n` the words, `site` which pages a run has, `single_file` how they become one.
//! The text of the pages lives in `templates/`. What has changed is worked out in
//! [`compare`](super::compare) and only shown here.

pub mod benchmark;
mod catalog_diff;
mod i18n;
mod pages;
mod single_file;
mod site;
mod view;

pub use benchmark::Benchmark;
pub use catalog_diff::catalog_diff_page;
pub use i18n::Language;
pub(super) use site::site;

#[cfg(test)]
pub(super) use pages::Html;
