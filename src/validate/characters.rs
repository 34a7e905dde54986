//! Characters that a person cannot see or did not mean to type.

/// Returns true for control characters, white space and characters without width.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control() || character.is_whitespace() || is_zero_width(character)
}

/// Returns true for characters without width: soft hyphen, joiners, direction marks, variation selectors, byte order mark.
pub(crate) fn is_zero_width(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202F}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Removes what copying leaves around a value: white space, quotes, brackets, commas.
pub(crate) fn trim_wrapping(value: &str) -> &str {
    value.trim_matches(|c| {
        is_invisible(c)
            || matches!(c, '"' | '\'' | '`' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';')
    })
}

/// Returns true if one edit makes `known` of a word, in any letter case: a character more, less or another, or two swapped.
pub(crate) fn is_near(word: &str, known: &str) -> bool {
    let (mut word, mut known) = (word.as_bytes(), known.as_bytes());
    while let ([first, word_rest @ ..], [other, known_rest @ ..]) = (word, known)
        && first.eq_ignore_ascii_case(other)
    {
        (word, known) = (word_rest, known_rest);
    }
    while let ([word_rest @ .., last], [known_rest @ .., other]) = (word, known)
        && last.eq_ignore_ascii_case(other)
    {
        (word, known) = (word_rest, known_rest);
    }
    let is_swapped =
        |(a, b): (u8, u8), (c, d): (u8, u8)| a.eq_ignore_ascii_case(&d) && b.eq_ignore_ascii_case(&c);
    match (word, known) {
        ([] | [_], [] | [_]) => true,
        (&[a, b], &[c, d]) => is_swapped((a, b), (c, d)),
        _ => false,
    }
}

/// Returns the start of a value from elsewhere, fit for one line of a message.
pub(crate) fn excerpt(value: &str) -> String {
    let visible = |c| if c != ' ' && is_invisible(c) { char::REPLACEMENT_CHARACTER } else { c };
    value.chars().take(64).map(visible).collect()
}
