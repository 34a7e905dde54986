//! The base URL of requests: a region and options in, a URL out.
//!
//! These are the rules of the control plane's endpoint rule set. The data plane (queries) has other hosts.

use std::fmt;

use crate::protocol::http::Request;
use crate::region::Region;
use crate::sigv4::{CredentialScope, Credentials, Signed, Signer, Timestamp};
use crate::validate::hint::Hint;
use crate::validate::{Code, Identifier, Issue};

/// The service name in the scope of every signature, whatever the host.
pub const SIGNING_NAME: &str = "neptune-graph";

const SUBJECT: &str = "endpoint";
const EXPECTED: &str = "an http or https URL without user info, query and fragment";

/// The options of an endpoint, under the names of the AWS SDKs.
#[derive(Debug, Clone, Copy, Default)]
pub struct EndpointOptions<'a> {
    /// `region`: where requests go, and what they are signed for.
    pub region: &'a str,
    /// `useFipsEndpoint`: the host with FIPS 140 validated cryptography.
    pub use_fips: bool,
    /// `useDualstackEndpoint`: the host that supports IPv6 too.
    pub use_dual_stack: bool,
    /// `endpoint`: another base URL, such as a VPC endpoint or a local service.
    pub custom: Option<CustomEndpoint<'a>>,
}

/// A custom endpoint, as given and as a URL parser serializes it.
///
/// HTTP clients send to what their URL parser makes of a URL, so that is what must be signed. In JavaScript the parser is
/// `URL`, in Rust the crate `url`.
#[derive(Clone, Copy)]
pub struct CustomEndpoint<'a> {
    /// The URL as the caller gave it.
    pub given: &'a str,
    /// Its scheme, host, port and path after parsing: `https://example.com:8443/base/`. `None` if it is no URL.
    pub parsed: Option<&'a str>,
}

impl fmt::Debug for CustomEndpoint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither URL: not checked yet, they may contain a password.
        f.debug_struct("CustomEndpoint").finish_non_exhaustive()
    }
}

/// The base URL of requests, and the region that they are signed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Scheme, host, port and base path, without a `/` at the end.
    pub url: String,
    /// The region of the signature.
    pub region: Region,
}

impl Endpoint {
    /// Resolves `options`.
    ///
    /// ```
    /// use neptune_import_tasks::{Endpoint, EndpointOptions};
    ///
    /// let options = EndpointOptions { region: "eu-west-1", use_dual_stack: true, ..Default::default() };
    /// let endpoint = Endpoint::resolve(&options)?;
    /// assert_eq!(endpoint.url, "https://neptune-graph.eu-west-1.api.aws");
    /// # Ok::<(), neptune_import_tasks::Issue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A region that cannot be part of a host, a custom endpoint that is not a plain URL, or a custom endpoint together with
    /// FIPS or dual-stack.
    pub fn resolve(options: &EndpointOptions<'_>) -> Result<Self, Issue> {
        // As given first, so that positions are those of the caller's string.
        let mut region = Region::new(options.region)?;
        let mut use_fips = options.use_fips;
        // `fips-us-east-1` and `us-east-1-fips` are old spellings of a region with FIPS. All SDKs accept them.
        if let Some(stripped) = options.region.strip_prefix("fips-") {
            region = Region::new(stripped).map_err(|issue| issue.after("fips-".len()))?;
            use_fips = true;
        } else if let Some(stripped) = options.region.strip_suffix("-fips") {
            region = Region::new(stripped)?;
            use_fips = true;
        }

        let Some(custom) = options.custom else {
            let partition = region.partition();
            let fips = if use_fips { "-fips" } else { "" };
            let suffix =
                if options.use_dual_stack { partition.dual_stack_dns_suffix } else { partition.dns_suffix };
            let url = format!("https://neptune-graph{fips}.{region}.{suffix}");
            return Ok(Endpoint { url, region });
        };
        let conflict = |option| Issue::new(Code::InvalidConfiguration, SUBJECT, option, "one of the two");
        if use_fips {
            return Err(conflict("FIPS"));
        }
        if options.use_dual_stack {
            return Err(conflict("Dualstack"));
        }
        Ok(Endpoint { url: custom.base()?, region })
    }

    /// Warnings about an unknown region, and about a URL that ends in the path of an operation.
    #[must_use]
    pub fn warnings(&self) -> Vec<Issue> {
        let mut warnings: Vec<Issue> = self.region.warning().into_iter().collect();
        if without_operation(&self.url) != self.url {
            let warning = Issue::new(Code::UnlikelyEndpoint, SUBJECT, "path", "a base URL");
            warnings.push(with_operation(&self.url, warning));
        }
        warnings
    }

