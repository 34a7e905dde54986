//! What an invalid value was probably meant to be. Never part of a verdict, only of its explanation.

use std::fmt;

use super::Identifier;
use super::characters::{is_zero_width, trim_wrapping};
use super::explanation::{digits, spelled};
use super::issue::Issue;
use super::pattern::Revision;

/// A longer value is no typing mistake, and a search in it costs more than a hint is worth.
const MAX_LENGTH: usize = 4096;

/// The number of characters of a task or graph ID.
const ID_LENGTH: usize = 12;

/// A recognised mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hint {
    LowerCase,
    Cleaned,
    OtherRevision(Revision),
    ContainsId { subject: &'static str, id: String },
    OtherId { found: &'static str, expected: &'static str },
    Ec2ImportTask,
    BulkLoaderId,
    ArnWithoutId(&'static str),
    IdInsteadOfArn,
    AssumedRole,
    OtherResource(&'static str),
    ResourceTypeCase,
    ArnWithRegion,
    AccountIdLength(usize),
}

impl Hint {
    /// Returns true if [`sentence`](Self::sentence) needs no description of the issue before it.
    pub(super) fn is_complete(&self) -> bool {
        match self {
            Hint::OtherId { .. }
            | Hint::Ec2ImportTask
            | Hint::BulkLoaderId
            | Hint::ArnWithoutId(_)
            | Hint::IdInsteadOfArn
            | Hint::AssumedRole
            | Hint::OtherResource(_)
            | Hint::ArnWithRegion
            | Hint::AccountIdLength(_) => true,
            Hint::LowerCase
            | Hint::Cleaned
            | Hint::OtherRevision(_)
            | Hint::ContainsId { .. }
            | Hint::ResourceTypeCase => false,
        }
    }

    /// The hint as a sentence for people.
    pub(super) fn sentence(&self) -> String {
        match self {
            Hint::LowerCase => "It is valid in lower case.".into(),
            Hint::Cleaned => "It is valid without spaces, quotes, invisible or look-alike characters.".into(),
            Hint::OtherRevision(Revision::Current) => {
                "The current revision of the pattern accepts it: role paths are allowed there.".into()
            }
            Hint::OtherRevision(Revision::Documented) => {
                "The documented revision of the pattern accepts it: the role name may be empty there.".into()
            }
            Hint::ContainsId { subject, id } => format!("It contains the {} `{id}`.", spelled(subject)),
            Hint::OtherId { found, expected } => {
                let start = if *expected == "graph id" { "g-" } else { "t-" };
                format!("This is a {}; a {} starts with {start}.", spelled(found), spelled(expected))
            }
            Hint::Ec2ImportTask => {
                "This is an Amazon EC2 import task; Neptune Analytics uses other IDs.".into()
            }
            Hint::BulkLoaderId => "This is a UUID, such as the bulk loader of Neptune Database uses.".into(),
            Hint::ArnWithoutId(subject) => {
                format!("This is an ARN that contains no {}.", spelled(subject))
            }
            Hint::IdInsteadOfArn => "This is an ID; the ARN of an IAM role is needed.".into(),
            Hint::AssumedRole => {
                "This is the session of an assumed role; the ARN of the role itself is needed.".into()
            }
            Hint::OtherResource(resource) => {
                format!("This is the ARN of an IAM {resource}; the ARN of a role is needed.")
            }
            Hint::ResourceTypeCase => "`role` is written in lower case.".into(),
            Hint::ArnWithRegion => "The ARN of a role has no region.".into(),
            Hint::AccountIdLength(length) => {
                format!("The account ID has {}; it must have 12.", digits(*length))
            }
        }
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Hint::LowerCase => f.write_str("valid in lower case"),
            Hint::Cleaned => f.write_str("valid without spaces, quotes, invisible or look-alike characters"),
            Hint::OtherRevision(Revision::Current) => {
                f.write_str("valid under the current revision, which allows role paths")
            }
            Hint::OtherRevision(Revision::Documented) => {
                f.write_str("valid under the documented revision, which allows an empty role name")
            }
            Hint::ContainsId { subject, id } => write!(f, "the value contains the {subject} `{id}`"),
            Hint::OtherId { found, .. } => write!(f, "this is a {found}"),
            Hint::Ec2ImportTask => f.write_str("this is an import task of Amazon EC2"),
            Hint::BulkLoaderId => {
                f.write_str("this is a UUID, such as the bulk loader of Neptune Database uses")
            }
            Hint::ArnWithoutId(subject) => write!(f, "this is an ARN without a {subject}"),
            Hint::IdInsteadOfArn => f.write_str("this is an id, not the ARN of a role"),
            Hint::AssumedRole => {
                f.write_str("this is the session of an assumed role: use the ARN of the role itself")
            }
            Hint::OtherResource(resource) => {
                write!(f, "this is the ARN of an IAM {resource}, not of a role")
            }
            Hint::ResourceTypeCase => f.write_str("`role` is written in lower case"),
            Hint::ArnWithRegion => f.write_str("the ARN of a role has no region"),
            Hint::AccountIdLength(length) => {
                write!(f, "an account id has 12 digits, this one has {length}")
            }
        }
    }
}

/// Adds a hint, and a suggestion where one edit corrects the value.
pub(super) fn add(identifier: Identifier, value: &str, issue: Issue) -> Issue {
    if value.len() > MAX_LENGTH {
        return issue;
    }
    let cleaned = clean(identifier, value);
    let cleaned = trim_wrapping(&cleaned);
    if identifier.accepts(cleaned) {
        let hint = if cleaned.eq_ignore_ascii_case(value) { Hint::LowerCase } else { Hint::Cleaned };
        return issue.with_hint(hint).with_suggestion(cleaned);
    }
    let hint = match identifier {
        Identifier::RoleArn(revision) => about_arn(revision, cleaned),
        Identifier::TaskId | Identifier::GraphId => {
            if let Some(id) = contained_id(identifier, cleaned) {
                let hint = Hint::ContainsId { subject: identifier.subject(), id: id.to_string() };
                return issue.with_hint(hint).with_suggestion(id);
            }
            about_id(identifier, cleaned)
        }
    };
    match hint {
        Some(hint) => issue.with_hint(hint),
        None => issue,
    }
}

/// Returns the value without invisible characters, with ASCII for look-alikes, and an ID in lower case.
fn clean(identifier: Identifier, value: &str) -> String {
    let visible = value.chars().filter(|character| !is_zero_width(*character)).map(to_ascii);
    match identifier {
        Identifier::RoleArn(_) => visible.collect(),
        Identifier::TaskId | Identifier::GraphId => visible.map(|c| c.to_ascii_lowercase()).collect(),
    }
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
fn contained_id(identifier: Identifier, value: &str) -> Option<&str> {
    let is_part_of_word =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    let bytes = value.as_bytes();
    let mut found: Option<&str> = None;
    for (start, window) in bytes.windows(ID_LENGTH).enumerate() {
        let end = start + ID_LENGTH;
        let before = start.checked_sub(1).and_then(|index| bytes.get(index));
        if identifier.grammar().accepts(window)
            && !is_part_of_word(before)
            && !is_part_of_word(bytes.get(end))
        {
            let id = value.get(start..end)?;
            if found.is_some_and(|other| other != id) {
                return None;
            }
            found = Some(id);
        }
    }
    found
}

fn about_id(expected: Identifier, value: &str) -> Option<Hint> {
    let other = if expected == Identifier::TaskId { Identifier::GraphId } else { Identifier::TaskId };
    if other.accepts(value) {
        Some(Hint::OtherId { found: other.subject(), expected: expected.subject() })
    } else if value.starts_with("import-") {
        Some(Hint::Ec2ImportTask)
    } else if is_uuid(value) {
        Some(Hint::BulkLoaderId)
    } else if value.starts_with("arn:") {
        Some(Hint::ArnWithoutId(expected.subject()))
    } else {
        None
    }
}

fn is_uuid(value: &str) -> bool {
    value.len() == 36
        && value.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn about_arn(revision: Revision, value: &str) -> Option<Hint> {
    let other = match revision {
        Revision::Documented => Revision::Current,
        Revision::Current => Revision::Documented,
    };
    if Identifier::RoleArn(other).accepts(value) {
        return Some(Hint::OtherRevision(other));
    }
    if Identifier::TaskId.accepts(value) || Identifier::GraphId.accepts(value) {
        return Some(Hint::IdInsteadOfArn);
    }
    let mut fields = value.splitn(6, ':').skip(2);
    let mut next = || fields.next().unwrap_or_default();
    let (service, region, account, resource) = (next(), next(), next(), next());
    let resource_type = resource.split([':', '/']).next().unwrap_or_default();
    match resource_type {
        "assumed-role" => Some(Hint::AssumedRole),
        "user" => Some(Hint::OtherResource("user")),
        "root" => Some(Hint::OtherResource("root user")),
        "group" => Some(Hint::OtherResource("group")),
        "policy" => Some(Hint::OtherResource("policy")),
        "instance-profile" => Some(Hint::OtherResource("instance profile")),
        "federated-user" => Some(Hint::OtherResource("federated user")),
        _ if service != "iam" || !resource_type.eq_ignore_ascii_case("role") => None,
        "role" if !region.is_empty() => Some(Hint::ArnWithRegion),
        "role" => {
            let is_number = !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit());
            (is_number && account.len() != 12).then_some(Hint::AccountIdLength(account.len()))
        }
        _ => Some(Hint::ResourceTypeCase),
    }
}
