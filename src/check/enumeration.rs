//! Names that a text enumerates: `sLamp, sTorch, sCandle, Orb, or GlowTV`.
//!
//! Names of products are not translated, so a translation that keeps most of them can be held against its
//! source item by item, whatever its words for "and" and "or" are.

use std::ops::Range;

use crate::text::{is_sentence_end, joins, normal};

/// Fewest names in a row that are an enumeration.
const ITEMS: usize = 3;
/// Most letters of a conjunction (Thai และ, Greek και, Finnish `sekä`, Indonesian `serta`, German
/// `sowie`).
const CONJUNCTION: usize = 6;
/// Most words of the name of one item (`Glow Lamp Pro`).
const ITEM_WORDS: usize = 3;
/// Most characters of a text that is read.
const MOST: usize = 4000;

/// What became of an enumeration of the source text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Compared<'s> {
    /// Names of the source text that the translation lacks.
    pub lost: Vec<&'s str>,
    /// Items of the translation that the source text does not name.
    pub added: Vec<Range<usize>>,
    /// Names of the source text.
    pub names: Vec<&'s str>,
}

/// Compares the enumerations of a source text with a translation. Nothing where too few names are kept
/// to know the enumeration again.
pub(super) fn compared<'s>(source: &'s str, own: &str) -> Option<Compared<'s>> {
    if source.len().max(own.len()) > MOST {
        return None;
    }
    enumerations(source).into_iter().find_map(|names| compare(source, names, own))
}

fn compare<'s>(source: &str, names: Vec<&'s str>, own: &str) -> Option<Compared<'s>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut lost = Vec::new();
    for name in &names {
        match sole_place(own, name) {
            Place::Once(at) => places.push(at),
            Place::Nowhere => lost.push(*name),
            Place::Many => return None,
        }
    }
    places.sort_by_key(|at| at.start);
    let (first, last) = (places.first()?, places.last()?);
    if places.len() < 2 || places.len() < lost.len() {
        return None;
    }
    let mut items: Vec<Range<usize>> = Vec::new();
    for pair in places.windows(2) {
        let gap = pair[0].end..pair[1].start;
        let between = item_between(own, gap.clone());
        // What is neither a joint nor an item tears the enumeration.
        if between.is_none() && !is_joint(&own[gap]) {
            return None;
        }
        items.extend(between);
    }
    items.extend(item_before(own, first.start));
    items.extend(item_after(own, last.end));
    let (known, whole) = (folded(source), folded(own));
    lost.retain(|name| !whole.contains(&folded(name)));
    let added = items.into_iter().filter(|item| !known.contains(&folded(&own[item.clone()])));
    Some(Compared { lost, added: added.collect(), names })
}

/// The runs of names in a text with nothing but a separator and a short word between them.
fn enumerations(text: &str) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> = Vec::new();
    let mut end = None;
    for at in words(text).into_iter().filter(|at| is_name(&text[at.clone()])) {
        let joined = end.is_some_and(|end: usize| is_joint(&text[end..at.start]));
        match all.last_mut().filter(|_| joined) {
            Some(run) => run.push(&text[at.clone()]),
            None => all.push(vec![&text[at.clone()]]),
        }
        end = Some(at.end);
    }
    all.retain(|run| run.len() >= ITEMS);
    all
}

/// The words of a text; a name in Latin letters ends where another script begins.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let end = at + c.len_utf8();
        let joined = before.is_some_and(|(end, before)| end == at && joins(before, c));
        match all.last_mut().filter(|_| joined) {
            Some(word) => word.end = end,
            None => all.push(at..end),
        }
        before = Some((end, c));
    }
    all
}

/// A word with a capital in it.
fn is_name(word: &str) -> bool {
    word.len() > 1 && word.chars().any(char::is_uppercase)
}

/// What separates items.
fn is_separator(c: char) -> bool {
    ",/、،，・;；".contains(c)
}

/// Whether a text is a separator, a conjunction or both. A blank is none.
fn is_joint(gap: &str) -> bool {
    let words: Vec<&str> = gap.split(|c: char| c.is_whitespace() || is_separator(c)).collect();
    let mut words = words.into_iter().filter(|word| !word.is_empty());
    match (words.next(), words.next()) {
        (None, _) => gap.contains(is_separator),
        (Some(word), None) => is_conjunction(word),
        _ => false,
    }
}

/// A short word in small letters, or in a script that has none.
fn is_conjunction(word: &str) -> bool {
    word.chars().count() <= CONJUNCTION
        && word.chars().all(|c| c.is_ascii_lowercase() || !c.is_ascii() && !c.is_uppercase())
}

/// Where a name stands in a text.
enum Place {
    Nowhere,
    Once(Range<usize>),
    Many,
}

fn sole_place(text: &str, name: &str) -> Place {
    let free = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !latin(before) && !latin(after)
    };
    let mut places = text.match_indices(name).map(|(at, _)| at).filter(free);
    match (places.next(), places.next()) {
        (Some(at), None) => Place::Once(at..at + name.len()),
        (Some(_), Some(_)) => Place::Many,
        (None, _) => Place::Nowhere,
    }
}

