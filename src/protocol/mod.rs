//! A vendor's published protocol as facts: how they are read from the vendor's own files
//! ([`import`]), written ([`write`]) and compared ([`compare`]).
//!
//! Which files those are and what their attributes mean is data (`protocol.yaml` of the catalog).

pub mod compare;
pub mod import;
pub mod write;
