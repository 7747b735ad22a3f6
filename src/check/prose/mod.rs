//! Does the running text keep what every language must keep, in the right language and encoding?

pub(super) mod literal_lost;
pub(super) mod mojibake;
pub(super) mod unbalanced_brackets;
pub(super) mod untranslated_cell;
pub(super) mod wrong_language;
