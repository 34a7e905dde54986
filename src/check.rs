//! The checks: each kind of value with its published pattern, the table that decides, and what to say of a refusal.

use crate::grammar::{self, Grammar, Stop, Wanted};
use crate::hint;
use crate::issue::{Code, Issue};
use crate::pattern::{self, Pattern};
use crate::role_arn;
use crate::text;

/// A kind of value that can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The id of an import task.
    TaskId,
    /// The id of a graph.
    GraphId,
    /// The ARN of the IAM role that reads the data, as the page of `CancelImportTask` documents it: no role paths but
    /// `service-role/`, and the role name may be empty.
    RoleArnDocumented,
    /// The same, as the newest service model has it: role paths, and no empty role name. Neither of the two
    /// patterns includes the other.
    RoleArnCurrent,
}

impl Kind {
    /// The published pattern, and the table that decides.
    #[inline]
    fn texts(self) -> (&'static Pattern, &'static Grammar) {
        match self {
            Kind::TaskId => (&pattern::TASK_ID, &grammar::TASK_ID),
            Kind::GraphId => (&pattern::GRAPH_ID, &grammar::GRAPH_ID),
            Kind::RoleArnDocumented => (&pattern::ROLE_ARN_DOCUMENTED, &grammar::ROLE_ARN_DOCUMENTED),
            Kind::RoleArnCurrent => (&pattern::ROLE_ARN_CURRENT, &grammar::ROLE_ARN_CURRENT),
        }
    }

    /// The published pattern.
    #[must_use]
    pub fn pattern(self) -> &'static Pattern {
        self.texts().0
    }

    /// The table that decides.
    #[must_use]
    pub fn grammar(self) -> &'static Grammar {
        self.texts().1
    }

    /// Says whether this is a role ARN under either pattern.
    #[must_use]
    pub fn is_role_arn(self) -> bool {
        matches!(self, Kind::RoleArnDocumented | Kind::RoleArnCurrent)
    }

    /// Says whether `text` passes: the quick answer, without a reason.
    #[inline]
    #[must_use]
    pub fn accepts(self, text: &str) -> bool {
        self.accepts_bytes(text.as_bytes())
    }

    /// [`accepts`](Self::accepts) for text that nobody has yet decoded. Bytes that are not UTF-8 count as characters
    /// that no pattern names, which is what a decoder would make of them.
    #[inline]
    #[must_use]
    pub fn accepts_bytes(self, text: &[u8]) -> bool {
        let accepted = self.grammar().accepts(text);
        #[cfg(debug_assertions)]
        self.hold_against_pattern(text, accepted);
        accepted
    }

    /// Ends the program if regex-lite has another verdict. Not in the release build, and regex-lite is not either.
    #[cfg(debug_assertions)]
    fn hold_against_pattern(self, text: &[u8], accepted: bool) {
        assert_eq!(accepted, self.pattern().is_match(&String::from_utf8_lossy(text)), "{self:?}: {text:?}");
    }

    /// Checks `value`, and returns what is unusual about it though it passes.
    ///
    /// ```
    /// use neptune_import_tasks::check::Kind;
    ///
    /// assert!(Kind::TaskId.check("t-0123456789")?.is_empty());
    ///
    /// let issue = Kind::TaskId.check("t-01A3456789").unwrap_err();
    /// assert_eq!(
    ///     issue.to_string(),
    ///     "unexpected `A` at index 4 in the suffix of the task id: expected a-z or 0-9",
    /// );
    /// assert_eq!(issue.suggestion.as_deref(), Some("t-01a3456789"));
    /// # Ok::<(), neptune_import_tasks::Issue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn check(self, value: &str) -> Result<Vec<Issue>, Issue> {
        self.validate(value)?;
        Ok(if self.is_role_arn() { role_arn::warnings(value) } else { Vec::new() })
    }

    /// Checks `value` without a look at what is unusual.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn validate(self, value: &str) -> Result<(), Issue> {
        let verdict = self.grammar().walk(value.as_bytes());
        debug_assert_eq!(verdict.is_ok(), self.accepts(value));
        verdict.map_err(|stop| hint::add(self, value, self.refusal(value, stop)))
    }

    /// Puts a stop of the matcher into the words of the value.
    fn refusal(self, value: &str, stop: Stop) -> Issue {
        let grammar = self.grammar();
        if value.is_empty() {
            return Issue::new(Code::Empty, grammar.subject, "value", grammar.shape);
        }
        let ended = stop.index == value.len();
        let code = if stop.wanted == Wanted::End {
            Code::TooLong
        } else if ended {
            Code::TooShort
        } else {
            Code::UnexpectedCharacter
        };
        let expected = match stop.wanted {
            Wanted::Literal(literal) => text::concat(&["`", literal, "`"]),
            Wanted::Run { class, need, have } if ended && need > 0 => {
                text::concat(&[&text::decimal(need), " characters ", class, ", found ", &text::decimal(have)])
            }
            Wanted::Run { class, .. } => text::owned(class),
            Wanted::End => text::owned("the end"),
        };
        Issue::new(code, grammar.subject, stop.part, &expected).at(value, stop.index)
    }
}
