//! Regions and the partitions they belong to.
//!
//! Which regions run Neptune Analytics is not decided here: a well-formed region resolves by the rules of its
//! partition, as in the AWS SDKs, so that a region opened tomorrow works today.

use std::fmt;

use crate::issue::{Code, Issue};
use crate::text;

/// A partition of AWS: regions that share their host suffixes.
#[derive(Debug, PartialEq, Eq)]
pub struct Partition {
    /// Its id, as it stands in ARNs.
    pub name: &'static str,
    /// What hosts end with.
    pub dns_suffix: &'static str,
    /// What dual-stack (IPv4 and IPv6) hosts end with.
    pub dual_stack_dns_suffix: &'static str,
    /// How its regions begin: behind it come a `-`, a word, a `-` and a number. Not needed for the first partition,
    /// which takes what is left.
    prefix: &'static str,
}

/// All partitions, from the partition tables of botocore 1.44.5 and of the AWS SDK for JavaScript 3.1128.0, which
/// are the same (read 2026-11-23). The first one also takes every region that no other knows.
pub static PARTITIONS: [Partition; 8] = [
    Partition { name: "aws", dns_suffix: "amazonaws.com", dual_stack_dns_suffix: "api.aws", prefix: "" },
    Partition {
        name: "aws-cn",
        dns_suffix: "amazonaws.com.cn",
        dual_stack_dns_suffix: "api.amazonwebservices.com.cn",
        prefix: "cn",
    },
    Partition {
        name: "aws-eusc",
        dns_suffix: "amazonaws.eu",
        dual_stack_dns_suffix: "api.amazonwebservices.eu",
        prefix: "eusc-de",
    },
    Partition {
        name: "aws-iso",
        dns_suffix: "c2s.ic.gov",
        dual_stack_dns_suffix: "api.aws.ic.gov",
        prefix: "us-iso",
    },
    Partition {
        name: "aws-iso-b",
        dns_suffix: "sc2s.sgov.gov",
        dual_stack_dns_suffix: "api.aws.scloud",
        prefix: "us-isob",
    },
    Partition {
        name: "aws-iso-e",
        dns_suffix: "cloud.adc-e.uk",
        dual_stack_dns_suffix: "api.cloud-aws.adc-e.uk",
        prefix: "eu-isoe",
    },
    Partition {
        name: "aws-iso-f",
        dns_suffix: "csp.hci.ic.gov",
        dual_stack_dns_suffix: "api.aws.hci.ic.gov",
        prefix: "us-isof",
    },
    Partition {
        name: "aws-us-gov",
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
        prefix: "us-gov",
    },
];

/// A region name that can stand in a host and in a signature: a lower-case host label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region(String);

impl Region {
    /// Checks `name`, and never looks it up: an unknown region may be a new one.
    ///
    /// # Errors
    ///
    /// `name` is not a host label in lower case, or has no letter in it.
    pub fn new(name: &str) -> Result<Self, Issue> {
        let refused = |code| Issue::new(code, "region", "name", "a-z, 0-9 and `-`, such as `us-east-1`");
        let bad = name.bytes().enumerate().position(|(at, byte)| match byte {
            b'-' => at == 0 || at + 1 == name.len(),
            byte => !byte.is_ascii_lowercase() && !byte.is_ascii_digit(),
        });
        if name.is_empty() {
            return Err(refused(Code::Empty));
        }
        if let Some(at) = bad {
            return Err(refused(Code::UnexpectedCharacter).at(name, at));
        }
        // A host label has 63 characters at most, and a host of digits alone would be an address.
        if name.len() > 63 || text::is_number(name) {
            return Err(refused(Code::NotAllowed));
        }
        Ok(Region(name.to_string()))
    }

    /// The name as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that the region belongs to.
    #[must_use]
    pub fn partition(&self) -> &'static Partition {
        let [fallback, others @ ..] = &PARTITIONS;
        others.iter().find(|partition| partition.has(&self.0)).unwrap_or(fallback)
    }
}

impl Partition {
    /// Says whether `region` is of the form that this partition's regions have, or its pseudo region, which ends
    /// with `-global`.
    fn has(&self, region: &str) -> bool {
        if region.strip_suffix("-global") == Some(self.name) {
            return true;
        }
        let Some(rest) = region.strip_prefix(self.prefix) else { return false };
        let field = |number| text::field(rest, b'-', number);
        field(0) == Some("")
            && field(1) != Some("")
            && field(2).is_some_and(text::is_number)
            && field(3).is_none()
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
