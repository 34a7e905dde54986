//! Recognises what an invalid value was probably meant to be.

use super::Identifier;
use super::characters::{is_zero_width, trim_wrapping};
use super::hint::Hint;
use super::pattern::Revision;

/// A longer value is no typing mistake, and a search in it costs more than a hint is worth.
const MAX_LENGTH: usize = 4096;

/// The number of characters of a task or graph ID.
const ID_LENGTH: usize = 12;

/// A hint, and a suggestion where one edit corrects the value.
pub(super) struct Recognized {
    pub(super) hint: Hint,
    pub(super) suggestion: Option<String>,
}

impl From<Hint> for Recognized {
    fn from(hint: Hint) -> Self {
        Recognized { hint, suggestion: None }
    }
}

/// Recognises a mistake in a task or graph ID.
pub(super) fn id(expected: Identifier, value: &str) -> Option<Recognized> {
    if value.len() > MAX_LENGTH {
        return None;
    }
    let cleaned = clean(value).to_ascii_lowercase();
    let cleaned = trim_wrapping(&cleaned);
    if let Some(recognized) = cleaned_value(expected, value, cleaned) {
        return Some(recognized);
    }
    if let Some(id) = contained_id(expected, cleaned) {
        let hint = Hint::ContainsId { identifier: expected, id: id.to_string() };
        return Some(Recognized { hint, suggestion: Some(id.to_string()) });
    }
    // Not the expected one, which does not accept the value.
    let other = IDS.into_iter().find(|other| other.accepts(cleaned));
    let hint = if let Some(found) = other {
        Hint::OtherId { found, expected }
    } else if cleaned.starts_with("import-") {
        Hint::Ec2ImportTask
    } else if is_uuid(cleaned) {
        Hint::BulkLoaderId
    } else if cleaned.starts_with("arn:") {
        Hint::ArnWithoutId(expected)
    } else {
        return None;
    };
    Some(hint.into())
}

/// Recognises a mistake in a role ARN.
pub(super) fn role_arn(revision: Revision, value: &str) -> Option<Recognized> {
    if value.len() > MAX_LENGTH {
        return None;
    }
    let other = match revision {
        Revision::Documented => Revision::Current,
        Revision::Current => Revision::Documented,
    };
    let cleaned = clean(value);
    let cleaned = trim_wrapping(&cleaned);
    if let Some(recognized) = cleaned_value(Identifier::RoleArn(revision), value, cleaned) {
        return Some(recognized);
    }
    let hint = if Identifier::RoleArn(other).accepts(cleaned) {
        Some(Hint::OtherRevision(other))
    } else if IDS.into_iter().any(|id| id.accepts(cleaned)) {
        Some(Hint::IdInsteadOfArn)
    } else {
        arn_fields(cleaned)
    };
    hint.map(Recognized::from)
}

const IDS: [Identifier; 2] = [Identifier::TaskId, Identifier::GraphId];

/// The value was valid but for characters around it, look-alikes, or its case.
fn cleaned_value(expected: Identifier, value: &str, cleaned: &str) -> Option<Recognized> {
    let hint = if cleaned.eq_ignore_ascii_case(value) { Hint::LowerCase } else { Hint::Cleaned };
    expected.accepts(cleaned).then(|| Recognized { hint, suggestion: Some(cleaned.to_string()) })
}

/// Removes invisible characters, and replaces look-alikes by ASCII.
fn clean(value: &str) -> String {
    value.chars().filter(|character| !is_zero_width(*character)).map(to_ascii).collect()
}

/// Replaces a full-width form, a typographic dash or quote by the ASCII character that it resembles.
fn to_ascii(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' => '"',
        other => other,
    }
}

/// Returns the only ID in a longer value, such as an ARN, a console URL or a command line.
fn contained_id<'a>(expected: Identifier, value: &'a str) -> Option<&'a str> {
    let is_part_of_word =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    let bytes = value.as_bytes();
    let mut found: Option<&'a str> = None;
    for (start, window) in bytes.windows(ID_LENGTH).enumerate() {
        let end = start + ID_LENGTH;
        let before = start.checked_sub(1).and_then(|index| bytes.get(index));
        if expected.accepts_bytes(window) && !is_part_of_word(before) && !is_part_of_word(bytes.get(end)) {
            let id = value.get(start..end)?;
            if found.is_some_and(|other| other != id) {
                return None;
            }
            found = Some(id);
        }
    }
    found
}

fn is_uuid(value: &str) -> bool {
    value.len() == 36
        && value.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Recognises an ARN of something else, or of a role with a mistake in one field.
fn arn_fields(value: &str) -> Option<Hint> {
    let mut fields = value.splitn(6, ':').skip(2);
    let mut next = || fields.next().unwrap_or_default();
    let (service, region, account, resource) = (next(), next(), next(), next());
    let resource_type = resource.split([':', '/']).next().unwrap_or_default();
    match resource_type {
        "assumed-role" => Some(Hint::AssumedRole),
        "user" => Some(Hint::OtherResource("an IAM user")),
        "root" => Some(Hint::OtherResource("a root user")),
        "group" => Some(Hint::OtherResource("an IAM group")),
        "policy" => Some(Hint::OtherResource("an IAM policy")),
        "instance-profile" => Some(Hint::OtherResource("an IAM instance profile")),
        "federated-user" => Some(Hint::OtherResource("a federated user")),
        _ if service != "iam" || !resource_type.eq_ignore_ascii_case("role") => None,
        "role" if !region.is_empty() => Some(Hint::ArnWithRegion),
        "role" => {
            let is_number = !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit());
            (is_number && account.len() != 12).then_some(Hint::AccountIdLength(account.len()))
        }
        _ => Some(Hint::ResourceTypeCase),
    }
}
