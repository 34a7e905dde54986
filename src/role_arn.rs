//! The ARN of the IAM role that may read the data to import, and its parts.

use std::fmt;
use std::str::FromStr;

use crate::check::Kind;
use crate::issue::{Code, Issue};
use crate::text;

/// A checked role ARN.
///
/// ```
/// use neptune_import_tasks::RoleArn;
///
/// let arn = RoleArn::parse_current("arn:aws:iam::123456789012:role/team/a/Import")?;
/// let parts = arn.parts();
/// assert_eq!((parts.account_id, parts.path, parts.role_name), ("123456789012", "/team/a/", "Import"));
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RoleArn(String);

/// The parts of a role ARN, as they stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// `aws`, `aws-cn` and so on.
    pub partition: &'a str,
    /// Twelve digits.
    pub account_id: &'a str,
    /// The path as IAM writes it, with a `/` at both ends: `/` where there is none.
    pub path: &'a str,
    /// The last name of the ARN.
    pub role_name: &'a str,
}

impl RoleArn {
    /// Checks `text` under the pattern of the newest service model. [`str::parse`] takes the documented one.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn parse_current(text: &str) -> Result<Self, Issue> {
        Kind::RoleArnCurrent.validate(text)?;
        Ok(RoleArn(text.to_string()))
    }

    /// The ARN as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its parts.
    #[must_use]
    pub fn parts(&self) -> Parts<'_> {
        parts(&self.0)
    }
}

impl FromStr for RoleArn {
    type Err = Issue;

    fn from_str(text: &str) -> Result<Self, Issue> {
        Kind::RoleArnDocumented.validate(text)?;
        Ok(RoleArn(text.to_string()))
    }
}

impl fmt::Display for RoleArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The parts of an ARN that passed. Any other text gives some parts too, and no panic.
pub(crate) fn parts(value: &str) -> Parts<'_> {
    let field = |number| text::field(value, b':', number).unwrap_or_default();
    // From the `/` behind `role` on: a path begins and ends with one.
    let path_and_name = field(5).strip_prefix("role").unwrap_or_default();
    let name_at = path_and_name.bytes().rposition(|byte| byte == b'/').map_or(0, |slash| slash + 1);
    let (path, role_name) = path_and_name.split_at_checked(name_at).unwrap_or_default();
    Parts { partition: field(1), account_id: field(4), path, role_name }
}

/// The names of [`region::PARTITIONS`](crate::region::PARTITIONS), with a space between them: where requests go is not
/// needed to check an ARN.
pub(crate) const PARTITIONS: &str = "aws aws-cn aws-eusc aws-iso aws-iso-b aws-iso-e aws-iso-f aws-us-gov";

/// What the pattern lets pass and nobody means.
pub(crate) fn warnings(value: &str) -> Vec<Issue> {
    const SUBJECT: &str = "role ARN";
    const PARTITION_AT: usize = "arn:".len();
    let mut warnings = Vec::new();
    let parts = parts(value);
    let mut warn = |code, part, expected, index| {
        let issue = Issue::new(code, SUBJECT, part, expected).at(value, index);
        warnings.push(if code == Code::UnknownValue {
            issue.found(text::excerpt(parts.partition))
        } else {
            issue
        });
    };
    if let Some((offset, _)) = parts.partition.char_indices().find(|(_, c)| text::is_invisible(*c)) {
        warn(Code::ControlCharacter, "partition", "visible characters", PARTITION_AT + offset);
    }
    if !text::is_one_of(parts.partition, PARTITIONS) {
        warn(Code::UnknownValue, "partition", "`aws`, `aws-cn` or another of AWS", PARTITION_AT);
    }
    if parts.role_name.is_empty() {
        warn(Code::EmptyRoleName, "role name", "at least one character", value.len());
    }
    warnings
}
