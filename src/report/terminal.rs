//! Findings for people: the text at fault, the text it should agree with, why, and the mend.

use std::fmt::Write as _;

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use crate::audit::Audit;
use crate::finding::{Evidence, Finding, Severity};
use crate::source::Span;

/// Repeats of a fault that are shown before the rest is counted.
const SHOWN_REPEATS: usize = 2;

/// Renders all findings and a summary line.
pub fn render(audit: &Audit<'_>, findings: &[Finding], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings {
        let _ = writeln!(out, "{}\n", render_finding(audit, finding, &renderer));
    }
    let _ = writeln!(out, "{}", summary(audit, findings));
    out
}

fn summary(audit: &Audit<'_>, findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    format!(
        "{}, {}, {} in {}",
        plural(count(Severity::Error), "error"),
        plural(count(Severity::Warning), "warning"),
        plural(count(Severity::Note), "note"),
        plural(audit.pages.len(), "document"),
    )
}

fn render_finding(audit: &Audit<'_>, finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let (own, other): (Vec<&Evidence>, Vec<&Evidence>) =
        finding.related.iter().partition(|evidence| evidence.span.file == finding.span.file);
    let hidden = own.len().saturating_sub(SHOWN_REPEATS);
    let label = finding
        .expected
        .as_ref()
        .filter(|e| e.chars().count() <= 60)
        .map(|e| format!("should be `{e}`"));
    let primary = AnnotationKind::Primary.span(visible(audit, finding.span)).label(label);
    let mut snippet = Snippet::source(audit.sources.get(finding.span.file).text())
        .path(audit.sources.get(finding.span.file).path())
        .annotation(primary);
    for evidence in own.into_iter().take(SHOWN_REPEATS) {
        snippet = snippet.annotation(context(audit, evidence));
    }
    let mut group = level.primary_title(&finding.message).id(finding.check).element(snippet);
    for evidence in other {
        let file = audit.sources.get(evidence.span.file);
        group = group.element(
            Snippet::source(file.text()).path(file.path()).annotation(context(audit, evidence)),
        );
    }
    let more =
        (hidden > 0).then(|| format!("and in {hidden} more places (rows {})", rows(&finding.rows)));
    if let Some(more) = &more {
        group = group.element(Level::NOTE.message(more));
    }
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(&finding.help));
    }
    renderer.render(&[group])
}

fn context<'a>(audit: &Audit<'_>, evidence: &'a Evidence) -> Annotation<'a> {
    AnnotationKind::Context.span(visible(audit, evidence.span)).label(&evidence.message)
}

/// The span, cut at the end of its first line and widened to one character where it is empty.
fn visible(audit: &Audit<'_>, span: Span) -> std::ops::Range<usize> {
    let text = audit.sources.get(span.file).text();
    let start = span.start.min(text.len());
    let slice = &text[start..span.end.clamp(start, text.len())];
    start..start + slice.lines().next().unwrap_or_default().len()
}

/// `1-3, 7, 9-10`.
pub(crate) fn rows(rows: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => parts.push((*row, *row)),
        }
    }
    let text = parts.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") });
    text.collect::<Vec<_>>().join(", ")
}
