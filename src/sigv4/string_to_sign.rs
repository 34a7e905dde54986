//! What the key signs, and what the key is for.

use std::fmt;

use super::canonical_request::CanonicalRequest;
use super::key::{digest, push_hex};
use super::{ALGORITHM, Timestamp};
use crate::text;

/// What a signature is good for: a day, a region and a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope(String);

impl Scope {
    /// The scope of a request at `time` to `service` in `region`.
    #[must_use]
    pub fn new(time: &Timestamp, region: &str, service: &str) -> Self {
        Scope(text::concat(&[time.day(), "/", region, "/", service, "/aws4_request"]))
    }

    /// The scope as it is written: `20150830/us-east-1/neptune-graph/aws4_request`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text that is signed: algorithm, time, scope, and a digest of the canonical request, a line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StringToSign(String);

impl StringToSign {
    /// The text for a request.
    #[must_use]
    pub fn new(request: &CanonicalRequest, scope: &Scope, time: &Timestamp) -> Self {
        let mut text = text::concat(&[ALGORITHM, "\n", time.as_str(), "\n", scope.as_str(), "\n"]);
        push_hex(&mut text, &digest(request.as_str().as_bytes()));
        StringToSign(text)
    }

    /// The text.
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
