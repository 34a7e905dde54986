//! HTTP requests and responses as plain data. Nothing here is sent, and nothing knows AWS.

use std::fmt::{self, Write};

/// A request for any HTTP client.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The method, in upper case.
    pub method: &'static str,
    /// The URL.
    pub url: String,
    /// The headers to send, names in lower case. `host` is not among them: HTTP clients set it from the URL.
    pub headers: Vec<(&'static str, String)>,
}

impl Request {
    /// A request without headers and body.
    pub(crate) fn new(method: &'static str, url: String) -> Self {
        Request { method, url, headers: Vec::new() }
    }

    /// The host with its port, as the header `host` has it; the path; and the query without its `?`.
    pub(crate) fn target(&self) -> (&str, &str, &str) {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let path_index = rest.find('/').unwrap_or(rest.len());
        let (host, target) = rest.split_at_checked(path_index).unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        (host, path, query)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the values of headers: one may be a session token, another one a signature.
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &names)
            .finish()
    }
}

/// Appends `bytes`, percent-encoded but for the unreserved characters of RFC 3986.
pub(crate) fn push_percent_encoded(encoded: &mut String, bytes: &[u8]) {
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
}

/// The headers of a response, in the order of their arrival.
///
/// ```
/// use neptune_import_tasks::protocol::http::Headers;
///
/// let headers = Headers::from_iter([("Via", "a"), ("via", "b")]);
/// assert_eq!(headers.get("VIA").as_deref(), Some("a, b"));
/// assert_eq!(headers.get("date"), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// The names of the headers that this crate reads. Others need not be copied.
    pub const READ: [&'static str; 8] = [
        "x-amzn-errortype",
        "x-amzn-requestid",
        "x-amzn-request-id",
        "x-amz-request-id",
        "x-amz-retry-after",
        "retry-after",
        "date",
        "age",
    ];

    /// The values of every header of this name, in any letter case, joined with `, `.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        let mut joined: Option<String> = None;
        for (_, value) in self.0.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name)) {
            joined = Some(match joined {
                None => value.clone(),
                Some(values) => values + ", " + value,
            });
        }
        joined
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(headers: I) -> Self {
        Headers(headers.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

/// A response whose body has been read to its end.
#[derive(Debug, Clone)]
pub struct Response<O> {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: Body<O>,
    /// The start of the body, for error messages: see [`excerpt`].
    pub excerpt: String,
}

/// The body of a response; `O` is a JSON object as the host's parser represents it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body<O> {
    /// No bytes.
    Empty,
    /// Not a JSON document: HTML from a proxy, or truncated JSON.
    NotJson,
    /// A JSON document that is not an object.
    NotAnObject,
    /// A JSON object.
    Object(O),
    /// More than [`MAX_BODY_LENGTH`]. It was not parsed.
    TooLong,
}

/// The longest body that is parsed: 16 MiB, in bytes or UTF-16 code units. A page of a hundred tasks has less than a MiB.
pub const MAX_BODY_LENGTH: usize = 1 << 24;

/// The most UTF-16 code units that an excerpt of a body has.
pub const MAX_EXCERPT_LENGTH: usize = 256;

/// The start of `body`, at most [`MAX_EXCERPT_LENGTH`] UTF-16 code units.
#[must_use]
pub fn excerpt(body: &str) -> String {
    let mut length = 0;
    let fits = |character: &char| {
        length += character.len_utf16();
        length <= MAX_EXCERPT_LENGTH
    };
    body.chars().take_while(fits).collect()
}
