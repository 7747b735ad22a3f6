//! The two streams of the program. All that goes to a terminal goes through here, so that nothing
//! that a page, a file name or a catalog holds steers it, and nothing that is lost on the way is
//! taken for written.

use std::io::{ErrorKind, IsTerminal, Result, Write};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Text for people: what would steer a terminal is shown by its code point.
    Text,
    /// The same with colours. Who writes it takes escape characters out of all that is not its own
    /// ([`crate::report::inert`]).
    Coloured,
    /// JSON: such characters are escaped, which changes nothing for whoever reads it.
    Json,
    /// Bytes that another program needs as they are. On a terminal they are text.
    Data,
}

/// The standard output.
pub(super) fn stdout(content: Content) -> Out<std::io::StdoutLock<'static>> {
    let stream = std::io::stdout().lock();
    let raw = content == Content::Data && !stream.is_terminal();
    Out { stream, content, raw, pending: Vec::new(), closed: false }
}

/// The standard error output, for text.
pub(super) fn stderr() -> Out<std::io::StderrLock<'static>> {
    stderr_for(Content::Text)
}

/// The same for text in colour or without.
pub(super) fn stderr_for(content: Content) -> Out<std::io::StderrLock<'static>> {
    let stream = std::io::stderr().lock();
    Out { stream, content, raw: false, pending: Vec::new(), closed: false }
}

impl Content {
    /// Text, in colour or not.
    pub(super) fn text(colour: bool) -> Self {
        if colour { Content::Coloured } else { Content::Text }
    }
}

/// A stream on which nothing but text arrives. A reader that has gone away ends nothing: what was
/// found decides the exit code.
pub(super) struct Out<W: Write> {
    stream: W,
    content: Content,
    raw: bool,
    /// The start of a character or an escape sequence whose end is still to come.
    pending: Vec<u8>,
    closed: bool,
}

impl<W: Write> Out<W> {
    fn send(&mut self, bytes: &[u8]) -> Result<()> {
        if self.closed {
            return Ok(());
        }
        match self.stream.write_all(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result,
        }
    }

    /// Sends what is complete; all of it at the end.
    fn drain(&mut self, end: bool) -> Result<()> {
        let bytes = std::mem::take(&mut self.pending);
        let whole = if end { bytes.len() } else { complete(&bytes) };
        let (now, later) = bytes.split_at(whole);
        self.pending = later.to_vec();
        self.send(shown(&String::from_utf8_lossy(now), self.content).as_bytes())
    }
}

impl<W: Write> Write for Out<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if self.raw {
            self.send(bytes)?;
        } else {
            self.pending.extend_from_slice(bytes);
            self.drain(false)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.drain(true)?;
        match self.stream.flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }
}

impl<W: Write> Drop for Out<W> {
    fn drop(&mut self) {
        // Nothing is pending but the start of a character that never came.
        drop(self.drain(true));
    }
}

/// How many bytes end neither within a character, an escape sequence nor a line end.
fn complete(bytes: &[u8]) -> usize {
    let valid = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => bytes.len(),
    };
    let tail = &bytes[..valid];
    match tail.iter().rposition(|byte| matches!(byte, b'\x1b' | b'\r')) {
        Some(at) if tail[at] == b'\r' && at + 1 == valid => at,
        Some(at) if tail[at] == b'\x1b' && unfinished(&tail[at..]) => at,
        _ => valid,
    }
}

/// Whether bytes may be the start of a colour code.
fn unfinished(bytes: &[u8]) -> bool {
    let rest = bytes.strip_prefix(b"\x1b").unwrap_or_default();
    let digits = rest.strip_prefix(b"[").unwrap_or(rest);
    (rest.is_empty() || rest[0] == b'[') && digits.iter().all(|b| matches!(b, b'0'..=b'9' | b';'))
}

/// The text with everything that would steer a terminal made visible.
fn shown(text: &str, content: Content) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let code = if content == Content::Coloured { colour_code(rest) } else { None };
        let length = code.map_or(c.len_utf8(), str::len);
        match code {
            Some(code) => out.push_str(code),
            None if !steers(c) || rest.starts_with("\r\n") => out.push(c),
            None if content == Content::Json => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            None => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
        }
        rest = &rest[length..];
    }
    out
}

/// The colour code that a text starts with.
fn colour_code(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("\x1b[")?;
    let digits = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    rest[digits..].starts_with('m').then(|| &text[..2 + digits + 1])
}

/// Whether a character is a control character, turns the writing direction or ends a line.
fn steers(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\t');
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    control || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(content: Content, parts: &[&[u8]]) -> String {
        let mut bytes = Vec::new();
        let mut out =
            Out { stream: &mut bytes, content, raw: false, pending: Vec::new(), closed: false };
        parts.iter().for_each(|part| out.write_all(part).unwrap());
        out.flush().unwrap();
        drop(out);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn nothing_steers_a_terminal() {
        let text = "a\x1b[2J\x1b]0;x\x07\u{9b}2J\u{85}\u{202e}\u{61c}\u{2028}\u{7f}\r\n\tb\rc";
        assert_eq!(
            written(Content::Text, &[text.as_bytes()]),
            "a[U+001B][2J[U+001B]]0;x[U+0007][U+009B]2J[U+0085][U+202E][U+061C][U+2028][U+007F]\r\n\tb[U+000D]c"
        );
        assert_eq!(written(Content::Text, &[b"\x1b[1mx"]), "[U+001B][1mx");
        assert_eq!(written(Content::Coloured, &[b"\x1b[1;31mx\x1b[0K"]), "\x1b[1;31mx[U+001B][0K");
        assert_eq!(written(Content::Json, &["\"\u{9b}\u{202e}\"".as_bytes()]), r#""\u009b\u202e""#);
        assert_eq!(written(Content::Text, &["日本 é عربي".as_bytes()]), "日本 é عربي");
    }

    #[test]
    fn characters_and_codes_may_come_in_pieces() {
        for text in ["\u{202e}é\x1b[2J", "日\r\n\x1b[31m", "\u{9b}\x1b"] {
            let pieces: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
            for content in [Content::Text, Content::Coloured, Content::Json] {
                assert_eq!(written(content, &pieces), written(content, &[text.as_bytes()]));
            }
        }
    }

    #[test]
    fn a_reader_that_has_gone_away_is_no_error() {
        struct Gone(ErrorKind);
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> Result<()> {
                Err(self.0.into())
            }
        }
        let out = |kind| Out {
            stream: Gone(kind),
            content: Content::Text,
            raw: false,
            pending: Vec::new(),
            closed: false,
        };
        let mut gone = out(ErrorKind::BrokenPipe);
        assert!(gone.write_all(b"x").is_ok() && gone.flush().is_ok());
        assert!(out(ErrorKind::StorageFull).write_all(b"x").is_err());
    }
}
