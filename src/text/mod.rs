//! What a text is: its forms, words, letters and scripts, its language, its distance from another, and
//! text that was decoded wrongly.

mod distance;
mod encoding_repair;
mod forms;
mod grams;
mod language_detection;
mod language_tag;
mod literals;
mod normal_forms;
mod script;
mod search;
mod sentences;

pub use distance::{are_alike, distance_at_least, is_one_slip};
pub use encoding_repair::{Mojibake, find_mojibake, is_decoded, read_anew};
pub use forms::{Forms, Negations, Text};
pub use language_detection::{Detected, are_close, detect, detect_sure};
pub use language_tag::{canonical_tag, language_of, script_of, tag_in_path};
pub use literals::{altered, keeps, keeps_name};
pub use normal_forms::{composed_lower, lower_composed, normal, plain};
pub use script::{
    is_all_latin, is_spaceless, is_traditional, joins, lower_in_place, script_in, words,
};
pub use search::places_of;
pub use sentences::{final_mark, is_sentence_end, is_unpunctuated, sentences};

/// What a word of so many texts counts for: one of few says more than one of nearly all.
pub fn rarity(count: u32) -> f64 {
    1.0 / f64::from(1 + count).ln()
}

/// Share of a part in a whole, from 0 to 1; of an empty whole as of one.
pub fn share(part: usize, whole: usize) -> f64 {
    let float = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    float(part) / float(whole.max(1))
}
