//! Recognises what an invalid value was probably meant to be.

use super::Identifier;
use super::characters::{is_near, is_zero_width, trim_wrapping};
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
    if Identifier::RoleArn(other).accepts(cleaned) {
        Some(Hint::OtherRevision(other).into())
    } else if IDS.into_iter().any(|id| id.accepts(cleaned)) {
        Some(Hint::IdInsteadOfArn.into())
    } else if is_template(value, cleaned) {
        Some(Hint::Placeholder.into())
    } else {
        arn_fields(Identifier::RoleArn(revision), cleaned)
    }
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

/// Returns true if a part of the value is to be filled in: `${AWS::AccountId}`, `{{ account }}`, `<account-id>`, `$ACCOUNT`.
fn is_template(value: &str, cleaned: &str) -> bool {
    let is_variable = |rest: &str| rest.starts_with(|c: char| c.is_ascii_uppercase());
    // Not a tag such as `<br>`.
    let is_name = |rest: &str| rest.split_once('>').is_some_and(|(name, _)| name.len() > 2);
    value.split('$').skip(1).any(is_variable)
        || value.split('<').skip(1).any(is_name)
        || cleaned.contains('{')
}

/// Recognises an ARN of something else, or of a role with a mistake in one field, and writes it as it is meant.
fn arn_fields(expected: Identifier, value: &str) -> Option<Recognized> {
    // After the name of the member, as in a configuration.
    let value = value
        .as_bytes()
        .windows(4)
        .position(|bytes| bytes == b"arn:")
        .and_then(|index| value.get(index..))
        .unwrap_or(value);
    let (first, rest) = field(value);
    let (partition, rest) = if is_near(first, "arn") { field(rest) } else { (first, rest) };
    let partition =
        if is_near(partition, "aws") { "aws".to_string() } else { partition.to_ascii_lowercase() };
    let (service, rest) = field(rest);
    let (mut account, mut rest) = field(rest);
    let has_region = account.contains('-') && !account.starts_with(is_digit) && account.ends_with(is_digit);
    if has_region {
        (account, rest) = field(rest);
    }
    let (mut resource_type, mut name) = field(rest);
    if let Some(digits) = account.strip_suffix("role").filter(|digits| digits.ends_with(is_digit)) {
        (account, resource_type, name) = (digits, "role", rest);
    } else if resource_type == "service-role" {
        // The path of roles that the console makes.
        (resource_type, name) = ("role", rest);
    }
    name = name.trim_matches(SEPARATORS);
    let has_digits = account.contains(is_digit);
    let digits: String = account.chars().filter(|c| !matches!(c, ' ' | '-')).map(to_digit).collect();
    let hint = match resource_type {
        "assumed-role" => {
            // The path of such a role is not part of its sessions.
            name = if name.starts_with("AWSReservedSSO_") { "" } else { field(name).0 };
            Hint::AssumedRole
        }
        "user" => Hint::OtherResource("an IAM user"),
        "root" => Hint::OtherResource("a root user"),
        "group" => Hint::OtherResource("an IAM group"),
        "policy" => Hint::OtherResource("an IAM policy"),
        "instance-profile" => Hint::OtherResource("an IAM instance profile"),
        "federated-user" => Hint::OtherResource("a federated user"),
        _ if !(is_near(service, "iam") || service == "sts") || !is_near(resource_type, "role") => {
            return None;
        }
        _ if !has_digits => Hint::Placeholder,
        _ if has_region => Hint::ArnWithRegion,
        _ if !digits.chars().all(is_digit) => return None,
        _ if digits.len() != 12 => Hint::AccountIdLength(digits.len()),
        "role" => Hint::ArnForm,
        _ if resource_type.eq_ignore_ascii_case("role") => Hint::ResourceTypeCase,
        _ => Hint::ArnForm,
    };
    let suggestion = match hint {
        Hint::OtherResource(_) => None,
        _ => Some(format!("arn:{partition}:iam::{digits}:role/{name}")),
    };
    let suggestion = suggestion.filter(|suggestion| !name.is_empty() && expected.accepts(suggestion));
    // Some other mistake, if this does not correct the value.
    if suggestion.is_none() && matches!(hint, Hint::ArnForm) {
        return None;
    }
    Some(Recognized { hint, suggestion })
}

const SEPARATORS: [char; 4] = [':', '/', ';', '\\'];

/// The first field of an ARN and the rest, whatever separates them.
fn field(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(SEPARATORS);
    text.split_once(SEPARATORS).unwrap_or((text, ""))
}

/// Replaces a letter by the digit that it resembles.
fn to_digit(character: char) -> char {
    match character {
        'O' | 'o' => '0',
        'I' | 'l' => '1',
        other => other,
    }
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}
