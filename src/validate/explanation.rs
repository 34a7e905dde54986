//! Sentences for people who fill in forms. Never more than an [`Issue`] says, in other words.

use std::borrow::Cow;

use super::hint::Hint;
use super::issue::{Code, Issue, Length};

/// The cause first, then what to do, characters counted from 1.
pub(super) fn explain(issue: &Issue, hint: Option<&Hint>, length: Option<Length>) -> String {
    match hint {
        // It says all that there is to say.
        Some(hint) if hint.is_complete() => hint.sentence(),
        Some(hint) => format!("{} {}", describe(issue, length), hint.sentence()),
        None => describe(issue, length),
    }
}

fn describe(issue: &Issue, length: Option<Length>) -> String {
    let subject = spelled(issue.subject());
    let part = spelled(issue.part());
    let (found, position) = (issue.found_for_display(), issue.index_utf16() + 1);
    let expected = issue.expected();
    match issue.code() {
        Code::Missing if expected == "a string" => format!("The {subject} is missing."),
        Code::Missing => format!("The {subject} is missing. Expected {expected}."),
        // Here the type was found, not a character: `an Array`.
        Code::WrongType => {
            format!("The {subject} is {}; it must be {expected}.", issue.found().unwrap_or_default())
        }
        Code::Empty => format!("The {subject} is empty. Expected {expected}."),
        Code::UnexpectedCharacter if expected.starts_with('`') => {
            format!("Expected {expected} at character {position}, found {found}.")
        }
        Code::UnexpectedCharacter => match class_in_words(expected) {
            Some(class) => format!("Character {position}, {found}, must be {class}."),
            None => format!("Character {position}, {found}, is not allowed there. Expected {expected}."),
        },
        Code::TooShort => match length {
            Some(Length { found, expected }) if part == "suffix" => {
                let (missing, start) = (expected - found, if subject == "graph ID" { "g-" } else { "t-" });
                let count =
                    if missing == 1 { "One character".to_string() } else { format!("{missing} characters") };
                format!("{count} short: {found} of {expected} after {start}.")
            }
            Some(Length { found, expected }) => {
                format!("The {part} has {}; it must have {expected}.", digits(found))
            }
            None => format!("The {subject} is incomplete: its {part} is cut off. Expected {expected}."),
        },
        Code::TooLong => {
            format!("The {subject} must end after {} characters; found {found}.", position - 1)
        }
        Code::NotAllowed => format!("The {part} of the {subject} is not allowed. Expected {expected}."),
        Code::InvalidConfiguration => format!("{part} cannot be combined with a custom endpoint."),
        Code::Expired => format!("The {subject} expired at {found}. Expected {expected}."),
        Code::SurroundingSpace => format!("There is white space around the {subject}."),
        Code::UnlikelyDate => format!("The {subject} is {found}. Expected {expected}."),
        Code::UnknownValue => format!("{found} is not a known {part} of a {subject}. Expected {expected}."),
        Code::ControlCharacter => {
            format!("Character {position} of the {subject}, {found}, cannot be seen.")
        }
        Code::UnpairedSurrogate => {
            format!("Character {position} of the {subject} is half of a character.")
        }
        Code::EmptyRoleName => "The role ARN has no role name.".to_string(),
    }
}

/// A class of characters in words. `None` if what is expected is not a class.
fn class_in_words(expected: &str) -> Option<&str> {
    match expected {
        "a-z or 0-9" => Some("a lower-case letter or a digit"),
        "0-9" => Some("a digit"),
        class => class.starts_with("a letter, ").then_some(class),
    }
}

/// A number of digits in words.
pub(super) fn digits(count: usize) -> String {
    match count {
        0 => "no digits".into(),
        1 => "1 digit".into(),
        count => format!("{count} digits"),
    }
}

/// With `ID` as AWS's documentation for people spells it.
pub(super) fn spelled(noun: &str) -> Cow<'_, str> {
    match noun.strip_suffix(" id") {
        Some(noun) => format!("{noun} ID").into(),
        None => noun.into(),
    }
}
