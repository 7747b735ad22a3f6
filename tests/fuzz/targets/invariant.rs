//! What `fix` must not touch, told by patterns that know nothing of the program.

use std::sync::LazyLock;

use flowproof::text::find_mojibake;
use regex::Regex;

/// Tags, addresses, images, footnotes, raised digits, anchors, directives, entities, escaped pipes.
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x) \\[\\|*\[\](){}<>`~^&] | </?[a-zA-Z][^<>\n]*> | https?://[^\s)）|\]<>]+ | !\[ | \]\( | \[\^[^\]\s]+\]
        | [¹²³⁰⁴-⁹] | \{\#[^}\n]*\} | ::: | &\#?[A-Za-z0-9]+; | \[!\w+ | \\\| | [`*|\[\]{}<>()]";
    Regex::new(pattern).expect("a pattern")
});

/// The marks of a text with their places, in order.
pub fn matches(text: &str) -> impl Iterator<Item = regex::Match<'_>> {
    MARKS.find_iter(text)
}

/// The marks of a text, in order.
pub fn marks(text: &str) -> Vec<&str> {
    matches(text).map(|found| found.as_str()).collect()
}

/// Whether a mended page is as it was but for words.
pub fn unharmed(before: &str, after: &str) -> Result<(), String> {
    let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (lines(before), lines(after));
    if old.len() != new.len() {
        return Err("a line is lost or added".to_owned());
    }
    for (old, new) in old.iter().zip(&new).filter(|(old, new)| old != new) {
        // A wrong decoding may have made a mark of a letter: `Ã¹` for `ù`.
        let decoded = !find_mojibake(old).is_empty();
        let kept = |text: &str| -> Vec<String> {
            let name = |mark: &'_ str| -> String {
                // The name of an alert ends where a letter is decoded anew.
                let ends = |c: char| decoded && mark.starts_with("[!") && !c.is_ascii();
                mark[..mark.find(ends).unwrap_or(mark.len())].to_owned()
            };
            let all = marks(text).into_iter().map(name);
            all.filter(|mark| !decoded || mark.is_ascii()).collect()
        };
        if kept(old) != kept(new) {
            return Err(format!("marks are lost or added: {old:?} became {new:?}"));
        }
    }
    Ok(())
}
