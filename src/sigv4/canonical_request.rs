//! The request in the one form that both sides can rebuild.

use std::fmt;

use super::key::{digest, push_hex};
use crate::text;

/// What of a request is signed.
#[derive(Debug, Clone, Copy)]
pub struct Signable<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The path as it is sent. What is encoded in it is encoded once more for the signature.
    pub path: &'a str,
    /// The query as it is sent, without the `?`.
    pub query: &'a str,
    /// The headers to sign. A name may come several times.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
}

/// The canonical request: method, path, query, headers, names of the headers and a digest of the body.
///
/// It holds the session token, where there is one, because that is a header.
#[derive(Clone, PartialEq, Eq)]
pub struct CanonicalRequest {
    text: String,
    signed_headers: String,
}

/// A buffer that is large enough for most requests costs a fraction of one that grows.
const USUAL_LENGTH: usize = 256;

impl CanonicalRequest {
    /// The canonical form of `request`.
    #[must_use]
    pub fn new(request: &Signable<'_>) -> Self {
        let mut hash = String::new();
        push_hex(&mut hash, &digest(request.body));
        Self::with(request, &canonical_query(request.query), &hash)
    }

    /// The canonical form of `request`, of whose query and body the canonical forms are known.
    pub(super) fn with(request: &Signable<'_>, canonical_query: &str, payload_hash: &str) -> Self {
        let mut text = String::with_capacity(USUAL_LENGTH);
        text::add(&mut text, request.method);
        text.push('\n');
        push_path(&mut text, request.path);
        text.push('\n');
        text::add(&mut text, canonical_query);
        let signed_headers = push_headers(&mut text, request.headers);
        text::add(&mut text, "\n\n");
        text::add(&mut text, &signed_headers);
        text.push('\n');
        text::add(&mut text, payload_hash);
        CanonicalRequest { text, signed_headers }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names of the headers that are signed, in order, with a `;` between them.
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

/// Adds a line for each header and returns the names: in lower case and in order, the values of one name in one line.
fn push_headers(text: &mut String, headers: &[(&str, &str)]) -> String {
    let mut names = String::with_capacity(USUAL_LENGTH);
    // The few headers of a request are looked through for each name that follows.
    let mut last = String::new();
    loop {
        let mut name = String::new();
        for (other, _) in headers {
            let other = other.to_ascii_lowercase();
            if other > last && (name.is_empty() || other < name) {
                name = other;
            }
        }
        if name.is_empty() {
            return names;
        }
        if !names.is_empty() {
            names.push(';');
        }
        text::add(&mut names, &name);
        text.push('\n');
        text::add(text, &name);
        let mut sign = ':';
        for (_, value) in headers.iter().filter(|(other, _)| name.eq_ignore_ascii_case(other)) {
            text.push(sign);
            push_single_spaced(text, value);
            sign = ',';
        }
        last = name;
    }
}

/// Adds `value` without white space around it, and with one space for each run of it inside.
fn push_single_spaced(text: &mut String, value: &str) {
    let mut rest = value;
    let mut separator = "";
    while !rest.is_empty() {
        // Of the signs up to the space, headers can hold white space only.
        let end = rest.bytes().position(|byte| byte <= b' ').unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).unwrap_or_default();
        if !word.is_empty() {
            text::add(text, separator);
            text::add(text, word);
            separator = " ";
        }
        rest = after.get(1..).unwrap_or_default();
    }
}

/// Adds the path: without empty, `.` and `..` segments, and encoded.
fn push_path(text: &mut String, path: &str) {
    let start = text.len();
    for segment in text::split(path, b'/') {
        match segment {
            "" | "." => {}
            ".." => while text.len() > start && text.pop() != Some('/') {},
            segment => {
                text.push('/');
                text::push_encoded(text, segment.as_bytes());
            }
        }
    }
    if text.len() == start || path.ends_with('/') {
        text.push('/');
    }
}

/// The query: its parameters in order, each name and value encoded once.
fn canonical_query(query: &str) -> String {
    let mut sorted: Vec<(String, String)> = Vec::new();
    for parameter in text::split(query, b'&') {
        if parameter.is_empty() {
            continue;
        }
        let (name, value) = text::cut(parameter, b'=').unwrap_or((parameter, ""));
        let encoded = |part| {
            let mut encoded = String::new();
            text::push_encoded(&mut encoded, &decoded(part));
            encoded
        };
        let parameter = (encoded(name), encoded(value));
        let place = sorted.iter().position(|other| parameter < *other);
        sorted.insert(place.unwrap_or(sorted.len()), parameter);
    }
    let mut text = String::new();
    for (name, value) in &sorted {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
    text
}

/// The bytes that percent signs and hexadecimal digits stand for. A percent sign without digits is itself.
fn decoded(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let decoded_byte;
        (decoded_byte, rest) = match after {
            [high, low, beyond @ ..] if *byte == b'%' => {
                match [*high, *low].map(|digit| char::from(digit).to_digit(16)) {
                    [Some(high), Some(low)] => (u8::try_from(high * 16 + low).unwrap_or_default(), beyond),
                    _ => (*byte, after),
                }
            }
            _ => (*byte, after),
        };
        decoded.push(decoded_byte);
    }
    decoded
}
