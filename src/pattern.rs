//! The published patterns, letter by letter as AWS prints them.
//!
//! This is the specification. What decides at run time is the table in [`grammar`](crate::grammar), which a
//! test proves to accept the same language; in debug builds every verdict is also held against these patterns.

#[cfg(any(debug_assertions, test))]
use std::sync::OnceLock;

/// A pattern as a page or a service model publishes it.
#[derive(Debug)]
pub struct Pattern {
    /// The pattern verbatim, without anchors: it describes the whole value.
    pub source: &'static str,
    /// The same pattern for the `pattern` attribute of an HTML input, which browsers compile with the flag `v`:
    /// that flag refuses a bare `-` in a class.
    pub html: &'static str,
    /// Which publication it is from: `documented` or `current`.
    pub revision: &'static str,
    /// The address of the page that prints it.
    pub page: &'static str,
    #[cfg(any(debug_assertions, test))]
    compiled: OnceLock<regex_lite::Regex>,
}

const CANCEL_IMPORT_TASK_PAGE: &str =
    "https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html";

impl Pattern {
    const fn new(source: &'static str, html: &'static str, revision: &'static str) -> Self {
        Pattern {
            source,
            html,
            revision,
            page: CANCEL_IMPORT_TASK_PAGE,
            #[cfg(any(debug_assertions, test))]
            compiled: OnceLock::new(),
        }
    }

    /// Says whether the whole of `text` matches, by regex-lite: its `\d` and `\w` are ASCII, as ECMAScript's are.
    #[cfg(any(debug_assertions, test))]
    #[expect(clippy::expect_used, reason = "four constants, all compiled by the tests")]
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.compiled
            .get_or_init(|| {
                regex_lite::Regex::new(&format!("^(?:{})$", self.source)).expect("a valid pattern")
            })
            .is_match(text)
    }
}

/// `taskIdentifier` and `taskId`.
pub static TASK_ID: Pattern = Pattern::new("t-[a-z0-9]{10}", "t-[a-z0-9]{10}", "documented");

/// `graphId`.
pub static GRAPH_ID: Pattern = Pattern::new("g-[a-z0-9]{10}", "g-[a-z0-9]{10}", "documented");

/// `roleArn` as the page of `CancelImportTask` documents it: no role paths, and an empty role name passes.
pub static ROLE_ARN_DOCUMENTED: Pattern = Pattern::new(
    r"arn:aws[^:]*:iam::\d{12}:(role|role/service-role)/[\w+=,.@-]*",
    r"arn:aws[^:]*:iam::\d{12}:(role|role/service-role)/[\w+=,.@\-]*",
    "documented",
);

/// `roleArn` as the newest service model has it: role paths pass, an empty role name does not.
pub static ROLE_ARN_CURRENT: Pattern = Pattern::new(
    r"arn:aws[^:]*:iam::\d{12}:(role|role/service-role)(/[\w+=,.@-]+)+",
    r"arn:aws[^:]*:iam::\d{12}:(role|role/service-role)(/[\w+=,.@\-]+)+",
    "current",
);
