//! Changes bytes at random, the same for the same seed: pieces of the formats that are read, bytes,
//! lines and parts of other seeds.

/// Pieces that mean something to one of the readers.
const PIECES: &[&str] = &[
    "|",
    "\\|",
    "||",
    "\n",
    "\r\n",
    "|---|",
    "| - - - |",
    "\n\n",
    " ",
    "\u{a0}",
    "\u{200b}",
    "`",
    "``",
    "*",
    "**",
    "_",
    "~",
    "[",
    "](",
    "](x.md)",
    ")",
    "![",
    "[^1]",
    "[!NOTE]",
    "[!INCLUDE [a](b.md)]",
    "<sup>1</sup>",
    "<sup>",
    "</sup>",
    "<br/>",
    "<a id='k'></a>",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<table>",
    "<td>",
    "{#a}",
    ":::",
    ":::no-loc text=\"",
    "\":::",
    ":::image source='x':::",
    ":::row:::",
    "&nbsp;",
    "&#39;",
    "&",
    "\\",
    "¹",
    "²",
    "①",
    "†",
    "Ã©",
    "â€™",
    "Â¹",
    "Ð¢",
    "\u{fffd}",
    "??",
    "é",
    "ж",
    "日本",
    "の",
    "ا",
    "ı",
    "İ",
    "\u{202e}",
    "，",
    "。",
    "、",
    "؛",
    ",",
    ".",
    ":",
    ";",
    "(",
    "（",
    "/",
    "Topic",
    "Rubrique",
    "lampId",
    "lamp_id",
    "PINGs",
    "PING",
    "STORE",
    "Hello",
    "GoodBye",
    "server_nam",
    "ASM/DEP",
    "UDID",
    "https://a.b/c",
    "---\n",
    "title: ",
    "ms.date: 06/01/2021",
    "# ",
    "> ",
    "- ",
    "    ",
    "\t",
    "```\n",
    "{",
    "}",
    "\"",
    "'",
    "null",
    "true",
    "-1",
    "1e999",
    "[]",
    "{}",
    "0",
    "\u{0}",
    "&a ",
    "*a",
    "!!",
    "? ",
    "%",
    "@",
    "\u{feff}",
];

/// A stream of numbers (SplitMix64).
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below another, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}

/// A seed, changed in a few places. `most` is its greatest length.
pub fn mutated(seeds: &[Vec<u8>], random: &mut Random, most: usize) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    let most_changes = 1 + random.below(8);
    for _ in 0..1 + random.below(most_changes) {
        change(&mut bytes, seeds, random);
    }
    bytes.truncate(most);
    bytes
}

fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    match random.below(10) {
        0..=3 => insert(bytes, at, PIECES[random.below(PIECES.len())].as_bytes()),
        4 => {
            let length = random.below(12);
            bytes.drain(at..(at + length).min(bytes.len()));
        }
        5 if at < bytes.len() => bytes[at] = u8::try_from(random.below(256)).unwrap_or(0),
        6 => {
            let line = line_at(bytes, at);
            let copy = bytes[line.clone()].to_vec();
            let to = line_at(bytes, random.below(bytes.len() + 1)).start;
            match random.below(3) {
                0 => drop(bytes.drain(line)),
                _ => insert(bytes, to, &copy),
            }
        }
        7 => {
            let other = &seeds[random.below(seeds.len())];
            let from = random.below(other.len() + 1);
            let length = random.below(200).min(other.len() - from);
            insert(bytes, at, &other[from..from + length]);
        }
        8 => {
            let piece = PIECES[random.below(PIECES.len())];
            insert(bytes, at, piece.repeat(1 + random.below(40)).as_bytes());
        }
        // A mark on both sides of what stands there.
        _ => {
            let piece = PIECES[random.below(PIECES.len())];
            let end = (at + random.below(20)).min(bytes.len());
            insert(bytes, end, piece.as_bytes());
            insert(bytes, at, piece.as_bytes());
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

fn line_at(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let start = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |found| found + 1);
    let end =
        bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |found| at + found + 1);
    start..end
}
