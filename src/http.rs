//! HTTP requests and responses as plain data. Nothing here knows AWS, and nothing is sent.

use crate::text;

/// A request, ready for any HTTP client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method, in upper case.
    pub method: &'static str,
    /// The whole URL.
    pub url: String,
    /// The headers to send, names in lower case. `host` is not among them: the client sets it from the URL.
    pub headers: Vec<(&'static str, String)>,
}

/// The parts of a URL that a server sees: the host with its port, as the header `host` has it, and the rest.
#[must_use]
pub fn target(url: &str) -> (&str, &str) {
    let rest = text::cut(url, b':').and_then(|(_, rest)| rest.strip_prefix("//")).unwrap_or_default();
    let path = rest.bytes().position(|byte| byte == b'/').unwrap_or(rest.len());
    rest.split_at_checked(path).unwrap_or_default()
}

/// The headers of a response: lines of a name, a `:` and a value, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(String);

impl Headers {
    /// Takes headers that are such lines already. Nothing is trimmed.
    #[must_use]
    pub fn from_lines(lines: &str) -> Self {
        Headers(lines.to_string())
    }

    /// The values of every header of this name, whatever the case of its letters, joined with `, `.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        let mut joined: Option<String> = None;
        let mut is_found = false;
        let mut rest = &*self.0;
        while let Some((line, after)) = text::cut(rest, b'\n') {
            rest = after;
            if let Some((other, value)) = text::cut(line, b':')
                && other.eq_ignore_ascii_case(name)
            {
                let before = joined.get_or_insert_default();
                if is_found {
                    text::add(before, ", ");
                }
                text::add(before, value);
                is_found = true;
            }
        }
        joined
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Headers {
    /// What ends a name or a line cannot stand inside one in HTTP, and becomes a space here.
    fn from_iter<I: IntoIterator<Item = (N, V)>>(headers: I) -> Self {
        let mut lines = String::new();
        for (name, value) in headers {
            lines.push_str(&name.as_ref().replace(['\r', '\n', ':'], " "));
            lines.push(':');
            lines.push_str(&value.as_ref().replace(['\r', '\n'], " "));
            lines.push('\n');
        }
        Headers(lines)
    }
}

/// A response whose body has been read to its end.
#[derive(Debug, Clone)]
pub struct Response<O> {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body, parsed as far as it could be.
    pub body: Body<O>,
    /// The beginning of the body as text, for error messages: see [`excerpt`].
    pub excerpt: String,
}

/// What a response body turned out to be; `O` is the JSON object in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body<O> {
    /// It has no bytes at all.
    Empty,
    /// It is no JSON document: HTML from a proxy, or JSON that breaks off.
    NotJson,
    /// It is a JSON document, but no object.
    NotAnObject,
    /// It is a JSON object.
    Object(O),
}

/// The most UTF-16 code units that an excerpt of a body has.
pub const EXCERPT_LENGTH: usize = 256;

/// The beginning of `body`, at most [`EXCERPT_LENGTH`] UTF-16 code units of it.
#[must_use]
pub fn excerpt(body: &str) -> String {
    let mut length = 0;
    body.chars()
        .take_while(|character| {
            length += character.len_utf16();
            length <= EXCERPT_LENGTH
        })
        .collect()
}
