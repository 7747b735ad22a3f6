//! All pages as one file, for those who pass a report on.
//!
//! The rendered pages are joined: their contents stand one after the other, their ids are told apart
//! by the name of the page, and links between them lead to places of the one file. The addresses of
//! findings (`#f-…`, on the page of findings) and fields (`#field-…`, in the inventory) stay as they
//! are. Quotation marks of texts are escaped in the pages, so that what looks like an attribute here
//! is one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Name of the file.
pub(in crate::report) const NAME: &str = "report.html";

const MAIN: &str = "<main id=\"main\" tabindex=\"-1\"";

static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#" (id|href|aria-labelledby|aria-describedby|data-for)="([^"]*)""#));
static REGION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(role="(?:region|search)"|class="toc"|<section[^>]*) aria-label=""#)
});
static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r#"<section([^>]*) aria-labelledby=""#));

#[allow(clippy::expect_used, reason = "the patterns are constants, and a test uses them all")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// Joins pages by file name; the first gives head and navigation.
pub(in crate::report) fn join(pages: &[(String, Vec<u8>)]) -> Vec<u8> {
    let names: BTreeSet<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    let texts: Vec<(&str, String)> = pages
        .iter()
        .map(|(name, bytes)| (name.as_str(), String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    let Some((first, text)) = texts.first() else { return Vec::new() };
    let (head, rest) = text.split_once(MAIN).unwrap_or((text, ""));
    let foot = rest.rsplit_once("</main>").map_or("", |(_, foot)| foot);
    let head = head.replace(" aria-current=\"page\"", "");
    let mut out = rewritten(&head, first, &names, false);
    out.push_str(MAIN);
    out.push_str(">\n");
    for (name, text) in &texts {
        let body = text.split_once(MAIN).map_or("", |(_, rest)| rest);
        let body = body.rsplit_once("</main>").map_or(body, |(body, _)| body);
        let (lang, body) = body.split_once(">\n").unwrap_or(("", body));
        let title = title(text);
        let body = REGION.replace_all(body, format!("$1 aria-label=\"{}: ", dollars(title)));
        let page = stem(name);
        out.push_str(&format!("<div class=\"page\" id=\"page-{page}\"{lang}><span hidden id=\"name-{page}\">{title}</span>\n"));
        let body = rewritten(&body, name, &names, true);
        let named = format!("<section$1 aria-labelledby=\"name-{page} ");
        out.push_str(&NAMED.replace_all(&body, named));
        out.push_str("</div>\n");
    }
    out.push_str("</main>");
    out.push_str(foot);
    out.into_bytes()
}

/// What the page is called, before the name of the catalog.
fn title(text: &str) -> &str {
    let title = text.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    let title = title.map_or("", |(title, _)| title);
    title.rsplit_once(" · ").map_or(title, |(title, _)| title)
}

/// A text for the place of a replacement.
fn dollars(text: &str) -> String {
    text.replace('$', "$$")
}

fn stem(name: &str) -> &str {
    name.trim_end_matches(".html")
}

/// Ids and links of a page as they are in the one file. `own` says whether the text has ids of the
/// page; the head has those of the file.
fn rewritten(text: &str, page: &str, names: &BTreeSet<&str>, own: bool) -> String {
    let one = |found: &Captures<'_>| {
        let (name, value) = (&found[1], &found[2]);
        let value = match name {
            "href" => link(value, page, names, own),
            _ if own => {
                let ids: Vec<String> = value.split(' ').map(|id| anchor(page, id)).collect();
                ids.join(" ")
            }
            _ => value.to_owned(),
        };
        format!(" {name}=\"{value}\"")
    };
    ATTRIBUTE.replace_all(text, one).into_owned()
}

fn link(href: &str, page: &str, names: &BTreeSet<&str>, own: bool) -> String {
    // What a list is filtered by is not known here: it is one of several in the file.
    let plain = href.split_once('?').map(|(file, rest)| {
        let id = rest.split_once('#').map(|(_, id)| format!("#{id}")).unwrap_or_default();
        format!("{file}{id}")
    });
    let href = plain.as_deref().unwrap_or(href);
    match href.split_once('#') {
        Some(("", id)) if own => format!("#{}", anchor(page, id)),
        Some((file, id)) if names.contains(file) => format!("#{}", anchor(file, id)),
        None if names.contains(href) => format!("#page-{}", stem(href)),
        _ => href.to_owned(),
    }
}

/// The id in the one file of an id of a page.
fn anchor(page: &str, id: &str) -> String {
    let kept = match page {
        "drift.html" => id.starts_with("f-"),
        "inventory.html" => id.starts_with("field-"),
        _ => false,
    };
    if kept { id.to_owned() } else { format!("{}.{id}", stem(page)) }
}

#[cfg(test)]
mod tests {
    use super::join;

    fn page(title: &str, body: &str) -> Vec<u8> {
        format!(
            "<title>{title} · Catalog</title><a href=\"#main\">skip</a><a href=\"b.html\" aria-current=\"page\">b</a>\
             <main id=\"main\" tabindex=\"-1\">\n{body}</main><footer></footer>"
        )
        .into_bytes()
    }

    #[test]
    fn pages_are_joined_and_links_lead_inside() {
        let first = page(
            "A $1",
            "<h2 id=\"x\">x</h2><section aria-labelledby=\"x\"><a href=\"drift.html#f-1\">f</a><a href=\"a.csv\">csv</a>\
             <a href=\"drift.html?check=c#x\">c</a>",
        );
        let second = page("B", "<i id=\"x\"></i><a href=\"#x\">x</a><a href=\"a.html\">a</a>");
        let drift =
            page("C", "<i id=\"f-1\"></i><i id=\"x\"></i><nav class=\"toc\" aria-label=\"T\">");
        let pages = [("a.html", first), ("b.html", second), ("drift.html", drift)];
        let joined = join(&pages.map(|(name, bytes)| (name.to_owned(), bytes)));
        let text = String::from_utf8(joined).expect("UTF-8");
        for held in [
            "<a href=\"#main\">skip</a><a href=\"#page-b\">b</a>",
            "<section aria-labelledby=\"name-a a.x\"><a href=\"#f-1\">f</a><a href=\"a.csv\">",
            "<a href=\"#drift.x\">c</a>",
            "<i id=\"b.x\"></i><a href=\"#b.x\">x</a><a href=\"#page-a\">a</a>",
            "<i id=\"f-1\"></i><i id=\"drift.x\">",
            "class=\"toc\" aria-label=\"C: T\"",
            "<span hidden id=\"name-a\">A $1</span>",
        ] {
            assert!(text.contains(held), "{held} in {text}");
        }
        assert!(text.ends_with("</div>\n</main><footer></footer>"));
        assert_eq!(join(&[]), b"");
    }
}
