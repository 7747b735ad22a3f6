//! Wire literals in running text: what every language keeps as it is.

use std::ops::Range;

use super::Catalog;

impl Catalog {
    /// Byte ranges of the literals of a text (identifiers, headers, acronyms, standards), in
    /// order and without overlap; the longest wins.
    pub fn literals_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = self
            .literal_patterns
            .iter()
            .flat_map(|pattern| pattern.find_iter(text))
            .filter(|range| !range.is_empty())
            .collect();
        found.sort_by_key(|range| (range.start, usize::MAX - range.end));
        let mut kept: Vec<Range<usize>> = Vec::with_capacity(found.len());
        for range in found {
            if kept.last().is_none_or(|last| last.end <= range.start) {
                kept.push(range);
            }
        }
        kept
    }
}

/// Numbers of a text with their place: runs of digits, with inner `.` or `,` between digits.
/// Digits of other scripts and full-width digits count as their ASCII value.
pub fn numbers_in(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut index = 0;
    while index < chars.len() {
        let Some(digit) = digit_value(chars[index].1) else {
            index += 1;
            continue;
        };
        let start = chars[index].0;
        let mut value = digit.to_string();
        let mut end = start + chars[index].1.len_utf8();
        index += 1;
        while let Some((at, c)) = chars.get(index).copied() {
            let next_digit = chars.get(index + 1).and_then(|(_, c)| digit_value(*c));
            match (digit_value(c), c) {
                (Some(digit), _) => value.push_str(&digit.to_string()),
                (None, '.' | ',' | '٫') if next_digit.is_some() => value.push('.'),
                _ => break,
            }
            end = at + c.len_utf8();
            index += 1;
        }
        found.push((start..end, value));
    }
    found
}

/// Value of a decimal digit in the scripts that documents use.
fn digit_value(c: char) -> Option<u32> {
    const ZEROS: [u32; 9] = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0xff10];
    let code = u32::from(c);
    ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_script() {
        let values = |text| numbers_in(text).into_iter().map(|(_, v)| v).collect::<Vec<_>>();
        assert_eq!(values("ISO 8601, version 4.4 and 2."), ["8601", "4.4", "2"]);
        assert_eq!(values("٤٫٤ と ８６０１"), ["4.4", "8601"]);
        assert_eq!(values("none"), Vec::<String>::new());
    }
}
