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
pub use key::{Signature, SigningKey};
pub use string_to_sign::{Scope, StringToSign};
pub use timestamp::Timestamp;

use crate::text;

/// What every text of the signature begins with.
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// A request that has been signed, with what was signed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Signed {
    /// The request as the service will rebuild it.
    pub canonical_request: CanonicalRequest,
    /// What the key signs: a digest of the canonical request, with time and scope.
    pub string_to_sign: StringToSign,
    /// The result.
    pub signature: Signature,
    /// The value of the header `authorization`.
    pub authorization: String,
}

/// Signs `request`. Its headers must be all that are to be signed: `host` and `x-amz-date`, and `x-amz-security-token` with a
/// session token.
///
/// ```
/// use neptune_import_tasks::sigv4::{Credentials, Scope, Signable, Timestamp, sign};
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
/// let signed = sign(&request, &credentials, &Scope::new(&time, "us-east-1", "service"), &time);
/// assert_eq!(
///     signed.signature.as_str(),
///     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
/// );
/// ```
#[must_use]
pub fn sign(request: &Signable<'_>, credentials: &Credentials, scope: &Scope, time: &Timestamp) -> Signed {
    let canonical_request = CanonicalRequest::new(request);
    let string_to_sign = StringToSign::new(&canonical_request, scope, time);
    let signature = SigningKey::derive(credentials, scope).sign(string_to_sign.as_str());
    let authorization = text::concat(&[
        ALGORITHM,
        " Credential=",
        credentials.access_key_id(),
        "/",
        scope.as_str(),
        ", SignedHeaders=",
        canonical_request.signed_headers(),
        ", Signature=",
        signature.as_str(),
    ]);
    Signed { canonical_request, string_to_sign, signature, authorization }
}
