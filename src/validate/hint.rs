//! Mistakes that are recognised in invalid values, and their words. Never part of a verdict.

use std::borrow::Cow;
use std::fmt;

use super::Identifier;
use super::pattern::Revision;

/// A recognised mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hint {
    LowerCase,
    Cleaned,
    OtherRevision(Revision),
    ContainsId {
        identifier: Identifier,
        id: String,
    },
    OtherId {
        found: Identifier,
        expected: Identifier,
    },
    Ec2ImportTask,
    BulkLoaderId,
    ArnWithoutId(Identifier),
    IdInsteadOfArn,
    AssumedRole,
    OtherResource(&'static str),
    ResourceTypeCase,
    ArnWithRegion,
    AccountIdLength(usize),
    ArnForm,
    Placeholder,
    #[cfg(feature = "requests")]
    MissingScheme,
    #[cfg(feature = "requests")]
    OperationPath,
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "for the exports"))]
    SimilarName(&'static str),
    /// A mistake that only the exports can recognise, in their words: the sentence without capital and full stop.
    #[cfg(feature = "requests")]
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "for the exports"))]
    Phrase(Cow<'static, str>),
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
            | Hint::AccountIdLength(_)
            | Hint::Placeholder => true,
            Hint::LowerCase
            | Hint::Cleaned
            | Hint::OtherRevision(_)
            | Hint::ContainsId { .. }
            | Hint::ResourceTypeCase
            | Hint::ArnForm
            | Hint::SimilarName(_) => false,
            #[cfg(feature = "requests")]
            Hint::MissingScheme | Hint::OperationPath | Hint::Phrase(_) => false,
        }
    }

    /// The hint as a sentence for people.
    pub(super) fn sentence(&self) -> Cow<'static, str> {
        match self {
            Hint::LowerCase => "It is valid in lower case.".into(),
            Hint::Cleaned => "It is valid without spaces, quotes, invisible or look-alike characters.".into(),
            Hint::OtherRevision(Revision::Current) => {
                "The current revision of the pattern accepts it: role paths are allowed there.".into()
            }
            Hint::OtherRevision(Revision::Documented) => {
                "The documented revision of the pattern accepts it: the role name may be empty there.".into()
            }
            Hint::ContainsId { identifier, id } => {
                format!("It contains the {} `{id}`.", spelled(identifier.subject())).into()
            }
            Hint::OtherId { found, expected } => {
                let (found, prefix) = (spelled(found.subject()), expected.grammar().prefix());
                format!("This is a {found}; a {} starts with {prefix}.", spelled(expected.subject())).into()
            }
            Hint::Ec2ImportTask => {
                "This is an Amazon EC2 import task; Neptune Analytics uses other IDs.".into()
            }
            Hint::BulkLoaderId => "This is a UUID, such as the bulk loader of Neptune Database uses.".into(),
            Hint::ArnWithoutId(identifier) => {
                format!("This is an ARN that contains no {}.", spelled(identifier.subject())).into()
            }
            Hint::IdInsteadOfArn => "This is an ID; the ARN of an IAM role is needed.".into(),
            Hint::AssumedRole => {
                "This is the session of an assumed role; the ARN of the role itself is needed.".into()
            }
            Hint::OtherResource(resource) => {
                format!("This is the ARN of {resource}; the ARN of a role is needed.").into()
            }
            Hint::ResourceTypeCase => "`role` is written in lower case.".into(),
            Hint::ArnWithRegion => "The ARN of a role has no region.".into(),
            Hint::AccountIdLength(length) => {
                format!("The account ID has {}; it must have 12.", digits(*length)).into()
            }
            Hint::ArnForm => "It is valid in the form `arn:aws:iam::123456789012:role/NAME`.".into(),
            Hint::Placeholder => "A part of this is a placeholder, which must be filled in.".into(),
            #[cfg(feature = "requests")]
            Hint::MissingScheme => "A URL begins with https:// or http://.".into(),
            #[cfg(feature = "requests")]
            Hint::OperationPath => "The path of the operation is added to it.".into(),
            Hint::SimilarName(name) => format!("Did you mean `{name}`?").into(),
            #[cfg(feature = "requests")]
            Hint::Phrase(phrase) => {
                let (first, rest) = phrase.split_at_checked(1).unwrap_or_default();
                format!("{}{rest}.", first.to_ascii_uppercase()).into()
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
            Hint::ContainsId { identifier, id } => {
                write!(f, "the value contains the {} `{id}`", identifier.subject())
            }
            Hint::OtherId { found, .. } => write!(f, "this is a {}", found.subject()),
            Hint::Ec2ImportTask => f.write_str("this is an import task of Amazon EC2"),
            Hint::BulkLoaderId => {
                f.write_str("this is a UUID, such as the bulk loader of Neptune Database uses")
            }
            Hint::ArnWithoutId(identifier) => write!(f, "this is an ARN without a {}", identifier.subject()),
            Hint::IdInsteadOfArn => f.write_str("this is an id, not the ARN of a role"),
            Hint::AssumedRole => {
                f.write_str("this is the session of an assumed role: use the ARN of the role itself")
            }
            Hint::OtherResource(resource) => {
                write!(f, "this is the ARN of {resource}, not of a role")
            }
            Hint::ResourceTypeCase => f.write_str("`role` is written in lower case"),
            Hint::ArnWithRegion => f.write_str("the ARN of a role has no region"),
            Hint::AccountIdLength(length) => {
                write!(f, "an account id has 12 digits, this one has {length}")
            }
            Hint::ArnForm => f.write_str("valid in the form `arn:aws:iam::123456789012:role/NAME`"),
            Hint::Placeholder => f.write_str("a part of this is a placeholder"),
            #[cfg(feature = "requests")]
            Hint::MissingScheme => f.write_str("a URL begins with https:// or http://"),
            #[cfg(feature = "requests")]
            Hint::OperationPath => f.write_str("the path of the operation is added to the endpoint"),
            Hint::SimilarName(name) => write!(f, "did you mean `{name}`"),
            #[cfg(feature = "requests")]
            Hint::Phrase(phrase) => f.write_str(phrase),
        }
    }
}

/// With `ID` as AWS's documentation for people spells it.
pub(super) fn spelled(noun: &str) -> Cow<'_, str> {
    match noun.strip_suffix(" id") {
        Some(noun) => format!("{noun} ID").into(),
        None => noun.into(),
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
