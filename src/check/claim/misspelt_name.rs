//! # What it checks
//! Names that a page must keep and that stand in it with one slip: letters that changed places, one too many,
//! one too few, one that is wrong. The names are those that the catalog declares, those of the parties, and words
//! with a capital inside that the source text has in the same place. Prose, cells and the titles in the front
//! matter are looked at. A slip counts where the source has the name in the same place more often than the
//! translation; without a source text to compare with, or on a source page, it is a note, and only for long names.
//! Endings, as inflected languages add them to a name or put in place of its last vowel, are no slips, nor are
//! names in another script. One misspelling is one finding with all its places.
//!
//! # Why it matters
//! The names say who sends the data and who receives it. A search for the party does not find the page.
//!
//! # Example
//! Wrong: `Les données que Acem envoie.` Right: `Les données que Acme envoie.`
//!
//! # Remedy
//! Write the name as the source page does, everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::audit::{Audit, Page};
use crate::check::prose::{places, source_inline};
use crate::check::shown::{self, Text, texts};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "misspelt-name",
    summary: "a name is misspelt",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("misspelt_name.rs"),
    run,
};

/// Fewest letters of a name of which one may be wrong: shorter ones are near too many words.
const SHORTEST: usize = 4;
/// Fewest letters where no source text vouches for the name.
const ALONE: usize = 6;
/// Letters from which on two may be wrong.
const LONG: usize = 8;
/// Letters that transliterations put for others: `k` for `c`, `j` for `i`.
const SOUNDS: &[char] = &['k', 'j', 'y', 'w', 'z', 'x', 'q'];

/// Most names that one source text gives; a text with more is a list of data.
const NAMES: usize = 64;

/// A name and what stands for it.
type Slip = (String, String);

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let all = texts(page);
    let sources = source_texts(audit, page, &all);
    let names = names(audit);
    let mut sure: BTreeMap<Slip, Vec<(&Text<'_>, Range<usize>)>> = BTreeMap::new();
    let mut unsure = sure.clone();
    for (text, source) in all.iter().zip(&sources) {
        let words = words(text.shown);
        if words.is_empty() {
            continue;
        }
        let inner = source.as_deref().map(inner_capitals).unwrap_or_default();
        for name in names.iter().chain(&inner).filter(|name| name.len() >= SHORTEST) {
            let mut slips =
                words.iter().filter(|at| is_slip(&text.shown[(*at).clone()], name)).peekable();
            if slips.peek().is_none() {
                continue;
            }
            let own = count(text.shown, name);
            let due = source.as_deref().map(|source| count(source, name));
            let missing = match due {
                Some(due) => due.saturating_sub(own),
                None if name.len() >= ALONE => usize::MAX,
                None => 0,
            };
            for at in slips.take(missing) {
                let slip = (name.clone(), text.shown[at.clone()].to_owned());
                let place = if due.is_some() { &mut sure } else { &mut unsure };
                let written = written(audit.text(page), text, at);
                place.entry(slip).or_default().push((text, written));
            }
        }
    }
    for (slip, places) in unsure {
        // Where one place is proved, the others are the same slip.
        match sure.get_mut(&slip) {
            Some(proved) => proved.extend(places),
            None => findings.extend(finding(audit, page, &slip, &places, Severity::Note)),
        }
    }
    for (slip, mut places) in sure {
        places.sort_by_key(|(_, at)| at.start);
        findings.extend(finding(audit, page, &slip, &places, CHECK.severity));
    }
}

fn finding(
    audit: &Audit<'_>,
    page: &Page,
    (name, found): &Slip,
    places: &[(&Text<'_>, Range<usize>)],
    severity: Severity,
) -> Option<Finding> {
    let message = format!("`{found}` stands where the name is `{name}`");
    let finding = shown::finding(audit, page, (CHECK.id, severity), places, message)?;
    let help = "write the name as the source page does";
    Some(finding.expected(name.as_str()).found(found.as_str()).help(help))
}

/// The text of the source page in the place of each text of a page.
fn source_texts(audit: &Audit<'_>, page: &Page, all: &[Text<'_>]) -> Vec<Option<String>> {
    let Some(source) = audit.source_page(page).map(|reference| audit.page(reference)) else {
        return vec![None; all.len()];
    };
    let titles = texts(source);
    let titles: Vec<&str> =
        titles.iter().filter(|text| text.place.is_none()).map(|text| text.shown).collect();
    let titles = titles.join(" ");
    let places = places(page);
    let first = all.len() - places.len();
    let of_place = |index: usize| {
        if index < first {
            return Some(titles.clone());
        }
        source_inline(audit, page, &places, index - first).map(|inline| inline.text.clone())
    };
    (0..all.len()).map(of_place).collect()
}

/// The names that every page keeps.
fn names(audit: &Audit<'_>) -> BTreeSet<String> {
    let parties = audit.catalog.parties.iter().flat_map(|party| {
        std::iter::once(party.name.as_str()).chain(party.organisation.as_deref())
    });
    let all = audit.catalog.names.iter().map(String::as_str).chain(parties);
    let words = all.flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric()));
    words
        .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(str::to_owned)
        .collect()
}

