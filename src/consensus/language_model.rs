//! What the aligned rows of a page teach about its language.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::ColumnRole;
use crate::text::{Text, composed_lower};

use super::lexicon::{Answer, Lexicon, TextSet, coverage, stem, stems, stems_of};

/// Association (Dice) from which on a word's rendering is known.
const SURE: f64 = 0.6;
/// Fewest letters of a word that carries meaning of its own.
const CONTENT: usize = 4;
/// Share of the best association below which no word of a text renders it.
const ABSENT: f64 = 0.3;
/// Share of the best association above which a word of a text does.
const PRESENT: f64 = 0.5;
/// How many in ten words two texts share that differ in one word. (All ten real languages are above
/// it for “assigned” and “unassigned” with the negation dropped.)
const ALIKE: usize = 8;
/// Coverage from which on other rows teach a rendering.
const TAUGHT: f64 = 0.3;

/// A purpose cell with the source text that it renders.
#[derive(Debug)]
pub struct SegmentPair<'a> {
    /// Its number among the texts of its page.
    pub number: usize,
    /// The row of the catalog.
    pub reference: usize,
    /// The cell.
    pub cell: CellRef<'a>,
    /// The source text.
    pub source: CellRef<'a>,
    /// Whether it is surely the one that the translation was made from.
    pub exact: bool,
    pub(super) stems: &'a BTreeSet<String>,
    pub(super) source_stems: &'a BTreeSet<String>,
    /// Natural logarithm of the length of the cell.
    pub(super) length: f64,
    /// Natural logarithm of the length of the source text.
    pub(super) source_length: f64,
}

/// What is known of a page's language from the page itself and from the other pages of the run in
/// that language.
#[derive(Debug)]
pub struct LanguageModel<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its purpose cells that stand beside a source text, in row order.
    pub texts: Vec<SegmentPair<'a>>,
    /// Names of fields and messages with their source, numbered after the texts.
    names: Vec<(String, String)>,
    pub(super) lexicon: Lexicon,
    /// By text, the words of its source that carry meaning, in order: whether the text renders
    /// them, see [`LanguageModel::renders`].
    rendered: Vec<Vec<(String, Option<bool>)>>,
    /// Median of the ratios.
    pub(super) ratio: f64,
}

impl SegmentPair<'_> {
    /// Natural logarithm of the length of the cell against that of the source text.
    fn ratio(&self) -> f64 {
        self.length - self.source_length
    }
}

impl<'a> LanguageModel<'a> {
    /// Learns from all rows of a translation that have a source text.
    pub(super) fn learn(audit: &'a Audit<'_>, page: &'a Page) -> Self {
        let texts = texts_of(audit, page);
        let names = names_of(audit, page);
        let mut lexicon = Lexicon::default();
        lexicon.add_all(&texts, &names);
        for other in teachers(audit, page) {
            lexicon.add_all(&texts_of(audit, other), &names_of(audit, other));
        }
        lexicon.associate();
        let rendered = texts.iter().map(|text| rendered(&lexicon, text)).collect();
        let ratio = median(texts.iter().map(SegmentPair::ratio).collect());
        LanguageModel { page, texts, names, lexicon, rendered, ratio }
    }

    /// By how much a text is longer than its source makes one expect: the natural logarithm.
    pub fn excess(&self, text: &SegmentPair<'_>) -> f64 {
        text.ratio() - self.ratio
    }

    /// The same for any text of the page and its source.
    pub fn excess_of(&self, text: &str, source: &str) -> f64 {
        length(text).ln() - length(source).ln() - self.ratio
    }

    /// Words of the source text that other texts render and this one does not.
    pub fn omitted(&self, text: &SegmentPair<'_>) -> Vec<String> {
        let lost = self.rendered[text.number].iter().filter(|(_, here)| *here == Some(false));
        lost.map(|(word, _)| word.clone()).collect()
    }

    /// How many words of the source text have a rendering that the other texts teach.
    pub fn familiar(&self, text: &SegmentPair<'_>) -> usize {
        self.rendered[text.number].iter().filter(|(_, here)| here.is_some()).count()
    }

    /// Whether a text renders a word of its source, judged by the other texts. Nothing when they
    /// do not tell, or when it is neither plain that it does nor that it does not.
    pub fn renders(&self, text: &SegmentPair<'_>, word: &str) -> Option<bool> {
        self.rendered[text.number].iter().find(|(known, _)| known == word)?.1
    }

    /// Whether other rows teach that the words of a name render those of its source.
    pub fn knows(&self, source: &str, name: &str) -> bool {
        let own = self.names.iter().position(|(s, n)| s == source && n == name);
        let mut left_out = TextSet::default();
        own.into_iter().for_each(|at| left_out.insert(at + self.texts.len()));
        let source = stems(source);
        let words = self.lexicon.source.known(&source);
        let name = stems(name);
        let answers = self.lexicon.target.known(&name);
        coverage(&words, &answers, &left_out).0 >= TAUGHT
    }

    /// Whether a text has nearly the same words as one whose source differs from its own by letters at
    /// the front of one word (`assigned`, `unassigned`).
    pub fn equals_opposite(&self, text: &SegmentPair<'_>) -> bool {
        self.texts.iter().any(|other| {
            let shared = text.stems.intersection(other.stems).count();
            let alike = 2 * shared * 10 >= ALIKE * (text.stems.len() + other.stems.len());
            alike && differ_in_prefix(text.source.forms(), other.source.forms())
        })
    }

