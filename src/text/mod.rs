//! Languages: tags, detection, scripts, and text that was decoded wrongly.

mod encoding_repair;
mod language_detection;
mod language_tag;
mod literals;
mod normal_forms;
mod script;
mod sentences;

pub use encoding_repair::{Mojibake, find_mojibake, is_decoded, read_anew};
pub use language_detection::{Detected, are_close, detect, detect_sure};
pub use language_tag::{canonical_tag, language_of, script_of, tag_in_path};
pub use literals::{altered, keeps, keeps_name};
pub use normal_forms::{lower_composed, normal};
pub use script::{
    is_all_latin, is_spaceless, is_traditional, joins, lower_in_place, script_in, words,
};
pub use sentences::{final_mark, is_sentence_end, is_unpunctuated, sentences};
