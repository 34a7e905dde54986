//! What AWS's message about a rejected signature says about the request. Nothing is signed here: two strings are compared.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;

use super::clock_message::ClockMessage;
use super::service_message::ServiceMessage;
use super::timestamp::Timestamp;
use super::unescape::unescape;
use crate::protocol::date::parse_basic_iso_date;

/// Where AWS's version of a request differs from what was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SignatureMismatch {
    /// The string that differs.
    pub text: SignedText,
    /// The first line that differs, from 1; 0 if none does.
    pub line: usize,
    /// The first character of that line that differs, from 0, in UTF-16 code units.
    pub index: usize,
    /// The line that was signed. A session token is replaced by its length.
    pub ours: String,
    /// The line that AWS expected; empty where its message does not say.
    pub theirs: String,
    /// The cause in words.
    pub cause: String,
}

/// A stage of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SignedText {
    /// The canonical request.
    CanonicalRequest,
    /// The string to sign.
    StringToSign,
}

/// JSON in JSON in a log line has three levels of escapes.
const MAX_ESCAPES: usize = 8;

const CHANGED: &str = "was changed between signing and AWS";

impl SignatureMismatch {
    /// Compares AWS's `message` with what was signed. Other text may surround the message, and it may be escaped, as in a JSON body
    /// or a log. `None` if it is about something else, or is not complete.
    ///
    /// ```
    /// use neptune_import_tasks::sigv4::SignatureMismatch;
    ///
    /// let message = "Signature expired: 20150830T123600Z is now earlier than 20150830T130000Z (20150830T130500Z - 5 min.)";
    /// let string_to_sign = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/neptune-graph/aws4_request\ne3b0c442";
    /// let mismatch = SignatureMismatch::explain(message, "", string_to_sign).expect("a message about the signature");
    /// assert_eq!(mismatch.cause, "the clock is 29 minutes behind AWS's");
    /// ```
    #[must_use]
    pub fn explain(message: &str, canonical_request: &str, string_to_sign: &str) -> Option<Self> {
        let mut text = Cow::from(message);
        for _ in 0..MAX_ESCAPES {
            if let Some(message) = ServiceMessage::find(&text) {
                return Self::new(&message, canonical_request, string_to_sign);
            }
            let Some(unescaped) = unescape(&text) else { break };
            text = unescaped.into();
        }
        // The same message without the two strings, as some front ends shorten it.
        let is_short = text.contains("The request signature we calculated does not match")
            && !text.contains("for this request should have been");
        let cause = "AWS calculated another signature: the secret access key does not belong to the access key id, or the \
                     request was changed between signing and AWS";
        is_short.then(|| Self::in_string_to_sign(0, string_to_sign, "", cause.into()))
    }

    fn new(message: &ServiceMessage<'_>, canonical_request: &str, string_to_sign: &str) -> Option<Self> {
        match message {
            ServiceMessage::Clock(message) => about_clock(*message, string_to_sign),
            ServiceMessage::Strings { canonical_request: their_request, string_to_sign: their_string } => {
                Some(about_strings([canonical_request, their_request], [string_to_sign, their_string]))
            }
            ServiceMessage::Region(_)
            | ServiceMessage::Service(_)
            | ServiceMessage::Terminator
            | ServiceMessage::Date(_) => Some(about_scope(message, string_to_sign)),
        }
    }

    fn in_string_to_sign(
        line: usize,
        string_to_sign: &str,
        theirs: impl Into<String>,
        cause: String,
    ) -> Self {
        let ours = line.checked_sub(1).and_then(|index| string_to_sign.split('\n').nth(index));
        SignatureMismatch {
            text: SignedText::StringToSign,
            line,
            index: 0,
            ours: ours.unwrap_or_default().to_string(),
            theirs: theirs.into(),
            cause,
        }
    }
}

