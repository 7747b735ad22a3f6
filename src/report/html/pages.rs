//! The HTML pages: templates, the policy that keeps them self-contained, and the view models.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value, context, escape_formatter};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::inventory::{Inventory, ProtocolView, TENANT_TO_COMPLETE};
use crate::report::error::ReportError;
use crate::report::visible::visible;

use super::benchmark::Benchmark;
use super::i18n::{self, Language};
use super::view::{self, DocumentView, Drift, FileFindings};

macro_rules! template {
    ($name:literal) => {
        ($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $name)))
    };
}

pub(in crate::report) const TEMPLATES: [(&str, &str); 12] = [
    template!("parts/base.html"),
    template!("parts/macros.html"),
    template!("parts/changes.html"),
    template!("index.html"),
    template!("flow.html"),
    template!("inventory.html"),
    template!("privacy.html"),
    template!("protocol.html"),
    template!("drift.html"),
    template!("document.html"),
    template!("benchmark.html"),
    template!("catalog-diff.html"),
];

const STYLE: &str = template!("style.css").1;
const SCRIPT: &str = template!("site.js").1;

/// The pages, by file name and name in the navigation.
const PAGES: [(&str, &str); 6] = [
    ("index.html", "Overview"),
    ("flow.html", "Data flow"),
    ("inventory.html", "Inventory"),
    ("privacy.html", "Privacy"),
    ("protocol.html", "Protocol"),
    ("drift.html", "Drift and findings"),
];

/// A further page, where there are results.
const BENCHMARK: (&str, &str) = ("benchmark.html", "Benchmark");

/// The names of all pages in the navigation.
#[cfg(test)]
pub(in crate::report) fn page_names() -> impl Iterator<Item = &'static str> {
    PAGES.into_iter().chain([BENCHMARK]).map(|(_, name)| name)
}

/// Renders pages.
pub(in crate::report) struct Html<'a> {
    /// The pages that the navigation links to.
    pages: Vec<(&'static str, &'static str)>,
    environment: Environment<'static>,
    language: Language,
    style: String,
    script: String,
    policy: String,
    inventory: &'a Inventory,
    /// The inventory as templates read it, made once for all pages.
    shared: Value,
    /// The page of each audited document, by path.
    documents: Value,
}

#[derive(Serialize)]
struct Link {
    href: &'static str,
    label: &'static str,
    current: bool,
}

