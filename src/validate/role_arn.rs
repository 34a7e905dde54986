//! The parts of role ARNs, and warnings about valid ones that are hardly meant.

use super::characters::{excerpt, is_invisible};
use super::issue::{Code, Issue};

/// The parts of a role ARN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleArnParts<'a> {
    /// `aws`, `aws-cn` and so on.
    pub partition: &'a str,
    /// Twelve digits.
    pub account_id: &'a str,
    /// The path as IAM writes it, with a `/` at both ends: `/` if there is none.
    pub path: &'a str,
    /// The last name in the ARN.
    pub role_name: &'a str,
}

impl<'a> RoleArnParts<'a> {
    /// Where the partition begins.
    pub(crate) const PARTITION_INDEX: usize = "arn:".len();

    /// The parts of a valid ARN. The parts of any other string have no meaning.
    pub(crate) fn of(arn: &'a str) -> Self {
        let mut fields = arn.split(':').skip(1);
        let partition = fields.next().unwrap_or_default();
        let account_id = fields.nth(2).unwrap_or_default();
        // From the `/` after `role`: a path begins and ends with one.
        let resource = fields.next().and_then(|resource| resource.strip_prefix("role")).unwrap_or_default();
        let name_index = resource.rfind('/').map_or(0, |slash| slash + 1);
        let (path, role_name) = resource.split_at_checked(name_index).unwrap_or_default();
        RoleArnParts { partition, account_id, path, role_name }
    }
}

/// The partitions that AWS lists. Validation needs no more of them than their names.
const PARTITIONS: [&str; 8] =
    ["aws", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-us-gov"];

/// Warnings about what the patterns accept and IAM does not.
pub(super) fn warnings(value: &str) -> Vec<Issue> {
    let mut warnings = Vec::new();
    let RoleArnParts { partition, role_name, .. } = RoleArnParts::of(value);
    let warning = |code, part, expected: &'static str, index| {
        Issue::new(code, "role ARN", part, expected).at(value, index)
    };
    if let Some((offset, _)) = partition.char_indices().find(|(_, c)| is_invisible(*c)) {
        let index = RoleArnParts::PARTITION_INDEX + offset;
        warnings.push(warning(Code::ControlCharacter, "partition", "visible characters", index));
    }
    if !PARTITIONS.contains(&partition) {
        let unknown = warning(
            Code::UnknownValue,
            "partition",
            "`aws`, `aws-cn` or another partition of AWS",
            RoleArnParts::PARTITION_INDEX,
        );
        warnings.push(unknown.with_found(excerpt(partition)));
    }
    if role_name.is_empty() {
        warnings.push(warning(Code::EmptyRoleName, "role name", "at least one character", value.len()));
    }
    warnings
}
