//! Does nothing: what it costs to start any Rust program.

fn main() {}
