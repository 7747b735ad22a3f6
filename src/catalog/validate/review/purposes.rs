//! What a field is, against what it is for and against the kind of data of its key.
//!
//! Categories declare the purposes that such data may serve, and data types the category of the keys
//! that hold them. A field that agrees with neither was described with another datum in mind.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::RawCatalog;
use crate::catalog::data_types::DataTypes;
use crate::catalog::model::{TermEntry, VocabularyKind};

use super::super::{Faults, Names};
use super::{Entry, entries};

pub(super) fn check(raw: &RawCatalog, faults: &mut Faults) {
    check_declared(raw, faults);
    let categories: BTreeMap<&str, &TermEntry> = raw
        .vocabulary
        .iter()
        .filter(|file| *file.value.vocabulary == VocabularyKind::Categories)
        .flat_map(|file| file.value.terms.iter().map(|term| (term.id.as_str(), term)))
        .collect();
    let data_types = DataTypes::collect(raw);
    for entry in entries(raw) {
        if let Some(category) = categories.get(entry.field.category.as_str()) {
            check_purpose(entry, category, faults);
        }
        check_kind(entry, &data_types, faults);
    }
}

/// The purposes that terms declare exist, and only categories declare any.
fn check_declared(raw: &RawCatalog, faults: &mut Faults) {
    let known = Names::collect(raw).terms(VocabularyKind::Purposes);
    for file in &raw.vocabulary {
        let are_categories = *file.value.vocabulary == VocabularyKind::Categories;
        for purpose in file.value.terms.iter().flat_map(|term| &term.purposes) {
            if are_categories {
                faults.reference(&file.path, purpose, &known, "purpose");
            } else {
                let message = "only a category declares purposes".to_owned();
                faults.add(&file.path, purpose.range(), message, "remove `purposes`");
            }
        }
    }
}

fn check_purpose(entry: Entry<'_>, category: &TermEntry, faults: &mut Faults) {
    let purpose = &entry.field.purpose_code;
    if category.purposes.is_empty() || category.purposes.contains(purpose) {
        return;
    }
    let message = format!(
        "field `{}` is `{}`, which does not serve `{}`",
        *entry.field.id, *category.id, **purpose
    );
    let may: BTreeSet<&str> = category.purposes.iter().map(|p| p.as_str()).collect();
    let help = format!(
        "such data may serve {}; choose one of them, choose another category, or add the purpose to the category",
        may.into_iter().map(|purpose| format!("`{purpose}`")).collect::<Vec<_>>().join(", ")
    );
    faults.add(entry.path, purpose.range(), message, help);
}

fn check_kind(entry: Entry<'_>, data_types: &DataTypes<'_>, faults: &mut Faults) {
    let field = entry.field;
    let kind = field.protocol.as_ref().and_then(|path| data_types.of(path));
    let Some((kind, category)) = kind.and_then(|kind| Some((kind, kind.category.as_ref()?))) else {
        return;
    };
    if *category != field.category {
        let message = format!(
            "field `{}` is `{}`, but the data type `{}` of its key is `{}`",
            *field.id, *field.category, *kind.id, **category
        );
        let help = "correct one of the two, or list the key with another data type";
        faults.add(entry.path, field.category.range(), message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::catalog::validate::review::testing::{one, said};

    #[test]
    fn a_category_serves_the_purposes_that_it_declares() {
        let wrong = ("control, purpose_code: steer", "control, purpose_code: find");
        let message = "field `asked` is `control`, which does not serve `find`";
        assert_eq!(said(check, &[wrong]), one("find", message));
        let declared = ("purposes: [steer]", "purposes: [steer, find]");
        assert_eq!(said(check, &[wrong, declared]), []);
        let none = (", purposes: [steer]", "");
        assert_eq!(said(check, &[wrong, none]), [], "it declares nothing");
    }

    #[test]
    fn a_field_is_what_the_data_type_of_its_key_is() {
        let wrong = ("category: number, purpose_code: find", "category: state, purpose_code: find");
        let message =
            "field `serial` is `state`, but the data type `lamp-number` of its key is `number`";
        assert_eq!(said(check, &[wrong]), one("state", message));
        assert_eq!(said(check, &[wrong, ("keys: [serial]", "keys: [Order/serial]")]), []);
    }

    #[test]
    fn only_categories_declare_purposes_and_only_known_ones() {
        let unknown = said(check, &[("purposes: [steer]", "purposes: [steer, stear]")]);
        assert_eq!(unknown, one("stear", "there is no purpose `stear`"));
        let purpose = ("{id: find,", "{id: find, purposes: [steer],");
        assert_eq!(said(check, &[purpose]), one("steer", "only a category declares purposes"));
    }
}
