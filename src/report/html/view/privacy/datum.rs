//! A datum as the privacy page lists it.

use serde::Serialize;

use crate::inventory::{FieldView, MessageView};

/// A field with the message that carries it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Datum<'a> {
    pub(super) message: &'a MessageView,
    pub(super) field: &'a FieldView,
}
