//! AWS Signature Version 4 in the `Authorization` header, for any HTTP request. Nothing here knows Neptune, and nothing
//! looks at a clock.
//!
//! Each stage is a type of its own that prints as the text that AWS describes, so that two signers can be compared line
//! by line. Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

mod canonical_request;
mod credentials;
mod key;
mod string_to_sign;
mod timestamp;

pub use canonical_request::{CanonicalRequest, Signable};
pub use credentials::Credentials;
use key::LastKey;
pub use key::{Signature, SigningKey};
pub use string_to_sign::{Scope, StringToSign};
pub use timestamp::Timestamp;

use crate::http::{self, Request};
use crate::text;

/// What every text of the signature begins with.
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The digest of a body of no bytes.
const EMPTY_PAYLOAD_HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// What was signed, stage by stage.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Signed {
    /// The request as the service will rebuild it.
    pub canonical_request: CanonicalRequest,
    /// What the key signs: a digest of the canonical request, with time and scope.
    pub string_to_sign: StringToSign,
    /// What the signature is good for.
    pub scope: Scope,
    /// The result.
    pub signature: Signature,
}

impl Signed {
    /// The value of the header `authorization`.
    #[must_use]
    pub fn authorization(&self, access_key_id: &str) -> String {
        text::concat(&[
            ALGORITHM,
            " Credential=",
            access_key_id,
            "/",
            self.scope.as_str(),
            ", SignedHeaders=",
            self.canonical_request.signed_headers(),
            ", Signature=",
            self.signature.as_str(),
        ])
    }
}

/// Signs requests. It remembers the key of the last scope, and neither secrets nor tokens.
///
/// ```
/// use neptune_import_tasks::sigv4::{Credentials, Scope, Signable, Signer, Timestamp};
///
/// let time = Timestamp::from_epoch_millis(1_440_938_160_000).unwrap();
/// let request = Signable {
///     method: "GET",
///     path: "/",
///     query: "",
///     headers: &[("host", "example.amazonaws.com"), ("x-amz-date", time.as_str())],
///     body: b"",
/// };
/// let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
/// let scope = Scope::new(&time, "us-east-1", "service");
/// let signed = Signer::new().sign(&request, &credentials, scope, &time);
/// assert_eq!(
///     signed.signature.as_str(),
///     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
/// );
/// ```
#[derive(Debug, Default)]
pub struct Signer(LastKey);

impl Signer {
    /// A signer that remembers no key yet.
    #[must_use]
    pub const fn new() -> Self {
        Signer(LastKey::new())
    }

    /// Signs `request`. Its headers must be all that are to be signed: `host` and `x-amz-date`, and `x-amz-security-token`
    /// with a session token.
    pub fn sign(
        &mut self,
        request: &Signable<'_>,
        credentials: &Credentials<'_>,
        scope: Scope,
        time: &Timestamp,
    ) -> Signed {
        self.sign_canonical(CanonicalRequest::new(request), credentials, scope, time)
    }

    fn sign_canonical(
        &mut self,
        canonical_request: CanonicalRequest,
        credentials: &Credentials<'_>,
        scope: Scope,
        time: &Timestamp,
    ) -> Signed {
        let string_to_sign = StringToSign::new(&canonical_request, &scope, time);
        let signature = self.0.sign(credentials, &scope, string_to_sign.as_str());
        key::wipe_stack();
        Signed { canonical_request, string_to_sign, scope, signature }
    }

    /// Signs a request of this crate, which has neither headers nor a body, and whose query is in canonical form already, and
    /// gives it the headers that it needs then: `x-amz-date`, `x-amz-security-token` with a session token, and `authorization`.
    pub fn sign_request(
        &mut self,
        request: &mut Request,
        credentials: &Credentials<'_>,
        scope: Scope,
        time: &Timestamp,
    ) -> Signed {
        let (host, target) = http::target(&request.url);
        let (path, query) = text::cut(target, b'?').unwrap_or((target, ""));
        let token = credentials.session_token;
        let headers = [
            ("host", host),
            ("x-amz-date", time.as_str()),
            ("x-amz-security-token", token.unwrap_or_default()),
        ];
        let headers = headers.get(..2 + usize::from(token.is_some())).unwrap_or_default();
        let signable = Signable { method: request.method, path, query, headers, body: b"" };
        let canonical_request = CanonicalRequest::with(&signable, query, EMPTY_PAYLOAD_HASH);
        let signed = self.sign_canonical(canonical_request, credentials, scope, time);
        for (name, value) in headers.iter().skip(1) {
            request.headers.push((name, value.to_string()));
        }
        request.headers.push(("authorization", signed.authorization(credentials.access_key_id)));
        signed
    }
}