/// Words of a text with a capital inside and small letters, such as names of products.
fn inner_capitals(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let inner = |word: &&str| {
        word.len() > SHORTEST
            && word.chars().skip(1).any(|c| c.is_ascii_uppercase())
            && word.chars().filter(char::is_ascii_lowercase).count() > 1
    };
    words.filter(inner).take(NAMES).map(str::to_owned).collect()
}

/// Words of letters of the Latin script without accents that have a capital.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() || is_spaceless_or_other(c)) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let plain = word.chars().all(|c| c.is_ascii_alphanumeric());
        if plain && word.len() + 1 >= SHORTEST && word.chars().any(|c| c.is_ascii_uppercase()) {
            found.push(start..start + word.len());
        }
    }
    found
}

/// Letters of other scripts end a word of the Latin one.
fn is_spaceless_or_other(c: char) -> bool {
    c.is_alphabetic() && u32::from(c) >= 0x370 && !(0x1e00..0x1f00).contains(&u32::from(c))
}

/// How often a name stands in a text, whatever follows it in small letters.
fn count(text: &str, name: &str) -> usize {
    text.to_lowercase().matches(&name.to_lowercase()).count()
}

/// Whether a word is a name with a slip in it, perhaps with an ending.
fn is_slip(word: &str, name: &str) -> bool {
    let (word, name) = (word.to_lowercase(), name.to_lowercase());
    if word == name || word.starts_with(&name) || word.len() + 2 < name.len() {
        return false;
    }
    // `Acmu` and `Acmov` are `Acme` with the ending of a case, in place of the last vowel.
    let stem = name.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    let inflected = word.starts_with(stem) && stem.len() + 2 >= name.len();
    let short_of_one = word.len() + 1 == name.len() && name.starts_with(&word);
    // `TVs` for `TV`; the parts of a compound are words of their own.
    let bounds = name.len().abs_diff(word.len()) <= 2;
    if inflected || short_of_one || !bounds || !word.starts_with(&name[..1]) {
        return false;
    }
    let least = strsim::damerau_levenshtein(&word, &name);
    let sounds = word.chars().any(|c| SOUNDS.contains(&c) && !name.contains(c));
    least == 1 || (least == 2 && name.len() >= LONG && !sounds && word[1..2] == name[1..2])
}

/// Where a word of a text is written.
fn written(file: &str, text: &Text<'_>, at: &Range<usize>) -> Range<usize> {
    let word = &text.shown[at.clone()];
    match &text.place {
        Some(_) => text.source_range(at.clone()),
        None => {
            let start = text.written.start;
            let inside = file[text.written.clone()].find(word);
            inside.map_or(text.written.clone(), |at| start + at..start + at + word.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CHECK, is_slip};
    use crate::check::testing::Case;

    #[test]
    fn slips_and_what_is_none() {
        for (word, name) in [
            ("Globxe", "Globex"),
            ("Glbex", "Globex"),
            ("Globbex", "Globex"),
            ("Initecch", "Initech"),
            ("Inietch", "Initech"),
            ("Acem", "Acme"),
        ] {
            assert!(is_slip(word, name), "{word}");
        }
        for (word, name) in [
            ("Globexu", "Globex"),
            ("Globexhoz", "Globex"),
            ("Acmu", "Acme"),
            ("Acmen", "Acme"),
            ("Acmes", "Acme"),
            ("GLOBEX", "Globex"),
            ("Hobex", "Globex"),
        ] {
            assert!(!is_slip(word, name), "{word}");
        }
    }

    fn page(title: &str, text: &str) -> String {
        format!(
            "---\ntitle: {title}\ndate: 01/01/2022\n---\n# {text}\n\n\
             | Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n\
             | PINGs | Hello | Topic | X. |\n"
        )
    }

    #[test]
    fn a_slip_is_one_finding_with_all_its_places() {
        let french = "---\ntitle: Acem\n       ^^^^ warning: `Acem` stands where the name is `Acme` (2 in all)\n";
        let french = page("Acem", "Ce que Acem envoie").replace("---\ntitle: Acem\n", french);
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", &page("Acme", "Data Acme sends"))
            .document("fr-FR/data-acme-sends-to-hub.md", &french)
            .document("ja-JP/data-acme-sends-to-hub.md", &page("Acme", "Acmeが送るデータ"))
            .document("ru-RU/data-acme-sends-to-hub.md", &page("Акме", "Данные Акме"))
            .document("cs-CZ/data-acme-sends-to-hub.md", &page("Data Acmu", "Data od Acmu"))
            .document("hu-HU/data-acme-sends-to-hub.md", &page("Acmenek", "Az Acmehez küldött"))
            .document("tr-TR/data-acme-sends-to-hub.md", &page("Acme'nin", "Acme’ye"))
            .expect(&CHECK);
    }
}
