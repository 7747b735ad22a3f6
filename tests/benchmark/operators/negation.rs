//! Negations taken out and put in, in forms that the language has.
//!
//! A negation is flipped only where the result is a sentence: by pairs of forms written down per
//! language, never by deleting whatever looks like a negator.

use flowproof::catalog::model::ColumnRole;

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::view::View;

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "negation-dropped",
        does: "a negated form stands affirmed, in a purpose or in a statement",
        synthetic: "by a list of forms per language, written with the pages at hand",
        accept: &["negation-changed"],
        bar: Some(0.9),
        learned: true,
        make: |view, _| flips(view, true),
        ..PLAIN
    },
    Operator {
        name: "negation-inserted",
        does: "an affirmed form stands negated, in a purpose or in a statement",
        synthetic: "by a list of forms per language, written with the pages at hand",
        accept: &["negation-changed"],
        bar: Some(0.9),
        learned: true,
        make: |view, _| flips(view, false),
        ..PLAIN
    },
];

/// Affirmed and negated form, by language.
const FORMS: &[(&str, &[(&str, &str)])] = &[
    (
        "fr",
        &[
            ("peut être", "ne peut pas être"),
            ("peut affecter", "ne peut pas affecter"),
            ("peut se connecter", "ne peut pas se connecter"),
            ("doit être", "ne doit pas être"),
            ("doit utiliser", "ne doit pas utiliser"),
            ("doit contenir", "ne doit pas contenir"),
            ("vendons", "ne vendons pas"),
            ("affectées", "non affectées"),
            ("avec PushMagic", "sans PushMagic"),
        ],
    ),
    (
        "de",
        &[
            ("zuweisen kann", "nicht zuweisen kann"),
            ("widerrufen werden kann", "nicht widerrufen werden kann"),
            ("enthalten sein muss", "nicht enthalten sein muss"),
            ("enthalten muss", "nicht enthalten muss"),
            ("zugewiesenen Lizenzen", "nicht zugewiesenen Lizenzen"),
            ("wird", "wird nicht"),
            ("an Dritte verkauft", "keinesfalls an Dritte verkauft"),
            ("Intune verbinden", "Intune nicht verbinden"),
            ("mit PushMagic", "ohne PushMagic"),
        ],
    ),
    (
        "es",
        &[
            ("puede", "no puede"),
            ("se puede", "no se puede"),
            ("debe", "no debe"),
            ("asignadas", "no asignadas"),
            ("vendemos", "no vendemos"),
        ],
    ),
    (
        "it",
        &[
            ("può", "non può"),
            ("deve", "non deve"),
            ("è possibile", "non è possibile"),
            ("assegnate", "non assegnate"),
            ("vengono", "non vengono"),
        ],
    ),
    (
        "pt",
        &[
            ("pode", "não pode"),
            ("deve", "não deve"),
            ("puder", "não puder"),
            ("atribuídas", "não atribuídas"),
            ("vendemos", "não vendemos"),
        ],
    ),
    (
        "nl",
        &[
            ("moet", "moet niet"),
            ("kan worden", "niet kan worden"),
            ("dat het geval", "dat niet het geval"),
            ("Intune verbinding", "Intune geen verbinding"),
            ("kan toewijzen", "niet kan toewijzen"),
            ("met PushMagic", "zonder PushMagic"),
        ],
    ),
    (
        "sv",
        &[
            ("kan", "kan inte"),
            ("ska", "ska inte"),
            ("måste", "måste inte"),
            ("det gick", "det inte gick"),
            ("tilldelade licenser", "ej tilldelade licenser"),
            ("säljer vi", "säljer vi inte"),
            ("säljs", "säljs aldrig"),
            ("Intune ansluta", "Intune inte ansluta"),
            ("med PushMagic", "utan PushMagic"),
        ],
    ),
    (
        "pl",
        &[
            ("może", "nie może"),
            ("można", "nie można"),
            ("musi", "nie musi"),
            ("powinien", "nie powinien"),
            ("przypisanych", "nieprzypisanych"),
            ("sprzedajemy niektórym", "nigdy nie sprzedajemy żadnym"),
        ],
    ),
    (
        "cs",
        &[
            ("může", "nemůže"),
            ("musí", "nemusí"),
            ("měl", "neměl"),
            ("lze", "nelze"),
            ("tak je", "tak není"),
            ("budeme", "nebudeme"),
            ("přiřazených", "nepřiřazených"),
        ],
    ),
    (
        "zh",
        &[
            ("可以撤销", "无法撤销"),
            ("可以", "不可以"),
            ("如果能", "如果不能"),
            ("已分配", "未分配"),
            ("必须", "不必"),
            ("应在", "不应在"),
            ("会出于", "不会出于"),
            ("可用于", "不可用于"),
        ],
    ),
    (
        "ja",
        &[
            ("できます", "できません"),
            ("がある場合", "がない場合"),
            ("必要です", "必要ではありません"),
            ("があります", "は決してありません"),
            ("されます", "されません"),
            ("します", "しません"),
        ],
    ),
];

