//! Text that was escaped on its way into a log: the escapes of JSON and of programming languages, and the entities of HTML.

/// Removes one level of escapes: `\n`, `\"`, `\u0027`, `&#39;`, `&amp;`. `None` if there are none.
///
/// Neither a canonical request nor a string to sign contains any.
pub(super) fn unescape(text: &str) -> Option<String> {
    let mut unescaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(index) = rest.find(['\\', '&']) {
        let (before, escape) = rest.split_at_checked(index)?;
        unescaped.push_str(before);
        let (character, length) = backslash_escape(escape).or_else(|| entity(escape)).unwrap_or((
            // Not an escape: kept.
            if escape.starts_with('&') { '&' } else { '\\' },
            1,
        ));
        unescaped.push(character);
        rest = escape.get(length..)?;
    }
    unescaped.push_str(rest);
    (unescaped != text).then_some(unescaped)
}

/// The character that an escape at the start of `text` stands for, and the length of the escape.
fn backslash_escape(text: &str) -> Option<(char, usize)> {
    let escape = text.strip_prefix('\\')?;
    let character = match escape.chars().next()? {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        character @ ('"' | '\'' | '\\' | '/') => character,
        'u' => return Some((code_point(escape.get(1..5)?, 16)?, 6)),
        'x' => return Some((code_point(escape.get(1..3)?, 16)?, 4)),
        _ => return None,
    };
    Some((character, 2))
}

/// The character that an entity at the start of `text` stands for, and the length of the entity.
fn entity(text: &str) -> Option<(char, usize)> {
    // The longest is `&#x10FFFF;`.
    let name_length = text.bytes().take(10).position(|byte| byte == b';')?;
    let name = text.get(1..name_length)?;
    let character = match name {
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        "lt" => '<',
        "gt" => '>',
        name => match name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
            Some(digits) => code_point(digits, 16)?,
            None => code_point(name.strip_prefix('#')?, 10)?,
        },
    };
    Some((character, name_length + 1))
}

fn code_point(digits: &str, radix: u32) -> Option<char> {
    // A half of a surrogate pair is not in any string that AWS signs.
    Some(char::from_u32(u32::from_str_radix(digits, radix).ok()?).unwrap_or(char::REPLACEMENT_CHARACTER))
}
