//! An invented catalog for the rules, sound before anything is replaced in it.

use crate::catalog::validate::Faults;
use crate::catalog::{CatalogText, RawCatalog, read_files};

const CATALOG: &str = "\
schema: 1
id: lamps
version: \"1\"
title: Lamps
source_locale: en-US
parties: [{id: shop, name: Shop, description: Sells.}, {id: hub, name: Hub, description: Manages.}]
flows:
  - {id: shop-to-hub, label: To hub, from: shop, to: hub, description: Lists.}
  - {id: hub-to-shop, label: To shop, from: hub, to: shop, description: Orders.}
services: []
documents: []
statements: []
";

const CATEGORIES: &str = "\
vocabulary: categories
pinned: {dpv: {version: \"2\", url: U, licence: L}}
terms:
  - {id: control, label: L, description: D., purposes: [steer]}
  - {id: number, label: L, description: D., personal: true, purposes: [find], dpv: [pd:UID]}
  - {id: state, label: L, description: D., personal: true, fideslang: [user.device]}
";

const PURPOSES: &str = "\
vocabulary: purposes
pinned: {}
terms:
  - {id: steer, label: L, description: D., dpv: [dpv:Purpose]}
  - {id: find, label: L, description: D.}
";

const DATA_TYPES: &str = "\
vocabulary: data-types
pinned: {}
terms:
  - {id: lamp-number, label: L, description: D., category: number, sensitivity: low, keys: [serial]}
";

const DPV: &str = "\
terms_of: dpv
version: \"2\"
source: S
lists:
  - {of: pd, serves: [categories], prefix: \"pd:\", names: [UID, Username]}
  - {of: purposes, serves: [purposes], prefix: \"dpv:\", names: [Purpose]}
";

const FACTS: &str = "\
schema: s
service: store
source: {name: N, url: U, date: \"2026-01-01\", confidence: high}
flows: {request: hub-to-shop, response: shop-to-hub}
messages:
  - id: Lamp
    response: [{key: serial}, {key: status}, {key: profile}, {key: box, members: [{key: inner}]}]
    both: [{key: shared}]
  - {id: Order, request: [{key: asked}, {key: lamps}]}
carried: [{datum: s/Lamp/serial, by: s/Order/lamps, confidence: high, note: N.}]
";

const LISTS: &str = "\
flow: shop-to-hub
service: store
messages:
  - id: lamp
    label: L
    role: key
    description: D.
    fields:
      - {id: serial, protocol: s/Lamp/serial, category: number, purpose_code: find, identifies: device, label: L, role: key, purpose: P., sensitivity: low, subject: s, since: D}
      - {id: status, protocol: s/Lamp/status, category: state, purpose_code: steer, identifies: none, label: L, role: key, purpose: P., sensitivity: low, subject: s, since: D}
      - {id: profile, protocol: s/Lamp/profile, category: state, purpose_code: steer, identifies: none, label: L, role: key, purpose: P., sensitivity: low, subject: s, since: D}
";

const ORDERS: &str = "\
flow: hub-to-shop
service: store
messages:
  - id: order
    label: L
    role: key
    description: D.
    fields:
      - {id: asked, protocol: s/Order/asked, category: control, purpose_code: steer, identifies: none, label: L, role: key, purpose: P., sensitivity: low, subject: s, since: D}
";

/// Files of the invented catalog.
const FILES: [(&str, &str); 8] = [
    ("catalog.yaml", CATALOG),
    ("vocabulary/categories.yaml", CATEGORIES),
    ("vocabulary/purposes.yaml", PURPOSES),
    ("vocabulary/data-types.yaml", DATA_TYPES),
    ("vocabulary/pinned/dpv.yaml", DPV),
    ("protocol/s.yaml", FACTS),
    ("fields/shop-to-hub/lists.yaml", LISTS),
    ("fields/hub-to-shop/orders.yaml", ORDERS),
];

/// What a rule says after replacements, each of a text that one file holds: the text at fault and
/// the message.
pub(super) fn said(
    rule: fn(&RawCatalog, &mut Faults),
    changes: &[(&str, &str)],
) -> Vec<(String, String)> {
    let mut files = FILES.map(|(path, text)| CatalogText { path: path.into(), text: text.into() });
    for (from, to) in changes {
        let file = files.iter_mut().find(|file| file.text.contains(from)).expect(from);
        file.text = file.text.replacen(from, to, 1);
    }
    let (raw, errors) = read_files(files.to_vec());
    assert!(errors.is_empty(), "{errors:#?}");
    let mut faults = Faults::default();
    rule(&raw, &mut faults);
    let text = |path: &str| files.iter().find(|file| file.path == path).map(|f| f.text.as_str());
    let shown = faults.sorted().into_iter().map(|error| {
        (text(&error.path).unwrap_or_default()[error.range].to_owned(), error.message)
    });
    shown.collect()
}

/// One fault, as `said` returns it.
pub(super) fn one(text: &str, message: &str) -> Vec<(String, String)> {
    vec![(text.to_owned(), message.to_owned())]
}

#[test]
fn the_invented_catalog_is_sound() {
    for rule in [
        super::origins::check,
        super::siblings::check,
        super::purposes::check,
        super::pinned::check,
    ] {
        assert_eq!(said(rule, &[]), []);
    }
}
