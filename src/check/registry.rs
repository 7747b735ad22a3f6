//! All checks, in the order in which they are documented and run.

use super::{
    Check, approval, catalog, claim, edition, key, meaning, prose, protocol, residue, structure,
};

/// Every check.
pub const CHECKS: &[&Check] = &[
    &structure::missing_table::CHECK,
    &structure::loose_table::CHECK,
    &structure::changed_columns::CHECK,
    &structure::missing_row::CHECK,
    &structure::extra_row::CHECK,
    &structure::duplicate_row::CHECK,
    &structure::duplicated_label::CHECK,
    &structure::duplicated_purpose::CHECK,
    &structure::reordered_rows::CHECK,
    &structure::short_row::CHECK,
    &structure::empty_cell::CHECK,
    &structure::excess_cells::CHECK,
    &structure::missing_statement::CHECK,
    &structure::invalid_encoding::CHECK,
    &structure::invalid_front_matter::CHECK,
    &key::translated_key::CHECK,
    &key::altered_key::CHECK,
    &key::service_spelling::CHECK,
    &key::translated_message::CHECK,
    &key::translated_enum::CHECK,
    &key::stray_punctuation::CHECK,
    &key::unmarked_key::CHECK,
    &prose::literal_lost::CHECK,
    &prose::untranslated_cell::CHECK,
    &prose::untranslated_header::CHECK,
    &prose::wrong_language::CHECK,
    &prose::mojibake::CHECK,
    &prose::unbalanced_brackets::CHECK,
    &prose::doubled_word::CHECK,
    &prose::run_together_sentences::CHECK,
    &prose::terminal_punctuation::CHECK,
    &prose::added_text::CHECK,
    &residue::tool_placeholder::CHECK,
    &residue::escaped_entity::CHECK,
    &residue::unpaired_tag::CHECK,
    &residue::unpaired_emphasis::CHECK,
    &residue::conflict_marker::CHECK,
    &residue::stray_remark::CHECK,
    &residue::fenced_page::CHECK,
    &claim::value_added::CHECK,
    &claim::optionality_changed::CHECK,
    &claim::misspelt_value::CHECK,
    &claim::misspelt_name::CHECK,
    &claim::moved_mark::CHECK,
    &meaning::number_changed::CHECK,
    &meaning::negation_changed::CHECK,
    &meaning::boolean_changed::CHECK,
    &meaning::swapped_purpose::CHECK,
    &meaning::swapped_title::CHECK,
    &meaning::title_changed::CHECK,
    &meaning::truncated_cell::CHECK,
    &meaning::truncated_statement::CHECK,
    &meaning::omitted_words::CHECK,
    &meaning::inconsistent_term::CHECK,
    &meaning::suspect_label::CHECK,
    &edition::link_changed::CHECK,
    &edition::broken_link::CHECK,
    &edition::anchor_changed::CHECK,
    &edition::broken_relative_link::CHECK,
    &edition::stale_edition::CHECK,
    &edition::contradicted_hash::CHECK,
    &edition::date_order::CHECK,
    &edition::metadata_mismatch::CHECK,
    &approval::stale_row::CHECK,
    &approval::unreviewed_change::CHECK,
    &catalog::unknown_field::CHECK,
    &catalog::undocumented_field::CHECK,
    &catalog::source_inconsistency::CHECK,
    &protocol::misspelt_key::CHECK,
    &protocol::wrong_direction::CHECK,
    &protocol::inverted_meaning::CHECK,
    &protocol::superseded_key::CHECK,
    &protocol::conditional_disclosure::CHECK,
    &protocol::undisclosed_key::CHECK,
    &protocol::contradictory_purpose::CHECK,
];

/// Whether a finding of this check doubts that the text it lies on says what it should.
pub fn doubts_text(id: &str) -> bool {
    by_id(id).is_none_or(|check| check.doubts_text)
}

/// The check with this id.
pub fn by_id(id: &str) -> Option<&'static Check> {
    CHECKS.iter().copied().find(|check| check.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{CHECKS, doubts_text};

    #[test]
    fn ids_are_unique_and_kebab_case() {
        let ids: BTreeSet<&str> = CHECKS.iter().map(|check| check.id).collect();
        assert_eq!(ids.len(), CHECKS.len());
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }

    #[test]
    fn a_doubled_word_doubts_no_text_and_a_turned_negation_does() {
        assert!(!doubts_text("doubled-word") && doubts_text("negation-changed"));
    }

    #[test]
    fn every_file_of_a_family_is_registered_under_its_own_name() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check");
        let families = std::fs::read_dir(root)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir());
        for file in families.flat_map(|family| std::fs::read_dir(family).unwrap()) {
            let name = file.unwrap().file_name().into_string().unwrap();
            let id = name.trim_end_matches(".rs").replace('_', "-");
            assert!(
                id == "mod" || CHECKS.iter().any(|check| check.id == id),
                "{name} is not in CHECKS"
            );
        }
    }
}
