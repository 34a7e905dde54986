//! What a refused value probably was meant to be. Never part of a verdict: only of its explanation.

use crate::check::Kind;
use crate::issue::Issue;
use crate::text;

/// Longer texts are no mistyped value, and looking through them would cost more than a hint is worth.
const LONGEST: usize = 4096;

/// The pieces of a hint.
type Hint<'a> = [&'a str; 3];

/// A hint of one piece.
fn said(hint: &str) -> Hint<'_> {
    [hint, "", ""]
}

/// Adds to the refusal of `value` what the mistake probably was, where it can be told.
pub(crate) fn add(kind: Kind, value: &str, mut issue: Issue) -> Issue {
    if value.len() > LONGEST {
        return issue;
    }
    let tidied = tidy(kind, value);
    let tidied = text::unwrapped(&tidied);
    let digits = text::decimal(field(tidied, 4).len());
    let hint = if accepts(kind, tidied) {
        issue.suggestion = Some(text::owned(tidied));
        let is_only_case = tidied.eq_ignore_ascii_case(value);
        Some(said(if is_only_case {
            "it would pass in lower case"
        } else {
            "it would pass without spaces, quotes, invisible or look-alike signs"
        }))
    } else if kind == Kind::RoleArnDocumented && accepts(Kind::RoleArnCurrent, tidied) {
        Some(said("the current revision accepts this: it knows role paths"))
    } else if kind == Kind::RoleArnCurrent && accepts(Kind::RoleArnDocumented, tidied) {
        Some(said("the documented revision accepts this: there a name may be empty"))
    } else if kind.is_role_arn() {
        about_arn(tidied, &digits)
    } else if let Some(id) = id_within(kind, tidied) {
        issue.suggestion = Some(text::owned(id));
        return issue.hint(&["the text contains the ", kind.grammar().subject, " `", id, "`"]);
    } else {
        about_id(kind, tidied)
    };
    match hint {
        Some(pieces) => issue.hint(&pieces),
        None => issue,
    }
}

/// The verdict, in one place: the matcher is small, and quick only where it stands in line.
#[inline(never)]
fn accepts(kind: Kind, value: &str) -> bool {
    kind.accepts(value)
}

/// The value without invisible characters, with ASCII for what only looks like it, and an id in lower case.
fn tidy(kind: Kind, value: &str) -> String {
    let mut tidied = String::new();
    for character in value.chars() {
        if !text::is_zero_width(character) {
            let plain = plain(character);
            tidied.push(if kind.is_role_arn() { plain } else { plain.to_ascii_lowercase() });
        }
    }
    tidied
}

/// A full-width form, a typographic dash or quote as the ASCII character that it stands for.
fn plain(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' => '"',
        other => other,
    }
}

/// The one id of `kind` that stands in a longer text, such as an ARN, a console URL or a command line.
fn id_within(kind: Kind, value: &str) -> Option<&str> {
    const LENGTH: usize = 12;
    let is_of_a_word =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    let bytes = value.as_bytes();
    let mut found: Option<&str> = None;
    for (start, window) in bytes.windows(LENGTH).enumerate() {
        let end = start + LENGTH;
        let before = start.checked_sub(1).and_then(|at| bytes.get(at));
        if kind.grammar().accepts(window) && !is_of_a_word(before) && !is_of_a_word(bytes.get(end)) {
            let id = value.get(start..end)?;
            if found.is_some_and(|other| other != id) {
                return None;
            }
            found = Some(id);
        }
    }
    found
}

fn about_id(kind: Kind, value: &str) -> Option<Hint<'_>> {
    let other = if kind == Kind::TaskId { Kind::GraphId } else { Kind::TaskId };
    if accepts(other, value) {
        Some(["this is a ", other.grammar().subject, ""])
    } else if value.starts_with("import-") {
        Some(said("this is an import task of Amazon EC2"))
    } else if is_uuid(value) {
        Some(said("this is a UUID, such as the bulk loader of Neptune Database uses"))
    } else if value.starts_with("arn:") {
        Some(said("this is an ARN without such an id"))
    } else {
        None
    }
}

fn is_uuid(value: &str) -> bool {
    value.len() == 36
        && value.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// `digits` is how many the account id has.
fn about_arn<'a>(value: &'a str, digits: &'a str) -> Option<Hint<'a>> {
    if accepts(Kind::TaskId, value) || accepts(Kind::GraphId, value) {
        return Some(said("this is an id, not the ARN of a role"));
    }
    let resource_type = text::field(field(value, 5), b'/', 0).unwrap_or_default();
    if resource_type == "assumed-role" {
        Some(said("this is the session of an assumed role: give the ARN of the role itself"))
    } else if text::is_one_of(resource_type, "user root group policy instance-profile federated-user") {
        Some(["this is the ARN of an IAM ", resource_type, ", not of a role"])
    } else if field(value, 2) != "iam" || !resource_type.eq_ignore_ascii_case("role") {
        None
    } else if resource_type != "role" {
        Some(said("`role` is written in lower case"))
    } else if !field(value, 3).is_empty() {
        Some(said("the ARN of a role has no region"))
    } else if digits != "12" && text::is_number(field(value, 4)) {
        Some(["an account id has 12 digits, this one has ", digits, ""])
    } else {
        None
    }
}

/// The field of this number in an ARN.
fn field(arn: &str, number: usize) -> &str {
    text::field(arn, b':', number).unwrap_or_default()
}
