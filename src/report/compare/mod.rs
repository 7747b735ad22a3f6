//! What has changed: between two runs ([`runs`]) and between two catalogs ([`catalogs`]).
//!
//! Each is worked out once and rendered as text, Markdown or JSON, a file each. The pages that show
//! the same are in [`html`](super::html); the states that are compared come from
//! [`catalog::diff`](crate::catalog::diff) and [`inventory`](crate::inventory).

pub mod catalogs;
pub mod runs;
