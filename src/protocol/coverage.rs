//! How much of each message of the protocol the pages list.

use crate::catalog::Catalog;

use super::claims::Claims;
use super::resolve::weight_of_key;
use super::undisclosed::data_of;

/// The share of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Index into [`crate::catalog::Protocol::messages`].
    pub message: usize,
    /// Keys that hold a datum of their own and travel in a flow of the catalog.
    pub total: usize,
    /// Of these, listed on a page.
    pub documented: usize,
    /// Of those that are not listed, personal data.
    pub personal_open: usize,
}

/// One entry per message with keys, in the order of the facts.
pub fn coverage(catalog: &Catalog, claims: &Claims) -> Vec<Coverage> {
    let of = |message: usize| {
        let keys = data_of(catalog, message);
        let (listed, open): (Vec<_>, Vec<_>) =
            keys.iter().partition(|ix| claims.covers(catalog, **ix));
        let personal = |ix: &&&crate::catalog::KeyIx| {
            weight_of_key(catalog, catalog.protocol.key(***ix)).0.is_yes()
        };
        Coverage {
            message,
            total: keys.len(),
            documented: listed.len(),
            personal_open: open.iter().filter(personal).count(),
        }
    };
    (0..catalog.protocol.messages.len()).map(of).filter(|c| c.total > 0).collect()
}