fn about_clock(
    ClockMessage { signed, now }: ClockMessage,
    string_to_sign: &str,
) -> Option<SignatureMismatch> {
    let ahead = signed - now;
    // Rounded to whole minutes.
    let minutes = (ahead + 30_000).div_euclid(60_000);
    let plural = if minutes.abs() == 1 { "" } else { "s" };
    let direction = if ahead.is_negative() { "behind" } else { "ahead of" };
    let mut cause = format!("the clock is {} minute{plural} {direction} AWS's", minutes.abs());
    if string_to_sign.split('\n').nth(1).and_then(parse_basic_iso_date) != Some(signed) {
        cause += "; the explanation is of another request";
    }
    let now = Timestamp::from_epoch_millis(now).ok()?;
    Some(SignatureMismatch::in_string_to_sign(2, string_to_sign, now.as_str(), cause))
}

fn about_scope(message: &ServiceMessage<'_>, string_to_sign: &str) -> SignatureMismatch {
    let scope = string_to_sign.split('\n').nth(2).unwrap_or_default();
    let mut parts = scope.split('/');
    let mut next = || parts.next().unwrap_or_default();
    let (date, region, service, end) = (next(), next(), next(), next());
    let (theirs, mut cause) = match message {
        ServiceMessage::Region(signed) => {
            let region = signed.unwrap_or(region);
            let cause =
                format!("the region in the scope is wrong: {region} is not the region of the endpoint");
            (String::new(), cause)
        }
        ServiceMessage::Service(Some(service)) => {
            let cause = format!("the service in the scope is wrong: AWS expects {service}");
            (format!("{date}/{region}/{service}/{end}"), cause)
        }
        ServiceMessage::Date(Some(time)) => {
            let date = time.split('T').next().unwrap_or_default();
            let cause = format!("the date in the scope is wrong: AWS expects {date}, the date of {time}");
            (format!("{date}/{region}/{service}/{end}"), cause)
        }
        ServiceMessage::Terminator => {
            let cause = "the end in the scope is wrong: AWS expects aws4_request".to_string();
            (format!("{date}/{region}/{service}/aws4_request"), cause)
        }
        ServiceMessage::Date(None) => {
            (String::new(), "the date in the scope is not the date of the request".into())
        }
        ServiceMessage::Service(None) | ServiceMessage::Clock(_) | ServiceMessage::Strings { .. } => {
            (String::new(), "the service in the scope is wrong: AWS expects another".into())
        }
    };
    // What AWS expects was signed, or it has another region.
    if theirs == scope || matches!(message, ServiceMessage::Region(Some(signed)) if *signed != region) {
        cause += "; the explanation is of another request, or the header authorization was changed";
    }
    SignatureMismatch::in_string_to_sign(3, string_to_sign, theirs, cause)
}

/// Compares the canonical requests and the strings to sign, ours first.
fn about_strings(
    [canonical_request, their_request]: [&str; 2],
    [string_to_sign, their_string]: [&str; 2],
) -> SignatureMismatch {
    let mut mismatch = if let Some(difference) = Difference::find(canonical_request, their_request) {
        difference.into_mismatch(SignedText::CanonicalRequest, difference.request_cause(canonical_request))
    } else if let Some(difference) = Difference::find(string_to_sign, their_string) {
        difference.into_mismatch(SignedText::StringToSign, difference.string_cause())
    } else {
        let cause = "both sides signed the same string, so the secret access key does not belong to the access key id";
        SignatureMismatch::in_string_to_sign(0, string_to_sign, "", cause.into())
    };
    hide_token(&mut mismatch, canonical_request);
    mismatch
}

/// The first line that differs. The shorter string continues with empty lines.
#[derive(Clone, Copy)]
struct Difference<'a> {
    line: usize,
    ours: &'a str,
    theirs: &'a str,
}

impl<'a> Difference<'a> {
    fn find(ours: &'a str, theirs: &'a str) -> Option<Self> {
        let (mut left, mut right) = (ours.split('\n'), theirs.split('\n'));
        for line in 1.. {
            match (left.next(), right.next()) {
                (None, None) => return None,
                (ours, theirs) if ours == theirs => {}
                (ours, theirs) => {
                    let (ours, theirs) = (ours.unwrap_or_default(), theirs.unwrap_or_default());
                    return Some(Difference { line, ours, theirs });
                }
            }
        }
        None
    }

    fn into_mismatch(self, text: SignedText, cause: String) -> SignatureMismatch {
        let common = self.ours.chars().zip(self.theirs.chars()).take_while(|(ours, theirs)| ours == theirs);
        SignatureMismatch {
            text,
            line: self.line,
            index: common.map(|(character, _)| character.len_utf16()).sum(),
            ours: self.ours.to_string(),
            theirs: self.theirs.to_string(),
            cause,
        }
    }