impl<'a> Html<'a> {
    pub(in crate::report) fn new(
        inventory: &'a Inventory,
        language: Language,
    ) -> Result<Self, ReportError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(syntax()?);
        environment.set_formatter(|out, state, value| {
            if value.is_none() { Ok(()) } else { escape_formatter(out, state, value) }
        });
        i18n::add_to(&mut environment, language);
        for (name, source) in TEMPLATES {
            environment
                .add_template(name, source)
                .map_err(|source| ReportError::Template { name: name.to_owned(), source })?;
        }
        let (style, style_hash) = inlined(STYLE);
        let (script, script_hash) = inlined(SCRIPT);
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; \
             img-src data:; base-uri 'none'; form-action 'none'"
        );
        Ok(Html {
            pages: PAGES.to_vec(),
            environment,
            language,
            style,
            script,
            policy,
            inventory,
            shared: Value::from(Serde(inventory)),
            documents: Value::from(Serde(&view::page_names(&inventory.documents))),
        })
    }

    /// With the benchmark in the navigation.
    pub(in crate::report) fn with_benchmark(mut self) -> Self {
        self.pages.push(BENCHMARK);
        self
    }

    /// For a page that stands by itself: nothing to navigate to.
    pub(in crate::report) fn alone(mut self) -> Self {
        self.pages.clear();
        self
    }

    /// `index.html`: what was audited, and where to read on.
    pub(super) fn index(
        &self,
        files: &[FileFindings],
        protocol: Option<&ProtocolView>,
    ) -> Result<Vec<u8>, ReportError> {
        self.page("index.html", &view::overview(self.inventory, files, protocol))
    }

    /// `flow.html`: the directions as a picture and as a table.
    pub(in crate::report) fn flow(&self) -> Result<Vec<u8>, ReportError> {
        self.page("flow.html", &view::flow(self.inventory))
    }

    /// `inventory.html`: every field with all that is known about it.
    pub(in crate::report) fn inventory(
        &self,
        protocol: Option<&ProtocolView>,
    ) -> Result<Vec<u8>, ReportError> {
        self.page("inventory.html", &view::documentation(self.inventory, protocol))
    }

    /// `protocol.html`: documents and catalog against the vendor's protocol. One sentence if there
    /// are no facts, so that the same files are always written and no old page is left behind.
    pub(in crate::report) fn protocol(
        &self,
        protocol: Option<&ProtocolView>,
    ) -> Result<Vec<u8>, ReportError> {
        self.page("protocol.html", &view::protocol(protocol))
    }

    /// `privacy.html`: for auditors and data protection officers.
    pub(in crate::report) fn privacy(
        &self,
        protocol: Option<&ProtocolView>,
    ) -> Result<Vec<u8>, ReportError> {
        self.page("privacy.html", &view::privacy(self.inventory, protocol))
    }

    /// `drift.html`: languages against fields, and every finding.
    pub(super) fn drift(&self, view: &Drift<'_>) -> Result<Vec<u8>, ReportError> {
        self.page("drift.html", view)
    }

    /// The page of a document: its text with the findings in place.
    pub(super) fn document(&self, view: &DocumentView<'_>) -> Result<Vec<u8>, ReportError> {
        self.rendered("document.html", &view.name, view)
    }

    /// `benchmark.html`: how much of what goes wrong is found.
    pub(in crate::report) fn benchmark(&self, results: &Benchmark) -> Result<Vec<u8>, ReportError> {
        self.page("benchmark.html", &view::benchmark(results))
    }

    /// What differs between two catalogs.
    pub(in crate::report) fn catalog_diff(
        &self,
        view: &impl Serialize,
    ) -> Result<Vec<u8>, ReportError> {
        self.page("catalog-diff.html", view)
    }

    fn page(&self, name: &str, view: &impl Serialize) -> Result<Vec<u8>, ReportError> {
        self.rendered(name, name, view)
    }

    fn rendered(
        &self,
        template: &str,
        name: &str,
        view: &impl Serialize,
    ) -> Result<Vec<u8>, ReportError> {
        let failed = |source| ReportError::Template { name: name.to_owned(), source };
        let navigation: Vec<Link> = self
            .pages
            .iter()
            .map(|(href, label)| Link { href, label, current: *href == name })
            .collect();
        let context = context! {
            navigation => Serde(&navigation),
            language => self.language.tag(),
            style => Value::from_safe_string(self.style.clone()),
            script => Value::from_safe_string(self.script.clone()),
            policy => self.policy.as_str(),
            tool => context! { name => env!("CARGO_PKG_NAME"), version => env!("CARGO_PKG_VERSION") },
            tenant_to_complete => TENANT_TO_COMPLETE,
            inventory => self.shared.clone(),
            documents => self.documents.clone(),
            view => Serde(view),
        };
        let template = self.environment.get_template(template).map_err(failed)?;
        let text = template.render(context).map_err(failed)?;
        Ok(printable(&text).into_bytes())
    }
}

/// A text that stands in the page, and its hash for the policy: that of the text as browsers see
/// it, with plain line feeds.
fn inlined(text: &str) -> (String, String) {
    let text = text.replace('\r', "");
    let hash = base64(&Sha256::digest(text.as_bytes()));
    (text, hash)
}

/// Block tags leave no blanks and no empty lines behind.
fn syntax() -> Result<SyntaxConfig, ReportError> {
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    syntax.map_err(|source| ReportError::Template { name: "syntax".to_owned(), source })
}

/// Control characters are not allowed in HTML, and overrides of the direction of writing show a
/// text as what it is not; documents under audit may hold any. A line ends in a line feed.
fn printable(text: &str) -> String {
    visible(text).replace('\r', "\n")
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, byte| (bits << 8) | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let index = (bits >> (18 - 6 * digit)) & 63;
            out.push(if digit <= chunk.len() { char::from(DIGITS[index as usize]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_pads_like_the_standard_says() {
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
    }
}
