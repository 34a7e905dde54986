//! Why a request has no output: the service refused it, or its answer makes no sense.

use std::fmt;

use crate::http::Response;
use crate::service_error::ServiceError;
use crate::text;

/// What is known of an answer besides its content, under the AWS SDKs' names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// The status code.
    pub http_status_code: u16,
    /// The id under which AWS finds the request in its logs.
    pub request_id: Option<String>,
}

impl Metadata {
    /// Reads it from status and headers; where several headers carry an id, the first of the list counts.
    pub(crate) fn read<O>(response: &Response<O>) -> Self {
        let request_id = ["x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"]
            .into_iter()
            .find_map(|name| response.headers.get(name))
            .filter(|id| !id.is_empty());
        Metadata { http_status_code: response.status, request_id }
    }
}

/// Why a request has no output. Prints as its message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// The service's message, or a sentence where there is none.
    pub message: String,
    /// Status and request id.
    pub metadata: Metadata,
    /// The beginning of the body, where it did not say what it should.
    pub excerpt: Option<String>,
    /// What happened.
    pub cause: Cause,
}

/// What happened to a request that has no output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It was refused.
    Service(ServiceError),
    /// It was accepted, but the answer makes no sense. What the service did is unknown.
    Unreadable(Unreadable),
}

impl Failure {
    /// An answer that makes no sense, and why in words.
    pub(crate) fn unreadable<O>(response: &Response<O>, reason: Unreadable, what: &[&str]) -> Box<Self> {
        let status = text::decimal(response.status.into());
        Box::new(Failure {
            message: text::concat(&["status ", &status, ", but ", &text::concat(what)]),
            metadata: Metadata::read(response),
            excerpt: Some(response.excerpt.clone()),
            cause: Cause::Unreadable(reason),
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// Why an answer with a status of success could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// There is no body.
    EmptyBody,
    /// The body is no JSON document.
    NotJson,
    /// The body is a JSON document, but no object.
    NotAnObject,
    /// A required member is absent.
    MissingMember,
    /// A member has another type than the service model gives it.
    WrongType,
}

impl Unreadable {
    /// The stable name of the reason.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Unreadable::EmptyBody => "empty_body",
            Unreadable::NotJson => "not_json",
            Unreadable::NotAnObject => "not_an_object",
            Unreadable::MissingMember => "missing_member",
            Unreadable::WrongType => "wrong_type",
        }
    }
}
