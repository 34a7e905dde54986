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
    /// The regions that are known, with a space between them.
    regions: &'static str,
}

/// All partitions with their regions, from the partition tables of botocore 1.44.5 and of the AWS SDK for JavaScript
/// 3.1128.0, which are the same (read 2026-11-23). The first one also takes every region that no other knows.
#[rustfmt::skip]
pub static PARTITIONS: [Partition; 8] = [
    Partition {
        name: "aws", dns_suffix: "amazonaws.com", dual_stack_dns_suffix: "api.aws", prefix: "",
        regions: "us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 \
            ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 \
            ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 \
            eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 me-west-1 \
            mx-central-1 sa-east-1 sa-west-1",
    },
    Partition {
        name: "aws-cn", dns_suffix: "amazonaws.com.cn", dual_stack_dns_suffix: "api.amazonwebservices.com.cn",
        prefix: "cn", regions: "cn-north-1 cn-northwest-1",
    },
    Partition {
        name: "aws-eusc", dns_suffix: "amazonaws.eu", dual_stack_dns_suffix: "api.amazonwebservices.eu",
        prefix: "eusc-de", regions: "eusc-de-east-1",
    },
    Partition {
        name: "aws-iso", dns_suffix: "c2s.ic.gov", dual_stack_dns_suffix: "api.aws.ic.gov",
        prefix: "us-iso", regions: "us-iso-east-1 us-iso-west-1",
    },
    Partition {
        name: "aws-iso-b", dns_suffix: "sc2s.sgov.gov", dual_stack_dns_suffix: "api.aws.scloud",
        prefix: "us-isob", regions: "us-isob-east-1 us-isob-west-1",
    },
    Partition {
        name: "aws-iso-e", dns_suffix: "cloud.adc-e.uk", dual_stack_dns_suffix: "api.cloud-aws.adc-e.uk",
        prefix: "eu-isoe", regions: "eu-isoe-west-1",
    },
    Partition {
        name: "aws-iso-f", dns_suffix: "csp.hci.ic.gov", dual_stack_dns_suffix: "api.aws.hci.ic.gov",
        prefix: "us-isof", regions: "us-isof-east-1 us-isof-south-1",
    },
    Partition {
        name: "aws-us-gov", dns_suffix: "amazonaws.com", dual_stack_dns_suffix: "api.aws",
        prefix: "us-gov", regions: "us-gov-east-1 us-gov-west-1",
    },
];

const SUBJECT: &str = "region";

/// A region name that can stand in a host and in a signature: a lower-case host label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region<'a>(&'a str);

impl<'a> Region<'a> {
    /// Checks `name`, and never looks it up: an unknown region may be a new one.
    ///
    /// # Errors
    ///
    /// `name` is not a host label in lower case, or has no letter in it.
    pub fn new(name: &'a str) -> Result<Self, Issue> {
        let refused = |code| Issue::new(code, SUBJECT, "name", "a-z, 0-9 and `-`, such as `us-east-1`");
        let bad = name.bytes().enumerate().position(|(at, byte)| match byte {
            b'-' => at == 0 || at + 1 == name.len(),
            byte => !byte.is_ascii_lowercase() && !byte.is_ascii_digit(),
        });
        // A host label has 63 characters at most, and a host of digits alone would be an address.
        let refusal = match bad {
            Some(at) => refused(Code::UnexpectedCharacter).at(name, at),
            None if name.is_empty() => return Err(refused(Code::Empty)),
            None if name.len() <= 63 && !text::is_number(name) => return Ok(Region(name)),
            None => refused(Code::NotAllowed),
        };
        // What is longer is no slip, and would take long to compare.
        Err(if name.len() < 64 { suggesting(refusal, nearest(&name.to_ascii_lowercase())) } else { refusal })
    }

    /// The name as it is written.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0
    }

    /// The warning that no region of this name is known, with the name that is nearest to it. It may be a new one.
    #[must_use]
    pub fn warning(&self) -> Option<Issue> {
        if text::is_one_of(self.0, self.partition().regions) {
            return None;
        }
        let nearest = nearest(self.0);
        let expected = text::concat(&["one that AWS lists, of which `", nearest.0, "` is the nearest"]);
        let warning = Issue::new(Code::UnknownValue, SUBJECT, "name", &expected);
        Some(suggesting(warning.found(self.0.to_string()), nearest))
    }

    /// The partition that the region belongs to.
    #[must_use]
    pub fn partition(&self) -> &'static Partition {
        let [fallback, others @ ..] = &PARTITIONS;
        others.iter().find(|partition| partition.has(self.0)).unwrap_or(fallback)
    }
}

/// The known name that is nearest to `name`, and how many slips it is away.
fn nearest(name: &str) -> (&'static str, usize) {
    let mut nearest = ("", usize::MAX);
    for partition in &PARTITIONS {
        for known in text::split(partition.regions, b' ') {
            let distance = text::distance(known, name);
            if distance < nearest.1 {
                nearest = (known, distance);
            }
        }
    }
    nearest
}

/// Suggests the nearest name if it is no more than a slip or two away.
fn suggesting(mut issue: Issue, (nearest, distance): (&str, usize)) -> Issue {
    if distance <= 2 {
        issue.suggestion = Some(nearest.to_string());
    }
    issue
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

impl fmt::Display for Region<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
