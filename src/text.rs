//! Small work on text, for a small WebAssembly file: Rust's formatting and its string searchers together are
//! larger than everything else in this crate.

#![cfg_attr(not(feature = "client"), allow(dead_code, reason = "who sends nothing needs a part of it"))]

/// The pieces, one after the other.
pub(crate) fn concat(pieces: &[&str]) -> String {
    let mut text = String::with_capacity(pieces.iter().map(|piece| piece.len()).sum());
    for piece in pieces {
        text.push_str(piece);
    }
    text
}

/// `text` as a text of its own: once, and not wherever one is needed.
#[inline(never)]
pub(crate) fn owned(text: &str) -> String {
    text.to_string()
}

/// Adds `piece`: once, and not wherever a text is added.
#[inline(never)]
pub(crate) fn add(text: &mut String, piece: &str) {
    text.push_str(piece);
}

/// `number` in decimal digits.
pub(crate) fn decimal(number: usize) -> String {
    let mut text = if number < 10 { String::new() } else { decimal(number / 10) };
    #[expect(clippy::cast_possible_truncation, reason = "a remainder of ten")]
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}

/// The number that decimal digits are, or the largest for one that is larger. Nothing if they are none, or something else is
/// among them.
#[inline(never)]
pub(crate) fn number(digits: &str) -> Option<u32> {
    let mut number: u32 = 0;
    for digit in digits.bytes() {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.saturating_mul(10).saturating_add(u32::from(digit));
    }
    (!digits.is_empty()).then_some(number)
}

/// Adds `bytes` with all but the unreserved characters of RFC 3986 as percent signs and upper-case digits.
pub(crate) fn push_encoded(text: &mut String, bytes: &[u8]) {
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.push(digit(byte >> 4, b'A'));
            text.push(digit(byte & 15, b'A'));
        }
    }
}

/// `text` cut at the first `sign`, which is in neither half.
pub(crate) fn cut(text: &str, sign: u8) -> Option<(&str, &str)> {
    let (before, after) = text.split_at_checked(text.bytes().position(|byte| byte == sign)?)?;
    Some((before, after.get(1..)?))
}

/// The pieces of `text` between the places where `sign` stands, like `str::split`.
pub(crate) fn split(text: &str, sign: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || next_piece(&mut rest, sign))
}

#[inline(never)]
fn next_piece<'a>(rest: &mut Option<&'a str>, sign: u8) -> Option<&'a str> {
    let text = (*rest)?;
    let Some((piece, after)) = cut(text, sign) else { return rest.take() };
    *rest = Some(after);
    Some(piece)
}

/// The field of this number where `sign` separates fields, counted from 0. Nothing if there are fewer.
pub(crate) fn field(text: &str, sign: u8, number: usize) -> Option<&str> {
    split(text, sign).nth(number)
}

/// Whether all of `text` are decimal digits, and there is at least one.
pub(crate) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether `character` shows as nothing or as empty space.
pub(crate) fn is_invisible(character: char) -> bool {
    const SPACES: [(char, char); 7] = [
        ('\0', ' '),
        ('\u{7F}', '\u{A0}'),
        ('\u{1680}', '\u{1680}'),
        ('\u{2000}', '\u{200A}'),
        ('\u{2028}', '\u{2029}'),
        ('\u{205F}', '\u{205F}'),
        ('\u{3000}', '\u{3000}'),
    ];
    is_zero_width(character) || is_within(character, &SPACES)
}

/// Whether `character` takes no room at all, so that nobody can have meant to type it.
pub(crate) fn is_zero_width(character: char) -> bool {
    const ZERO_WIDTH: [(char, char); 9] = [
        ('\u{AD}', '\u{AD}'),
        ('\u{34F}', '\u{34F}'),
        ('\u{61C}', '\u{61C}'),
        ('\u{180E}', '\u{180E}'),
        ('\u{200B}', '\u{200F}'),
        ('\u{202A}', '\u{202F}'),
        ('\u{2060}', '\u{206F}'),
        ('\u{FE00}', '\u{FE0F}'),
        ('\u{FEFF}', '\u{FEFF}'),
    ];
    is_within(character, &ZERO_WIDTH)
}

fn is_within(character: char, ranges: &[(char, char)]) -> bool {
    ranges.iter().any(|&(first, last)| (first..=last).contains(&character))
}

/// Whether `character` is one of those that stand around a pasted value.
pub(crate) fn is_wrapping(character: char) -> bool {
    is_invisible(character) || "\"'`<>()[]{},;".bytes().any(|wrapping| char::from(wrapping) == character)
}

/// `text` without what stands around a pasted value.
pub(crate) fn unwrapped(text: &str) -> &str {
    let mut range = text.len()..0;
    for (at, character) in text.char_indices() {
        if !is_wrapping(character) {
            range = range.start.min(at)..at + character.len_utf8();
        }
    }
    text.get(range).unwrap_or_default()
}

/// The beginning of a value from elsewhere, fit for one line of a message.
pub(crate) fn excerpt(value: &str) -> String {
    let mut excerpt = String::new();
    for character in value.chars().take(64) {
        excerpt.push(if is_invisible(character) { char::REPLACEMENT_CHARACTER } else { character });
    }
    excerpt
}

/// The hexadecimal digit of a number below 16; `ten` is `a` or `A`.
pub(crate) fn digit(number: u8, ten: u8) -> char {
    char::from(number + if number < 10 { b'0' } else { ten - 10 })
}

/// `character` as U+0000 and its like.
pub(crate) fn code_point(character: char) -> String {
    let mut text = String::from("U+");
    for shift in [20, 16, 12, 8, 4, 0] {
        let rest = u32::from(character) >> shift;
        if rest > 0 || shift < 16 {
            text.push(digit((rest & 15) as u8, b'A'));
        }
    }
    text
}

/// Whether `word` is one of the words of `list`, which has a space between them.
pub(crate) fn is_one_of(word: &str, list: &str) -> bool {
    split(list, b' ').any(|listed| listed == word)
}

/// How many letters must be added, left out or replaced to make one word of the other (the distance of Levenshtein).
pub(crate) fn distance(word: &str, other: &str) -> usize {
    // The distances of all beginnings of `other` to the beginning of `word` that has been looked at.
    let mut row: Vec<usize> = (1..=other.len()).collect();
    for (count, letter) in word.bytes().enumerate() {
        let (mut before, mut left) = (count, count + 1);
        for (above, other) in row.iter_mut().zip(other.bytes()) {
            let replaced = before + usize::from(letter != other);
            before = *above;
            left = replaced.min(left + 1).min(*above + 1);
            *above = left;
        }
    }
    row.last().copied().unwrap_or(word.len())
}
