//! What is wrong with a value, or unusual about it: one type for rejections and warnings.
//!
//! All messages are made in this file, the sentences for people in `explanation.rs`. The codes are stable, the messages are not.

use std::borrow::Cow;
use std::fmt;

use super::Identifier;
use super::characters::is_invisible;
use super::grammar::Expected;
use super::hint::Hint;

/// The kind of an [`Issue`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The value is required and absent.
    Missing,
    /// The value has another type than the one expected.
    WrongType,
    /// The value is an empty string.
    Empty,
    /// A character that is not allowed at its position.
    UnexpectedCharacter,
    /// The value ends before it is complete.
    TooShort,
    /// The value continues after it is complete.
    TooLong,
    /// The value cannot be used.
    NotAllowed,
    /// An option or a member that nothing reads.
    UnknownOption,
    /// Options that exclude each other.
    #[cfg(feature = "requests")]
    InvalidConfiguration,
    /// The value is no longer valid.
    #[cfg(feature = "requests")]
    Expired,
    /// White space around a value, as copying leaves it. A warning.
    #[cfg(feature = "requests")]
    SurroundingSpace,
    /// A date that is hardly meant. A warning.
    #[cfg(feature = "requests")]
    UnlikelyDate,
    /// An endpoint that is hardly meant. A warning.
    #[cfg(feature = "requests")]
    UnlikelyEndpoint,
    /// A value that no publication lists. A warning.
    UnknownValue,
    /// A character that can be neither seen nor meant. A warning.
    ControlCharacter,
    /// A UTF-16 surrogate without its other half, which cannot be sent as it is. A warning.
    UnpairedSurrogate,
    /// The pattern accepts the value without a role name, IAM does not. A warning.
    EmptyRoleName,
}

impl Code {
    /// The stable name of the code: `unexpected_character`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Missing => "missing",
            Code::WrongType => "wrong_type",
            Code::Empty => "empty",
            Code::UnexpectedCharacter => "unexpected_character",
            Code::TooShort => "too_short",
            Code::TooLong => "too_long",
            Code::NotAllowed => "not_allowed",
            Code::UnknownOption => "unknown_option",
            #[cfg(feature = "requests")]
            Code::InvalidConfiguration => "invalid_configuration",
            #[cfg(feature = "requests")]
            Code::Expired => "expired",
            #[cfg(feature = "requests")]
            Code::SurroundingSpace => "surrounding_space",
            #[cfg(feature = "requests")]
            Code::UnlikelyDate => "unlikely_date",
            #[cfg(feature = "requests")]
            Code::UnlikelyEndpoint => "unlikely_endpoint",
            Code::UnknownValue => "unknown_value",
            Code::ControlCharacter => "control_character",
            Code::UnpairedSurrogate => "unpaired_surrogate",
            Code::EmptyRoleName => "empty_role_name",
        }
    }
}

/// A rejection or a warning: what, where, and what was expected.
///
/// Prints as one line: ``unexpected `A` at index 4 in the suffix of the task id: expected a-z or 0-9``. It holds no more of
/// an invalid value than the character that it is about, and a suggestion how to correct it.
///
/// ```
/// use neptune_import_tasks::TaskId;
/// use neptune_import_tasks::validate::Code;
///
/// let issue = "t-012345678".parse::<TaskId>().unwrap_err();
/// assert_eq!(issue.code(), Code::TooShort);
/// assert_eq!((issue.subject(), issue.part(), issue.index()), ("task id", "suffix", 11));
/// assert_eq!(issue.explanation(), "One character short: 9 of 10 after t-.");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
// Boxed, because a check returns it in a `Result` whose other side is small.
pub struct Issue(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    code: Code,
    subject: &'static str,
    part: &'static str,
    index: usize,
    index_utf16: usize,
    expected: Cow<'static, str>,
    found: Option<String>,
    /// What the pattern of an identifier allows at that position.
    mismatch: Option<(Identifier, Expected)>,
    hint: Option<Hint>,
    suggestion: Option<String>,
}

impl Issue {
    /// An issue with the whole of a value.
    #[must_use]
    pub(crate) fn new(
        code: Code,
        subject: &'static str,
        part: &'static str,
        expected: impl Into<Cow<'static, str>>,
    ) -> Self {
        Issue(Box::new(Details {
            code,
            subject,
            part,
            index: 0,
            index_utf16: 0,
            expected: expected.into(),
            found: None,
            mismatch: None,
            hint: None,
            suggestion: None,
        }))
    }

    /// Places the issue at byte `index` of `value`. The character there is what was found.
    #[must_use]
    pub(crate) fn at(mut self, value: &str, index: usize) -> Self {
        let (before, rest) = value.split_at_checked(index).unwrap_or((value, ""));
        self.0.index = index;
        self.0.index_utf16 = before.chars().map(char::len_utf16).sum();
        self.0.found = rest.chars().next().map(String::from);
        self
    }