/// Every place of the page where a form can be put for its opposite.
fn flips(view: &View<'_>, drop: bool) -> Vec<Mutant> {
    let forms = FORMS.iter().find(|(language, _)| *language == view.language());
    // What denies is known by word lists: no change can be found in a language without one.
    let Some((_, forms)) = forms.filter(|_| view.terms().is_some()) else { return Vec::new() };
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        for (range, with) in places(&cell.cell.inline.text, forms, drop) {
            if let Some(bytes) = view.bytes(cell, range) {
                let edit = Edit::new(bytes, with);
                mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![edit]));
            }
        }
    }
    for found in &view.page.statements {
        let Some(block) = found.block.map(|at| &view.page.parsed.blocks[at]) else { continue };
        for (range, with) in places(&block.inline.text, forms, drop) {
            let bytes = block.inline.source_range(range.clone());
            if view.text[bytes.clone()] == block.inline.text[range] {
                let edit = Edit::new(bytes, with);
                mutants.push(Mutant::block(block.inline.source.clone(), vec![edit]));
            }
        }
    }
    mutants.dedup_by(|a, b| a.edits == b.edits);
    mutants
}

/// Where one form of a pair stands, and the other form.
fn places(
    text: &str,
    forms: &[(&'static str, &'static str)],
    drop: bool,
) -> Vec<(std::ops::Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for (affirmed, negated) in forms {
        let (from, to) = if drop { (*negated, *affirmed) } else { (*affirmed, *negated) };
        for (at, _) in text.match_indices(from) {
            let end = at + from.len();
            let free = border(text[..at].chars().next_back()) && border(text[end..].chars().next());
            // An affirmed form inside a negated one, and one that is negated beside it, is none.
            let inside = !drop
                && forms.iter().any(|(_, other)| {
                    text.match_indices(other)
                        .any(|(start, _)| start < end && at < start + other.len())
                });
            if free && !inside && (drop || !negated_beside(text, at, end)) {
                found.push((at..end, to));
            }
        }
    }
    found.sort_by_key(|(range, _)| (range.start, range.end));
    found.dedup_by(|next, before| next.0.start < before.0.end);
    found
}

/// Whether a word boundary is here; between Chinese or Japanese characters always.
fn border(c: Option<char>) -> bool {
    !c.is_some_and(|c| c.is_alphanumeric() && !('\u{3040}'..='\u{9fff}').contains(&c))
}

/// Whether the same sentence has a negator already.
fn negated_beside(text: &str, start: usize, end: usize) -> bool {
    const WORDS: [&str; 28] = [
        " ne ", " n’", " pas", "nicht", "kein", " no ", " non ", "não", "niet", "geen", "inte",
        " ej ", "nie ", "nesm", "není", "nelze", "不", "无", "未", "没", "ない", "ませ", "sin ",
        "senza ", "sem ", "zonder", "utan", "aucun",
    ];
    let from = text[..start].rfind(['.', '。']).unwrap_or(0);
    let to = text[end..].find(['.', '。']).map_or(text.len(), |at| end + at);
    let sentence = format!(" {} ", text[from..to].to_lowercase());
    WORDS.iter().any(|word| sentence.contains(word))
}
