//! Whether a field is personal, against its siblings in the same record of the protocol.
//!
//! What stands beside the identifier of a device or a person is about that device or person, however
//! many records share the value (GDPR Art. 4(1): any information relating to a person who can be
//! identified by reference to an identifier). Where one sibling is taken as personal and another of
//! the same purpose is not, one of the two is wrong, or there is a reason that the catalog has to give.

use std::collections::BTreeMap;

use crate::catalog::RawCatalog;
use crate::catalog::model::{Identifies, Personal, VocabularyKind};

use super::super::Faults;
use super::{Entry, entries};

pub(super) fn check(raw: &RawCatalog, faults: &mut Faults) {
    let personal = personal_categories(raw);
    let mut records: BTreeMap<(&str, &str), Vec<Entry<'_>>> = BTreeMap::new();
    for entry in entries(raw) {
        let record = entry.field.protocol.as_ref().and_then(|path| path.rsplit_once('/'));
        if let Some((record, _)) = record {
            records.entry((&entry.file.flow, record)).or_default().push(entry);
        }
    }
    for ((_, record), fields) in &records {
        for entry in fields {
            check_field(*entry, record, fields, &personal, faults);
        }
    }
    for entry in entries(raw).filter(|entry| entry.field.protocol.is_none()) {
        needless(entry, faults);
    }
}

fn check_field(
    entry: Entry<'_>,
    record: &str,
    fields: &[Entry<'_>],
    personal: &BTreeMap<&str, Personal>,
    faults: &mut Faults,
) {
    let is = |entry: &Entry<'_>| personal.get(entry.field.category.as_str()).copied();
    let identifier = fields.iter().find(|other| singles_out(other.field.identifies));
    let sibling = fields.iter().find(|other| {
        is(other) == Some(Personal::Yes)
            && !singles_out(other.field.identifies)
            && other.field.purpose_code == entry.field.purpose_code
    });
    let doubtful = is(&entry) == Some(Personal::No);
    let (Some(identifier), Some(sibling), true) = (identifier, sibling, doubtful) else {
        return needless(entry, faults);
    };
    if entry.field.not_personal_because.is_some() {
        return;
    }
    let message = format!(
        "field `{}` is not personal, yet `{}` stands beside it in `{record}` and `{}`, of the same purpose, is personal",
        *entry.field.id, *identifier.field.id, *sibling.field.id
    );
    let help = "choose a category of personal data, or say in `not_personal_because` why it tells nothing of that device or person";
    faults.add(entry.path, entry.field.category.range(), message, help);
}

/// A reason that nothing asks for would hide a contradiction that comes later.
fn needless(entry: Entry<'_>, faults: &mut Faults) {
    if let Some(reason) = &entry.field.not_personal_because {
        let message = format!("nothing speaks for field `{}` being personal", *entry.field.id);
        faults.add(entry.path, reason.range(), message, "remove `not_personal_because`");
    }
}

fn singles_out(identifies: Identifies) -> bool {
    matches!(identifies, Identifies::Device | Identifies::Person)
}

fn personal_categories(raw: &RawCatalog) -> BTreeMap<&str, Personal> {
    let files = raw.vocabulary.iter().map(|file| &file.value);
    let files = files.filter(|file| *file.vocabulary == VocabularyKind::Categories);
    files.flat_map(|file| &file.terms).map(|term| (term.id.as_str(), term.personal)).collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::catalog::validate::review::testing::{one, said};

    /// The profile of a lamp is not personal, the status of its profile is.
    const DEFECT: (&str, &str) = ("profile, category: state", "profile, category: control");

    #[test]
    fn what_tells_of_a_device_is_as_personal_as_its_siblings() {
        let message = "field `profile` is not personal, yet `serial` stands beside it in `s/Lamp` and `status`, of the same purpose, is personal";
        assert_eq!(said(check, &[DEFECT]), one("control", message));
    }

    #[test]
    fn a_record_without_an_identifier_tells_of_nobody() {
        assert_eq!(said(check, &[DEFECT, ("identifies: device", "identifies: none")]), []);
    }

    #[test]
    fn siblings_of_another_purpose_do_not_speak_for_it() {
        let other = ("state, purpose_code: steer", "state, purpose_code: find");
        assert_eq!(said(check, &[DEFECT, other]), []);
    }

    #[test]
    fn a_reason_settles_it_and_is_not_kept_in_store() {
        let reason =
            ("{id: profile,", "{id: profile, not_personal_because: all lamps have the same,");
        assert_eq!(said(check, &[DEFECT, reason]), []);
        let message = "nothing speaks for field `profile` being personal";
        assert_eq!(said(check, &[reason]), one("all lamps have the same", message));
    }
}