    /// Moves the issue by `offset` characters of ASCII, for a value that is a part of another one.
    #[cfg_attr(not(feature = "requests"), allow(dead_code, reason = "for endpoints and exports"))]
    #[must_use]
    pub(crate) fn after(mut self, offset: usize) -> Self {
        self.0.index += offset;
        self.0.index_utf16 += offset;
        self
    }

    #[must_use]
    pub(crate) fn with_found(mut self, found: impl Into<String>) -> Self {
        self.0.found = Some(found.into());
        self
    }

    #[must_use]
    pub(super) fn with_mismatch(mut self, identifier: Identifier, expected: Expected) -> Self {
        self.0.mismatch = Some((identifier, expected));
        self
    }

    #[must_use]
    pub(crate) fn with_hint(mut self, hint: Hint) -> Self {
        self.0.hint = Some(hint);
        self
    }

    #[must_use]
    pub(crate) fn with_suggestion(mut self, suggestion: impl Into<String>) -> Self {
        self.0.suggestion = Some(suggestion.into());
        self
    }

    /// The kind of issue.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What was checked: `task id`, `role ARN`, `region`.
    #[must_use]
    pub fn subject(&self) -> &'static str {
        self.0.subject
    }

    /// The part of it that the issue is about: `suffix`, `account id`.
    #[must_use]
    pub fn part(&self) -> &'static str {
        self.0.part
    }

    /// The position in bytes of UTF-8. What precedes it is valid so far.
    #[must_use]
    pub fn index(&self) -> usize {
        self.0.index
    }

    /// The same position in UTF-16 code units, for hosts whose strings are made of them.
    #[must_use]
    pub fn index_utf16(&self) -> usize {
        self.0.index_utf16
    }

    /// What is allowed at that position.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What was found there. `None` where the value ends.
    #[must_use]
    pub fn found(&self) -> Option<&str> {
        self.0.found.as_deref()
    }

    /// What the mistake probably was.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        self.0.hint.as_ref().map(Hint::to_string)
    }

    pub(super) fn recognized(&self) -> Option<&Hint> {
        self.0.hint.as_ref()
    }

    pub(super) fn mismatch(&self) -> Option<(Identifier, Expected)> {
        self.0.mismatch
    }

    /// A valid value that was probably meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.0.suggestion.as_deref()
    }

    /// What was found, as messages print it: in backticks, a character that cannot be seen by its code point. Of a secret,
    /// nothing is known.
    pub(super) fn found_for_display(&self) -> String {
        let Some(found) = self.found() else { return "character".to_string() };
        let mut characters = found.chars();
        match (characters.next(), characters.as_str()) {
            (Some(character), "") if is_invisible(character) => format!("U+{:04X}", u32::from(character)),
            _ => format!("`{found}`"),
        }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details { code, subject, part, index_utf16: index, expected, .. } = &*self.0;
        let found = self.found_for_display();
        match code {
            Code::Missing => write!(f, "the {subject} is missing: expected {expected}"),
            // Here the type was found, not a character: `an Array`.
            Code::WrongType => {
                write!(f, "the {subject} is {}: expected {expected}", self.found().unwrap_or_default())
            }
            Code::Empty => write!(f, "the {subject} is empty: expected {expected}"),
            Code::UnexpectedCharacter => {
                write!(
                    f,
                    "unexpected {found} at index {index} in the {part} of the {subject}: expected {expected}"
                )
            }
            Code::TooShort => {
                write!(f, "the {subject} ends at index {index} in its {part}: expected {expected}")
            }
            Code::TooLong => {
                write!(f, "unexpected {found} at index {index} after the {subject}: expected {expected}")
            }
            Code::NotAllowed => {
                write!(f, "the {part} of the {subject} is not allowed: expected {expected}")
            }
            Code::UnknownOption => write!(f, "unknown {part} {found}: expected {expected}"),
            // The words of the service model's endpoint rules, which users find when they search for them.
            #[cfg(feature = "requests")]
            Code::InvalidConfiguration => {
                write!(f, "Invalid Configuration: {part} and custom endpoint are not supported")
            }
            #[cfg(feature = "requests")]
            Code::Expired => write!(f, "the {subject} expired at {found}: expected {expected}"),
            #[cfg(feature = "requests")]
            Code::SurroundingSpace => write!(f, "white space around the {subject}: expected {expected}"),
            #[cfg(feature = "requests")]
            Code::UnlikelyDate => write!(f, "the {subject} is {found}: expected {expected}"),
            #[cfg(feature = "requests")]
            Code::UnlikelyEndpoint => write!(f, "the {subject} ends in {found}: expected {expected}"),
            Code::UnknownValue => {
                write!(f, "{found} is not a known {part} of a {subject}: expected {expected}")
            }
            Code::ControlCharacter => {
                write!(f, "{found} at index {index} in the {part} of the {subject}: expected {expected}")
            }
            Code::UnpairedSurrogate => {
                write!(f, "unpaired surrogate at index {index} of the {subject}: expected {expected}")
            }
            Code::EmptyRoleName => write!(f, "the {subject} has no role name: expected {expected}"),
        }
    }
}

impl std::error::Error for Issue {}
