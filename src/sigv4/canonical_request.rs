//! The request in the one form that both sides can rebuild.

use std::fmt;

use super::hash::{push_hex, sha256};
use crate::protocol::http::push_percent_encoded;

/// The parts of a request that are signed.
#[derive(Clone, Copy)]
pub struct SignableRequest<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The path as it is sent. The canonical request encodes it once more.
    pub path: &'a str,
    /// The query as it is sent, without the `?`.
    pub query: &'a str,
    /// The headers to sign. A name may appear several times.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
}

impl fmt::Debug for SignableRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the values of headers: one is the session token.
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        f.debug_struct("SignableRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

/// The canonical request: method, path, query, headers, names of the headers and a digest of the body.
///
/// It contains the session token, if there is one, because that is a header.
///
/// ```
/// use neptune_import_tasks::sigv4::{CanonicalRequest, SignableRequest};
///
/// let headers = [("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")];
/// let request = SignableRequest { method: "GET", path: "/a%20b", query: "", headers: &headers, body: b"" };
/// let canonical = CanonicalRequest::new(&request);
/// assert_eq!(canonical.signed_headers(), "host;x-amz-date");
/// assert!(canonical.as_str().starts_with("GET\n/a%2520b\n"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct CanonicalRequest {
    text: String,
    signed_headers: String,
}

/// Enough for most requests: a buffer that grows costs more.
const USUAL_LENGTH: usize = 512;

impl CanonicalRequest {
    /// The canonical form of `request`.
    #[must_use]
    pub fn new(request: &SignableRequest<'_>) -> Self {
        let mut text = String::with_capacity(USUAL_LENGTH);
        text.push_str(request.method);
        text.push('\n');
        push_canonical_path(&mut text, request.path);
        text.push('\n');
        push_canonical_query(&mut text, request.query);
        text.push('\n');
        let signed_headers = push_canonical_headers(&mut text, request.headers);
        text.push('\n');
        text.push_str(&signed_headers);
        text.push('\n');
        if request.body.is_empty() {
            text.push_str(EMPTY_PAYLOAD_HASH);
        } else {
            push_hex(&mut text, &sha256(request.body));
        }
        CanonicalRequest { text, signed_headers }
    }

    /// The canonical request as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names of the signed headers, in order, separated by `;`.
    #[must_use]
    pub fn signed_headers(&self) -> &str {
        &self.signed_headers
    }
}

impl fmt::Display for CanonicalRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CanonicalRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the session token.
        f.debug_struct("CanonicalRequest")
            .field("signed_headers", &self.signed_headers())
            .finish_non_exhaustive()
    }
}

/// The digest of an empty body.
const EMPTY_PAYLOAD_HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Appends a line for each header name, in order and in lower case, with all values of that name, and returns the names.
fn push_canonical_headers(text: &mut String, headers: &[(&str, &str)]) -> String {
    let mut sorted: Vec<(String, &str)> = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        let name = name.to_ascii_lowercase();
        // Values of one name keep their order.
        let index = sorted.partition_point(|(other, _)| *other <= name);
        sorted.insert(index, (name, value));
    }
    let mut names = String::new();
    for same in sorted.chunk_by(|(name, _), (other, _)| name == other) {
        for (index, (name, value)) in same.iter().enumerate() {
            if index == 0 {
                names.push_str(if names.is_empty() { "" } else { ";" });
                names.push_str(name);
                text.push_str(name);
            }
            text.push(if index == 0 { ':' } else { ',' });
            push_trimmed(text, value);
        }
        text.push('\n');
    }
    names
}

/// Appends `value` trimmed, and with one space for each run of white space in it.
fn push_trimmed(text: &mut String, value: &str) {
    // Of the control characters, header values contain only white space.
    for (index, word) in value.split(|c| c <= ' ').filter(|word| !word.is_empty()).enumerate() {
        text.push_str(if index == 0 { "" } else { " " });
        text.push_str(word);
    }
}

/// Appends the path without empty, `.` and `..` segments, each segment encoded.
fn push_canonical_path(text: &mut String, path: &str) {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    for segment in &segments {
        text.push('/');
        push_percent_encoded(text, segment.as_bytes());
    }
    if segments.is_empty() || path.ends_with('/') {
        text.push('/');
    }
}

/// Appends the query with its parameters in order, each name and value encoded once.
fn push_canonical_query(text: &mut String, query: &str) {
    let mut parameters: Vec<(String, String)> = Vec::new();
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let parameter = (encode_once(name), encode_once(value));
        let index = parameters.partition_point(|other| *other <= parameter);
        parameters.insert(index, parameter);
    }
    for (index, (name, value)) in parameters.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "&" });
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
}

fn encode_once(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    push_percent_encoded(&mut encoded, &percent_decode(value));
    encoded
}

/// Decodes percent escapes. A percent sign without two hexadecimal digits stands for itself.
fn percent_decode(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let escaped = match after {
            [high, low, ..] if *byte == b'%' => hex_digit(*high).zip(hex_digit(*low)),
            _ => None,
        };
        decoded.push(escaped.map_or(*byte, |(high, low)| high * 16 + low));
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    decoded
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
