//! The requests: what `…Request` and `explainRequest` read and return.

use std::cell::Cell;

use js_sys::{Date, Reflect};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::error::{Thrown, to_object};
use super::input::{OperationInput, members};
use super::issue::IssueObject;
use super::names::serialize_interned;
use super::option_hint::OptionHint;
use super::options::{epoch_millis, flag, saturating_i64, secret_string, string, wrong_type_of_secret};
use super::similar_names::{check_options, normalized, unknown};
use super::value::{is_absent, tag, wrong_type};
use crate::endpoint::{CustomEndpoint, Endpoint, EndpointOptions};
use crate::operation::{CancelImportTask, Operation};
use crate::protocol::http::Request;
use crate::sigv4::{Credentials, Signed, Signer, Timestamp};
use crate::validate::Issue;
use crate::validate::characters::excerpt;

#[wasm_bindgen]
extern "C" {
    type RequestConfig;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn region(this: &RequestConfig) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn endpoint(this: &RequestConfig) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = useFipsEndpoint)]
    fn use_fips_endpoint(this: &RequestConfig) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = useDualstackEndpoint)]
    fn use_dualstack_endpoint(this: &RequestConfig) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn credentials(this: &RequestConfig) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn date(this: &RequestConfig) -> Result<JsValue, JsValue>;

    type CredentialsObject;

    #[wasm_bindgen(method, getter, structural, catch, js_name = accessKeyId)]
    fn access_key_id(this: &CredentialsObject) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = secretAccessKey)]
    fn secret_access_key(this: &CredentialsObject) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = sessionToken)]
    fn session_token(this: &CredentialsObject) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn expiration(this: &CredentialsObject) -> Result<JsValue, JsValue>;
    /// Present on a promise: a provider was called, and its result not awaited.
    #[wasm_bindgen(method, getter, structural, catch)]
    fn then(this: &CredentialsObject) -> Result<JsValue, JsValue>;
    /// Present on a provider of the AWS SDK v2, whose members are absent until it was called.
    #[wasm_bindgen(method, getter, structural, catch, js_name = getPromise)]
    fn get_promise(this: &CredentialsObject) -> Result<JsValue, JsValue>;

    /// The parser that `fetch` uses.
    type URL;

    #[wasm_bindgen(constructor, catch)]
    fn new(url: &str) -> Result<URL, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn href(this: &URL) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn protocol(this: &URL) -> String;
    #[wasm_bindgen(method, getter)]
    fn username(this: &URL) -> String;
    #[wasm_bindgen(method, getter)]
    fn password(this: &URL) -> String;
    #[wasm_bindgen(method, getter)]
    fn host(this: &URL) -> String;
    #[wasm_bindgen(method, getter)]
    fn pathname(this: &URL) -> String;
    #[wasm_bindgen(method, getter)]
    fn search(this: &URL) -> String;
    #[wasm_bindgen(method, getter)]
    fn hash(this: &URL) -> String;
}

thread_local! {
    // Remembers the key of the last scope from one call to the next.
    static SIGNER: Cell<Signer> = const { Cell::new(Signer::new()) };
}

/// A request's configuration, read completely before anything is done with it: getters may call exports.
struct Config {
    region: String,
    endpoint: Option<CustomUrl>,
    use_fips: bool,
    use_dual_stack: bool,
    credentials: Option<Credentials>,
    date: i64,
}

struct CustomUrl {
    given: String,
    parsed: Option<String>,
}

impl Config {
    fn read(config: &JsValue) -> Result<Self, Thrown> {
        check_options(config)?;
        let config: RequestConfig = members(config);
        let region = string("region", "a string such as `us-east-1`", &config.region()?)?;
        let endpoint = config.endpoint()?;
        let endpoint = if is_absent(&endpoint) { None } else { Some(CustomUrl::read(&endpoint)?) };
        let date = config.date()?;
        Ok(Config {
            region,
            endpoint,
            use_fips: flag("option `useFipsEndpoint`", &config.use_fips_endpoint()?)?,
            use_dual_stack: flag("option `useDualstackEndpoint`", &config.use_dualstack_endpoint()?)?,
            credentials: read_credentials(&config.credentials()?)?,
            date: if is_absent(&date) { saturating_i64(Date::now()) } else { epoch_millis("date", &date)? },
        })
    }

    fn endpoint(&self) -> Result<Endpoint, Issue> {
        let custom = self.endpoint.as_ref();
        Endpoint::resolve(&EndpointOptions {
            region: &self.region,
            use_fips: self.use_fips,
            use_dual_stack: self.use_dual_stack,
            custom: custom.map(|url| CustomEndpoint { given: &url.given, parsed: url.parsed.as_deref() }),
        })
    }
}

