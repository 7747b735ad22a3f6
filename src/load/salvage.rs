//! What can be made of bytes that are no text as they stand: enough to see whether they are a page,
//! and never to be checked.

/// Most bytes that are looked at.
const MOST: usize = 1 << 20;

/// Fewest zeros that show an order: a page has many more, a text with a stray one fewer.
const FEWEST: usize = 8;

/// A text from bytes that [`super::decode`] refuses: UTF-16 of either order, with or without a
/// byte-order mark, a text with lone CR as line ends, or one with NUL bytes in it.
pub fn salvage(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(MOST)];
    let text = match order(bytes) {
        Some(order) => {
            let units = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    };
    text.replace(['\0', crate::source::BOM], "").replace("\r\n", "\n").replace('\r', "\n")
}

/// The order of the bytes of UTF-16: by its mark, or by where the zeros of its ASCII characters are.
fn order(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => return Some(u16::from_be_bytes),
        _ => {}
    }
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Pages in Chinese still have a fifth of ASCII characters.
    let enough = |zeros: usize, others: usize| {
        zeros >= FEWEST && zeros * 10 > bytes.len() / 2 && zeros > 8 * others
    };
    match () {
        () if enough(odd, even) => Some(u16::from_le_bytes),
        () if enough(even, odd) => Some(u16::from_be_bytes),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_of_either_order_is_read() {
        let text = "| STORE | 種類 |\n|---|---|\n| STORE | lampId |\n";
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
            assert_eq!(salvage(&bytes), text);
            let marked: Vec<u8> = "\u{feff}".encode_utf16().flat_map(order).chain(bytes).collect();
            assert_eq!(salvage(&marked), text);
        }
    }

    #[test]
    fn other_bytes_lose_what_no_text_holds() {
        assert_eq!(salvage(b"# a\r| b |\r\nc\0"), "# a\n| b |\nc");
        assert_eq!(salvage(b"\xff\xfe\x00"), "");
        assert_eq!(salvage(b""), "");
    }
}
