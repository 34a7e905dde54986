//! What `cancelImportTaskRequest` and `explainRequest` stand on.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use super::json_text::outcome;
use crate::cancel_import_task;
use crate::endpoint::{Custom, Endpoint, Options, SIGNING_NAME};
use crate::http::Request;
use crate::issue::Issue;
use crate::sigv4::{Credentials, Scope, Signer, Timestamp};
use crate::text;

// What there is of a request's configuration, added up.
const FIPS: u32 = 1;
const DUAL_STACK: u32 = 2;
const ENDPOINT: u32 = 4;
const PARSED: u32 = 8;
const CREDENTIALS: u32 = 16;
const SESSION_TOKEN: u32 = 32;
const EXPIRATION: u32 = 64;
const EXPLANATION: u32 = 128;

thread_local! {
    // The one thing that outlasts a call: the key of the last scope, see `sigv4::Signer`.
    static SIGNER: Cell<Signer> = const { Cell::new(Signer::new()) };
}

/// The request to cancel a task, or what is wrong with the input.
///
/// `texts` are the task id, the region, the endpoint, scheme, host, port and path as the URL parser finds them in it, the
/// id of the access key, the session token and the secret, one after the other: as one text, because each crossing costs
/// more than the letters. The numbers are the lengths of each but the last, in bytes of UTF-8. `flags` says what there is;
/// `date` and `expiration` are milliseconds since the beginning of 1970.
///
/// Returns the request's method, URL and headers as one text too, with a U+0000 between them, which none of them can
/// hold. With an explanation there follow canonical request, string to sign, scope, names of the signed headers and
/// signature. Where there are warnings, it comes in the JSON text that issues come in.
#[wasm_bindgen(js_name = cancelImportTaskRequest)]
#[expect(
    clippy::too_many_arguments,
    reason = "an object would be taken apart member by member, at ten times the code"
)]
pub fn cancel_import_task_request(
    texts: &str,
    task_identifier: usize,
    region: usize,
    endpoint: usize,
    parsed: usize,
    access_key_id: usize,
    session_token: usize,
    flags: u32,
    date: f64,
    expiration: f64,
) -> String {
    let mut rest = texts;
    let mut next = |length| {
        let (text, after) = rest.split_at_checked(length).unwrap_or_default();
        rest = after;
        text
    };
    let input = Input {
        task_identifier: next(task_identifier),
        region: next(region),
        endpoint: next(endpoint),
        parsed: next(parsed),
        access_key_id: next(access_key_id),
        session_token: next(session_token),
        secret_access_key: rest,
        flags,
        date,
        expiration,
    };
    let mut warnings = Vec::new();
    match input.build(&mut warnings) {
        Err(issue) => outcome(&Err(issue), |_| {}),
        Ok(text) if warnings.is_empty() => text,
        Ok(text) => outcome(&Ok(warnings), |json| json.string(&text)),
    }
}

/// What came over the boundary, taken apart.
struct Input<'a> {
    task_identifier: &'a str,
    region: &'a str,
    endpoint: &'a str,
    parsed: &'a str,
    access_key_id: &'a str,
    session_token: &'a str,
    secret_access_key: &'a str,
    flags: u32,
    date: f64,
    expiration: f64,
}

impl Input<'_> {
    fn has(&self, flag: u32) -> bool {
        self.flags & flag > 0
    }

    fn build(&self, warnings: &mut Vec<Issue>) -> Result<String, Issue> {
        let id = self.task_identifier.parse()?;
        let parsed = self.has(PARSED).then_some(self.parsed);
        let endpoint = Endpoint::resolve(&Options {
            region: self.region,
            use_fips: self.has(FIPS),
            use_dual_stack: self.has(DUAL_STACK),
            endpoint: self.has(ENDPOINT).then_some(Custom { given: self.endpoint, parsed }),
        })?;
        warnings.extend(endpoint.region.warning());
        let mut request = cancel_import_task::request(&id, &endpoint);
        if !self.has(CREDENTIALS) {
            return Ok(written(&request));
        }
        let time = timestamp(self.date)?;
        warnings.extend(time.warning());
        let credentials = Credentials {
            access_key_id: self.access_key_id,
            secret_access_key: self.secret_access_key,
            session_token: self.has(SESSION_TOKEN).then_some(self.session_token),
            // What ends after the year 9999 never does.
            expiration: if self.has(EXPIRATION) { timestamp(self.expiration).ok() } else { None },
        };
        credentials.check(&time, warnings)?;
        let scope = Scope::new(&time, endpoint.region.as_str(), SIGNING_NAME);
        let mut signer = SIGNER.take();
        let stages = signer.sign_request(&mut request, &credentials, scope, &time);
        SIGNER.set(signer);
        let mut text = written(&request);
        if self.has(EXPLANATION) {
            for piece in [
                stages.canonical_request.as_str(),
                stages.string_to_sign.as_str(),
                stages.scope.as_str(),
                stages.canonical_request.signed_headers(),
                stages.signature.as_str(),
            ] {
                text.push('\0');
                text::add(&mut text, piece);
            }
        }
        Ok(text)
    }
}

fn timestamp(millis: f64) -> Result<Timestamp, Issue> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what is too large becomes the largest, and is refused"
    )]
    Timestamp::from_epoch_millis(millis as i64)
}

/// Method, URL, and name and value of each header, with a U+0000 between them.
fn written(request: &Request) -> String {
    let mut text = text::concat(&[request.method, "\0", &request.url]);
    for (name, value) in &request.headers {
        for piece in ["\0", *name, "\0", value] {
            text::add(&mut text, piece);
        }
    }
    text
}
