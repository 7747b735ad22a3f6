//! From paths to text: walks folders, decodes files, reads source revisions.
//!
//! Together with the report writer this is the only part of the engine that touches the disk.

mod decode;
mod history;
mod salvage;
mod walk;

pub use decode::{Decoded, Unreadable, decode, refusal};
pub use history::{HistoryError, Revision, read_history};
pub use salvage::salvage;
pub use walk::{Found, WalkError, walk};

/// Largest file that is read, in bytes. Pages of this kind are some 20 kB.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;
