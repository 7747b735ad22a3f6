//! Negations and truth values of a text, by the word lists of its language.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::catalog::{Catalog, LocaleTerms};
use crate::text::{
    Negations, Text, is_sentence_end, is_spaceless, joins, language_of, lower_composed,
    lower_in_place, places_of, script_of,
};

/// Characters between two negators that are one negation: `nigdy nie`, 不会不.
const REACH: usize = 2;
/// Characters of a clause within which a word of negative concord begins it.
const START: usize = 6;

/// The word lists for a language: those of its tag, or else of another region that writes the same
/// language in the same script. Only words are shared so, no accepted terms: those differ by region.
pub fn word_lists<'c>(catalog: &'c Catalog, locale: &str) -> Option<&'c LocaleTerms> {
    let same = |other: &&String| {
        language_of(other) == language_of(locale) && script_of(other) == script_of(locale)
    };
    let near = || catalog.locales.keys().find(same).map(|tag| &catalog.locales[tag]);
    catalog.locales.get(locale).or_else(near)
}

/// How many negations a text of a page holds, by the word lists of the page's language; nothing when
/// the language has none.
pub fn negations_of(catalog: &Catalog, locale: &str, text: Text<'_>) -> Option<Negations> {
    text.negations(|text| negations(word_lists(catalog, locale)?, text))
}

/// How many negations a text holds; nothing when the language has no list. Parts of one negation
/// (`nigdy nie`) count once.
pub fn negations(terms: &LocaleTerms, text: &str) -> Option<Negations> {
    if terms.negators.is_empty() {
        return None;
    }
    let text = lower_composed(text);
    let of = |patterns: &[String]| -> Vec<Range<usize>> {
        patterns.iter().flat_map(|pattern| matches(pattern, &text)).collect()
    };
    let affirmed = of(&terms.affirming);
    let denying = |mut found: Vec<Range<usize>>| {
        found.retain(|at| !affirmed.iter().any(|a| a.start < at.end && at.start < a.end));
        found
    };
    let mut sure = denying(of(&terms.negators));
    let concord = denying(of(&terms.concord));
    sure.extend(concord.into_iter().filter(|at| begins_clause(&text, at.start)));
    let may = denying(of(&terms.may_negate));
    let phrase = |at: &Range<usize>| sure.iter().any(|n| holds(n, at) && n.len() > at.len());
    let mut without = denying(of(&terms.caritive));
    without.retain(|at| !phrase(at));
    let meets = |at: &Range<usize>, others: &[Range<usize>]| {
        others.iter().any(|other| other.start < at.end && at.start < other.end)
    };
    sure.extend(without.iter().filter(|at| !meets(at, &may)).cloned());
    let all = [sure.clone(), may].concat();
    // “Not without” affirms.
    let before = |at: &Range<usize>| {
        without.iter().any(|w| at.end <= w.start && reaches(&text[at.end..w.start]))
    };
    let denials = all.iter().filter(|at| !meets(at, &without) && !before(at)).cloned().collect();
    let mut exceptions = of(&terms.exceptive);
    let longer = |at: &Range<usize>| affirmed.iter().any(|a| holds(a, at) && a.len() > at.len());
    exceptions.retain(|at| !longer(at));
    Some(Negations {
        all: distinct(&text, all),
        sure: distinct(&text, sure).saturating_sub(exceptions.len()),
        denials: distinct(&text, denials),
        exceptions: exceptions.len(),
    })
}

/// Whether a text says that something need not or must not be done.
pub fn lifts_duty(terms: &LocaleTerms, text: &str) -> bool {
    let text = lower_composed(text);
    terms.no_obligation.iter().any(|phrase| !matches(phrase, &text).is_empty())
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// How many negations the places of negative words make.
fn distinct(text: &str, mut found: Vec<Range<usize>>) -> usize {
    found.sort_by_key(|at| (at.start, at.end));
    let mut count = 0;
    let mut end = None;
    for at in found {
        let joined = end.is_some_and(|end: usize| end >= at.start || reaches(&text[end..at.start]));
        count += usize::from(!joined);
        end = Some(end.unwrap_or(0).max(at.end));
    }
    count
}

/// Whether what follows this gap may still be the same negation.
fn reaches(gap: &str) -> bool {
    gap.chars().count() <= REACH && !gap.chars().any(is_boundary)
}

fn begins_clause(text: &str, at: usize) -> bool {
    let clause = text[..at].rsplit(is_boundary).next().unwrap_or_default();
    clause.trim().chars().count() <= START
}

fn is_boundary(c: char) -> bool {
    is_sentence_end(c) || matches!(c, ',' | ';' | ':' | '(' | '、' | '，' | '；' | '：' | '（')
}

/// The truth values that a text names, in order; nothing when the language has no list. The wire
/// words `true` and `false` count in every language.
pub fn booleans(terms: Option<&LocaleTerms>, text: &str) -> Vec<(Range<usize>, bool)> {
    let own = |truth: bool| {
        let lists = terms.map(|t| if truth { &t.truthy } else { &t.falsy });
        let wire = if truth { "true" } else { "false" };
        std::iter::once(wire.to_owned()).chain(lists.into_iter().flatten().cloned())
    };
    let lower = lower_in_place(text);
    let mut found = Vec::new();
    for truth in [true, false] {
        // The text may be composed or not; its places count.
        let words = own(truth).map(|word| word.to_lowercase());
        for word in words.flat_map(forms) {
            found.extend(matches(&word, &lower).into_iter().map(|range| (range, truth)));
        }
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    found.dedup_by(|later, earlier| later.0.start < earlier.0.end);
    found
}

/// The truth values of a text of a page, by the word lists of the page's language; see [`booleans`].
pub fn booleans_of<'t>(
    catalog: &Catalog,
    locale: &str,
    text: Text<'t>,
) -> &'t [(Range<usize>, bool)] {
    text.booleans(|text| booleans(word_lists(catalog, locale), text))
}