/// The item between two names: what stands alone between two separators, or a name between two joints.
fn item_between(text: &str, gap: Range<usize>) -> Option<Range<usize>> {
    let inner = &text[gap.clone()];
    let first = inner.find(is_separator);
    let last = inner.rfind(is_separator);
    if let Some((first, last)) = first.zip(last).filter(|(first, last)| first < last) {
        let start = first + inner[first..].chars().next().map_or(1, char::len_utf8);
        let part = trimmed(text, gap.start + start..gap.start + last);
        let words = text[part.clone()].split_whitespace().count();
        if (1..=ITEM_WORDS).contains(&words) && !is_joint(&text[part.clone()]) {
            return Some(part);
        }
    }
    let name = name_in(text, gap.clone())?;
    let (before, after) = (&text[gap.start..name.start], &text[name.end..gap.end]);
    (is_joint(before) && is_joint(after)).then_some(name)
}

/// The item before the first name: a name after a colon or a bracket.
fn item_before(text: &str, first: usize) -> Option<Range<usize>> {
    let opens = |c: char| ":：(（".contains(c);
    let start = text[..first].rfind(opens)?;
    let start = start + text[start..].chars().next().map_or(1, char::len_utf8);
    let name = name_in(text, start..first)?;
    let alone = text[start..name.start].trim().is_empty();
    (alone && is_joint(&text[name.end..first])).then_some(name)
}

/// The item after the last name: a name up to the end of the sentence or bracket.
fn item_after(text: &str, last: usize) -> Option<Range<usize>> {
    let closes = |c: char| is_sentence_end(c) || ")）:：".contains(c);
    let end = text[last..].find(closes).map_or(text.len(), |at| last + at);
    let name = name_in(text, last..end)?;
    let alone = text[name.end..end].trim().is_empty();
    (alone && is_joint(&text[last..name.start])).then_some(name)
}

/// The run of words with capitals in a range.
fn name_in(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let inner = &text[range.clone()];
    let mut names = words(inner).into_iter().filter(|at| is_name(&inner[at.clone()]));
    let first = names.next()?;
    let mut end = first.end;
    for (number, name) in names.enumerate() {
        if number + 1 >= ITEM_WORDS || !inner[end..name.start].trim().is_empty() {
            break;
        }
        end = name.end;
    }
    Some(range.start + first.start..range.start + end)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + inner.len() - inner.trim_start().len();
    start..start + inner.trim().len()
}

/// A text without case, blanks and joints, so that `Glow TV` is `GlowTV`.
fn folded(text: &str) -> String {
    normal(text).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::compared;

    const SOURCE: &str =
        "The device’s family: sLamp, sTorch, sCandle, Orb, or GlowTV. Valid in version 2.";

    /// Lost names and added items.
    fn told(own: &str) -> Option<(Vec<&'static str>, Vec<String>)> {
        let compared = compared(SOURCE, own)?;
        let added = compared.added.into_iter().map(|at| own[at].to_owned()).collect();
        Some((compared.lost, added))
    }

    #[test]
    fn the_same_names_in_any_rendering_are_the_same() {
        for own in [
            "Famille : sLamp, sTorch, sCandle, Orb ou Glow TV. Valide dans la version 2.",
            "设备系列：sLamp、sTorch、sCandle、Orb 或 GlowTV。",
            "عائلة الجهاز: sLamp أو sTorch أو sCandle أو Orb أو GlowTV.",
            "Serie: sLamp, sTorch, sCandle, Orb sowie GlowTV. Gültig in Version 2.",
            "デバイスの製品ファミリ: sLamp、sTorch、sCandle、Orb、GlowTV。",
            "ตระกูล: sLamp, sTorch, sCandle, Orb หรือ GlowTV",
        ] {
            let (lost, added) = told(own).expect(own);
            assert!(added.is_empty(), "{own}: {added:?}");
            assert!(lost.is_empty(), "{own}: {lost:?}");
        }
    }

    #[test]
    fn added_items_are_found_wherever_they_stand() {
        for (own, item) in [
            ("Famille : sLamp, sTorch, sCandle, Orb, Zeta ou GlowTV.", "Zeta"),
            ("Famille : Zeta, sLamp, sTorch, sCandle, Orb ou GlowTV.", "Zeta"),
            ("Famille : sLamp, sTorch, sCandle, Orb, GlowTV ou Zeta.", "Zeta"),
            ("系列：sLamp、sTorch、sCandle、Orb、Glow Watch 或 GlowTV。", "Glow Watch"),
            ("Семейство: sLamp, андроид, sTorch, sCandle, Orb или GlowTV.", "андроид"),
            ("الجهاز: sLamp أو sTorch أو Nova أو sCandle أو Orb أو GlowTV.", "Nova"),
        ] {
            assert_eq!(told(own), Some((Vec::new(), vec![item.to_owned()])), "{own}");
        }
    }

    #[test]
    fn lost_names_are_named() {
        assert_eq!(
            told("Familie: sLamp, sTorch, Orb oder GlowTV."),
            Some((vec!["sCandle"], Vec::new()))
        );
        assert_eq!(
            told("Familie: sLamp, sTorch, Zune, Orb oder GlowTV."),
            Some((vec!["sCandle"], vec!["Zune".to_owned()]))
        );
    }

    #[test]
    fn a_text_that_is_told_otherwise_is_not_compared() {
        assert_eq!(told("Ob es ein sLamp ist, oder ein sTorch."), None);
        assert_eq!(told("Gerät der Familie, die Acme baut."), None);
        assert_eq!(compared("String. Required. Up to 100 characters.", "Text."), None);
    }
}
