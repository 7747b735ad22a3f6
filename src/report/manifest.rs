//! `manifest.json`: which inputs and which program a folder of reports was made from, and the hash
//! of every file, so that anybody can tell later whether one of them was changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::audit::Audit;
use crate::source::hex;

/// Name of the manifest in the folder of the reports.
pub const MANIFEST: &str = "manifest.json";

/// Version of the structure.
const SCHEMA: u32 = 1;

/// What a folder of reports was made from and holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this structure; keys are only ever added within a version.
    pub schema: u32,
    /// The program.
    pub tool: ToolVersion,
    /// The catalog.
    pub catalog: CatalogVersion,
    /// The files that were read, by path.
    pub inputs: Vec<InputFile>,
    /// The files that were written, in the order of writing.
    pub outputs: Vec<OutputFile>,
}

/// The program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolVersion {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
}

/// The catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogVersion {
    /// Stable name.
    pub id: String,
    /// Version of the content.
    pub version: String,
    /// SHA-256 over all its files.
    pub sha256: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InputFile {
    /// Path as the run saw it.
    pub path: String,
    /// `document`, `revision`, `disclosure`, `passed-over`, `benchmark` or `earlier-run`.
    pub kind: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputFile {
    /// Path below the folder.
    pub path: String,
    /// Bytes.
    pub bytes: usize,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// What became of a file since the manifest was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// It holds other bytes.
    Changed,
    /// It is not there, or cannot be read.
    Missing,
    /// It is there and the manifest does not name it.
    Unknown,
}

/// SHA-256 of bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of all that can be read, in hexadecimal, without holding it in memory.
///
/// # Errors
/// When reading fails.
pub fn sha256_of(reader: &mut impl std::io::Read) -> std::io::Result<String> {
    let mut hash = Sha256::new();
    std::io::copy(reader, &mut hash)?;
    Ok(hex(&hash.finalize()))
}

/// The manifest of reports. `more` are inputs that the audit does not hold.
pub(super) fn manifest(
    audit: &Audit<'_>,
    more: &[InputFile],
    outputs: &[(String, Vec<u8>)],
) -> Manifest {
    let file = |kind: &str, file| {
        let file: &crate::source::SourceFile = audit.sources.get(file);
        InputFile {
            path: file.path().to_owned(),
            kind: kind.to_owned(),
            sha256: file.sha256().to_owned(),
        }
    };
    let mut inputs: Vec<InputFile> = more.to_vec();
    inputs.extend(audit.pages.iter().map(|page| file("document", page.file)));
    inputs.extend(audit.history.iter().map(|page| file("revision", page.file)));
    inputs.extend(audit.disclosures.iter().map(|other| file("disclosure", other.file)));
    inputs.sort();
    inputs.dedup();
    Manifest {
        schema: SCHEMA,
        tool: ToolVersion {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        catalog: CatalogVersion {
            id: audit.catalog.id.clone(),
            version: audit.catalog.version.clone(),
            sha256: audit.catalog.sha256.clone(),
        },
        inputs,
        outputs: outputs
            .iter()
            .map(|(path, bytes)| OutputFile {
                path: path.clone(),
                bytes: bytes.len(),
                sha256: sha256(bytes),
            })
            .collect(),
    }
}

/// As written.
///
/// # Errors
/// Only if a value cannot be serialised, which does not happen with these types.
pub(super) fn render(manifest: &Manifest) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(manifest)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a manifest.
///
/// # Errors
/// Bytes that are no manifest, or one of a later version.
pub fn read(bytes: &[u8]) -> Result<Manifest, String> {
    let manifest: Manifest = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if manifest.schema != SCHEMA {
        return Err(format!("schema {} is not known here, only {SCHEMA}", manifest.schema));
    }
    Ok(manifest)
}

/// How a file stands to its hash in the manifest: nothing if it is as it was. `found` is the hash
/// of what is there.
pub fn compare(expected: &str, found: Option<&str>) -> Option<Difference> {
    match found {
        None => Some(Difference::Missing),
        Some(found) if found != expected => Some(Difference::Changed),
        Some(_) => None,
    }
}

/// The files of a folder that the manifest does not name, by name.
pub fn unknown(manifest: &Manifest, names: &BTreeSet<String>) -> Vec<String> {
    let known: BTreeSet<&str> = manifest.outputs.iter().map(|file| file.path.as_str()).collect();
    let own = |name: &&String| !known.contains(name.as_str()) && name.as_str() != MANIFEST;
    names.iter().filter(own).cloned().collect()
}

/// Files of an earlier run that this one does not write, with their hashes.
pub(super) fn left_over<'a>(old: &'a Manifest, new: &Manifest) -> BTreeMap<&'a str, &'a str> {
    let kept: BTreeSet<&str> = new.outputs.iter().map(|file| file.path.as_str()).collect();
    let old = old.outputs.iter().filter(|file| !kept.contains(file.path.as_str()));
    old.map(|file| (file.path.as_str(), file.sha256.as_str())).collect()
}
