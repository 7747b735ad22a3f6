//! Titles, compared as people do: without case, punctuation, or the name of the site behind them.

use std::collections::BTreeSet;

/// A title as it is compared with others.
pub fn title_key(title: &str) -> String {
    key(title)
}

fn key(title: &str) -> String {
    let own = title.split(" - ").next().unwrap_or(title);
    let own = own.split(" | ").next().unwrap_or(own);
    let words = own.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// A title in a form that can be compared.
pub(super) struct Title {
    text: String,
    trigrams: BTreeSet<[char; 3]>,
}

impl Title {
    pub(super) fn new(title: &str) -> Self {
        let text = key(title);
        let chars: Vec<char> = format!(" {text} ").chars().collect();
        let trigrams = chars.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
        Title { text, trigrams }
    }

    /// Whether a title with this key is the same but for case, punctuation and the name of the site.
    pub(super) fn is_same(&self, key: &str) -> bool {
        !self.text.is_empty() && self.text == key
    }

    /// From 0 to 1: how much of both titles is the same.
    pub(super) fn likeness(&self, other: &Title) -> f64 {
        if self.text.is_empty() || other.text.is_empty() {
            return 0.0;
        }
        if self.text == other.text {
            return 1.0;
        }
        let same = self.trigrams.intersection(&other.trigrams).count();
        let all = self.trigrams.len() + other.trigrams.len();
        crate::text::share(2 * same, all).min(0.99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> f64 {
        Title::new(a).likeness(&Title::new(b))
    }

    #[test]
    fn site_case_and_punctuation_do_not_count() {
        let title = "Données qu’Acme envoie à Hub";
        assert!(likeness(title, "données qu'Acme envoie à Hub - Hub | Docs") >= 1.0);
        assert!(likeness(title, "Données envoyées par Acme à Hub") < 1.0);
        assert!(likeness("Acme 發送到 Hub 的資料", "Acme 發送到 Hub 的資料。") >= 1.0);
        assert!(likeness(title, "") <= 0.0);
    }
}
