//! Texts that stand in the row of another.

use super::fit::Fits;
use super::language_model::LanguageModel;

/// What two cells must win by changing places. On the untouched pages of 10 languages no pair wins
/// more than 0.05.
const GAIN: f64 = 0.25;
/// What a text that repeats that of another row must win in that row.
const REPEATED: f64 = 0.25;
/// What any other text must win in another row.
const LEAD: f64 = 1.3;

/// Where the texts of a page do not belong, by their numbers in [`LanguageModel::texts`].
#[derive(Debug, Default)]
pub struct Placements {
    /// Pairs that would each fit better in the other's place, the surest first.
    pub swapped: Vec<(usize, usize)>,
    /// Texts that are that of another row, and which.
    pub strayed: Vec<(usize, usize)>,
}

impl Placements {
    /// Compares every text with every row.
    pub(super) fn of(model: &LanguageModel<'_>, fits: &Fits<'_, '_>) -> Self {
        let mut placed = Placements::default();
        let mut settled = vec![false; model.texts.len()];
        for (a, b) in swaps(model, fits) {
            if !settled[a] && !settled[b] {
                (settled[a], settled[b]) = (true, true);
                placed.swapped.push((a, b));
            }
        }
        for cell in (0..settled.len()).filter(|cell| !settled[*cell]) {
            placed.strayed.extend(stray(model, fits, cell).map(|other| (cell, other)));
        }
        placed
    }

    /// Whether a text belongs elsewhere.
    pub fn is_misplaced(&self, text: usize) -> bool {
        self.swapped.iter().any(|(a, b)| *a == text || *b == text)
            || self.strayed.iter().any(|(cell, _)| *cell == text)
    }
}

/// Whether two rows are to say different things.
fn differ(model: &LanguageModel<'_>, a: usize, b: usize) -> bool {
    a != b && model.texts[a].source.text() != model.texts[b].source.text()
}

fn swaps(model: &LanguageModel<'_>, fits: &Fits<'_, '_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for a in 0..model.texts.len() {
        for b in a + 1..model.texts.len() {
            let gain = if differ(model, a, b) { fits.gain(a, b, GAIN) } else { None };
            found.extend(gain.map(|gain| (gain, (a, b))));
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    found.into_iter().map(|(_, pair)| pair).collect()
}

/// The row whose text a cell gives in place of its own.
fn stray(model: &LanguageModel<'_>, fits: &Fits<'_, '_>, cell: usize) -> Option<usize> {
    let text = model.texts[cell].cell.text();
    (0..model.texts.len())
        .filter(|other| differ(model, cell, *other))
        .filter_map(|other| {
            let repeated = model.texts[other].cell.text() == text;
            let lead = fits.lead(cell, other, if repeated { REPEATED } else { LEAD })?;
            Some((lead, other))
        })
        .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)))
        .map(|(_, other)| other)
}
