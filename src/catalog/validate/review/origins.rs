//! Where data come from, against the direction of the protocol.
//!
//! A page may say that a party sends what the protocol knows only as an answer to that party. Such a
//! field is a true transcript of the page; yet its sender cannot be where the datum comes from, and a
//! record that says so is wrong.

use std::collections::BTreeMap;

use crate::catalog::RawCatalog;
use crate::catalog::join::protocol;
use crate::catalog::located::Located;

use super::super::Faults;
use super::{Entry, entries};

pub(super) fn check(raw: &RawCatalog, faults: &mut Faults) {
    let protocol = protocol::join(raw);
    let senders: BTreeMap<&str, &str> = raw
        .catalog
        .iter()
        .flat_map(|file| &file.value.flows)
        .map(|flow| (flow.id.as_str(), flow.from.as_str()))
        .collect();
    for entry in entries(raw) {
        let flow = entry.file.flow.as_str();
        let Some(path) = &entry.field.protocol else { continue };
        let flows =
            protocol.key_at(path).map_or_else(Vec::new, |ix| protocol.flows(protocol.key(ix)));
        if flows.is_empty() || flows.contains(&flow) {
            continue;
        }
        let origin = origin(entry);
        if origin.is_some_and(|origin| Some(&origin.as_str()) != senders.get(flow)) {
            continue;
        }
        let others = flows.join("`, `");
        let message = format!(
            "the protocol has `{path}` only in `{others}`, so the sender of `{flow}` is not where field `{}` comes from",
            *entry.field.id
        );
        let help = "name where it comes from as its `origin`, correct `protocol`, or declare under `carried` the key by which it travels";
        faults.add(entry.path, origin.unwrap_or(&entry.field.id).range(), message, help);
    }
}

/// Where the data of a field come from: what is nearest to it decides. Nothing: from the sender.
fn origin(entry: Entry<'_>) -> Option<&Located<String>> {
    let nearest = entry.field.origin.as_ref().or(entry.message.origin.as_ref());
    nearest.or(entry.file.origin.as_ref())
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::catalog::validate::review::testing::{one, said};

    const ASKED: &str = "protocol: s/Order/asked";

    #[test]
    fn what_only_the_other_side_sends_does_not_come_from_the_sender() {
        let message = "the protocol has `s/Lamp/status` only in `shop-to-hub`, so the sender of `hub-to-shop` is not where field `asked` comes from";
        let path = (ASKED, "protocol: s/Lamp/status");
        assert_eq!(said(check, &[path]), one("asked", message));
        let sender = ("hub-to-shop\nservice: store", "hub-to-shop\nservice: store\norigin: hub");
        assert_eq!(said(check, &[path, sender]), one("hub", message));
        assert_eq!(said(check, &[(ASKED, "protocol: s/Lamp/box/inner")]).len(), 1);
    }

    #[test]
    fn an_origin_of_its_own_settles_it() {
        let path = (ASKED, "protocol: s/Lamp/status");
        let origin = ("- id: order", "- id: order\n    origin: shop");
        assert_eq!(said(check, &[path, origin]), []);
        let own = ("{id: asked,", "{id: asked, origin: shop,");
        assert_eq!(said(check, &[path, own]), []);
        let wrong = ("{id: asked,", "{id: asked, origin: hub,");
        assert_eq!(said(check, &[path, origin, wrong]).len(), 1, "what is nearest decides");
    }

    #[test]
    fn what_the_sender_can_send_is_left_alone() {
        for path in ["s/Lamp/shared", "s/Lamp/serial", "s/Lamp/unknown"] {
            assert_eq!(said(check, &[(ASKED, &format!("protocol: {path}"))]), [], "{path}");
        }
    }
}
