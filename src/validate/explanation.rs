//! Sentences for people who fill in forms. Never more than an [`Issue`] says, in other words.

use super::Identifier;
use super::grammar::Expected;
use super::hint::{digits, spelled};
use super::issue::{Code, Issue};

impl Issue {
    /// One or two sentences for people who fill in forms: the cause first, characters counted from 1.
    ///
    /// ```
    /// use neptune_import_tasks::TaskId;
    ///
    /// let issue = "t-012345678".parse::<TaskId>().unwrap_err();
    /// assert_eq!(issue.explanation(), "One character short: 9 of 10 after t-.");
    /// ```
    #[must_use]
    pub fn explanation(&self) -> String {
        match self.recognized() {
            // It says all that there is to say.
            Some(hint) if hint.is_complete() => hint.sentence().into_owned(),
            Some(hint) => format!("{} {}", describe(self), hint.sentence()),
            None => describe(self),
        }
    }
}

fn describe(issue: &Issue) -> String {
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
        Code::UnexpectedCharacter => match issue.mismatch() {
            Some((_, Expected::Literal(_))) => {
                format!("Expected {expected} at character {position}, found {found}.")
            }
            Some((_, Expected::Run { class, .. })) => {
                format!("Character {position}, {found}, must be {}.", class.description)
            }
            Some((_, Expected::End)) | None => match issue.found() {
                Some(_) => {
                    format!("Character {position}, {found}, is not allowed there. Expected {expected}.")
                }
                None => format!("Character {position} is not allowed there. Expected {expected}."),
            },
        },
        Code::TooShort => match issue.mismatch() {
            Some((identifier, Expected::Run { length: Some(length), found, .. })) => match identifier {
                Identifier::TaskId | Identifier::GraphId => {
                    let count = match length - found {
                        1 => "One character".to_string(),
                        missing => format!("{missing} characters"),
                    };
                    format!("{count} short: {found} of {length} after {}.", identifier.grammar().prefix())
                }
                Identifier::RoleArn(_) => {
                    format!("The {part} has {}; it must have {length}.", digits(found))
                }
            },
            Some((_, Expected::Literal(_) | Expected::Run { length: None, .. } | Expected::End)) | None => {
                format!("The {subject} ends too early, in its {part}. Expected {expected}.")
            }
        },
        Code::TooLong => {
            format!("The {subject} must end after {} characters; found {found}.", position - 1)
        }
        Code::NotAllowed => format!("The {part} of the {subject} is not allowed. Expected {expected}."),
        Code::UnknownOption if issue.recognized().is_some() => format!("There is no {part} {found}."),
        Code::UnknownOption => format!("There is no {part} {found}. Expected {expected}."),
        #[cfg(feature = "requests")]
        Code::InvalidConfiguration => format!("{part} cannot be combined with a custom endpoint."),
        #[cfg(feature = "requests")]
        Code::Expired => format!("The {subject} expired at {found}. Expected {expected}."),
        #[cfg(feature = "requests")]
        Code::SurroundingSpace => format!("There is white space around the {subject}."),
        #[cfg(feature = "requests")]
        Code::UnlikelyDate => format!("The {subject} is {found}. Expected {expected}."),
        #[cfg(feature = "requests")]
        Code::UnlikelyEndpoint => format!("The {subject} ends in {found}."),
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

#[cfg(test)]
mod tests {
    use super::super::hint::Hint;
    use super::{Code, Issue};

    /// The codes that only the exports use. All others are tested in `tests/host/`.
    #[test]
    fn values_of_another_type() {
        let words = |issue: &Issue| (issue.to_string(), issue.explanation());
        let found = |code, subject, expected: &'static str, found: &str| {
            words(&Issue::new(code, subject, "value", expected).with_found(found))
        };
        let expect = |actual: (String, String), message: &str, explanation: &str| {
            assert_eq!((actual.0.as_str(), actual.1.as_str()), (message, explanation));
        };
        expect(
            found(Code::WrongType, "task id", "a string", "the number 5"),
            "the task id is the number 5: expected a string",
            "The task ID is the number 5; it must be a string.",
        );
        expect(
            found(Code::WrongType, "option `maxAttempts`", "a whole number from 1", "an Array"),
            "the option `maxAttempts` is an Array: expected a whole number from 1",
            "The option `maxAttempts` is an Array; it must be a whole number from 1.",
        );
        expect(
            found(Code::Missing, "task id", "a string", ""),
            "the task id is missing: expected a string",
            "The task ID is missing.",
        );
        expect(
            found(Code::Missing, "region", "a string such as `us-east-1`", ""),
            "the region is missing: expected a string such as `us-east-1`",
            "The region is missing. Expected a string such as `us-east-1`.",
        );
        let surrogate = Issue::new(Code::UnpairedSurrogate, "role ARN", "value", "a well-formed string");
        expect(
            words(&surrogate.after(7)),
            "unpaired surrogate at index 7 of the role ARN: expected a well-formed string",
            "Character 8 of the role ARN is half of a character.",
        );
    }

    #[test]
    fn options_that_nothing_reads() {
        let unknown = Issue::new(Code::UnknownOption, "request", "option", "`region` or `date`");
        let unknown = unknown.with_found("zone");
        assert_eq!(unknown.to_string(), "unknown option `zone`: expected `region` or `date`");
        assert_eq!(unknown.explanation(), "There is no option `zone`. Expected `region` or `date`.");
        let similar = unknown.clone().with_hint(Hint::SimilarName("date"));
        assert_eq!(similar.hint().as_deref(), Some("did you mean `date`"));
        assert_eq!(similar.explanation(), "There is no option `zone`. Did you mean `date`?");
        let phrase = unknown.with_hint(Hint::Phrase("this is an option of the AWS CLI".into()));
        assert_eq!(phrase.hint().as_deref(), Some("this is an option of the AWS CLI"));
        assert_eq!(phrase.explanation(), "There is no option `zone`. This is an option of the AWS CLI.");
    }
}