    fn request_cause(&self, canonical_request: &str) -> String {
        let last_line = canonical_request.split('\n').count();
        let Difference { line, ours, theirs } = *self;
        match line {
            1 => format!("the method {CHANGED}"),
            2 => {
                let is_same = decode_percents(ours) == decode_percents(theirs);
                match theirs.len().cmp(&ours.len()) {
                    Ordering::Greater if is_same => {
                        "the path was encoded once more between signing and AWS".into()
                    }
                    Ordering::Less if is_same => {
                        "the path was encoded once less between signing and AWS".into()
                    }
                    _ => format!("the path {CHANGED}"),
                }
            }
            3 => format!("the query {CHANGED}"),
            // At the empty line after the headers, AWS has one more.
            line if line + 2 <= last_line => self.header_cause(canonical_request),
            line if line < last_line => "AWS counts other headers as signed".into(),
            _ => "a body arrived that was not signed, or another one".into(),
        }
    }

    /// The first line that differs may be another header, where one is missing.
    fn header_cause(&self, canonical_request: &str) -> String {
        let name = |line: &'a str| line.split(':').next().unwrap_or_default();
        let (ours, theirs) = (name(self.ours), name(self.theirs));
        if ours == theirs && ours == "x-amz-date" {
            "AWS has another time for the request: the explanation is of another request".into()
        } else if ours == theirs && self.theirs.len() == theirs.len() + 1 {
            format!("the header {ours} was signed and did not arrive")
        } else if ours == theirs {
            format!("the header {ours} {CHANGED}")
        } else if !theirs.is_empty() && !canonical_request.contains(&format!("\n{theirs}:")) {
            format!("AWS counts a header that was not signed: {theirs}")
        } else {
            format!("AWS does not count a header that was signed: {ours}")
        }
    }

    fn string_cause(&self) -> String {
        if self.line < 3 {
            return "AWS has another time for the request than the one that was signed".into();
        }
        let (ours, theirs) = (self.ours.split('/'), self.theirs.split('/').chain(std::iter::repeat("")));
        for (name, (ours, theirs)) in ["date", "region", "service", "end"].into_iter().zip(ours.zip(theirs)) {
            if ours != theirs {
                let theirs = if theirs.is_empty() { self.theirs } else { theirs };
                return format!("the {name} in the scope is wrong: AWS expects {theirs}");
            }
        }
        format!("the end in the scope is wrong: AWS expects {}", self.theirs)
    }
}

/// The path with every run of encodings of a percent sign replaced by one percent sign.
fn decode_percents(path: &str) -> String {
    let mut pieces = path.split('%');
    let mut decoded = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let mut rest = piece;
        while let Some(after) = rest.strip_prefix("25") {
            rest = after;
        }
        decoded.push('%');
        decoded.push_str(rest);
    }
    decoded
}

const TOKEN_HEADER: &str = "x-amz-security-token";

/// The length of a session token in its place.
struct Hidden<'a>(&'a str);

impl fmt::Display for Hidden<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({} characters)", self.0.chars().count())
    }
}

/// Replaces the session token by its length, in whatever line it is.
fn hide_token(mismatch: &mut SignatureMismatch, canonical_request: &str) {
    let token = canonical_request.split('\n').find_map(token_of).map_or("", |(_, token)| token);
    for text in [&mut mismatch.ours, &mut mismatch.theirs, &mut mismatch.cause] {
        if !token.is_empty() {
            *text = text.replace(token, &Hidden(token).to_string());
        }
        if let Some((name, value)) = token_of(text)
            && !value.starts_with('(')
        {
            *text = format!("{name}{}", Hidden(value));
        }
    }
}

/// The header line of a session token, cut before the token.
fn token_of(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let value = value.trim_start_matches(' ');
    let is_token = name.trim_end_matches(' ').eq_ignore_ascii_case(TOKEN_HEADER) && !value.is_empty();
    is_token.then(|| (line.get(..line.len() - value.len()).unwrap_or_default(), value))
}
