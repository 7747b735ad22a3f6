//! Do keys, services, messages and enumerated values stand as they travel on the wire?

pub(super) mod altered_key;
pub(super) mod service_spelling;
pub(super) mod stray_punctuation;
pub(super) mod translated_enum;
pub(super) mod translated_key;
pub(super) mod translated_message;
