//! What a key signs, and what the key is valid for.

use std::fmt;

use super::canonical_request::CanonicalRequest;
use super::hash::{push_hex, sha256};
use super::{ALGORITHM, Timestamp};

/// What a signature is valid for: a day, a region and a service.
///
/// ```
/// use neptune_import_tasks::sigv4::{CredentialScope, Timestamp};
///
/// let time = Timestamp::from_epoch_millis(1_440_938_160_000)?;
/// let scope = CredentialScope::new(&time, "us-east-1", "neptune-graph");
/// assert_eq!(scope.to_string(), "20150830/us-east-1/neptune-graph/aws4_request");
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialScope(String);

impl CredentialScope {
    /// The scope of a request at `time` to `service` in `region`.
    #[must_use]
    pub fn new(time: &Timestamp, region: &str, service: &str) -> Self {
        CredentialScope([time.date(), region, service, "aws4_request"].join("/"))
    }

    /// The scope as a string: `20150830/us-east-1/neptune-graph/aws4_request`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CredentialScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The string that is signed: algorithm, time, scope, and a digest of the canonical request, a line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StringToSign(String);

impl StringToSign {
    /// The string to sign for a request.
    #[must_use]
    pub fn new(request: &CanonicalRequest, scope: &CredentialScope, time: &Timestamp) -> Self {
        let mut text = [ALGORITHM, time.as_str(), scope.as_str(), ""].join("\n");
        push_hex(&mut text, &sha256(request.as_str().as_bytes()));
        StringToSign(text)
    }

    /// The string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StringToSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