    /// Whether other texts teach a rendering of a word of this source name, and the name has no word
    /// like it, nor one for any other word of the source.
    pub fn contradicts(&self, source: &str, name: &str) -> bool {
        let own = self.names.iter().position(|(s, n)| s == source && n == name);
        let left_out = own.map(|at| at + self.texts.len());
        let target = stems(name);
        let text = composed_lower(name);
        let answers: Vec<Answer> = stems(source)
            .iter()
            .filter_map(|word| self.lexicon.answered(word, &target, &text, left_out))
            .collect();
        let sure = |answer: &&Answer| answer.best >= SURE;
        let known: Vec<&Answer> = answers.iter().filter(sure).collect();
        !known.is_empty() && known.iter().all(|answer| answer.is_absent())
    }
}

impl Answer {
    /// Whether the word has a known rendering and the text none like it.
    fn is_absent(&self) -> bool {
        self.best >= SURE && self.near < self.best * ABSENT
    }
}

impl Lexicon {
    /// Adds the texts of a page and then its names.
    fn add_all(&mut self, texts: &[SegmentPair<'_>], names: &[(String, String)]) {
        for text in texts {
            self.source.add(text.source_stems);
            self.target.add(text.stems);
        }
        for (source, target) in names {
            self.source.add(&stems(source));
            self.target.add(&stems(target));
        }
    }
}

/// Whether two texts differ in one word only, which one has with letters before it.
fn differ_in_prefix(a: Text<'_>, b: Text<'_>) -> bool {
    let (a, b) = (a.words(), b.words());
    let mut other = a.iter().zip(b).filter(|(a, b)| a != b);
    let longer = |(a, b): (&String, &String)| a.ends_with(b.as_str()) || b.ends_with(a.as_str());
    a.len() == b.len() && other.next().is_some_and(longer) && other.next().is_none()
}

/// The pages of the same language that may teach about a page: one of each other document, the
/// one beside it if there is one. A copy or an older state of the page itself would confirm its
/// faults.
fn teachers<'a>(audit: &'a Audit<'_>, page: &Page) -> Vec<&'a Page> {
    let others = (0..audit.catalog.documents.len()).filter(|other| *other != page.document);
    let teacher = |document| {
        let pages = audit.once.get(document, page.locale(), || Folders::of(audit, document, page));
        let near = pages.0.get(folder(page)).or(pages.1.as_ref());
        near.map(|page| &audit.pages[*page])
    };
    others.filter_map(teacher).collect()
}

fn folder(page: &Page) -> &str {
    page.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The first page of a document in one locale by its folder, and the first of all.
struct Folders(BTreeMap<String, usize>, Option<usize>);

impl Folders {
    fn of(audit: &Audit<'_>, document: usize, like: &Page) -> Self {
        let all = audit.translations[document].iter();
        let same = all.filter(|(language, _)| language == like.language.language());
        let pages = same.flat_map(|(_, pages)| pages).copied();
        let pages: Vec<usize> =
            pages.filter(|page| audit.pages[*page].locale() == like.locale()).collect();
        let mut folders = BTreeMap::new();
        for page in &pages {
            folders.entry(folder(&audit.pages[*page]).to_owned()).or_insert(*page);
        }
        Folders(folders, pages.first().copied())
    }
}

/// The words of a source text that carry meaning, each once, and whether the text renders them.
fn rendered(lexicon: &Lexicon, text: &SegmentPair<'_>) -> Vec<(String, Option<bool>)> {
    let cell = text.cell.forms().composed_lower();
    let mut found: Vec<(String, Option<bool>)> = Vec::new();
    for word in text.source.forms().words() {
        if word.chars().count() < CONTENT || found.iter().any(|(known, _)| known == word) {
            continue;
        }
        let answer = lexicon.answered(&stem(word), text.stems, cell, Some(text.number));
        let here = match answer {
            Some(answer) if answer.is_absent() => Some(false),
            Some(answer) if answer.best >= SURE && answer.here > answer.best * PRESENT => {
                Some(true)
            }
            _ => None,
        };
        found.push((word.clone(), here));
    }
    found
}

fn texts_of<'a>(audit: &'a Audit<'_>, page: &'a Page) -> Vec<SegmentPair<'a>> {
    let of_row = |row| {
        let cell = page.cell(row, ColumnRole::Purpose).filter(|cell| !cell.text().is_empty())?;
        let source = audit.source_cell(page, row, ColumnRole::Purpose)?;
        Some(SegmentPair {
            number: 0,
            reference: row.matched.row()?,
            cell,
            source: source.cell,
            exact: source.exact,
            stems: stems_of(cell.forms()),
            source_stems: stems_of(source.cell.forms()),
            length: length(cell.text()).ln(),
            source_length: length(source.cell.text()).ln(),
        })
    };
    let texts = page.rows.iter().filter_map(of_row).enumerate();
    texts.map(|(number, text)| SegmentPair { number, ..text }).collect()
}

/// Translated names of fields and messages with their source: the best entries of the lexicon.
fn names_of(audit: &Audit<'_>, page: &Page) -> Vec<(String, String)> {
    let mut names: BTreeSet<(&str, &str)> = BTreeSet::new();
    for row in &page.rows {
        for role in [ColumnRole::Field, ColumnRole::Message] {
            let Some(source) = audit.source_cell(page, row, role) else { continue };
            let cell = page.cell_text(row, role);
            if !cell.is_empty() && cell != source.cell.text() {
                names.insert((source.cell.text(), cell));
            }
        }
    }
    names.into_iter().map(|(source, cell)| (source.to_owned(), cell.to_owned())).collect()
}

/// Number of characters, and a few more: short texts vary more.
fn length(text: &str) -> f64 {
    let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    f64::from(count) + 5.0
}

pub(super) fn median(mut values: Vec<f64>) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        f64::midpoint(values[middle - 1], values[middle])
    }
}
