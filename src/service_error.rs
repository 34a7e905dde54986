//! What a failed request is about: the error's name, message and reason, and whether trying again can help.

use crate::failure::{Cause, Failure, Metadata};
use crate::http::{Body, Headers, Response};
use crate::json::{MemberKind, Object};
use crate::text;

/// Whose fault an error is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The request must change.
    Client,
    /// The service could not do what it should.
    Server,
}

impl Fault {
    /// `client` or `server`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Fault::Client => "client",
            Fault::Server => "server",
        }
    }
}

/// That trying again can help, and how to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retryable {
    /// The service asked for fewer requests, so wait longer.
    pub throttling: bool,
}

/// A refusal by the service, or by whatever answered in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceError {
    /// The error's name: `ConflictException`. `Unknown` where the answer names none.
    pub name: String,
    /// The service's finer distinction, for the errors that have one: `CONCURRENT_MODIFICATION`.
    pub reason: Option<String>,
    /// Whose fault it is.
    pub fault: Fault,
    /// That trying again can help, if it can.
    pub retryable: Option<Retryable>,
}

/// The names of the members that errors are read from.
pub(crate) const NAMES: &[&str] = &["code", "__type", "message", "reason"];

/// The errors of the service model that are the client's fault, whatever the status they come with.
const CLIENT_FAULTS: &str = "AccessDeniedException ConflictException ResourceNotFoundException \
    ServiceQuotaExceededException ThrottlingException UnprocessableException ValidationException";

/// The one error of the service model that is the server's fault. It can be retried.
const SERVER_FAULT: &str = "InternalServerException";

/// Error names of all AWS services that ask for fewer requests.
const THROTTLING: &str = "BandwidthLimitExceeded EC2ThrottledException LimitExceededException PriorRequestNotComplete \
    ProvisionedThroughputExceededException RequestLimitExceeded RequestThrottled RequestThrottledException SlowDown \
    ThrottledException Throttling ThrottlingException TooManyRequestsException TransactionInProgressException";

/// Error names of all AWS services for something that passes.
const TRANSIENT: &str = "RequestTimeout RequestTimeoutException TimeoutError";

/// Reads what a response with a status of 300 or more is about. There is no response that it cannot read.
pub fn read<O: Object>(response: &Response<O>) -> Box<Failure> {
    let object = match &response.body {
        Body::Object(object) => Some(object),
        Body::Empty | Body::NotJson | Body::NotAnObject => None,
    };
    let name = name(&response.headers, object);
    let said = object.and_then(message);
    let reason = object.map(|object| object.member("reason"));
    let reason = reason.filter(|reason| reason.kind == MemberKind::String && !reason.text.is_empty());
    let status = response.status;
    let is_server = name == SERVER_FAULT || (status >= 500 && !text::is_one_of(&name, CLIENT_FAULTS));
    Box::new(Failure {
        excerpt: (said.is_none() && !response.excerpt.is_empty()).then(|| response.excerpt.clone()),
        message: said.unwrap_or_else(|| {
            let what = match &response.body {
                Body::Empty => " without a body",
                Body::NotJson => " with a body that is not JSON",
                Body::NotAnObject | Body::Object(_) => " without a message",
            };
            text::concat(&["status ", &text::decimal(status.into()), what])
        }),
        metadata: Metadata::read(response),
        cause: Cause::Service(ServiceError {
            retryable: retryable(status, &name),
            fault: if is_server { Fault::Server } else { Fault::Client },
            reason: reason.map(|reason| reason.text),
            name,
        }),
    })
}

/// The error's name, from the first of the three places that has one. Without access to the header (a browser may
/// withhold it) the body must do.
fn name<O: Object>(headers: &Headers, object: Option<&O>) -> String {
    let mut raw = headers.get("x-amzn-errortype");
    if let (None, Some(object)) = (&raw, object) {
        raw = object.member_ignoring_case("code").said().or_else(|| object.member("__type").said());
    }
    // Front ends add an address behind a `:`, join repeated headers with `,`, and put a namespace before a `#`.
    let raw = raw.unwrap_or_default();
    let end = raw.bytes().position(|byte| byte == b',' || byte == b':').unwrap_or(raw.len());
    let name = raw.get(..end).unwrap_or_default();
    let name = text::field(name, b'#', 1).unwrap_or(name);
    let name = if name.is_empty() { "Unknown" } else { name };
    name.to_string()
}

/// The message under either of the names that AWS services give it.
fn message<O: Object>(object: &O) -> Option<String> {
    ["message", "Message"]
        .into_iter()
        .find_map(|name| object.member(name).said().filter(|said| !said.is_empty()))
}

/// The retry class by the rules of the AWS SDKs' standard mode.
fn retryable(status: u16, name: &str) -> Option<Retryable> {
    let throttling = status == 429 || text::is_one_of(name, THROTTLING);
    let is_transient =
        matches!(status, 500 | 502 | 503 | 504) || name == SERVER_FAULT || text::is_one_of(name, TRANSIENT);
    (throttling || is_transient).then_some(Retryable { throttling })
}
