//! AWS credentials. Secrets are wiped when they are dropped, and never printed.

use std::fmt;

use zeroize::Zeroizing;

use super::Timestamp;
use crate::validate::{Code, Issue};

/// An access key with its secret, and the token of a session. Prints as the ID of the key.
///
/// ```
/// use neptune_import_tasks::Credentials;
/// use neptune_import_tasks::sigv4::Timestamp;
///
/// let time = Timestamp::from_epoch_millis(1_440_938_160_000)?;
/// let mut credentials = Credentials::new("ASIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
/// let warnings = credentials.check(&time)?;
/// assert_eq!(warnings[0].subject(), "session token");
/// credentials.session_token = Some("a token".to_string().into());
/// assert!(credentials.check(&time)?.is_empty());
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
#[derive(Clone)]
pub struct Credentials {
    /// The ID of the key, which is not secret.
    pub access_key_id: String,
    /// The secret key.
    pub secret_access_key: Zeroizing<String>,
    /// The session token: the value of the header `x-amz-security-token`.
    pub session_token: Option<Zeroizing<String>>,
    /// When temporary credentials expire.
    pub expiration: Option<Timestamp>,
}

impl Credentials {
    /// The credentials of a long-term key.
    #[must_use]
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        Credentials {
            access_key_id: access_key_id.into(),
            secret_access_key: Zeroizing::new(secret_access_key.into()),
            session_token: None,
            expiration: None,
        }
    }

    /// Checks the credentials for a request at `time`, and returns warnings: white space around a value, as copying leaves it,
    /// or a temporary key without its token. AWS will hardly accept these, but they can sign.
    ///
    /// # Errors
    ///
    /// A value that is empty or cannot be part of a header, or credentials that have expired. Neither errors nor warnings
    /// contain anything of a secret.
    pub fn check(&self, time: &Timestamp) -> Result<Vec<Issue>, Issue> {
        let mut warnings = Vec::new();
        let unexpected =
            |subject| issue(Code::UnexpectedCharacter, subject, "ASCII without control characters");
        check_present("access key id", &self.access_key_id, &mut warnings)?;
        if let Some(index) = invalid_header_byte(&self.access_key_id) {
            return Err(unexpected("access key id").at(&self.access_key_id, index));
        }
        if let Some(token) = &self.session_token {
            check_present("session token", token, &mut warnings)?;
            if let Some(index) = invalid_header_byte(token) {
                // Without the character, which is a part of the secret.
                return Err(unexpected("session token").after(index));
            }
        }
        // Not part of a header: any string can sign.
        check_present("secret access key", &self.secret_access_key, &mut warnings)?;
        if self.access_key_id.starts_with("ASIA") && self.session_token.is_none() {
            let expected = "one, because a key that begins with `ASIA` is temporary";
            warnings.push(issue(Code::Missing, "session token", expected));
        }
        match &self.expiration {
            Some(expiration) if expiration <= time => {
                let expected = format!("credentials that are valid at `{time}`");
                let issue = Issue::new(Code::Expired, "credentials", "expiration", expected);
                Err(issue.with_found(expiration.as_str()))
            }
            _ => Ok(warnings),
        }
    }
}

fn issue(code: Code, subject: &'static str, expected: &'static str) -> Issue {
    Issue::new(code, subject, "value", expected)
}

fn check_present(subject: &'static str, value: &str, warnings: &mut Vec<Issue>) -> Result<(), Issue> {
    if value.is_empty() {
        return Err(issue(Code::Empty, subject, "the value that AWS has issued"));
    }
    if value.trim_ascii().len() < value.len() {
        warnings.push(issue(Code::SurroundingSpace, subject, "the value alone"));
    }
    Ok(())
}

/// The index of the first byte that cannot be part of a header. What precedes it is ASCII.
fn invalid_header_byte(value: &str) -> Option<usize> {
    value.bytes().position(|byte| !matches!(byte, b'\t' | b' '..=b'~'))
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}
