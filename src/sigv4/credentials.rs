//! Who signs. Borrowed, so that there is no copy of a secret to wipe.

use std::fmt;

use super::Timestamp;
use crate::issue::{Code, Issue};
use crate::text;

/// An access key with its secret, and the token of a session if it is of one. Prints as the id of the key.
#[derive(Clone)]
pub struct Credentials<'a> {
    /// The id of the key, which is not secret.
    pub access_key_id: &'a str,
    /// The secret.
    pub secret_access_key: &'a str,
    /// The token of the session: the value of the header `x-amz-security-token`.
    pub session_token: Option<&'a str>,
    /// When the credentials end, if they do.
    pub expiration: Option<Timestamp>,
}

impl<'a> Credentials<'a> {
    /// The credentials of a long-term key.
    #[must_use]
    pub fn new(access_key_id: &'a str, secret_access_key: &'a str) -> Self {
        Credentials { access_key_id, secret_access_key, session_token: None, expiration: None }
    }

    /// What is unusual about the credentials for a request at `time`: white space around a value, as copying leaves it,
    /// or a temporary key without its token. AWS will hardly accept them, but they can sign.
    ///
    /// # Errors
    ///
    /// One is empty or cannot stand in a header, or they have expired. Neither errors nor warnings say anything of the
    /// secret.
    pub fn check(&self, time: &Timestamp, warnings: &mut Vec<Issue>) -> Result<(), Issue> {
        let values = [
            ("access key id", self.access_key_id),
            ("session token", self.session_token.unwrap_or("none")),
            ("secret access key", self.secret_access_key),
        ];
        for (place, (subject, value)) in values.into_iter().enumerate() {
            let issue = |code, expected| Issue::new(code, subject, "value", expected);
            if value.is_empty() {
                return Err(issue(Code::Empty, "the value that AWS has issued"));
            }
            // The first two go into headers. A secret is only ever calculated with, and may be any text.
            let bad = value.bytes().position(|byte| !matches!(byte, b'\t' | b' '..=b'~'));
            if let (Some(at), true) = (bad, place < 2) {
                return Err(
                    issue(Code::UnexpectedCharacter, "ASCII without control characters").at(value, at)
                );
            }
            if value.trim_ascii().len() < value.len() {
                warnings.push(issue(Code::SurroundingSpace, "the value alone"));
            }
        }
        if self.access_key_id.starts_with("ASIA") && self.session_token.is_none() {
            let expected = "one, because a key that begins with `ASIA` is temporary";
            warnings.push(Issue::new(Code::Missing, "session token", "value", expected));
        }
        if let Some(expiration) = &self.expiration
            && expiration <= time
        {
            let expected = text::concat(&["ones that are valid at `", time.as_str(), "`"]);
            let expired = Issue::new(Code::Expired, "credentials", "expiration", &expected);
            return Err(expired.found(expiration.as_str().to_string()));
        }
        Ok(())
    }
}

impl fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}