    /// Checks `credentials`, signs a request to this endpoint and adds the headers of the signature to it. Returns what was signed,
    /// and warnings about time and credentials.
    ///
    /// ```
    /// use neptune_import_tasks::sigv4::{Signer, Timestamp};
    /// use neptune_import_tasks::{Credentials, Endpoint, EndpointOptions, GetImportTask, Operation};
    ///
    /// let endpoint = Endpoint::resolve(&EndpointOptions { region: "us-east-1", ..Default::default() })?;
    /// let mut request = GetImportTask { task_identifier: "t-0123456789".parse()? }.request(&endpoint);
    /// let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    /// let time = Timestamp::try_from(std::time::SystemTime::now())?;
    /// endpoint.sign(&mut request, &credentials, &time, &mut Signer::new())?;
    /// assert_eq!(request.headers.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["x-amz-date", "authorization"]);
    /// # Ok::<(), neptune_import_tasks::Issue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Credentials that cannot sign, or have expired at `time`. The request is as before then.
    pub fn sign(
        &self,
        request: &mut Request,
        credentials: &Credentials,
        time: &Timestamp,
        signer: &mut Signer,
    ) -> Result<(Signed, Vec<Issue>), Issue> {
        let mut warnings: Vec<Issue> = time.warning().into_iter().collect();
        warnings.extend(credentials.check(time)?);
        let scope = self.credential_scope(time);
        Ok((signer.sign_request(request, credentials, scope, time), warnings))
    }

    /// The scope of signatures for this endpoint at `time`.
    #[must_use]
    pub fn credential_scope(&self, time: &Timestamp) -> CredentialScope {
        CredentialScope::new(time, self.region.as_str(), SIGNING_NAME)
    }
}

impl CustomEndpoint<'_> {
    /// Checks the URL before and after parsing: parsers silently drop and rewrite a good deal.
    fn base(&self) -> Result<String, Issue> {
        let issue = |code, part| Issue::new(code, SUBJECT, part, EXPECTED);
        let given = self.given;
        if given.is_empty() {
            return Err(issue(Code::Empty, "URL"));
        }
        // A parser drops control characters anywhere, trims spaces, and reads `\` as `/`. An `@` before the path is user info.
        let mut slashes = 0;
        for (index, byte) in given.bytes().enumerate() {
            let is_invalid = match byte {
                b' ' => index == 0 || index + 1 == given.len(),
                b'@' => slashes < 3,
                b'\\' | b'?' | b'#' => true,
                b'/' => {
                    slashes += 1;
                    false
                }
                byte => byte.is_ascii_control(),
            };
            if is_invalid {
                return Err(issue(Code::UnexpectedCharacter, "URL").at(given, index));
            }
        }
        let Some(url) = self.parsed else { return Err(with_scheme(given, issue(Code::NotAllowed, "URL"))) };
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(with_scheme(given, issue(Code::NotAllowed, "scheme")));
        }
        let url = url.strip_suffix('/').unwrap_or(url);
        // The URL of a task is none that others are below.
        let is_task = url.rsplit('/').next().is_some_and(|last| Identifier::TaskId.accepts(last));
        if is_task && without_operation(url) != url {
            return Err(with_operation(url, issue(Code::NotAllowed, "path")));
        }
        Ok(url.to_string())
    }
}

/// The issue with a host, perhaps with port and path, in place of a URL: suggests the URL. A name or address that is not public has
/// hardly a certificate.
fn with_scheme(given: &str, issue: Issue) -> Issue {
    let given = given.trim_start_matches('/');
    let authority = given.split('/').next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let is_scheme = matches!(host, "http" | "https");
    let is_host = host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    if is_scheme || !is_host || port.parse::<u16>().is_err() {
        return issue;
    }
    let is_public =
        host.contains('.') && !host.ends_with("localhost") && !host.starts_with(|c: char| c.is_ascii_digit());
    let url = format!("http{}://{given}", if is_public { "s" } else { "" });
    issue.with_hint(Hint::MissingScheme).with_suggestion(without_operation(&url))
}

/// The issue with a URL that ends in the path of an operation.
fn with_operation(url: &str, issue: Issue) -> Issue {
    let base = without_operation(url);
    let issue = issue.with_hint(Hint::OperationPath).with_suggestion(base);
    issue.after(base.len()).with_found(url.get(base.len()..).unwrap_or_default())
}

/// Without the path of an operation, which is added to the endpoint.
fn without_operation(url: &str) -> &str {
    let (parent, last) = url.rsplit_once('/').unwrap_or_default();
    let collection = if Identifier::TaskId.accepts(last) { parent } else { url };
    let base = ["/importtasks", "/exporttasks"].into_iter().find_map(|path| collection.strip_suffix(path));
    // Not of `https://importtasks`.
    let base = base.filter(|base| base.contains("://"));
    base.map_or(url, |base| without_operation(base.strip_suffix('/').unwrap_or(base)))
}
