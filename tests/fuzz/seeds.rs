//! What is mutated: the small files of `corpus/TARGET` and files of the tests.

use std::path::Path;

use super::targets::Target;

/// Longest seed that is taken from the files of the tests.
const LONGEST: usize = 32 * 1024;

/// The seeds of a target, in order of their paths.
pub fn of(target: &Target) -> Vec<Vec<u8>> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut seeds: Vec<Vec<u8>> =
        files(&tests.join("fuzz/corpus").join(target.name)).into_iter().map(|(_, b)| b).collect();
    match target.name {
        "page" | "fix_round_trip" => {
            let pages = files(&tests.join("corpus")).into_iter();
            let sample =
                pages.filter(|(path, _)| path.ends_with(".md") && !path.ends_with("README.md"));
            seeds.extend(sample.map(|(_, page)| [b"\x07", page.as_slice()].concat()));
            let pages = files(&tests.join("cli/pages")).into_iter();
            // Short pages run fast: most of the seeds are such.
            seeds.extend(pages.flat_map(|(_, page)| {
                (0..7).map(move |place| [&[place], page.as_slice()].concat())
            }));
        }
        "tables" | "decode" => {
            seeds.extend(files(&tests.join("cli/pages")).into_iter().map(|(_, b)| b))
        }
        "catalog" => {
            for folder in ["acme", "acme-protocol"] {
                let folder = tests.join("catalog").join(folder);
                let below = |path: &str| {
                    let path = Path::new(path).strip_prefix(&folder).ok()?.to_str()?;
                    Some(path.replace('\\', "/"))
                };
                seeds.extend(files(&folder).into_iter().filter_map(|(path, text)| {
                    Some([format!("{}\n", below(&path)?).as_bytes(), &text].concat())
                }));
            }
        }
        _ => {}
    }
    if seeds.is_empty() {
        seeds.push(Vec::new());
    }
    seeds
}

/// Files below a folder that are not too long, by path.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    walk.filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let bytes = std::fs::read(entry.path()).ok()?;
            Some((entry.path().display().to_string(), bytes))
        })
        .filter(|(_, bytes)| bytes.len() <= LONGEST)
        .collect()
}
