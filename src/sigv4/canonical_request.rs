//! The request in the one form that both sides can rebuild.

use std::fmt;

use super::key::digest;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalRequest {
    text: String,
    signed_headers: String,
}

impl CanonicalRequest {
    /// The canonical form of `request`.
    #[must_use]
    pub fn new(request: &Signable<'_>) -> Self {
        let headers = canonical_headers(request.headers);
        let mut signed_headers = String::new();
        let mut text = String::new();
        text.push_str(request.method);
        text.push('\n');
        push_path(&mut text, request.path);
        text.push('\n');
        push_query(&mut text, request.query);
        text.push('\n');
        for (name, value) in &headers {
            for piece in [name.as_str(), ":", value, "\n"] {
                text.push_str(piece);
            }
            if !signed_headers.is_empty() {
                signed_headers.push(';');
            }
            signed_headers.push_str(name);
        }
        for piece in ["\n", &signed_headers, "\n", &digest(request.body)] {
            text.push_str(piece);
        }
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
        f.write_str(&self.text)
    }
}

/// The headers with names in lower case and in order, those of one name as one, their values without needless spaces.
fn canonical_headers(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut canonical: Vec<(String, String)> = Vec::new();
    for (name, value) in headers {
        let name = name.to_ascii_lowercase();
        let value = single_spaced(value);
        match canonical.iter_mut().find(|(other, _)| *other == name) {
            Some((_, values)) => {
                values.push(',');
                values.push_str(&value);
            }
            None => canonical.push((name, value)),
        }
    }
    canonical.sort_unstable();
    canonical
}

/// `value` without white space around it, and with one space for each run of it inside.
fn single_spaced(value: &str) -> String {
    let mut text = String::new();
    for word in value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Adds the path: without empty, `.` and `..` segments, and encoded.
fn push_path(text: &mut String, path: &str) {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    for segment in &segments {
        text.push('/');
        push_encoded(text, segment.as_bytes());
    }
    if segments.is_empty() || path.ends_with('/') {
        text.push('/');
    }
}

/// Adds the query: its parameters in order, each name and value encoded once.
fn push_query(text: &mut String, query: &str) {
    let mut parameters: Vec<(String, String)> = Vec::new();
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let encoded = |part: &str| {
            let mut text = String::new();
            push_encoded(&mut text, &decoded(part));
            text
        };
        parameters.push((encoded(name), encoded(value)));
    }
    parameters.sort_unstable();
    for (place, (name, value)) in parameters.iter().enumerate() {
        if place > 0 {
            text.push('&');
        }
        for piece in [name, "=", value] {
            text.push_str(piece);
        }
    }
}

/// The bytes that percent signs and hexadecimal digits stand for. A percent sign without digits is itself.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.first_chunk::<2>().and_then(|digits| {
            let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
            u8::try_from(high? * 16 + low?).ok()
        });
        match (first, digits) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            (byte, _) => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    bytes
}

/// Adds `bytes` with all but the unreserved characters of RFC 3986 as percent signs and upper-case digits.
fn push_encoded(text: &mut String, bytes: &[u8]) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            text.push('%');
            for nibble in [byte >> 4, byte & 15] {
                text.extend(DIGITS.get(usize::from(nibble)));
            }
        }
    }
}
