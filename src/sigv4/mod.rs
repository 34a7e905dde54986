//! AWS Signature Version 4 in the `Authorization` header, for any HTTP request. Nothing here knows Neptune or reads a clock.
//!
//! Each stage is a type that prints as the string that AWS describes, so that two signers can be compared line by line.
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

mod canonical_request;
pub(crate) mod clock_message;
mod credentials;
mod hash;
mod mismatch;
mod scope;
mod service_message;
mod signing_key;
mod timestamp;
mod unescape;

pub use canonical_request::{CanonicalRequest, SignableRequest};
pub use credentials::Credentials;
pub use mismatch::{SignatureMismatch, SignedText};
pub use scope::{CredentialScope, StringToSign};
use signing_key::KeyCache;
pub use signing_key::{Signature, SigningKey};
pub use timestamp::Timestamp;

use crate::protocol::http::Request;

/// The name of the algorithm, in string to sign and header.
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What was signed, stage by stage.
///
/// ```
/// use neptune_import_tasks::{CancelImportTask, Credentials, Endpoint, EndpointOptions, Operation};
/// use neptune_import_tasks::sigv4::{Signer, Timestamp};
///
/// let endpoint = Endpoint::resolve(&EndpointOptions { region: "us-east-1", ..Default::default() })?;
/// let mut request = CancelImportTask { task_identifier: "t-0123456789".parse()? }.request(&endpoint);
/// let time = Timestamp::from_epoch_millis(1_440_938_160_000)?;
/// let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
/// let signed = Signer::new().sign_request(&mut request, &credentials, endpoint.credential_scope(&time), &time);
/// assert!(signed.string_to_sign.as_str().contains("20150830/us-east-1/neptune-graph/aws4_request"));
/// let (name, value) = &request.headers[1];
/// assert_eq!((*name, value.as_str()), ("authorization", signed.authorization("AKIDEXAMPLE").as_str()));
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Signed {
    /// The request as the service will rebuild it.
    pub canonical_request: CanonicalRequest,
    /// The string that the key signs: a digest of the canonical request, with time and scope.
    pub string_to_sign: StringToSign,
    /// What the signature is valid for.
    pub scope: CredentialScope,
    /// The signature.
    pub signature: Signature,
}

impl Signed {
    /// The value of the header `authorization`.
    #[must_use]
    pub fn authorization(&self, access_key_id: &str) -> String {
        let signed_headers = self.canonical_request.signed_headers();
        let (scope, signature) = (self.scope.as_str(), self.signature.as_str());
        [
            ALGORITHM,
            " Credential=",
            access_key_id,
            "/",
            scope,
            ", SignedHeaders=",
            signed_headers,
            ", Signature=",
            signature,
        ]
        .concat()
    }
}

/// Signs requests. It remembers the key of the last scope, and neither secrets nor tokens.
///
/// ```
/// use neptune_import_tasks::sigv4::{Credentials, CredentialScope, SignableRequest, Signer, Timestamp};
///
/// let time = Timestamp::from_epoch_millis(1_440_938_160_000)?;
/// let request = SignableRequest {
///     method: "GET",
///     path: "/",
///     query: "",
///     headers: &[("host", "example.amazonaws.com"), ("x-amz-date", time.as_str())],
///     body: b"",
/// };
/// let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
/// let scope = CredentialScope::new(&time, "us-east-1", "service");
/// let signed = Signer::new().sign(&request, &credentials, scope, &time);
/// assert_eq!(
///     signed.signature.as_str(),
///     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
/// );
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
#[derive(Debug, Default)]
pub struct Signer(KeyCache);

impl Signer {
    /// A signer that remembers no key yet.
    #[must_use]
    pub const fn new() -> Self {
        Signer(KeyCache::new())
    }

    /// Signs `request`. Its headers must be all that are to be signed: `host` and `x-amz-date`, and `x-amz-security-token`
    /// with a session token.
    pub fn sign(
        &mut self,
        request: &SignableRequest<'_>,
        credentials: &Credentials,
        scope: CredentialScope,
        time: &Timestamp,
    ) -> Signed {
        let canonical_request = CanonicalRequest::new(request);
        let string_to_sign = StringToSign::new(&canonical_request, &scope, time);
        let signature = self.0.sign(credentials, &scope, string_to_sign.as_str());
        signing_key::wipe_stack();
        Signed { canonical_request, string_to_sign, scope, signature }
    }

    /// Signs a request of this crate and adds the headers of the signature: `x-amz-date`, `x-amz-security-token` with a session
    /// token, and `authorization`.
    pub fn sign_request(
        &mut self,
        request: &mut Request,
        credentials: &Credentials,
        scope: CredentialScope,
        time: &Timestamp,
    ) -> Signed {
        let (host, path, query) = request.target();
        let mut headers = vec![("host", host), ("x-amz-date", time.as_str())];
        if let Some(token) = &credentials.session_token {
            headers.push(("x-amz-security-token", token));
        }
        let signable = SignableRequest { method: request.method, path, query, headers: &headers, body: b"" };
        let signed = self.sign(&signable, credentials, scope, time);
        request.headers.push(("x-amz-date", time.to_string()));
        if let Some(token) = &credentials.session_token {
            request.headers.push(("x-amz-security-token", token.to_string()));
        }
        request.headers.push(("authorization", signed.authorization(&credentials.access_key_id)));
        signed
    }
}
