//! Why a request has no output: the service rejected it, or its response cannot be read.

use std::fmt;

use serde::Serialize;

use super::http::{Body, Headers, Response};
use super::json::{Object, Value};
use super::metadata::Metadata;

/// Why a request has no output. Prints as its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The service, or a proxy in its place, responded with an error.
    Service(Box<ServiceError>),
    /// The status is a success, but the body is not the output. What the service did is unknown.
    UnreadableResponse(UnreadableResponseError),
}

/// A response with a status of 300 or more.
///
/// ```
/// use neptune_import_tasks::{CancelImportTask, Error, Operation, Response};
///
/// let headers = [("x-amzn-errortype", "ThrottlingException"), ("x-amzn-requestid", "A1")];
/// let response = Response::from_bytes(429, headers, br#"{"message":"slow down"}"#);
/// let Err(Error::Service(error)) = CancelImportTask::parse(&response) else { unreachable!() };
/// assert_eq!((error.name.as_str(), error.message.as_str()), ("ThrottlingException", "slow down"));
/// assert!(error.retryable.is_some_and(|retryable| retryable.throttling));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ServiceError {
    /// The name of the error at AWS: `ConflictException`. `Unknown` if the response has none.
    pub name: String,
    /// The service's message, or a sentence with the status if there is none.
    pub message: String,
    /// The service's finer distinction: `CONCURRENT_MODIFICATION`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether the request or the service is at fault.
    #[serde(rename = "$fault")]
    pub fault: Fault,
    /// Present if the same request may succeed later.
    #[serde(rename = "$retryable", skip_serializing_if = "Option::is_none")]
    pub retryable: Option<Retryable>,
    /// Status and request ID.
    #[serde(rename = "$metadata")]
    pub metadata: Metadata,
    /// The start of the body, if no message could be read from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
}

/// A response with a status below 300 that is not the output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnreadableResponseError {
    /// What is wrong with it.
    pub reason: UnreadableReason,
    /// The same in words.
    pub message: String,
    /// Status and request ID.
    #[serde(rename = "$metadata")]
    pub metadata: Metadata,
    /// The start of the body.
    pub excerpt: String,
}

/// Why a response with a status of success could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UnreadableReason {
    /// The body is empty.
    EmptyBody,
    /// The body is not a JSON document.
    NotJson,
    /// The body is a JSON document, but not an object.
    NotAnObject,
    /// A required member is absent.
    MissingMember,
    /// A member has another type than in the service model.
    WrongType,
    /// The body is longer than [`MAX_BODY_LENGTH`](super::http::MAX_BODY_LENGTH).
    TooLong,
}

/// Whether the request or the service is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// The request must change.
    Client,
    /// The service failed.
    Server,
}

/// The same request may succeed later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Retryable {
    /// The service asked for fewer requests: wait longer.
    pub throttling: bool,
}

impl Error {
    /// Status and request ID of the response.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        match self {
            Error::Service(error) => &error.metadata,
            Error::UnreadableResponse(error) => &error.metadata,
        }
    }
}

impl From<ServiceError> for Error {
    fn from(error: ServiceError) -> Self {
        Error::Service(Box::new(error))
    }
}

