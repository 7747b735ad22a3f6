//! Which changes are made together.

use std::collections::BTreeSet;

use flowproof::audit::{Page, StatementMatch};

use crate::mutant::{Mutant, Place};

/// Rounds of changes, each given by page and number. In a round a page is changed at most once, and
/// no two languages in the same place: they would vote for the fault.
pub fn plan(pages: &[(&Page, &[Mutant])], most: usize) -> Vec<Vec<(usize, usize)>> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let deepest = pages.iter().map(|(_, mutants)| mutants.len()).max().unwrap_or(0);
    for number in 0..deepest.min(most) {
        let has = |at: &usize| number < pages[*at].1.len();
        open.extend((0..pages.len()).filter(has).map(|at| (at, number)));
    }
    let mut rounds: Vec<Vec<(usize, usize)>> = Vec::new();
    while !open.is_empty() {
        let mut busy = BTreeSet::new();
        let mut places: BTreeSet<(usize, Vec<String>)> = BTreeSet::new();
        let (mut now, mut later) = (Vec::new(), Vec::new());
        for (at, number) in open {
            let (page, mutants) = pages[at];
            let place = place(page, &mutants[number]);
            let taken = place.as_ref().is_some_and(|place| places.contains(place));
            if !busy.contains(&at) && !taken {
                busy.insert(at);
                places.extend(place);
                now.push((at, number));
            } else {
                later.push((at, number));
            }
        }
        rounds.push(now);
        open = later;
    }
    rounds
}

/// What a change is about, whatever the language; nothing where no other language is asked.
fn place(page: &Page, mutant: &Mutant) -> Option<(usize, Vec<String>)> {
    let about = match &mutant.place {
        Place::Page => return None,
        Place::Block(range) => {
            let block = page.parsed.blocks.iter().position(|block| {
                block.inline.source.start <= range.start && range.end <= block.inline.source.end
            });
            let holds = |found: &&StatementMatch| found.block == block;
            let statement = page.statements.iter().find(holds).map(|found| found.statement);
            vec![format!("{statement:?}")]
        }
        Place::Rows(rows) if mutant.fields.is_empty() => {
            let fields = |number: &usize| page.rows.get(number.checked_sub(1)?)?.matched.row();
            rows.iter().map(|number| format!("{:?}", fields(number))).collect()
        }
        _ => mutant.fields.clone(),
    };
    Some((page.document, about))
}
