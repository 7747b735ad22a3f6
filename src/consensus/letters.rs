//! Likeness of texts across languages: names, loans and words of one root share letters.

use std::collections::HashMap;

use crate::text::Text;

/// Whether two texts share so many letters in sequence that they have a root in common.
pub fn shares_letters(a: Text<'_>, b: Text<'_>) -> bool {
    let (a, b) = (a.grams(), b.grams());
    let shared = a.iter().filter(|gram| b.binary_search(gram).is_ok()).count();
    shared * 2 * 4 >= a.len() + b.len() && shared > 0
}

/// Texts of one page, each beside a crowd of texts that say the same in other languages.
///
/// A gram is a run of three letters; see [`Text::grams`]. Only those of the page are numbered: the
/// others of a crowd count by their number alone.
#[derive(Debug)]
pub(super) struct Letters {
    /// Grams of each text, by number.
    texts: Vec<Vec<u32>>,
    /// What a gram is worth: one that is all over the page says little. One of no text is worth 1.
    weights: Vec<f64>,
    /// Summed weight of the grams of each text.
    own: Vec<f64>,
    /// For each crowd the share of its texts that have a gram, by the number of the gram.
    crowds: Vec<Vec<f64>>,
    /// Summed weight of each crowd.
    totals: Vec<f64>,
}

impl Letters {
    /// Counts the grams of all texts and crowds.
    pub(super) fn of(texts: &[Text<'_>], crowds: &[Vec<Text<'_>>]) -> Self {
        let mut numbers: HashMap<u64, u32, rustc_hash::FxBuildHasher> = HashMap::default();
        let mut counts: Vec<u32> = Vec::new();
        let mut numbered = Vec::with_capacity(texts.len());
        for text in texts {
            let number = |gram: &u64| {
                let next = u32::try_from(counts.len()).unwrap_or(u32::MAX);
                let number = *numbers.entry(*gram).or_insert(next);
                if number == next {
                    counts.push(0);
                }
                counts[number as usize] += 1;
                number
            };
            numbered.push(text.grams().iter().map(number).collect::<Vec<u32>>());
        }
        let share = |count: u32| f64::from(count) / count_of(texts.len().max(1));
        let weights: Vec<f64> = counts.iter().map(|count| 1.0 - share(*count)).collect();
        let weight = |grams: &Vec<u32>| grams.iter().map(|gram| weights[*gram as usize]).sum();
        let own = numbered.iter().map(weight).collect();
        let crowds = crowds.iter().map(|crowd| crowd_of(crowd, &numbers, &weights));
        let (crowds, totals) = crowds.unzip();
        Letters { texts: numbered, weights, own, crowds, totals }
    }

    /// From 0 to 1: the Dice coefficient of a text and a crowd, over weighted grams; one that half
    /// of the crowd has counts half.
    pub(super) fn likeness(&self, text: usize, crowd: usize) -> f64 {
        let shares = &self.crowds[crowd];
        let worth = |gram: &u32| self.weights[*gram as usize] * shares[*gram as usize];
        let shared: f64 = self.texts[text].iter().map(worth).sum();
        let all = self.own[text] + self.totals[crowd];
        if all > 0.0 { 2.0 * shared / all } else { 0.0 }
    }
}

/// The share of the texts of a crowd that have each gram of the page, and the weight of all grams.
fn crowd_of(
    crowd: &[Text<'_>],
    numbers: &HashMap<u64, u32, rustc_hash::FxBuildHasher>,
    weights: &[f64],
) -> (Vec<f64>, f64) {
    let mut shares = vec![0.0; weights.len()];
    let part = 1.0 / count_of(crowd.len().max(1));
    let mut strangers = 0;
    for gram in crowd.iter().flat_map(|text| text.grams()) {
        match numbers.get(gram) {
            Some(number) => shares[*number as usize] += part,
            None => strangers += 1,
        }
    }
    let known: f64 = shares.iter().zip(weights).map(|(share, weight)| share * weight).sum();
    (shares, known + part * count_of(strangers))
}

fn count_of(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Forms;

    #[test]
    fn a_text_is_most_like_the_crowd_that_says_the_same() {
        let all = [
            "Organización",
            "Organizzazione",
            "Número de teléfono",
            "Numero di telefono",
            "Organisation",
            "Numéro de téléphone",
        ];
        let forms: [Forms; 6] = Default::default();
        let texts: Vec<Text<'_>> = all.iter().zip(&forms).map(|(t, f)| Text::new(t, f)).collect();
        let letters = Letters::of(&texts[4..], &[texts[..2].to_vec(), texts[2..4].to_vec()]);
        assert!(letters.likeness(0, 0) > 2.0 * letters.likeness(0, 1));
        assert!(letters.likeness(1, 1) > 2.0 * letters.likeness(1, 0));
        assert!(shares_letters(texts[0], texts[1]) && !shares_letters(texts[0], texts[2]));
    }
}
