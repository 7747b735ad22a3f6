//! Other words for the same: what a second translator would have written. No finding is right.

use flowproof::catalog::model::ColumnRole;

use super::equivalent_pages::ALARMS;
use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::View;

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "same: synonym",
        does: "a word of a purpose is replaced by one that means the same",
        bar: ALARMS,
        learned: true,
        make: synonym,
        ..PLAIN
    },
    Operator {
        name: "same: other-rendering",
        does: "a purpose of the sample is worded as another translator would",
        bar: ALARMS,
        learned: true,
        make: other_rendering,
        ..PLAIN
    },
];

/// Purposes of the sample in other words: language, purpose, other purpose.
const RENDERINGS: &str = include_str!("../renderings.tsv");

/// Words that may stand for one another in these texts, each in the same gender, number and case:
/// language, the pages' word, the other one.
const SYNONYMS: &[(&str, &[(&str, &str)])] = &[
    (
        "cs",
        &[
            ("značící", "udávající"),
            ("vrátí", "poskytne"),
            ("Počet", "Množství"),
            ("Pokud", "Jestliže"),
            ("pokud", "jestliže"),
            ("naslouchat", "poslouchat"),
            ("společnosti", "firmy"),
            ("společností", "firmou"),
            ("oznámení", "upozornění"),
            ("Název", "Jméno"),
        ],
    ),
    (
        "de",
        &[
            ("Geräts", "Gerätes"),
            ("angibt", "anzeigt"),
            ("Anzahl", "Zahl"),
            ("generierte", "erzeugte"),
            ("zugewiesen", "zugeordnet"),
            ("zugewiesenen", "zugeordneten"),
            ("E-Mail-Adresse", "Mailadresse"),
            ("Benutzer", "Anwender"),
            ("Zeitpunkt", "Moment"),
            ("zum Beispiel", "etwa"),
            ("sofern", "falls"),
            ("gekauften", "erworbenen"),
            ("sendet", "schickt"),
        ],
    ),
    (
        "es",
        &[
            ("dispositivo", "equipo"),
            ("indica", "señala"),
            ("cuándo", "en qué momento"),
            ("correo electrónico", "e-mail"),
            ("escuchará", "va a escuchar"),
            ("devuelve", "entrega"),
            ("generado", "creado"),
            ("puede", "logra"),
        ],
    ),
    (
        "fr",
        &[
            ("de l’appareil", "du terminal"),
            ("l’appareil", "le terminal"),
            ("indiquant", "précisant"),
            ("généré", "créé"),
            ("retourne", "renvoie"),
            ("affecté", "attribué"),
            ("affectées", "attribuées"),
            ("données", "informations"),
            ("Nom", "Désignation"),
            ("e-mail", "électronique"),
            ("Indique", "Précise"),
            ("Moment", "Instant"),
            ("Court", "Bref"),
        ],
    ),
    (
        "it",
        &[
            ("del dispositivo", "dell'apparecchio"),
            ("il dispositivo", "l'apparecchio"),
            ("indicante", "che indica"),
            ("generato", "creato"),
            ("assegnato", "attribuito"),
            ("assegnate", "attribuite"),
            ("restituisce", "fornisce"),
            ("Nome", "Denominazione"),
        ],
    ),
    (
        "nl",
        &[
            ("apparaat", "toestel"),
            ("aangeeft", "vermeldt"),
            ("gegenereerd", "aangemaakt"),
            ("toegewezen", "toegekend"),
            ("notatie", "indeling"),
            ("wanneer", "op welk moment"),
            ("aantal", "totaal"),
            ("Moment", "Tijdstip"),
            ("bijvoorbeeld", "zoals"),
            ("Korte", "Beknopte"),
            ("gebruikers", "personen"),
        ],
    ),
    (
        "pl",
        &[
            ("wskazująca", "określająca"),
            ("Liczba", "Ilość"),
            ("wygenerowany", "utworzony"),
            ("zwraca", "podaje"),
            ("Jeśli", "Jeżeli"),
            ("jeśli", "jeżeli"),
            ("przypisany", "przydzielony"),
            ("firmę", "spółkę"),
            ("firmy", "spółki"),
        ],
    ),
    (
        "pt",
        &[
            ("dispositivo", "aparelho"),
            ("indica", "mostra"),
            ("gerada", "criada"),
            ("gerado", "criado"),
            ("retorna", "devolve"),
            ("atribuído", "designado"),
            ("atribuídas", "designadas"),
            ("email", "correio eletrônico"),
            ("usuário", "utilizador"),
            ("aplicativo", "app"),
        ],
    ),
    (
        "sv",
        &[
            ("enheten", "apparaten"),
            ("Enhetens", "Apparatens"),
            ("anger", "visar"),
            ("Anger", "Visar"),
            ("returnerar", "lämnar"),
            ("genereras", "skapas"),
            ("Tidpunkt", "Tid"),
            ("Kort", "Kortfattad"),
            ("måste", "ska"),
            ("licenser", "rättigheter"),
        ],
    ),
    (
        "zh",
        &[
            ("设备", "装置"),
            ("指示", "表明"),
            ("名称", "名字"),
            ("用于", "用来"),
            ("生成", "产生"),
            ("应用程序", "应用"),
            ("说明", "描述"),
            ("数目", "数量"),
        ],
    ),
    (
        "ja",
        &[
            ("デバイス", "端末"),
            ("示します", "表します"),
            ("作成", "生成"),
            ("使用", "利用"),
            ("配信", "配布"),
            ("電話番号", "電話の番号"),
        ],
    ),
];

/// One mutant for each word and row that has it.
fn synonym(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let own = |(language, _): &&(&str, &[(&str, &str)])| *language == view.language();
    let Some((_, pairs)) = SYNONYMS.iter().find(own) else { return Vec::new() };
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let text = &cell.cell.inline.text;
        for (word, other) in *pairs {
            let found = text.match_indices(word).map(|(at, _)| at..at + word.len());
            let whole = |range: &std::ops::Range<usize>| {
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                view.spaceless()
                    || !letter(text[..range.start].chars().next_back())
                        && !letter(text[range.end..].chars().next())
            };
            let Some(range) = found.into_iter().find(whole) else { continue };
            if let Some(bytes) = view.bytes(cell, range) {
                let edit = Edit::new(bytes, (*other).to_owned());
                mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![edit]));
            }
        }
    }
    mutants
}

fn other_rendering(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let own = view.cell(row, ColumnRole::Purpose).trim();
        for line in RENDERINGS.lines().skip(1) {
            let mut cells = line.split('\t');
            if cells.next() == Some(view.language()) && cells.next() == Some(own) {
                let other = cells.next().expect("a third cell");
                mutants.extend(view.replaced(row, ColumnRole::Purpose, other));
            }
        }
    }
    mutants
}
