//! How paths are shown, and the way back. Different files are shown differently.

use std::path::{Path, PathBuf};

/// A path as it is shown: with `/` separators and without a leading `./`. A name that is not
/// Unicode is written with its odd bytes, and its backslashes, as `\x{FF}`.
pub(super) fn shown(path: &Path) -> String {
    let text = match path.to_str() {
        Some(text) if cfg!(windows) => text.replace('\\', "/"),
        Some(text) => text.to_owned(),
        None => escaped(path, 2),
    };
    let text = text.strip_prefix("./").unwrap_or(&text);
    if text.is_empty() { ".".to_owned() } else { text.to_owned() }
}

/// The same with `digits` digits in each escape: another spelling where another file has that
/// name.
pub(super) fn respelt(path: &Path, digits: usize) -> Option<String> {
    if path.to_str().is_some() {
        return None;
    }
    let text = escaped(path, digits);
    Some(text.strip_prefix("./").map(str::to_owned).unwrap_or(text))
}

fn escaped(path: &Path, digits: usize) -> String {
    let mut text = String::new();
    let escape = |byte: u8| format!("\\x{{{byte:0digits$x}}}");
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' if cfg!(windows) => text.push('/'),
                '\\' => text.push_str(&escape(b'\\')),
                c => text.push(c),
            }
        }
        chunk.invalid().iter().for_each(|byte| text.push_str(&escape(*byte)));
    }
    text
}

/// The path that is shown so, if it was read from a folder. A file of that very name goes first.
pub fn place(shown: &str) -> PathBuf {
    let plain = PathBuf::from(shown);
    #[cfg(unix)]
    if shown.contains("\\x{") && plain.symlink_metadata().is_err() {
        use std::os::unix::ffi::OsStringExt;
        return PathBuf::from(std::ffi::OsString::from_vec(unescaped(shown)));
    }
    plain
}

#[cfg(unix)]
fn unescaped(shown: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(shown.len());
    let mut rest = shown;
    while let Some((before, escape)) = rest.split_once("\\x{") {
        bytes.extend_from_slice(before.as_bytes());
        let byte = escape
            .split_once('}')
            .and_then(|(digits, after)| Some((u8::from_str_radix(digits, 16).ok()?, after)));
        match byte {
            Some((byte, after)) => {
                bytes.push(byte);
                rest = after;
            }
            None => {
                bytes.extend_from_slice(b"\\x{");
                rest = escape;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn different_paths_are_shown_differently_and_lead_back() {
        let paths: [&[u8]; 7] = [
            b"a/b.md",
            b"a\\b.md",
            b"x\xff.md",
            b"x\xfe.md",
            b"\xffa\\b.md",
            b"\xff\\x{fe}.md",
            "é\u{202e}.md".as_bytes(),
        ];
        let mut all: Vec<String> = Vec::new();
        for bytes in paths {
            let path = Path::new(OsStr::from_bytes(bytes));
            let text = shown(path);
            assert_eq!(place(&text), path, "{text}");
            if let Some(other) = respelt(path, 3) {
                assert_ne!(other, text);
                assert_eq!(place(&other), path, "{other}");
            }
            all.push(text);
        }
        all.sort();
        all.dedup();
        assert_eq!(all.len(), paths.len());
        assert_eq!(shown(Path::new("./a.md")), "a.md");
        assert_eq!(shown(Path::new(".")), ".");
    }
}
