//! The published patterns, letter by letter as AWS prints them.
//!
//! This is the specification. The [`grammar`](super::grammar) decides at run time; a test proves that it accepts the same
//! language, and debug builds compare every verdict with these patterns.

use std::sync::OnceLock;

use regex_lite::Regex;

/// A pattern as a page or a service model publishes it.
#[derive(Debug)]
pub struct Pattern {
    /// The pattern verbatim, without anchors. It describes the whole value.
    pub source: &'static str,
    /// The same pattern for the `pattern` attribute of an HTML input. Browsers compile that with the flag `v`, which
    /// rejects a bare `-` in a class.
    pub html: &'static str,
    /// The publication that it is from.
    pub revision: Revision,
    /// The address of the page that prints it.
    pub page: &'static str,
    regex: OnceLock<Regex>,
}

/// A publication of the role ARN pattern. Neither of the two includes the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Revision {
    /// The page of `CancelImportTask`: no role paths but `service-role/`, and the role name may be empty.
    #[default]
    Documented,
    /// The newest service model: role paths, and no empty role name.
    Current,
}

impl Revision {
    /// The name of the revision: `documented` or `current`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Revision::Documented => "documented",
            Revision::Current => "current",
        }
    }
}

const PAGE: &str = "https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html";

impl Pattern {
    const fn new(source: &'static str, html: &'static str, revision: Revision) -> Self {
        Pattern { source, html, revision, page: PAGE, regex: OnceLock::new() }
    }

    /// The pattern as a regular expression, anchored at both ends.
    ///
    /// As in ECMAScript, `\d` and `\w` stand for ASCII characters.
    ///
    /// ```
    /// use neptune_import_tasks::validate::pattern;
    ///
    /// assert!(pattern::TASK_ID.regex().is_match("t-0123456789"));
    /// assert!(!pattern::TASK_ID.regex().is_match("t-0123456789\n"));
    /// ```
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "four constants, all compiled by the tests"
    )]
    #[must_use]
    pub fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| Regex::new(&format!("^(?:{})$", self.source)).expect("a valid pattern"))
    }
}

/// `taskIdentifier` and `taskId`.
pub static TASK_ID: Pattern = Pattern::new("t-[a-z0-9]{10}", "t-[a-z0-9]{10}", Revision::Documented);

/// `graphId`.
pub static GRAPH_ID: Pattern = Pattern::new("g-[a-z0-9]{10}", "g-[a-z0-9]{10}", Revision::Documented);

/// `roleArn` as the page of `CancelImportTask` documents it.
pub static ROLE_ARN_DOCUMENTED: Pattern = Pattern::new(
    r"arn:aws[^:]*:iam::\d{12}:(role|role/service-role)/[\w+=,.@-]*",
    r"arn:aws[^:]*:iam::\d{12}:(role|role/service-role)/[\w+=,.@\-]*",
    Revision::Documented,
);

/// `roleArn` as the newest service model has it.
pub static ROLE_ARN_CURRENT: Pattern = Pattern::new(
    r"arn:aws[^:]*:iam::\d{12}:(role|role/service-role)(/[\w+=,.@-]+)+",
    r"arn:aws[^:]*:iam::\d{12}:(role|role/service-role)(/[\w+=,.@\-]+)+",
    Revision::Current,
);
