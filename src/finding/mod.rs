//! Located results: what every check produces and every report reads.

mod counted;
mod fingerprint;
mod fix;
mod severity;

use crate::source::{Sources, Span};

pub use counted::counted;
pub use fingerprint::number_fingerprints;
pub use fix::{Applicability, Fix};
pub use severity::Severity;

/// A located result of one check.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Id of the check, kebab-case.
    pub check: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Where it is; the file of the span is the document that the finding is about.
    pub span: Span,
    /// Language of the document, if known.
    pub locale: Option<String>,
    /// Flow of the document, if known.
    pub flow: Option<String>,
    /// Ids of the catalog fields concerned, in row order.
    pub fields: Vec<String>,
    /// 1-based data rows of the table concerned, ascending.
    pub rows: Vec<usize>,
    /// Column role concerned: `service`, `message`, `field` or `purpose`.
    pub column: Option<&'static str>,
    /// What is wrong, with both sides where there are two.
    pub message: String,
    /// What should stand there.
    pub expected: Option<String>,
    /// What stands there.
    pub found: Option<String>,
    /// Why it matters or how to mend it.
    pub help: String,
    /// Mends: one for each place of the fault that a machine can mend, in the order of the places.
    pub fixes: Vec<Fix>,
    /// Further places: the other rows of the same fault, the source text, the catalog line.
    pub related: Vec<Evidence>,
    /// Whether the text says the opposite of its source.
    pub contradicts: bool,
    /// Stable identity, see [`number_fingerprints`]. Empty until the run is complete.
    pub fingerprint: String,
}

/// A secondary place with a few words on what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Where.
    pub span: Span,
    /// What it shows.
    pub message: String,
}

impl Finding {
    /// A finding with its three indispensable parts; the rest is filled in with the methods below.
    pub fn new(check: &'static str, severity: Severity, span: Span, message: String) -> Self {
        Finding {
            check,
            severity,
            span,
            locale: None,
            flow: None,
            fields: Vec::new(),
            rows: Vec::new(),
            column: None,
            message,
            expected: None,
            found: None,
            help: String::new(),
            fixes: Vec::new(),
            related: Vec::new(),
            contradicts: false,
            fingerprint: String::new(),
        }
    }

    /// Sets why it matters or how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Sets what should stand there.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Sets what stands there.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// Adds a mend that is certain: `flowproof fix` makes it unseen.
    #[must_use]
    pub fn fix(self, span: Span, replacement: impl Into<String>) -> Self {
        self.mend(Applicability::Certain, span, replacement)
    }

    /// Adds a mend that somebody has to look at first.
    #[must_use]
    pub fn suggest(self, span: Span, replacement: impl Into<String>) -> Self {
        self.mend(Applicability::Suggested, span, replacement)
    }

    /// Adds a mend.
    #[must_use]
    pub fn mend(
        mut self,
        applicability: Applicability,
        span: Span,
        replacement: impl Into<String>,
    ) -> Self {
        self.fixes.push(Fix { span, replacement: replacement.into(), applicability });
        self
    }

    /// Sets the column role.
    #[must_use]
    pub fn column(mut self, column: &'static str) -> Self {
        self.column = Some(column);
        self
    }

    /// Adds a row and the fields it claims.
    #[must_use]
    pub fn row<'a>(mut self, row: usize, fields: impl IntoIterator<Item = &'a str>) -> Self {
        self.rows.push(row);
        self.fields.extend(fields.into_iter().map(str::to_owned));
        self
    }

    /// Says that the text is the opposite of its source.
    #[must_use]
    pub fn contradicting(mut self) -> Self {
        self.contradicts = true;
        self
    }

    /// Adds a secondary place.
    #[must_use]
    pub fn relate(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Evidence { span, message: message.into() });
        self
    }
}

/// Puts findings in the order that every output uses: path, place, check, message.
pub fn sort(findings: &mut [Finding], sources: &Sources) {
    findings.sort_by(|a, b| {
        let key =
            |f: &Finding| (sources.get(f.span.file).path().to_owned(), f.span.start, f.span.end);
        key(a)
            .cmp(&key(b))
            .then_with(|| a.check.cmp(b.check))
            .then_with(|| a.message.cmp(&b.message))
    });
}
