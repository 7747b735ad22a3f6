//! From paths to text: walks folders, decodes files, reads source revisions.
//!
//! Together with the report writer this is the only part of the engine that touches the disk.

mod decode;
mod history;
mod read;
mod salvage;
mod shown;
mod walk;

pub use decode::{Decoded, Unreadable, decode, refusal};
pub use history::{HistoryError, Revision, read_history};
pub use read::{MAX_FILE_BYTES, MAX_REPORT_BYTES, ReadError, open, read, read_text, take};
pub use salvage::salvage;
pub use shown::place;
pub use walk::{Found, Walked, walk};
