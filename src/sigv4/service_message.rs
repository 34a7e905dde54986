//! AWS's messages about a signature that does not match, as the "Troubleshoot signed requests for AWS APIs" page of the IAM user
//! guide and real responses have them. Only complete messages are recognized.

use super::ALGORITHM;
use super::clock_message::ClockMessage;
use crate::protocol::date::parse_basic_iso_date;

/// A message of AWS.
pub(super) enum ServiceMessage<'a> {
    /// `Signature expired: …`, `Signature not yet current: …`
    Clock(ClockMessage),
    /// `Credential should be scoped to a valid region, not 'us-east-1'`: the region that was signed.
    Region(Option<&'a str>),
    /// `Credential should be scoped to correct service: 'neptune-graph'`
    Service(Option<&'a str>),
    /// `Credential should be scoped with a valid terminator: 'aws4_request'`
    Terminator,
    /// `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150830' != '20150831', from
    /// '20150831T000100Z'.`: the last of the three.
    Date(Option<&'a str>),
    /// `The Canonical String for this request should have been '…' The String-to-Sign should have been '…'`
    Strings { canonical_request: String, string_to_sign: String },
}

impl<'a> ServiceMessage<'a> {
    /// The message in `text`, which may have other text around it.
    pub(super) fn find(text: &'a str) -> Option<Self> {
        ClockMessage::find(text)
            .map(ServiceMessage::Clock)
            .or_else(|| Self::about_scope(text))
            .or_else(|| Self::about_date(text))
            .or_else(|| Self::about_strings(text))
    }

    fn about_scope(text: &'a str) -> Option<Self> {
        let phrase = " should be ";
        let mut rest = text;
        loop {
            rest = after(rest, phrase)?;
            let before = text.get(..text.len() - rest.len() - phrase.len())?;
            let is_word = |before: &str| !before.ends_with(|c: char| c.is_ascii_alphanumeric());
            // In other front ends `Key`.
            if !["Credential", "Key"].iter().any(|noun| before.strip_suffix(noun).is_some_and(is_word)) {
                continue;
            }
            // The page prints the region with a capital, and without quotes.
            for place in ["scoped to a valid region", "scoped to a valid Region"] {
                if let Some(rest) = rest.strip_prefix(place) {
                    let Some(region) = rest.strip_prefix(", not ") else {
                        return Some(ServiceMessage::Region(None));
                    };
                    return Some(ServiceMessage::Region(Some(quoted(region).or_else(|| name(region))?)));
                }
            }
            if let Some(rest) = rest.strip_prefix("scoped to correct service") {
                let Some(service) = rest.strip_prefix(": ") else {
                    return Some(ServiceMessage::Service(None));
                };
                return Some(ServiceMessage::Service(Some(quoted(service)?)));
            }
            for place in ["scoped with a valid terminator: ", "terminated with "] {
                if let Some(rest) = rest.strip_prefix(place) {
                    return (quoted(rest)? == "aws4_request").then_some(ServiceMessage::Terminator);
                }
            }
        }
    }

    fn about_date(text: &'a str) -> Option<Self> {
        let rest = after(text, "Date in Credential scope does not match YYYYMMDD")?;
        let rest = after(rest, " version of date from HTTP")?;
        let Some(rest) = rest.strip_prefix(": ") else { return Some(ServiceMessage::Date(None)) };
        let rest = after(rest, " != ")?;
        let expected = quoted(rest)?;
        let time = quoted(after(rest, ", from ")?)?;
        parse_basic_iso_date(time)?;
        time.starts_with(expected).then_some(ServiceMessage::Date(Some(time)))
    }

    fn about_strings(text: &str) -> Option<Self> {
        let request = after(text, "for this request should have been")?;
        let string = after(request, "The String-to-Sign should have been")?;
        let request = request.get(..request.len() - string.len())?;
        // Only the canonical request can contain quotes itself.
        let (request, _) = request.trim_ascii_start().strip_prefix('\'')?.rsplit_once('\'')?;
        let (string, _) = string.trim_ascii_start().strip_prefix('\'')?.split_once('\'')?;
        let (request, string) = (lines(request), lines(string));
        (is_canonical_request(&request) && is_string_to_sign(&string)).then(|| ServiceMessage::Strings {
            canonical_request: request.join("\n"),
            string_to_sign: string.join("\n"),
        })
    }
}

/// What follows the first `phrase`. One copy of the search, which is large.
#[inline(never)]
fn after<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    Some(text.split_once(phrase)?.1)
}

/// The name in quotes at the start of `text`.
fn quoted(text: &str) -> Option<&str> {
    let text = text.strip_prefix('\'')?;
    let name = name(text)?;
    text.get(name.len()..)?.starts_with('\'').then_some(name)
}

/// The name of a region or service, the end of a scope, or a time, at the start of `text`.
fn name(text: &str) -> Option<&str> {
    let is_end = |byte: u8| !byte.is_ascii_alphanumeric() && byte != b'-' && byte != b'_';
    let length = text.bytes().take(100).position(is_end).unwrap_or(text.len());
    text.get(..length).filter(|name| (1..100).contains(&name.len()))
}

/// Lines without the indentation of the second one, which a log has given to all of them, and without spaces at their ends. No
/// line of what AWS signs begins or ends with a space.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.split('\n').map(str::trim_ascii_end).collect();
    if let [_, others @ ..] = lines.as_mut_slice()
        && let Some(second) = others.first()
    {
        let indentation = second.get(..second.len() - second.trim_ascii_start().len()).unwrap_or_default();
        for line in others {
            *line = line.strip_prefix(indentation).unwrap_or(line);
        }
    }
    lines
}

/// Method, path, query, headers, an empty line, the names of the headers, a digest.
fn is_canonical_request(lines: &[&str]) -> bool {
    let [method, path, query, headers @ .., empty, names, digest] = lines else { return false };
    let is_encoded = |text: &str, others: &[u8]| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte) || others.contains(&byte))
    };
    let is_header = |line: &&str| {
        let is_name = |name: &str| !name.is_empty() && !name.starts_with(' ');
        !line.contains('\\') && line.split_once(':').is_some_and(|(name, _)| is_name(name))
    };
    !method.is_empty()
        && method.bytes().all(|byte| byte.is_ascii_uppercase())
        && path.starts_with('/')
        && is_encoded(path, b"/")
        && is_encoded(query, b"=&")
        && headers.iter().all(is_header)
        && empty.is_empty()
        && !names.is_empty()
        && is_encoded(names, b";")
        && is_digest(digest)
}

/// Algorithm, time, scope, a digest.
fn is_string_to_sign(lines: &[&str]) -> bool {
    let [algorithm, time, scope, digest] = lines else { return false };
    *algorithm == ALGORITHM
        && parse_basic_iso_date(time).is_some()
        && scope.split('/').count() == 4
        && scope.split('/').all(|part| name(part) == Some(part))
        && is_digest(digest)
}

fn is_digest(line: &str) -> bool {
    line.len() == 64 && line.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
