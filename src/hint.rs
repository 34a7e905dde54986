//! What a refused value probably was meant to be. Never part of a verdict: only of its explanation.

use crate::check::Kind;
use crate::issue::Issue;
use crate::text;

/// Longer texts are no mistyped value, and looking through them would cost more than a hint is worth.
const LONGEST: usize = 4096;

/// Adds to the refusal of `value` what the mistake probably was, where it can be told.
pub(crate) fn add(kind: Kind, value: &str, mut issue: Issue) -> Issue {
    if value.len() > LONGEST {
        return issue;
    }
    let tidied = tidy(kind, value);
    let tidied = text::unwrapped(&tidied);
    if kind.accepts(tidied) {
        issue.suggestion = Some(tidied.to_string());
        return issue.hint(&[if tidied.eq_ignore_ascii_case(value) {
            "it would pass in lower case"
        } else {
            "it would pass without spaces, quotes, invisible or look-alike signs"
        }]);
    }
    if kind == Kind::RoleArnDocumented && Kind::RoleArnCurrent.accepts(tidied) {
        return issue.hint(&["the current revision accepts this: it knows role paths"]);
    }
    if kind == Kind::RoleArnCurrent && Kind::RoleArnDocumented.accepts(tidied) {
        return issue.hint(&["the documented revision accepts this: there a name may be empty"]);
    }
    if kind.is_role_arn() {
        return about_arn(tidied, issue);
    }
    match id_within(kind, tidied) {
        Some(id) => {
            issue.suggestion = Some(id.to_string());
            issue.hint(&["the text contains the ", kind.grammar().subject, " `", id, "`"])
        }
        None => about_id(kind, tidied, issue),
    }
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

fn about_id(kind: Kind, value: &str, issue: Issue) -> Issue {
    let other = if kind == Kind::TaskId { Kind::GraphId } else { Kind::TaskId };
    let hint = if other.accepts(value) {
        return issue.hint(&["this is a ", other.grammar().subject]);
    } else if value.starts_with("import-") {
        "this is an import task of Amazon EC2"
    } else if is_uuid(value) {
        "this is a UUID, such as the bulk loader of Neptune Database uses"
    } else if value.starts_with("arn:") {
        "this is an ARN without such an id"
    } else {
        return issue;
    };
    issue.hint(&[hint])
}

fn is_uuid(value: &str) -> bool {
    value.len() == 36
        && value.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn about_arn(value: &str, issue: Issue) -> Issue {
    if Kind::TaskId.accepts(value) || Kind::GraphId.accepts(value) {
        return issue.hint(&["this is an id, not the ARN of a role"]);
    }
    let field = |number| text::field(value, b':', number).unwrap_or_default();
    let (is_iam, account) = (field(2) == "iam", field(4));
    let resource_type = text::field(field(5), b'/', 0).unwrap_or_default();
    let hint = if resource_type == "assumed-role" {
        "this is the session of an assumed role: give the ARN of the role itself"
    } else if text::is_one_of(resource_type, "user root group policy instance-profile federated-user") {
        return issue.hint(&["this is the ARN of an IAM ", resource_type, ", not of a role"]);
    } else if !is_iam || !resource_type.eq_ignore_ascii_case("role") {
        return issue;
    } else if resource_type != "role" {
        "`role` is written in lower case"
    } else if !field(3).is_empty() {
        "the ARN of a role has no region"
    } else if text::is_number(account) && account.len() != 12 {
        return issue.hint(&["an account id has 12 digits, this one has ", &text::decimal(account.len())]);
    } else {
        return issue;
    };
    issue.hint(&[hint])
}
