//! Where requests go: a region and options in, the base of a URL out.
//!
//! These are the rules of the control plane's endpoint rule set. The data plane (queries) has other hosts.

use crate::issue::{Code, Issue};
use crate::region::Region;
use crate::text;

/// What requests to this service are signed for, whatever their host: the service part of a signature's scope.
pub const SIGNING_NAME: &str = "neptune-graph";

const SUBJECT: &str = "endpoint";
const EXPECTED: &str = "an http or https URL without user info, query and fragment";

/// What the caller says about the endpoint, under the names of the AWS SDKs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// `region`: where the request goes, and what it is signed for.
    pub region: &'a str,
    /// `useFipsEndpoint`: the host with FIPS 140 validated cryptography.
    pub use_fips: bool,
    /// `useDualstackEndpoint`: the host that answers over IPv6 too.
    pub use_dual_stack: bool,
    /// `endpoint`: another address altogether, such as a VPC endpoint or a local service.
    pub endpoint: Option<Custom<'a>>,
}

/// A custom endpoint, as it was given and as a URL parser takes it.
///
/// Whoever sends a request sends it through such a parser too, so what is signed must have gone through it. In
/// JavaScript that is `URL`, in Rust the crate `url`.
#[derive(Debug, Clone, Copy)]
pub struct Custom<'a> {
    /// The text that was given.
    pub given: &'a str,
    /// The URL's scheme, host, port and path: `https://example.com:8443/base/`. Nothing if it is no URL.
    pub parsed: Option<&'a str>,
}

/// The base of a request's URL, and the region it is signed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint<'a> {
    /// Scheme, host, port and base path, without a `/` at the end.
    pub url: String,
    /// The region of the signature.
    pub region: Region<'a>,
}

impl<'a> Endpoint<'a> {
    /// The endpoint for `options`.
    ///
    /// ```
    /// use neptune_import_tasks::endpoint::{Endpoint, Options};
    ///
    /// let options = Options { region: "eu-west-1", use_dual_stack: true, ..Options::default() };
    /// let endpoint = Endpoint::resolve(&options)?;
    /// assert_eq!(endpoint.url, "https://neptune-graph.eu-west-1.api.aws");
    /// # Ok::<(), neptune_import_tasks::Issue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A region that cannot stand in a host, a custom endpoint that is no plain URL, or a custom endpoint together
    /// with FIPS or dual-stack.
    pub fn resolve(options: &Options<'a>) -> Result<Self, Issue> {
        // `fips-us-east-1` and `us-east-1-fips` are old spellings of a region with FIPS; all SDKs take them.
        let stripped = options.region.strip_prefix("fips-").or_else(|| options.region.strip_suffix("-fips"));
        // As it was given first, so that positions are those of what was given.
        let mut region = Region::new(options.region)?;
        if let Some(stripped) = stripped {
            region = Region::new(stripped).map_err(|mut issue| {
                let before = if options.region.ends_with(stripped) {
                    options.region.len() - stripped.len()
                } else {
                    0
                };
                issue.index += before;
                issue.index_utf16 += before;
                issue
            })?;
        }
        let use_fips = options.use_fips || stripped.is_some();

        let Some(custom) = options.endpoint else {
            let partition = region.partition();
            let fips = if use_fips { "-fips" } else { "" };
            let suffix =
                if options.use_dual_stack { partition.dual_stack_dns_suffix } else { partition.dns_suffix };
            let url = text::concat(&["https://neptune-graph", fips, ".", region.as_str(), ".", suffix]);
            return Ok(Endpoint { url, region });
        };
        if use_fips {
            return Err(Issue::new(Code::InvalidConfiguration, SUBJECT, "FIPS", "one or the other"));
        }
        if options.use_dual_stack {
            return Err(Issue::new(Code::InvalidConfiguration, SUBJECT, "Dualstack", "one or the other"));
        }
        Ok(Endpoint { url: custom_url(custom)?, region })
    }
}

/// Checks a custom endpoint before and after the URL parser, which would quietly drop or rewrite a good deal.
fn custom_url(custom: Custom<'_>) -> Result<String, Issue> {
    let refused = |code, part| Issue::new(code, SUBJECT, part, EXPECTED);
    let given = custom.given;
    if given.is_empty() {
        return Err(refused(Code::Empty, "URL"));
    }
    // The parser drops control characters wherever they stand, trims spaces, and reads `\` as `/`. A base has no
    // query and no fragment, and an `@` before its path would be user info.
    let mut slashes = 0;
    for (at, byte) in given.bytes().enumerate() {
        slashes += u32::from(byte == b'/');
        let is_bad = match byte {
            b' ' => at == 0 || at + 1 == given.len(),
            b'@' => slashes < 3,
            b'\\' | b'?' | b'#' | 0x7F => true,
            _ => byte < b' ',
        };
        if is_bad {
            return Err(refused(Code::UnexpectedCharacter, "URL").at(given, at));
        }
    }
    let url = custom.parsed.ok_or_else(|| refused(Code::NotAllowed, "URL"))?;
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err(refused(Code::NotAllowed, "scheme"));
    }
    Ok(url.strip_suffix('/').unwrap_or(url).to_string())
}