impl CustomUrl {
    /// Reads a string, or the `href` of a `URL`.
    fn read(endpoint: &JsValue) -> Result<Self, Thrown> {
        let href = endpoint.unchecked_ref::<URL>().href().map_err(|error| match &*tag(endpoint) {
            // A proxy of a URL, as reactive state has: its getters throw.
            "URL" => wrong_type("endpoint", "a string or a URL", endpoint)
                .with_hint(OptionHint::ProxiedUrl.into())
                .into(),
            _ => Thrown::from(error),
        })?;
        let endpoint = if is_absent(&href) { endpoint } else { &href };
        let given = string("endpoint", "a string or a URL", endpoint)?;
        let parsed = Self::parse(&given);
        Ok(CustomUrl { given, parsed })
    }

    /// Scheme, host, port and path. `None` if the string is not a URL, or has more parts than these.
    fn parse(given: &str) -> Option<String> {
        let url = URL::new(given).ok()?;
        let others = [url.username(), url.password(), url.search(), url.hash()];
        // Not `origin`: that of a `blob:` URL is an https one.
        others
            .iter()
            .all(String::is_empty)
            .then(|| format!("{}//{}{}", url.protocol(), url.host(), url.pathname()))
    }
}

fn credentials_issue(credentials: &JsValue) -> Issue {
    let expected = "an object with accessKeyId and secretAccessKey";
    wrong_type_of_secret("option `credentials`", expected, credentials)
}

/// A member that must be a string, and that messages must not print.
fn secret_member(
    [subject, name]: [&'static str; 2],
    aliases: &[&str],
    member: &JsValue,
    credentials: &JsValue,
) -> Result<String, Thrown> {
    match secret_string(subject, member) {
        Err(issue) if is_absent(member) => Err(match meant(name, aliases, credentials)? {
            Some(hint) => issue.with_hint(hint.into()),
            None => issue,
        }
        .into()),
        result => Ok(result?),
    }
}

/// What was probably meant to be the member `name`, which is absent.
fn meant(name: &'static str, aliases: &[&str], credentials: &JsValue) -> Result<Option<OptionHint>, JsValue> {
    // STS and SSO nest credentials: `Credentials`, `roleCredentials`.
    let names = unknown(credentials, CREDENTIALS_MEMBERS)?;
    if let Some(found) = names.iter().find(|found| normalized(found).ends_with("credentials")) {
        return Ok(Some(OptionHint::NestedCredentials(excerpt(found))));
    }
    let is_provider = credentials.unchecked_ref::<CredentialsObject>().get_promise()?.is_function();
    if is_provider {
        return Ok(Some(OptionHint::UnresolvedProvider));
    }
    similar_member(name, aliases, credentials, names)
}

const CREDENTIALS_MEMBERS: &[&str] = &["accessKeyId", "secretAccessKey", "sessionToken", "expiration"];

/// The member that has the value of `name` under another name, in any letter case. In the environment, the names begin with `AWS_`.
fn similar_member(
    name: &'static str,
    aliases: &[&str],
    credentials: &JsValue,
    names: Vec<String>,
) -> Result<Option<OptionHint>, JsValue> {
    for found in names {
        let other = normalized(&found);
        let is_alias = aliases.contains(&other.strip_prefix("aws").unwrap_or(&other));
        if (is_alias || other.ends_with(&normalized(name)))
            && Reflect::get(credentials, &found.as_str().into())?.is_truthy()
        {
            return Ok(Some(OptionHint::MemberName { found: excerpt(&found), expected: name }));
        }
    }
    Ok(None)
}

/// When credentials expire: a time, or a string with it in ISO 8601, as AWS's tools print it.
fn expiration_millis(x: &JsValue) -> Result<i64, Issue> {
    let millis = match x.as_string().filter(|text| is_iso_time(text)).map(|text| Date::parse(&text)) {
        Some(millis) if millis.is_finite() => saturating_i64(millis),
        _ => epoch_millis("expiration", x)?,
    };
    if SECONDS.contains(&millis) {
        let issue = wrong_type("expiration", "milliseconds since 1970", x);
        return Err(issue.with_hint(OptionHint::Seconds.into()));
    }
    Ok(millis)
}

/// `2015-08-30T12:36:00Z`, `2015-08-30T14:36:00.123+02:00`. Without a time zone, it would be that of the machine.
fn is_iso_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_offset = |zone: &[u8]| matches!(zone, [b'+' | b'-', _, _, b':', _, _]);
    bytes.get(10) == Some(&b'T')
        && (bytes.ends_with(b"Z") || bytes.last_chunk::<6>().is_some_and(|zone| is_offset(zone)))
}

/// From 2001 on in seconds, until 2001 in milliseconds. No credentials were issued then.
const SECONDS: std::ops::Range<i64> = 1_000_000_000..1_000_000_000_000;

