//! Languages: tags, detection, scripts, and text that was decoded wrongly.

mod detection;
mod encoding;
mod literal;
mod script;
mod sentence;
mod tag;

pub use detection::{Detected, are_close, detect, detect_sure};
pub use encoding::{Mojibake, find_mojibake, is_decoded, read_anew};
pub use literal::{altered, keeps, keeps_name, lower_composed, normal};
pub use script::{
    is_all_latin, is_spaceless, is_traditional, joins, lower_in_place, script_in, words,
};
pub use sentence::{final_mark, is_sentence_end, is_unpunctuated, sentences};
pub use tag::{canonical_tag, language_of, script_of, tag_in_path};
