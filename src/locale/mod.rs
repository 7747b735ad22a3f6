//! Languages: tags, detection, scripts, and text that was decoded wrongly.

mod detection;
mod encoding;
mod script;
mod sentence;
mod tag;

pub use detection::{Detected, are_close, detect, detect_sure};
pub use encoding::{Mojibake, find_mojibake};
pub use script::{is_all_latin, is_spaceless, is_traditional, joins, words};
pub use sentence::{final_mark, is_sentence_end, sentences};
pub use tag::{canonical_tag, language_of, tag_in_path};