impl From<UnreadableResponseError> for Error {
    fn from(error: UnreadableResponseError) -> Self {
        Error::UnreadableResponse(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Service(error) => error.fmt(f),
            Error::UnreadableResponse(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for UnreadableResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
impl std::error::Error for ServiceError {}
impl std::error::Error for UnreadableResponseError {}

impl UnreadableResponseError {
    pub(crate) fn new<O>(response: &Response<O>, reason: UnreadableReason, what: fmt::Arguments<'_>) -> Self {
        UnreadableResponseError {
            reason,
            message: format!("status {}, but {what}", response.status),
            metadata: Metadata::of(response),
            excerpt: response.excerpt.clone(),
        }
    }
}

/// The client's errors in the service model, whatever status they come with.
const CLIENT_ERRORS: [&str; 7] = [
    "AccessDeniedException",
    "ConflictException",
    "ResourceNotFoundException",
    "ServiceQuotaExceededException",
    "ThrottlingException",
    "UnprocessableException",
    "ValidationException",
];

/// The server's error in the service model. It is retryable, whatever status it comes with.
const SERVER_ERROR: &str = "InternalServerException";

/// Error names of all AWS services that ask for fewer requests.
const THROTTLING_ERRORS: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Error names of all AWS services for transient errors.
const TRANSIENT_ERRORS: [&str; 3] = ["RequestTimeout", "RequestTimeoutException", "TimeoutError"];

impl ServiceError {
    /// Reads any response with a status of 300 or more.
    pub(crate) fn read<O: Object>(response: &Response<O>) -> Self {
        let object = match &response.body {
            Body::Object(object) => Some(object),
            Body::Empty | Body::NotJson | Body::NotAnObject | Body::TooLong => None,
        };
        let status = response.status;
        let nested = object.map_or(Value::Absent, nested);
        let name = name(&response.headers, object, &nested);
        let message = object.and_then(|object| message(object, &nested));
        let excerpt = response.excerpt.clone();
        let is_server_error =
            name == SERVER_ERROR || (status >= 500 && !CLIENT_ERRORS.contains(&name.as_str()));
        ServiceError {
            reason: object.and_then(reason),
            fault: if is_server_error { Fault::Server } else { Fault::Client },
            retryable: retryable(status, &name),
            metadata: Metadata::of(response),
            excerpt: (message.is_none() && !excerpt.is_empty()).then_some(excerpt),
            message: message.unwrap_or_else(|| match &response.body {
                Body::Empty => format!("status {status} without a body"),
                Body::NotJson => format!("status {status} with a body that is not JSON"),
                Body::TooLong => format!("status {status} with a body that is longer than 16 MiB"),
                Body::NotAnObject | Body::Object(_) => format!("status {status} without a message"),
            }),
            name,
        }
    }
}

/// The error in the body of a gateway: `{"error":{…}}`, `{"errors":[{…}]}` or `{"errors":["…"]}`.
fn nested<O: Object>(object: &O) -> Value<O> {
    match object.member_ignoring_case("error") {
        Value::Object(error) => Value::Object(error),
        _ => object.first_item_ignoring_case("errors"),
    }
}

/// The name of the error, from the first place that has one. A browser may hide the header from a page.
fn name<O: Object>(headers: &Headers, object: Option<&O>, nested: &Value<O>) -> String {
    let from_body = |object: &O| {
        let code = object.member_ignoring_case("code").to_text();
        code.or_else(|| object.member("__type").to_text()).or_else(|| {
            // As OAuth has it.
            object.member("error_description").to_text()?;
            object.member("error").to_text()
        })
    };
    let from_nested = || if let Value::Object(nested) = nested { from_body(nested) } else { None };
    // A number is the status there.
    let is_name = |code: &String| !code.starts_with(|c: char| c.is_ascii_digit());
    let raw = headers
        .get("x-amzn-errortype")
        .or_else(|| object.and_then(from_body))
        .or_else(|| from_nested().filter(is_name))
        .unwrap_or_default();
    // Front ends append an address after a `:`, join repeated headers with `,`, and put a namespace before a `#`.
    let name = raw.split([',', ':']).next().unwrap_or_default();
    let name = name.split('#').nth(1).unwrap_or(name);
    if name.is_empty() { "Unknown".to_string() } else { name.to_string() }
}

fn message<O: Object>(object: &O, nested: &Value<O>) -> Option<String> {
    let first = |object: &O, names: &[&'static str]| {
        let mut texts = names.iter().filter_map(|name| object.member(name).to_text());
        texts.find(|text| !text.is_empty())
    };
    let of_nested = || match nested {
        Value::Object(nested) => first(nested, &MESSAGES),
        other => other.to_text(),
    };
    first(object, &["message", "Message"]).or_else(of_nested).or_else(|| first(object, &MESSAGES))
}

/// Where the message is: at AWS, in OAuth, in problem details (RFC 9457), elsewhere.
const MESSAGES: [&str; 5] = ["message", "Message", "error_description", "detail", "error"];

fn reason<O: Object>(object: &O) -> Option<String> {
    if let Value::String(reason) = object.member("reason") {
        return Some(reason).filter(|reason| !reason.is_empty());
    }
    None
}

/// The retry class by the rules of the AWS SDKs' standard mode.
fn retryable(status: u16, name: &str) -> Option<Retryable> {
    let throttling = status == 429 || THROTTLING_ERRORS.contains(&name);
    let is_transient =
        matches!(status, 500 | 502 | 503 | 504) || name == SERVER_ERROR || TRANSIENT_ERRORS.contains(&name);
    (throttling || is_transient).then_some(Retryable { throttling })
}
