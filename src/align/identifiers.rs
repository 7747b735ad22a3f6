//! Labels that are known by the names within them: every language keeps `UPN` and `LampId` when it
//! translates the words around them.

use std::collections::BTreeSet;

use crate::text::joins;

use super::features::{DocumentRow, ReferenceRow};

/// What a cell is worth that holds the names of one label only.
const NAMED: f64 = 0.6;

/// Raises the scores (reference by document) of the cells that hold all names of a label, where no
/// other label has as many of them.
pub(super) fn raise(scores: &mut [f64], document: &[DocumentRow], reference: &[ReferenceRow]) {
    let labels: Vec<Vec<BTreeSet<String>>> = reference
        .iter()
        .map(|row| row.labels.iter().map(|label| identifiers(label)).collect())
        .collect();
    for (d, row) in document.iter().enumerate() {
        let own = identifiers(&row.field);
        let held = |names: &&BTreeSet<String>| names.is_subset(&own);
        let counts: Vec<usize> = labels
            .iter()
            .map(|names| names.iter().filter(held).map(BTreeSet::len).max().unwrap_or(0))
            .collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let named: Vec<usize> =
            (0..reference.len()).filter(|r| most > 0 && counts[*r] == most).collect();
        let one = named.iter().all(|r| reference[*r].labels[0] == reference[named[0]].labels[0]);
        for r in named.into_iter().filter(|_| one) {
            let score = &mut scores[r * document.len() + d];
            *score = score.max(NAMED);
        }
    }
}

/// The words of a label that are names: an inner capital, capitals only, digits, `_`.
fn identifiers(label: &str) -> BTreeSet<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = None;
    for c in label.chars() {
        let part = c.is_alphanumeric() || c == '_';
        let goes_on = before.is_some_and(|b| c == '_' || b == '_' || joins(b, c));
        match words.last_mut().filter(|_| goes_on) {
            Some(word) if part => word.push(c),
            _ if part => words.push(c.to_string()),
            _ => {}
        }
        before = part.then_some(c);
    }
    words.retain(|word| is_identifier(word));
    words.into_iter().collect()
}

fn is_identifier(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let marked = |c: char| c == '_' || c.is_numeric() || c.is_uppercase();
    letters > 0 && word.chars().count() > 1 && word.chars().skip(1).any(marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(cell: &str) -> Vec<f64> {
        let labels = ["Managed LampId UPN", "LampId", "UDID", "Token", "UDID", "VPP Id", "VPP Url"];
        let reference: Vec<ReferenceRow> = labels
            .iter()
            .map(|label| ReferenceRow {
                labels: vec![(*label).to_owned()],
                ..ReferenceRow::default()
            })
            .collect();
        let document = [DocumentRow { field: cell.to_owned(), ..DocumentRow::default() }];
        let mut scores = vec![0.0; labels.len()];
        raise(&mut scores, &document, &reference);
        scores
    }

    #[test]
    fn names_are_told_from_words() {
        let names = |label: &str| identifiers(label).into_iter().collect::<Vec<_>>();
        assert_eq!(names("マネージドLampId UPN-nevet"), ["LampId", "UPN"]);
        assert_eq!(names("server_name, ISO8601 A 42"), ["ISO8601", "server_name"]);
        assert_eq!(names("Token Topic"), [""; 0]);
    }

    #[test]
    fn a_label_is_known_by_its_names_where_no_other_has_them() {
        assert_eq!(scores("マネージド LampId UPN"), [0.6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(scores("Идентификатор LampId"), [0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(scores("Az UDID"), [0.0, 0.0, 0.6, 0.0, 0.6, 0.0, 0.0]);
        assert_eq!(scores("VPP-Kennung"), [0.0; 7]);
        assert_eq!(scores("Jeton"), [0.0; 7]);
    }
}
