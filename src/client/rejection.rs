//! What a rejected request says about the clock and the credentials that it was signed with.

use crate::protocol::date;
use crate::protocol::error::ServiceError;
use crate::protocol::http::Headers;
use crate::sigv4::clock_message::ClockMessage;

/// Errors of requests that were signed for another time. Other errors may have that cause, but do not say so.
const CLOCK_ERRORS: [&str; 3] = ["RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"];

/// Errors of requests that were signed with an expired or invalid token, or an unknown key.
const CREDENTIALS_ERRORS: [&str; 7] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidToken",
    "TokenRefreshRequired",
    "UnrecognizedClientException",
];

/// The time of the service in milliseconds since 1970, if it rejected a request for the time of its signature.
///
/// The message comes first: a browser may hide the header `date`, and a proxy may change it.
pub(super) fn service_time(error: &ServiceError, headers: &Headers) -> Option<i64> {
    if let Some(message) = ClockMessage::find(&error.message) {
        return Some(message.now);
    }
    let is_clock_error = CLOCK_ERRORS.contains(&error.name.as_str())
        || error.message.starts_with("Signature expired")
        || error.message.starts_with("Signature not yet current");
    // A response from a cache has an old date.
    if !is_clock_error || headers.get("age").is_some() {
        return None;
    }
    date::parse_http_date(&headers.get("date")?)
}

/// Whether the service rejected a request for its credentials. A browser may hide the name of the error, not the message.
pub(super) fn rejects_credentials(error: &ServiceError) -> bool {
    CREDENTIALS_ERRORS.contains(&error.name.as_str())
        || error.message.starts_with("The security token included in the request is ")
        || error.message.starts_with("The AWS Access Key Id you provided does not exist")
}
