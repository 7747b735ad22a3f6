//! Terms of public vocabularies, against the names that those have at the pinned version.
//!
//! The names are data of the catalog, in `vocabulary/pinned/`. A vocabulary without such a file is
//! not checked.

use std::collections::BTreeSet;

use crate::catalog::RawCatalog;
use crate::catalog::located::Located;
use crate::catalog::model::{PinnedTermsFile, VocabularyKind};

use super::super::{Faults, nearest};

/// Names of the vocabularies that terms are mapped to, as under `pinned`.
const FIDESLANG: &str = "fideslang";
const DPV: &str = "dpv";

pub(super) fn check(raw: &RawCatalog, faults: &mut Faults) {
    check_versions(raw, faults);
    for file in &raw.vocabulary {
        let kind = *file.value.vocabulary;
        let fideslang = Names::collect(raw, FIDESLANG, kind);
        let dpv = Names::collect(raw, DPV, kind);
        for term in &file.value.terms {
            term.fideslang.iter().for_each(|key| fideslang.check(&file.path, key, faults));
            let related = term.dpv.iter().chain(&term.dpv_related);
            related.for_each(|name| dpv.check(&file.path, name, faults));
        }
    }
}

/// The lists are of the version that the catalog says it is mapped to.
fn check_versions(raw: &RawCatalog, faults: &mut Faults) {
    for list in &raw.pinned {
        let (name, version) = (&list.value.terms_of, &list.value.version);
        let files = raw.vocabulary.iter();
        let pinned = files.filter_map(|file| Some((file, file.value.pinned.get(name.as_str())?)));
        let Some((file, pinned)) = pinned.into_iter().find(|(_, p)| p.version != **version) else {
            continue;
        };
        let message = format!(
            "the names are of `{}` {}, but {} pins {}",
            **name, **version, file.path, pinned.version
        );
        let help = "pin the version that the names are of, or renew the names";
        faults.add(&list.path, version.range(), message, help);
    }
}

/// The names of one public vocabulary.
struct Names<'a> {
    vocabulary: &'a str,
    kind: VocabularyKind,
    /// Whether the catalog has a list at all.
    listed: bool,
    /// Those that terms of this kind may be mapped to.
    fit: BTreeSet<String>,
    /// Those for terms of other kinds.
    others: BTreeSet<String>,
}

impl<'a> Names<'a> {
    fn collect(raw: &RawCatalog, vocabulary: &'a str, kind: VocabularyKind) -> Names<'a> {
        let files = raw.pinned.iter().map(|file| &file.value);
        let files: Vec<&PinnedTermsFile> =
            files.filter(|file| *file.terms_of == vocabulary).collect();
        let (mut fit, mut others) = (BTreeSet::new(), BTreeSet::new());
        for list in files.iter().flat_map(|file| &file.lists) {
            let names = list.names.iter().map(|name| format!("{}{name}", list.prefix));
            let of = if list.serves.contains(&kind) { &mut fit } else { &mut others };
            of.extend(names);
        }
        let pinned = raw.vocabulary.iter().filter_map(|file| file.value.pinned.get(vocabulary));
        fit.extend(pinned.flat_map(|pinned| &pinned.own_keys).map(|own| own.key.clone()));
        Names { vocabulary, kind, listed: !files.is_empty(), fit, others }
    }

    fn check(&self, path: &str, term: &Located<String>, faults: &mut Faults) {
        if !self.listed || self.fit.contains(term.as_str()) {
            return;
        }
        let (vocabulary, kind) = (self.vocabulary, self.kind.as_str());
        if self.others.contains(term.as_str()) {
            let message = format!("`{}` of `{vocabulary}` is not for {kind}", **term);
            faults.add(path, term.range(), message, "map the term to one that is, or to none");
            return;
        }
        let near = nearest(term, &self.fit)
            .map_or_else(String::new, |near| format!("did you mean `{near}`? Otherwise "));
        let message = format!("`{vocabulary}` has no `{}` for {kind}", **term);
        let help = format!(
            "{near}map to a term of the pinned version; names are in vocabulary/pinned, and more may be added there"
        );
        faults.add(path, term.range(), message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::catalog::validate::review::testing::{one, said};

    #[test]
    fn a_term_must_be_in_the_pinned_version() {
        let wrong = said(check, &[("dpv: [pd:UID]", "dpv: [pd:UIDs]")]);
        assert_eq!(wrong, one("pd:UIDs", "`dpv` has no `pd:UIDs` for categories"));
        assert_eq!(said(check, &[("dpv: [pd:UID]", "dpv_related: [pd:Username]")]), []);
    }

    #[test]
    fn a_term_must_be_for_what_it_is_mapped_from() {
        let wrong = said(check, &[("dpv: [pd:UID]", "dpv: [dpv:Purpose]")]);
        assert_eq!(wrong, one("dpv:Purpose", "`dpv:Purpose` of `dpv` is not for categories"));
    }

    #[test]
    fn names_of_another_version_are_said_to_be() {
        let wrong =
            said(check, &[("terms_of: dpv\nversion: \"2\"", "terms_of: dpv\nversion: \"3\"")]);
        let message = "the names are of `dpv` 3, but vocabulary/categories.yaml pins 2";
        assert_eq!(wrong, one("\"3\"", message));
    }

    #[test]
    fn keys_that_a_catalog_adds_are_terms_and_what_is_not_listed_is_not_checked() {
        let list = ("terms_of: dpv", "terms_of: fideslang");
        let wrong = said(check, &[list, ("[user.device]", "[user.lamp]")]);
        assert_eq!(wrong, one("user.lamp", "`fideslang` has no `user.lamp` for categories"));
        let own = "pinned: {fideslang: {version: \"2\", url: U, licence: L, own_keys: [{key: user.lamp, label: L, description: D.}]}}\nterms:\n  - {id: steer";
        let own = ("pinned: {}\nterms:\n  - {id: steer", own);
        assert_eq!(said(check, &[list, ("[user.device]", "[user.lamp]"), own]), []);
    }
}
