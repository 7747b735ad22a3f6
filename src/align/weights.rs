//! What each feature of a pair of rows counts for.

use crate::text::share as ratio;

/// What each feature counts for; the parts add up to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    pub(super) label: f64,
    pub(super) service: f64,
    pub(super) message: f64,
    pub(super) literals: f64,
    pub(super) words: f64,
    pub(super) shape: f64,
    pub(super) order: f64,
    pub(super) neighbours: f64,
}

impl Weights {
    const USUAL: Weights = Weights {
        label: 0.33,
        service: 0.12,
        message: 0.12,
        literals: 0.11,
        words: 0.13,
        shape: 0.03,
        order: 0.08,
        neighbours: 0.08,
    };

    /// Where few labels say anything (a page with all keys translated), what they count for goes
    /// to words, shape and neighbours.
    fn when_labels_tell(told: f64) -> Weights {
        let usual = Weights::USUAL;
        let spare = usual.label * 0.8 * (1.0 - told);
        Weights {
            label: usual.label - spare,
            words: usual.words + 0.45 * spare,
            shape: usual.shape + 0.15 * spare,
            neighbours: usual.neighbours + 0.25 * spare,
            literals: usual.literals + 0.15 * spare,
            ..usual
        }
    }
}

/// The weights for each row of the document. A label that is known counts in full; where it is
/// not, it counts as much as the page's labels tell on the whole.
pub(super) fn row_weights(labels: &[f64], documents: usize) -> Vec<Weights> {
    let known: Vec<bool> = (0..documents)
        .map(|d| labels.iter().skip(d).step_by(documents).any(|label| *label >= 0.7))
        .collect();
    let told = ratio(known.iter().filter(|known| **known).count(), documents);
    known.iter().map(|known| Weights::when_labels_tell(if *known { 1.0 } else { told })).collect()
}
