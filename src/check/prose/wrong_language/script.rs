//! Cells in a script that the other cells of the page do not have: certain at any length.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::ColumnRole;
use crate::check::writing::script_of;

/// Fewest cells that tell how a page is written.
const CELLS: usize = 4;
/// Fewest letters of a foreign word; a character of Han, kana or Hangul is worth two.
const LETTERS: usize = 4;
/// Worth of foreign letters beside letters of the page's own script.
const BESIDE: usize = 12;

/// How many purpose cells of a page hold letters of each script.
pub(super) struct Scripts {
    cells: BTreeMap<&'static str, usize>,
    all: usize,
}

impl Scripts {
    /// Counts the scripts of the cells.
    pub(super) fn of(cells: &[CellRef<'_>]) -> Self {
        let mut counts = BTreeMap::new();
        let written: Vec<BTreeSet<&str>> =
            cells.iter().map(|cell| cell.text().chars().filter_map(script_of).collect()).collect();
        let all = written.iter().filter(|scripts| !scripts.is_empty()).count();
        written.into_iter().flatten().for_each(|s| *counts.entry(s).or_default() += 1);
        Scripts { cells: counts, all }
    }

    /// Whether three fifths of the other cells have letters of a script.
    fn is_own(&self, script: &str, here: bool) -> bool {
        let others = self.all.saturating_sub(1);
        let count = self.cells.get(script).copied().unwrap_or(0) - usize::from(here);
        others + 1 >= CELLS && count * 5 >= others * 3
    }

    /// Whether hardly any other cell has letters of a script.
    fn is_foreign(&self, script: &str) -> bool {
        let others = self.all.saturating_sub(1);
        let count = self.cells.get(script).copied().unwrap_or(1) - 1;
        others + 1 >= CELLS && count * 4 < others
    }

    /// The script of a cell that is written in another one than the page, its source text aside.
    /// `own_words` is the text without literals, names and what it shares with its source text.
    pub(super) fn foreign(
        &self,
        audit: &Audit<'_>,
        page: &Page,
        cell: &CellRef<'_>,
        own_words: &str,
    ) -> Option<&'static str> {
        let source = audit.source_cell(page, cell.row, ColumnRole::Purpose);
        let source = source.map_or("", |source| source.cell.text());
        let worth = worth(cell.text(), source);
        let foreign = worth
            .iter()
            .filter(|(script, _)| **script != "Latin" && self.is_foreign(script))
            .max_by_key(|(_, worth)| **worth);
        let scripts: BTreeSet<&str> = cell.text().chars().filter_map(script_of).collect();
        let own = self.cells.keys().filter(|script| self.is_own(script, scripts.contains(*script)));
        let own: Vec<&&str> = own.collect();
        let held: usize = own.iter().filter_map(|script| worth.get(**script)).sum();
        if let Some((script, worth)) = foreign {
            let enough = *worth >= LETTERS && (*worth >= BESIDE || *worth > held);
            return enough.then_some(*script);
        }
        // Latin letters stand in texts of every script, but not alone.
        let alone = !own.is_empty() && own.iter().all(|script| **script != "Latin");
        let none = own.iter().all(|script| !scripts.contains(**script));
        let small = |word: &&str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase());
        let words = own_words.split(|c: char| !c.is_alphabetic()).filter(small).count();
        let wanted = if source.is_empty() { 3 } else { 1 };
        (alone && none && scripts.contains("Latin") && words >= wanted).then_some("Latin")
    }
}

/// Letters of each script in words of that script alone, without those that the source text has.
fn worth(text: &str, source: &str) -> BTreeMap<&'static str, usize> {
    let mut worth = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let scripts: BTreeSet<&str> = word.chars().filter_map(script_of).collect();
        let cjk = |script: &str| matches!(script, "Han" | "Kana" | "Hangul");
        // A look-alike in a Latin word is a matter of spelling.
        let mixed = scripts.contains("Latin") && scripts.iter().any(|s| !cjk(s) && *s != "Latin");
        for c in word.chars().filter(|c| !mixed && !source.contains(*c)) {
            let Some(script) = script_of(c) else { continue };
            *worth.entry(script).or_insert(0) += if cjk(script) { 2 } else { 1 };
        }
    }
    worth
}

#[cfg(test)]
mod tests {
    use crate::check::testing::Case;
    use crate::check::testing_pages::Pages;

    use super::super::CHECK;

    #[test]
    fn a_script_that_the_page_does_not_have_is_certain_at_any_length() {
        Pages::new()
            .edit(
                "fr-FR",
                "L’UUID qui nomme la lampe. |",
                "Цвет. |
                           ^^^^^ warning: the cell is in Cyrillic letters, the page in `fr-FR`",
            )
            .expect(&CHECK);
        Case::default()
            .document(
                "ko-KR/data-acme-sends-to-hub.md",
                "\
| Service | Message | 데이터 | 용도 |
|---|---|---|---|
| PINGs | Hello | Topic | 램프의 채널입니다. |
| PINGs | Hello | lampId | ランプの色。 |
                           ^^^^^^ warning: the cell is in Kana letters, the page in `ko-KR`
| PINGs | Hello | State | 램프의 상태(狀態)입니다. |
| PINGs | GoodBye | Topic | 램프의 채널, UUID, café, 10 Ω입니다. |
| STORE | 계정 | Serial number | ISO 8601 |
| STORE | 계정 | Owner name | 이름입니다. |
",
            )
            .expect(&CHECK);
    }
}
