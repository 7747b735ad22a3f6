//! Faults in the mapping of terms to public vocabularies.

use crate::catalog::RawCatalog;
use crate::catalog::mapping::{DPV_NAMESPACES, dpv_iri, is_fides_key};

use super::Faults;

/// Checks that every term of another vocabulary can be written out in a report.
pub(super) fn check(raw: &RawCatalog, faults: &mut Faults) {
    for file in &raw.vocabulary {
        let added = file.value.pinned.values().flat_map(|pinned| &pinned.own_keys);
        for own in added.filter(|own| !is_fides_key(&own.key)) {
            let message = format!("`{}` is not a fideslang key", own.key);
            let help = "use letters, digits, `_`, `-` and dots between parent and child";
            faults.add(&file.path, file.value.vocabulary.range(), message, help);
        }
        for term in &file.value.terms {
            for key in term.fideslang.iter().filter(|key| !is_fides_key(key)) {
                let message = format!("`{}` is not a fideslang key", **key);
                let help = "write it as in the taxonomy, for example `user.contact.email`";
                faults.add(&file.path, key.range(), message, help);
            }
            for dpv in term.dpv.iter().filter(|dpv| dpv_iri(dpv).is_none()) {
                let prefixes = DPV_NAMESPACES.map(|(prefix, _)| format!("`{prefix}:`")).join(", ");
                let message = format!("`{}` is not a DPV term", **dpv);
                let help = format!("write it as prefix:Name with one of {prefixes}");
                faults.add(&file.path, dpv.range(), message, help);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::{embedded_files, load};

    #[test]
    fn terms_that_no_report_could_write_are_faults() {
        let mut files = embedded_files();
        let own = |path: &str| path == "vocabulary/categories.yaml";
        let file = files.iter_mut().find(|file| own(&file.path)).expect("the categories");
        file.text = file.text.replacen("- pd:UID", "- UID", 1);
        file.text = file.text.replacen("- user.unique_id\n", "- user/unique_id\n", 1);
        let text = file.text.clone();
        let faults = load(files).expect_err("faults");
        let said: Vec<(&str, &str)> =
            faults.errors.iter().map(|e| (&text[e.range.clone()], e.message.as_str())).collect();
        let expected = [
            ("UID", "`UID` is not a DPV term"),
            ("user/unique_id", "`user/unique_id` is not a fideslang key"),
        ];
        assert_eq!(said, expected);
    }
}