fn read_credentials(value: &JsValue) -> Result<Option<Credentials>, Thrown> {
    if is_absent(value) {
        return Ok(None);
    }
    let object: CredentialsObject = members(value);
    if !value.is_object() || object.then()?.is_function() {
        return Err(credentials_issue(value).into());
    }
    let [access_key_id, secret_access_key, session_token] =
        [object.access_key_id()?, object.secret_access_key()?, object.session_token()?];
    let names = ["access key id", "accessKeyId"];
    let access_key_id = secret_member(names, &["accesskey", "keyid", "key", "id"], &access_key_id, value)?;
    let names = ["secret access key", "secretAccessKey"];
    let secret_access_key = secret_member(names, &["secretkey", "secret"], &secret_access_key, value)?;
    let secret_access_key = Zeroizing::new(secret_access_key);
    // AWS would reject the key without the token.
    let (names, aliases) = (["session token", "sessionToken"], &["token", "securitytoken"]);
    let is_needed = !is_absent(&session_token)
        || similar_member(names[1], aliases, value, unknown(value, CREDENTIALS_MEMBERS)?)?.is_some();
    let session_token = if is_needed {
        Some(Zeroizing::new(secret_member(names, aliases, &session_token, value)?))
    } else {
        None
    };
    let expiration = object.expiration()?;
    let expiration = if is_absent(&expiration) {
        None
    } else {
        // What expires after the year 9999 does not expire.
        Timestamp::from_epoch_millis(expiration_millis(&expiration)?).ok()
    };
    Ok(Some(Credentials {
        access_key_id,
        secret_access_key,
        // An empty token is none.
        session_token: session_token.filter(|token| !token.is_empty()),
        expiration,
    }))
}

/// A request, signed if there are credentials, with the stages of its signature and warnings.
struct Built {
    request: Request,
    signed: Option<Signed>,
    warnings: Vec<Issue>,
}

impl Built {
    /// Reads the configuration, and builds the request for its endpoint.
    fn read(config: &JsValue, request: &dyn Fn(&Endpoint) -> Request) -> Result<Self, Thrown> {
        let config = Config::read(config)?;
        let endpoint = config.endpoint()?;
        let mut warnings = endpoint.warnings();
        let mut request = request(&endpoint);
        let Some(credentials) = &config.credentials else {
            return Ok(Built { request, signed: None, warnings });
        };
        let time = Timestamp::from_epoch_millis(config.date)?;
        let mut signer = SIGNER.take();
        let result = endpoint.sign(&mut request, credentials, &time, &mut signer);
        SIGNER.set(signer);
        let (stages, others) = result?;
        warnings.extend(others);
        Ok(Built { request, signed: Some(stages), warnings })
    }

    fn to_object(&self) -> RequestObject<'_> {
        RequestObject {
            method: self.request.method,
            url: &self.request.url,
            headers: HeadersObject(&self.request.headers),
            warnings: self.warnings.iter().map(IssueObject::from).collect(),
        }
    }
}

/// The second argument of `fetch`.
#[derive(Serialize)]
struct RequestObject<'a> {
    #[serde(serialize_with = "serialize_interned")]
    method: &'static str,
    url: &'a str,
    headers: HeadersObject<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<IssueObject<'a>>,
}

struct HeadersObject<'a>(&'a [(&'static str, String)]);

impl Serialize for HeadersObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A struct, because the names of its fields are made once.
        let mut headers = serializer.serialize_struct("Headers", self.0.len())?;
        for (name, value) in self.0 {
            headers.serialize_field(name, value)?;
        }
        headers.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExplanationObject<'a> {
    request: RequestObject<'a>,
    canonical_request: &'a str,
    string_to_sign: &'a str,
    scope: &'a str,
    signed_headers: &'a str,
    signature: &'a str,
}

/// The request of an operation.
pub(super) fn request<T: Operation>(input: &JsValue, config: &JsValue) -> Result<JsValue, JsValue> {
    let operation: T = OperationInput::read(input)?;
    let built = Built::read(config, &|endpoint| operation.request(endpoint))?;
    Ok(to_object(&built.to_object()))
}

/// `explainRequest`
///
/// # Errors
///
/// `InvalidInputError`
#[wasm_bindgen(js_name = explainRequest, skip_typescript)]
pub fn explain_request(input: JsValue, config: JsValue) -> Result<JsValue, JsValue> {
    let operation: CancelImportTask = OperationInput::read(&input)?;
    let built = Built::read(&config, &|endpoint| operation.request(endpoint))?;
    let Some(signed) = &built.signed else {
        return Err(Thrown::from(credentials_issue(&JsValue::UNDEFINED)).into());
    };
    Ok(to_object(&ExplanationObject {
        request: built.to_object(),
        canonical_request: signed.canonical_request.as_str(),
        string_to_sign: signed.string_to_sign.as_str(),
        scope: signed.scope.as_str(),
        signed_headers: signed.canonical_request.signed_headers(),
        signature: signed.signature.as_str(),
    }))
}
