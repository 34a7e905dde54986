//! What the role ARN patterns accept and nobody means.

use super::characters::{excerpt, is_invisible};
use super::issue::{Code, Issue};
use crate::id::RoleArnParts;

/// The partitions that AWS lists. Validation needs no more of them than their names.
const PARTITIONS: [&str; 8] =
    ["aws", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-us-gov"];

/// Where the partition begins.
const PARTITION_INDEX: usize = "arn:".len();

pub(super) fn role_arn(value: &str) -> Vec<Issue> {
    let mut warnings = Vec::new();
    let RoleArnParts { partition, role_name, .. } = RoleArnParts::of(value);
    let warning = |code, part, expected: &'static str, index| {
        Issue::new(code, "role ARN", part, expected).at(value, index)
    };
    if let Some((offset, _)) = partition.char_indices().find(|(_, c)| is_invisible(*c)) {
        let index = PARTITION_INDEX + offset;
        warnings.push(warning(Code::ControlCharacter, "partition", "visible characters", index));
    }
    if !PARTITIONS.contains(&partition) {
        let unknown = warning(
            Code::UnknownValue,
            "partition",
            "`aws`, `aws-cn` or another partition of AWS",
            PARTITION_INDEX,
        );
        warnings.push(unknown.with_found(excerpt(partition)));
    }
    if role_name.is_empty() {
        warnings.push(warning(Code::EmptyRoleName, "role name", "at least one character", value.len()));
    }
    warnings
}