/// A word decomposed and as it is, if that differs.
fn forms(word: String) -> impl Iterator<Item = String> {
    let apart: String = word.nfd().collect();
    let apart = (apart != word).then_some(apart);
    apart.into_iter().chain([word])
}

/// Places of a listed word in a text, both in plain form. `*` at either end stands for any
/// letters; words of scripts without spaces occur anywhere.
fn matches(pattern: &str, text: &str) -> Vec<Range<usize>> {
    let bare = pattern.trim_matches('*');
    if bare.is_empty() {
        return Vec::new();
    }
    let spaceless = bare.chars().any(is_spaceless);
    let open_start = spaceless || pattern.starts_with('*');
    let open_end = spaceless || pattern.ends_with('*');
    let within = |a: Option<char>, b: Option<char>| {
        // A sign of a vowel, and the one that takes it away, stand within a word.
        let joined = |(a, b): (char, char)| {
            joins(a, b) || is_combining_mark(b) || is_combining_mark(a) && b.is_alphabetic()
        };
        a.zip(b).is_some_and(joined)
    };
    places_of(text, bare)
        .map(|at| at..at + bare.len())
        .filter(|at| {
            let before = within(text[..at.start].chars().next_back(), bare.chars().next());
            let after = within(bare.chars().next_back(), text[at.end..].chars().next());
            (open_start || !before) && (open_end || !after)
        })
        .collect()
}

#[cfg(test)]
mod promises;

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn built_in() -> Catalog {
        crate::builtin::catalog()
    }

    fn count(locale: &str, text: &str) -> usize {
        let catalog = built_in();
        negations(&catalog.locales[locale], text).expect("a list").all
    }

    #[test]
    fn some_words_need_not_be_rendered_by_a_negation() {
        let catalog = built_in();
        let english = word_lists(&catalog, "en-GB").expect("those of another region");
        let found = negations(english, "Stop it, and never use it.").expect("a list");
        assert_eq!(found, Negations { all: 2, sure: 1, denials: 2, exceptions: 0 });
        assert!(word_lists(&catalog, "zh-HK").is_none_or(|lists| lists.locale != "zh-CN"));
    }

    #[test]
    fn a_negation_with_an_exception_may_be_no_denial() {
        let catalog = built_in();
        for (locale, text) in [
            ("ar-SA", "لا يتوفر المفتاح إلا في الإصدار 3."),
            ("ja-JP", "バージョン 3 でしか利用できません。"),
            ("ko-KR", "버전 3에서밖에 사용할 수 없습니다."),
        ] {
            let found = negations(&catalog.locales[locale], text).expect("a list");
            let wanted = Negations { all: 1, sure: 0, denials: 1, exceptions: 1 };
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn one_negation_counts_once() {
        assert_eq!(count("en-US", "It isn't sold. Without a key it cannot start."), 3);
        assert_eq!(count("fr-FR", "Elle ne se connecte pas. Elle n’est jamais vendue."), 2);
        assert_eq!(count("de-DE", "Ohne Konto kann sich die Lampe nicht verbinden."), 2);
        assert_eq!(count("zh-CN", "如果不能，则返回。是否发送"), 1);
        assert_eq!(count("ja-JP", "付与しなければならない場合。空でもかまいません。"), 0);
    }

    #[test]
    fn a_letter_within_a_word_is_no_negator() {
        assert_eq!(count("hi-IN", "निम्न तालिका में वह डेटा है जिसे भेजने का प्रश्न है।"), 0);
        assert_eq!(count("hi-IN", "हम डेटा किसी को न बेचते हैं।"), 1);
    }

    #[test]
    fn words_of_negative_concord_count_only_where_a_clause_begins() {
        assert_eq!(count("pt-BR", "Não vendemos nenhum dado por nenhum motivo."), 1);
        assert_eq!(count("pt-BR", "Vendemos nenhum dado por nenhum motivo."), 0);
        assert_eq!(count("pt-BR", "Nenhum dado é vendido."), 1);
    }

    #[test]
    fn truth_values_in_order() {
        let values = |text| booleans(None, text).into_iter().map(|(_, v)| v).collect::<Vec<_>>();
        assert_eq!(values("true or FALSE, untrue"), [true, false]);
        assert_eq!(values("İstenen değer true, BAẞIS: false"), [true, false]);
    }
}
