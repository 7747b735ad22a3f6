//! File text, spans and positions.
//!
//! One unit rules inside the engine: the byte offset in the *original* file. Lines and columns
//! exist only at the edge, where a format asks for them (see [`Position`]).

mod file;
mod set;
mod span;

pub use file::{BOM, Position, SourceFile};
pub(crate) use file::{floor_char_boundary, hex};
pub use set::{FileId, Sources};
pub use span::Span;
