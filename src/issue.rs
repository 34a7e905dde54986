//! What is wrong with a value, or unusual about it: one type for every refusal and every warning.
//!
//! All messages are in the one `match` of this module. The codes are stable, the messages are not.

use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::text;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $(#[cfg($($condition:tt)*)])? $code:ident = $name:literal, $message:literal;)*) => {
        /// The kind of an [`Issue`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])* $(#[cfg($($condition)*)])? $code,)*
        }

        impl Code {
            /// The stable name of the code, and its message: `%f` stands for what was found, `%i` for the index, `%p`
            /// for the part, `%s` for the subject and `%e` for what was expected.
            fn texts(self) -> (&'static str, &'static str) {
                match self {
                    $($(#[cfg($($condition)*)])? Code::$code => ($name, $message),)*
                }
            }

            /// The stable name of the code.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                self.texts().0
            }
        }
    };
}

codes! {
    /// The value is needed and absent.
    #[cfg(feature = "requests")]
    Missing = "missing", "the %s is missing: expected %e";
    /// The value is an empty text.
    Empty = "empty", "the %s is empty: expected %e";
    /// A character that cannot stand at its place.
    UnexpectedCharacter = "unexpected_character", "unexpected %f at index %i in the %p of the %s: expected %e";
    /// The value ends before it is complete.
    TooShort = "too_short", "the %s ends at index %i in its %p: expected %e";
    /// The value goes on after it is complete.
    TooLong = "too_long", "unexpected %f at index %i after the %s: expected %e";
    /// The value cannot be used.
    #[cfg(feature = "requests")]
    NotAllowed = "not_allowed", "the %p of the %s cannot be used: expected %e";
    // The words of the service model's endpoint rules, which users find when they search for them.
    /// Options that exclude each other.
    #[cfg(feature = "requests")]
    InvalidConfiguration = "invalid_configuration", "Invalid Configuration: %p and custom endpoint are not supported";
    /// The value is no longer good.
    #[cfg(feature = "requests")]
    Expired = "expired", "the %s expired at %f: expected %e";
    /// White space that copying has left. A warning.
    #[cfg(feature = "requests")]
    SurroundingSpace = "surrounding_space", "white space around the %s: expected %e";
    /// A time that can hardly be meant. A warning.
    #[cfg(feature = "requests")]
    UnlikelyDate = "unlikely_date", "the %s is %f: expected %e";
    /// The value is not one that any publication lists. A warning.
    UnknownValue = "unknown_value", "%f is no known %p of a %s: expected %e";
    /// A character that can be neither seen nor meant. A warning.
    ControlCharacter = "control_character", "%f at index %i in the %p of the %s: expected %e";
    /// A UTF-16 surrogate without its other half, which cannot be sent as it is. A warning.
    UnpairedSurrogate = "unpaired_surrogate", "half a surrogate pair at index %i of the %s: expected %e";
    /// The pattern accepts the value without a role name, IAM does not. A warning.
    EmptyRoleName = "empty_role_name", "the %s has no role name: expected %e";
}

/// A refusal or a warning: what, where, and what was expected. See [`Details`] for its fields.
///
/// Prints as one line, for example: ``unexpected `A` at index 4 in the suffix of the task id: expected a-z or 0-9``.
/// It never holds more of a refused value than the character it is about, and a `suggestion` of how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue(Box<Details>);

/// The fields of an [`Issue`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Details {
    /// The kind of issue.
    pub code: Code,
    /// What was looked at: `task id`, `role ARN`, `region`.
    pub subject: &'static str,
    /// The part of it that the issue is about: `suffix`, `account id`.
    pub part: &'static str,
    /// How many bytes of the text before the issue are good.
    pub index: usize,
    /// The same in UTF-16 code units, as JavaScript counts: `value.slice(0, index)` is the good part.
    pub index_utf16: usize,
    /// What could stand there.
    pub expected: String,
    /// What stands there; nothing where the value ends.
    pub found: Option<String>,
    /// What the mistake probably was, in a sentence.
    pub hint: Option<String>,
    /// A value that passes and is probably what was meant.
    pub suggestion: Option<String>,
}

impl Deref for Issue {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Issue {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

impl Issue {
    /// An issue with a whole value, or with its very beginning.
    #[must_use]
    pub(crate) fn new(code: Code, subject: &'static str, part: &'static str, expected: &str) -> Self {
        Issue(Box::new(Details {
            code,
            subject,
            part,
            index: 0,
            index_utf16: 0,
            expected: text::owned(expected),
            found: None,
            hint: None,
            suggestion: None,
        }))
    }

    /// The same issue at byte `index` of `text`; the character there is what was found.
    #[must_use]
    pub(crate) fn at(mut self, text: &str, index: usize) -> Self {
        self.index = index;
        let (before, rest) = text.split_at_checked(index).unwrap_or((text, ""));
        // A character is one unit, or two if its UTF-8 begins with 0xF0 or more.
        self.index_utf16 =
            before.bytes().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum();
        let character = rest.chars().next();
        self.found = rest
            .get(..character.map_or(0, char::len_utf8))
            .filter(|found| !found.is_empty())
            .map(text::owned);
        self
    }

    /// The same issue with what was found instead.
    #[must_use]
    pub(crate) fn found(mut self, found: String) -> Self {
        self.found = Some(found);
        self
    }

    /// The same issue with a sentence on what the mistake probably was.
    #[must_use]
    pub(crate) fn hint(mut self, hint: &[&str]) -> Self {
        self.hint = Some(text::concat(hint));
        self
    }

    /// The issue in one line.
    #[must_use]
    pub fn message(&self) -> String {
        let (index, found) = (text::decimal(self.index_utf16), self.shown());
        let mut message = String::new();
        let mut rest = self.code.texts().1;
        while let Some((before, after)) = text::cut(rest, b'%') {
            let (sign, after) = after.split_at_checked(1).unwrap_or_default();
            rest = after;
            text::add(&mut message, before);
            let value = match sign {
                "f" => &*found,
                "i" => &*index,
                "p" => self.part,
                "s" => self.subject,
                _ => &self.expected,
            };
            text::add(&mut message, value);
        }
        text::add(&mut message, rest);
        message
    }

    /// What was found, as a message shows it: in backticks, and a character that cannot be seen by its code point.
    fn shown(&self) -> String {
        let found = self.found.as_deref().unwrap_or_default();
        let mut characters = found.chars();
        match (characters.next(), characters.as_str()) {
            (Some(character), "") if text::is_invisible(character) => text::code_point(character),
            _ => text::concat(&["`", found, "`"]),
        }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Issue {}
