//! Regions and the partitions they belong to.
//!
//! Which regions offer Neptune Analytics is not decided here: a well-formed region resolves by the rules of its partition,
//! as in the AWS SDKs, so that a region opened tomorrow works today.

use std::fmt;
use std::str::FromStr;

use crate::validate::{Code, Issue};

/// A partition of AWS: regions that share their host suffixes.
#[derive(Debug, PartialEq, Eq)]
pub struct Partition {
    /// Its ID, as it appears in ARNs.
    pub name: &'static str,
    /// The suffix of hosts.
    pub dns_suffix: &'static str,
    /// The suffix of dual-stack (IPv4 and IPv6) hosts.
    pub dual_stack_dns_suffix: &'static str,
    /// The start of its regions; a `-`, a word, a `-` and a number follow. Empty for the first partition, which also
    /// contains all other regions.
    prefix: &'static str,
    /// The known regions.
    regions: &'static [&'static str],
}

/// All partitions with their regions, from the partition tables of botocore 1.44.5 and of the AWS SDK for
/// JavaScript 3.1128.0, which are the same (read 2026-11-23). The first one also contains every region that no other one knows.
pub static PARTITIONS: [Partition; 8] = [
    Partition {
        name: "aws",
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
        prefix: "",
        regions: &[
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-south-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-central-1",
            "ca-west-1",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "me-west-1",
            "mx-central-1",
            "sa-east-1",
            "sa-west-1",
        ],
    },
    Partition {
        name: "aws-cn",
        dns_suffix: "amazonaws.com.cn",
        dual_stack_dns_suffix: "api.amazonwebservices.com.cn",
        prefix: "cn",
        regions: &["cn-north-1", "cn-northwest-1"],
    },
    Partition {
        name: "aws-eusc",
        dns_suffix: "amazonaws.eu",
        dual_stack_dns_suffix: "api.amazonwebservices.eu",
        prefix: "eusc-de",
        regions: &["eusc-de-east-1"],
    },
    Partition {
        name: "aws-iso",
        dns_suffix: "c2s.ic.gov",
        dual_stack_dns_suffix: "api.aws.ic.gov",
        prefix: "us-iso",
        regions: &["us-iso-east-1", "us-iso-west-1"],
    },
    Partition {
        name: "aws-iso-b",
        dns_suffix: "sc2s.sgov.gov",
        dual_stack_dns_suffix: "api.aws.scloud",
        prefix: "us-isob",
        regions: &["us-isob-east-1", "us-isob-west-1"],
    },
    Partition {
        name: "aws-iso-e",
        dns_suffix: "cloud.adc-e.uk",
        dual_stack_dns_suffix: "api.cloud-aws.adc-e.uk",
        prefix: "eu-isoe",
        regions: &["eu-isoe-west-1"],
    },
    Partition {
        name: "aws-iso-f",
        dns_suffix: "csp.hci.ic.gov",
        dual_stack_dns_suffix: "api.aws.hci.ic.gov",
        prefix: "us-isof",
        regions: &["us-isof-east-1", "us-isof-south-1"],
    },
    Partition {
        name: "aws-us-gov",
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
        prefix: "us-gov",
        regions: &["us-gov-east-1", "us-gov-west-1"],
    },
];

const SUBJECT: &str = "region";

/// A host label has 63 characters at most.
const MAX_LENGTH: usize = 63;

/// A region name that can be part of a host and of a signature: a lower-case host label.
///
/// ```
/// use neptune_import_tasks::region::Region;
///
/// let region: Region = "cn-north-1".parse()?;
/// assert_eq!(region.partition().dns_suffix, "amazonaws.com.cn");
/// assert_eq!(region.warning(), None);
///
/// let unknown = "us-est-1".parse::<Region>()?.warning();
/// assert_eq!(unknown.as_ref().and_then(|warning| warning.suggestion()), Some("us-east-1"));
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Region(String);

impl Region {
    /// Checks the form of `name`. An unknown region may be a new one.
    ///
    /// # Errors
    ///
    /// `name` is not a host label in lower case, or has no letter.
    pub fn new(name: &str) -> Result<Self, Issue> {
        let issue = |code| Issue::new(code, SUBJECT, "name", "a-z, 0-9 and `-`, such as `us-east-1`");
        if name.is_empty() {
            return Err(issue(Code::Empty));
        }
        let is_invalid = |(index, byte): (usize, u8)| match byte {
            b'-' => index == 0 || index + 1 == name.len(),
            byte => !byte.is_ascii_lowercase() && !byte.is_ascii_digit(),
        };
        let issue = match name.bytes().enumerate().position(is_invalid) {
            Some(index) => issue(Code::UnexpectedCharacter).at(name, index),
            // A host of digits alone would be an address.
            None if name.len() <= MAX_LENGTH && !is_number(name) => return Ok(Region(name.to_string())),
            None => issue(Code::NotAllowed),
        };
        Err(if name.len() <= MAX_LENGTH {
            suggest(issue, nearest(&name.to_ascii_lowercase()))
        } else {
            issue
        })
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A warning if no region of this name is known, with the name that is nearest to it.
    #[must_use]
    pub fn warning(&self) -> Option<Issue> {
        if self.partition().regions.contains(&self.as_str()) {
            return None;
        }
        let nearest = nearest(self.as_str());
        let expected = format!("a region that AWS lists, such as `{}`", nearest.0);
        let warning = Issue::new(Code::UnknownValue, SUBJECT, "name", expected).with_found(self.as_str());
        Some(suggest(warning, nearest))
    }

    /// The partition that the region belongs to.
    #[must_use]
    pub fn partition(&self) -> &'static Partition {
        let [fallback, others @ ..] = &PARTITIONS;
        others.iter().find(|partition| partition.contains(&self.0)).unwrap_or(fallback)
    }
}

/// The known name that is nearest to `name`, and its edit distance.
fn nearest(name: &str) -> (&'static str, usize) {
    PARTITIONS
        .iter()
        .flat_map(|partition| partition.regions)
        .map(|known| (*known, strsim::levenshtein(known, name)))
        .min_by_key(|(_, distance)| *distance)
        .unwrap_or_default()
}

/// Suggests the nearest name if it is one or two edits away.
fn suggest(issue: Issue, (nearest, distance): (&str, usize)) -> Issue {
    if distance <= 2 { issue.with_suggestion(nearest) } else { issue }
}

fn is_number(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

impl Partition {
    /// Returns true if `region` has the form of this partition's regions, or is its pseudo region `…-global`.
    fn contains(&self, region: &str) -> bool {
        if region.strip_suffix("-global") == Some(self.name) {
            return true;
        }
        let Some(rest) = region.strip_prefix(self.prefix) else { return false };
        let mut fields = rest.split('-');
        fields.next() == Some("")
            && fields.next().is_some_and(|word| !word.is_empty())
            && fields.next().is_some_and(is_number)
            && fields.next().is_none()
    }
}

impl FromStr for Region {
    type Err = Issue;

    fn from_str(name: &str) -> Result<Self, Issue> {
        Region::new(name)
    }
}

impl AsRef<str> for Region {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
