//! Faults in terms: whether their data is personal, and their mapping to public vocabularies.

use crate::catalog::RawCatalog;
use crate::catalog::mapping::{DPV_NAMESPACES, dpv_iri, is_fides_key};
use crate::catalog::model::{Personal, TermEntry, VocabularyKind};

use super::{Faults, Names};

/// Checks that every term of another vocabulary can be written out in a report, and that what
/// depends says on what.
pub(super) fn check(raw: &RawCatalog, names: &Names, faults: &mut Faults) {
    let subjects = names.terms(VocabularyKind::Subjects);
    for file in &raw.vocabulary {
        let added = file.value.pinned.values().flat_map(|pinned| &pinned.own_keys);
        for own in added.filter(|own| !is_fides_key(&own.key)) {
            let message = format!("`{}` is not a fideslang key", own.key);
            let help = "use letters, digits, `_`, `-` and dots between parent and child";
            faults.add(&file.path, file.value.vocabulary.range(), message, help);
        }
        for term in &file.value.terms {
            condition(&file.path, term, faults);
            if let Some(subject) = &term.in_schools {
                faults.reference(&file.path, subject, &subjects, "subject");
            }
            for key in term.fideslang.iter().filter(|key| !is_fides_key(key)) {
                let message = format!("`{}` is not a fideslang key", **key);
                let help = "write it as in the taxonomy, for example `user.contact.email`";
                faults.add(&file.path, key.range(), message, help);
            }
            for dpv in term.dpv.iter().chain(&term.dpv_related).filter(|dpv| dpv_iri(dpv).is_none())
            {
                let prefixes = DPV_NAMESPACES.map(|(prefix, _)| format!("`{prefix}:`")).join(", ");
                let message = format!("`{}` is not a DPV term", **dpv);
                let help = format!("write it as prefix:Name with one of {prefixes}");
                faults.add(&file.path, dpv.range(), message, help);
            }
        }
    }
}

/// Data that may be personal has a condition, and says nothing else in a public vocabulary.
fn condition(path: &str, term: &TermEntry, faults: &mut Faults) {
    match (&term.personal_if, term.personal) {
        (None, Personal::Depends) => {
            let message = format!("`{}` does not say when its data is personal", *term.id);
            let help = "add `personal_if`, the condition in words that follow \"if\"";
            faults.add(path, term.id.range(), message, help);
        }
        (Some(condition), Personal::Yes | Personal::No) => {
            let message = format!("whether data of `{}` is personal does not depend", *term.id);
            let help = "remove `personal_if`, or write `personal: depends`";
            faults.add(path, condition.range(), message, help);
        }
        _ => {}
    }
    let no = term.dpv.iter().filter(|dpv| dpv.as_str() == "dpv:NonPersonalData");
    for dpv in no.filter(|_| term.personal != Personal::No) {
        let message = format!("data of `{}` is or may be personal", *term.id);
        let help = "remove the term; the reports say whether the data is personal";
        faults.add(path, dpv.range(), message, help);
    }
}
