//! Reads documents and does nothing with them: finds the files, reads them, parses Markdown and
//! front matter, takes every cell of every table with its place, and drops it all file by file.
//! Prints what it saw as one line of JSON.

mod page;

use std::fs;
use std::hint::black_box;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use walkdir::{DirEntry, WalkDir};

use page::Page;

/// The extensions that flowproof reads, see `src/load/walk.rs`.
const EXTENSIONS: [&str; 4] = ["md", "markdown", "txt", "mdx"];
const USAGE: &str = "usage: limit [--threads N] PATH...";

fn main() -> ExitCode {
    let Some((threads, roots)) = arguments() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let files = files_below(&roots);
    let seen = see_all(&files, threads);
    println!(
        r#"{{"files": {}, "bytes": {}, "tables": {}, "rows": {}, "cells": {}}}"#,
        seen.files, seen.bytes, seen.tables, seen.rows, seen.cells
    );
    ExitCode::SUCCESS
}

/// Number of threads and paths; nothing when they make no sense.
fn arguments() -> Option<(usize, Vec<PathBuf>)> {
    let mut threads = 2;
    let mut roots = Vec::new();
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        if word == "--threads" {
            threads = words.next()?.to_str()?.parse().ok().filter(|count| *count > 0)?;
        } else {
            roots.push(PathBuf::from(word));
        }
    }
    (!roots.is_empty()).then_some((threads, roots))
}

/// What flowproof would read: documents outside hidden folders, and whatever is named.
fn files_below(roots: &[PathBuf]) -> Vec<PathBuf> {
    let visible = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let entries = roots
        .iter()
        .flat_map(|root| WalkDir::new(root).follow_links(true).into_iter().filter_entry(visible));
    let files = entries.filter_map(Result::ok).filter(|entry| {
        entry.file_type().is_file() && (entry.depth() == 0 || is_document(entry.path()))
    });
    files.map(DirEntry::into_path).collect()
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|own| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(own)))
}

/// What was seen.
#[derive(Default)]
struct Seen {
    files: usize,
    bytes: usize,
    tables: usize,
    rows: usize,
    cells: usize,
}

impl AddAssign for Seen {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.tables += other.tables;
        self.rows += other.rows;
        self.cells += other.cells;
    }
}

/// Reads all files; with one thread, on this one.
fn see_all(files: &[PathBuf], threads: usize) -> Seen {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut seen = Seen::default();
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            seen += see(path);
        }
        seen
    };
    if threads == 1 {
        return work();
    }
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut seen = Seen::default();
        for worker in workers {
            seen += worker.join().expect("no worker panics");
        }
        seen
    })
}

/// Reads one file; one that cannot be read counts for nothing.
fn see(path: &Path) -> Seen {
    let Ok(bytes) = fs::read(path) else { return Seen::default() };
    let text = String::from_utf8_lossy(&bytes);
    let page = black_box(Page::parse(&text));
    Seen {
        files: 1,
        bytes: bytes.len(),
        tables: page.tables,
        rows: page.rows,
        cells: page.cells.len(),
    }
}
