//! Findings for people: the text at fault, the text it should agree with, why, and the mend.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::audit::Audit;
use crate::finding::{Evidence, Finding, Severity, counted};
use crate::report::visible::{inert, one_line};
use crate::source::{SourceFile, Span, floor_char_boundary};

/// Repeats of a fault that are shown before the rest is counted.
const SHOWN_REPEATS: usize = 2;
/// Bytes of one line that are shown at and behind a fault; no terminal is wider.
const SHOWN_BYTES: usize = 2000;
/// Bytes of one line before a fault from which on its start is left out: the renderer would go
/// through them for each finding of a cell of thousands of words.
const LONG_BYTES: usize = 20_000;

/// Renders all findings and a summary line; `approved` findings are silent and only counted.
pub fn render(audit: &Audit<'_>, findings: &[Finding], approved: usize, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings {
        let _ = writeln!(out, "{}\n", render_finding(audit, finding, &renderer));
    }
    let _ = writeln!(out, "{}", summary(audit, findings, approved));
    out
}

fn summary(audit: &Audit<'_>, findings: &[Finding], approved: usize) -> String {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let approved = if approved > 0 { format!(", {approved} approved") } else { String::new() };
    format!(
        "{}, {}, {} in {}{approved}",
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(count(Severity::Note), "note"),
        counted(audit.pages.len(), "document"),
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
    // What is expected where nothing was found is missing, or asked for: the message says it.
    let label = finding
        .expected
        .as_ref()
        .filter(|e| finding.found.is_some() && e.chars().count() <= 60)
        .map(|e| format!("should be `{}`", inert(e)));
    let file = audit.sources.get(finding.span.file);
    let repeats: Vec<&Evidence> = own.into_iter().take(SHOWN_REPEATS).collect();
    let excerpt = Excerpt::of(
        file,
        std::iter::once(finding.span).chain(repeats.iter().map(|evidence| evidence.span)),
    );
    let primary = AnnotationKind::Primary.span(excerpt.visible(finding.span)).label(label);
    let snippet = repeats
        .iter()
        .fold(excerpt.snippet().annotation(primary), |s, e| s.annotation(excerpt.context(e)));
    let mut group =
        Group::with_title(level.primary_title(inert(&finding.message)).id(finding.check));
    group = group.elements(excerpt.origin(finding.span)).element(snippet);
    for evidence in other {
        let file = audit.sources.get(evidence.span.file);
        let excerpt = Excerpt::of(file, std::iter::once(evidence.span));
        let snippet = excerpt.snippet().annotation(excerpt.context(evidence));
        group = group.elements(excerpt.origin(evidence.span)).element(snippet);
    }
    let more = (hidden > 0).then(|| match rows(&finding.rows).as_str() {
        "" => format!("and in {hidden} more places"),
        rows => format!("and in {hidden} more places (rows {rows})"),
    });
    if let Some(more) = &more {
        group = group.element(Level::NOTE.message(more));
    }
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(inert(&finding.help)));
    }
    renderer.render(&[group])
}

/// The lines of a file that a finding needs. Given the whole file, the renderer would go through
/// all of it for every finding.
struct Excerpt<'a> {
    file: &'a SourceFile,
    range: Range<usize>,
    /// Whether the start of the first line is left out, so that columns cannot be counted here.
    cut: bool,
}

impl<'a> Excerpt<'a> {
    /// The lines from the first to the last of the spans; the first one is cut where it starts far
    /// before them, and the last one where it goes on far behind them.
    fn of(file: &'a SourceFile, spans: impl Iterator<Item = Span> + Clone) -> Self {
        let text = file.text();
        let first = spans.clone().map(|span| span.start).min().unwrap_or(0);
        let line =
            text[..floor_char_boundary(text, first)].rfind('\n').map_or(file.bom_len(), |n| n + 1);
        let near = floor_char_boundary(text, first.saturating_sub(SHOWN_BYTES));
        let start = if first.saturating_sub(line) > LONG_BYTES { near } else { line };
        let last = spans.map(|span| shown(text, span).end).max().unwrap_or(start);
        let end = text[last..].find('\n').map_or(text.len(), |n| last + n);
        let end = floor_char_boundary(text, end.min(last + SHOWN_BYTES)).max(start);
        Excerpt { file, range: start..end, cut: start > line }
    }

    /// Where the first span is, if the snippet cannot tell.
    fn origin(&self, span: Span) -> Option<Origin<'a>> {
        let at = self.cut.then(|| self.file.position(span.start))?;
        Some(Origin::path(one_line(self.file.path())).line(at.line).char_column(at.column))
    }

    fn snippet(&self) -> Snippet<'a, Annotation<'a>> {
        let snippet = Snippet::source(inert(&self.file.text()[self.range.clone()]))
            .line_start(self.file.line(self.range.start));
        if self.cut { snippet } else { snippet.path(one_line(self.file.path())) }
    }

    /// The part of a span that is shown, within the excerpt.
    fn visible(&self, span: Span) -> Range<usize> {
        let Range { start, end } = shown(self.file.text(), span);
        let inside = |at: usize| at.saturating_sub(self.range.start).min(self.range.len());
        inside(start)..inside(end)
    }

    fn context(&self, evidence: &'a Evidence) -> Annotation<'a> {
        AnnotationKind::Context.span(self.visible(evidence.span)).label(inert(&evidence.message))
    }
}

/// The span, cut at the end of its first line and where it is too long to be read.
fn shown(text: &str, span: Span) -> Range<usize> {
    let start = floor_char_boundary(text, span.start);
    let end = floor_char_boundary(text, span.end.min(start + SHOWN_BYTES)).max(start);
    start..start + text[start..end].lines().next().unwrap_or_default().len()
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
