//! Validation of task IDs, graph IDs and role ARNs: the published patterns, the tables that decide, and the words for what is
//! wrong. Nothing here builds a request.

pub(crate) mod characters;
mod explanation;
pub mod grammar;
pub(crate) mod hint;
mod issue;
pub mod lines;
pub mod pattern;
mod recognition;
mod role_arn;

pub use issue::{Code, Issue};
pub use pattern::{Pattern, Revision};
pub use role_arn::RoleArnParts;

use std::borrow::Cow;

use grammar::{Expected, Grammar, Mismatch};
use recognition::Recognized;

/// An identifier that the service's documentation gives a pattern for.
///
/// ```
/// use neptune_import_tasks::validate::{Identifier, Revision};
///
/// let arn = "arn:aws:iam::123456789012:role/team/Import";
/// assert!(!Identifier::RoleArn(Revision::Documented).accepts(arn));
/// assert!(Identifier::RoleArn(Revision::Current).accepts(arn));
/// assert_eq!(Identifier::GraphId.pattern().source, "g-[a-z0-9]{10}");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Identifier {
    /// The ID of an import or export task.
    TaskId,
    /// The ID of a graph.
    GraphId,
    /// The ARN of the IAM role that reads the data, under one of the two published patterns.
    RoleArn(Revision),
}

impl Identifier {
    /// A role ARN under either pattern.
    pub const ROLE_ARNS: [Identifier; 2] =
        [Identifier::RoleArn(Revision::Documented), Identifier::RoleArn(Revision::Current)];

    /// The published pattern.
    #[must_use]
    pub fn pattern(self) -> &'static Pattern {
        match self {
            Identifier::TaskId => &pattern::TASK_ID,
            Identifier::GraphId => &pattern::GRAPH_ID,
            Identifier::RoleArn(Revision::Documented) => &pattern::ROLE_ARN_DOCUMENTED,
            Identifier::RoleArn(Revision::Current) => &pattern::ROLE_ARN_CURRENT,
        }
    }

    /// The table that decides.
    #[inline]
    #[must_use]
    pub fn grammar(self) -> &'static Grammar {
        match self {
            Identifier::TaskId => &grammar::TASK_ID,
            Identifier::GraphId => &grammar::GRAPH_ID,
            Identifier::RoleArn(Revision::Documented) => &grammar::ROLE_ARN_DOCUMENTED,
            Identifier::RoleArn(Revision::Current) => &grammar::ROLE_ARN_CURRENT,
        }
    }

    /// The noun for it in messages: `task id`.
    #[must_use]
    pub fn subject(self) -> &'static str {
        self.grammar().subject
    }

    /// Returns true if `value` is valid.
    #[inline]
    #[must_use]
    pub fn accepts(self, value: &str) -> bool {
        self.accepts_bytes(value.as_bytes())
    }

    /// Returns true if `value` is valid. Bytes that are not UTF-8 count as characters that no pattern names, which is what
    /// a decoder would make of them.
    #[inline]
    #[must_use]
    pub fn accepts_bytes(self, value: &[u8]) -> bool {
        let accepted = self.grammar().accepts(value);
        #[cfg(debug_assertions)]
        self.assert_pattern_agrees(value, accepted);
        accepted
    }

    #[cfg(debug_assertions)]
    fn assert_pattern_agrees(self, value: &[u8], accepted: bool) {
        let matches = self.pattern().regex().is_match(&String::from_utf8_lossy(value));
        assert_eq!(accepted, matches, "{self:?}: {value:?}");
    }

    /// Checks `value`, and returns warnings about what is valid but hardly meant.
    ///
    /// ```
    /// use neptune_import_tasks::validate::Identifier;
    ///
    /// assert!(Identifier::TaskId.check("t-0123456789")?.is_empty());
    ///
    /// let issue = Identifier::TaskId.check("t-01A3456789").unwrap_err();
    /// assert_eq!(
    ///     issue.to_string(),
    ///     "unexpected `A` at index 4 in the suffix of the task id: expected a-z or 0-9",
    /// );
    /// assert_eq!(issue.suggestion(), Some("t-01a3456789"));
    /// # Ok::<(), neptune_import_tasks::Issue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with `value`.
    pub fn check(self, value: &str) -> Result<Vec<Issue>, Issue> {
        self.validate(value)?;
        Ok(match self {
            Identifier::TaskId | Identifier::GraphId => Vec::new(),
            Identifier::RoleArn(_) => role_arn::warnings(value),
        })
    }

    /// Checks `value` without warnings.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with `value`.
    pub fn validate(self, value: &str) -> Result<(), Issue> {
        let verdict = self.grammar().walk(value.as_bytes());
        debug_assert_eq!(verdict.is_ok(), self.accepts(value));
        verdict.map_err(|mismatch| self.issue(value, mismatch))
    }

    fn issue(self, value: &str, mismatch: Mismatch) -> Issue {
        let grammar = self.grammar();
        if value.is_empty() {
            return Issue::new(Code::Empty, grammar.subject, "value", grammar.shape);
        }
        let is_at_end = mismatch.index == value.len();
        let code = match mismatch.expected {
            Expected::End => Code::TooLong,
            _ if is_at_end => Code::TooShort,
            Expected::Literal(_) | Expected::Run { .. } => Code::UnexpectedCharacter,
        };
        let expected: Cow<'static, str> = match mismatch.expected {
            Expected::Literal(literal) => format!("`{literal}`").into(),
            Expected::Run { class, length: Some(length), found } if is_at_end => {
                format!("{length} characters {}, found {found}", class.name).into()
            }
            Expected::Run { class, .. } => class.name.into(),
            Expected::End => "the end".into(),
        };
        let issue = Issue::new(code, grammar.subject, mismatch.part, expected);
        let issue = issue.at(value, mismatch.index).with_mismatch(self, mismatch.expected);
        let recognized = match self {
            Identifier::TaskId | Identifier::GraphId => recognition::id(self, value),
            Identifier::RoleArn(revision) => recognition::role_arn(revision, value),
        };
        match recognized {
            Some(Recognized { hint, suggestion: Some(suggestion) }) => {
                issue.with_hint(hint).with_suggestion(suggestion)
            }
            Some(Recognized { hint, suggestion: None }) => issue.with_hint(hint),
            None => issue,
        }
    }
}
