//! Text in an encoding from before UTF-8 that was read as Windows-1252, and characters that became
//! question marks. Only the rest of the page proves the former: its script, or its letters.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::audit::Page;
use crate::check::writing::script_of;
use crate::text::read_anew;

/// Fewest letters of a word that is written with accents only.
const LETTERS: usize = 3;
/// Fewest times that a page must have a letter that was read as another one.
const COMMON: usize = 5;

/// A broken word and, if it can be told, its repair.
type Broken = (Range<usize>, Option<String>);

/// How a page is written where it is sound.
pub(super) struct Habit<'a> {
    language: &'a str,
    /// Its script, if that is not Latin.
    script: Option<&'static str>,
    letters: BTreeMap<char, usize>,
}

impl<'a> Habit<'a> {
    /// Counts the letters of all texts.
    pub(super) fn of<'t>(page: &'a Page, texts: impl Iterator<Item = &'t str>) -> Self {
        let mut letters: BTreeMap<char, usize> = BTreeMap::new();
        let mut scripts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for c in texts.flat_map(str::chars).filter(|c| !c.is_ascii()) {
            let Some(script) = script_of(c) else { continue };
            *letters.entry(c).or_default() += 1;
            *scripts.entry(script).or_default() += 1;
        }
        let latin = scripts.remove("Latin").unwrap_or(0);
        let most = scripts.into_iter().max_by_key(|(_, count)| *count);
        let script = most.filter(|(_, count)| *count > latin).map(|(script, _)| script);
        Habit { language: page.language.language(), script, letters }
    }

    /// The words of a text that were read in the wrong encoding.
    pub(super) fn misread(&self, text: &str) -> Vec<Broken> {
        if text.is_ascii() {
            return Vec::new();
        }
        match self.script {
            Some(script) => self.accents_only(text, script),
            None => self.strange_letters(text),
        }
    }

    /// Words with letters that stand for others, which the page has all over: `aygýt` for `aygıt`.
    /// One letter may be that of a name; two are not.
    fn strange_letters(&self, text: &str) -> Vec<Broken> {
        let count = |c: char| self.letters.get(&c).copied().unwrap_or(0);
        let (mut found, mut strange) = (Vec::new(), 0);
        for at in words(text) {
            let word = &text[at.clone()];
            let read = if word.is_ascii() { None } else { read_anew(word, self.language).pop() };
            let Some(read) = read.filter(|r| r.chars().count() == word.chars().count()) else {
                continue;
            };
            let changed: Vec<(char, char)> =
                word.chars().zip(read.chars()).filter(|(a, b)| a != b).collect();
            if changed.iter().all(|(a, b)| count(*b) >= COMMON && count(*a) * 5 <= count(*b)) {
                strange += changed.len();
                found.push((at, Some(read)));
            }
        }
        if strange >= 2 { found } else { Vec::new() }
    }

    /// Words of letters with accents alone, on a page in another script. Of several readings that
    /// are in its script, the one with letters that the page has.
    fn accents_only(&self, text: &str, script: &str) -> Vec<Broken> {
        let latin1 = |c: char| matches!(u32::from(c), 0x80..=0xff) || "ŒœŠšŽžŸƒ".contains(c);
        let known = |read: &String| read.chars().filter(|c| self.letters.contains_key(c)).count();
        let mut found = Vec::new();
        for at in words(text) {
            let word = &text[at.clone()];
            let accents = word.chars().filter(|c| latin1(*c)).count();
            let letters = word.chars().filter(|c| latin1(*c) && c.is_alphabetic()).count();
            let readings = read_anew(word, self.language).into_iter().rev();
            let repair = readings.filter(|read| is_written_in(read, script)).max_by_key(known);
            let alone = word.chars().all(|c| latin1(c) || !c.is_alphanumeric());
            if letters >= LETTERS && alone || repair.is_some() && accents >= LETTERS {
                found.push((at, repair));
            }
        }
        found
    }
}

/// Whether a text has two letters at least and all of them are of a script; Japanese has two.
fn is_written_in(text: &str, script: &str) -> bool {
    let cjk = |script: &str| matches!(script, "Han" | "Kana");
    let is_own = |c: char| script_of(c).is_some_and(|own| own == script || cjk(own) && cjk(script));
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 2 && letters().all(is_own)
}

/// Byte ranges of what stands between blanks, without ASCII punctuation around it.
fn words(text: &str) -> Vec<Range<usize>> {
    let base = text.as_ptr() as usize;
    text.split(char::is_whitespace)
        .map(|word| word.trim_matches(|c: char| c.is_ascii_punctuation()))
        .filter(|word| !word.is_empty())
        .map(|word| {
            let start = word.as_ptr() as usize - base;
            start..start + word.len()
        })
        .collect()
}

/// Runs of question marks that stand where characters were: two where the source text has none,
/// or three.
pub(super) fn question_marks(text: &str, source: Option<&str>) -> Vec<Broken> {
    if source.is_some_and(|source| source.contains("??")) {
        return Vec::new();
    }
    let fewest = if source.is_some() { 2 } else { 3 };
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        let longest = word.split(|c| c != '?').map(str::len).max().unwrap_or(0);
        if longest >= fewest {
            found.push((at..at + word.len(), None));
        }
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    found
}
