//! What the functions stand on that build requests.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use super::json_text::outcome;
use super::{Numbers, take};
use crate::cancel_import_task;
use crate::endpoint::{Custom, Endpoint, Options, SIGNING_NAME};
use crate::get_import_task;
use crate::http::Request;
use crate::issue::Issue;
use crate::list_import_tasks::{self, ListImportTasksInput};
use crate::operation::{self, Operation};
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
const GRAPH_IDENTIFIER: u32 = 256;
const NEXT_TOKEN: u32 = 512;
// Above these stands the number of the operation.
const OPERATION: u32 = 10;

thread_local! {
    // The one thing that outlasts a call: the key of the last scope, see `sigv4::Signer`.
    static SIGNER: Cell<Signer> = const { Cell::new(Signer::new()) };
}

/// The request of an operation, or what is wrong with the input.
///
/// `texts` are the task id, or the graph id of a list, the region, the endpoint, scheme, host, port and path as the URL parser
/// finds them in it, the token of a page, the id of the access key, the session token and the secret, one after the other: as
/// one text, because each crossing costs more than the letters. `numbers` are their lengths in bytes of UTF-8; the number of
/// results, 0 where there is none; flags, which say what there is, and which operation it is; and when it is signed and when the
/// credentials end, in milliseconds since the beginning of 1970.
///
/// Returns the request's method, URL and headers as one text too, with a U+0000 between them, which none of them can
/// hold. With an explanation there follow canonical request, string to sign, scope, names of the signed headers and
/// signature. Where there are warnings, it comes in the JSON text that issues come in.
#[wasm_bindgen(js_name = buildRequest)]
pub fn build_request(texts: &str, numbers: &[f64]) -> String {
    let mut numbers = Numbers(numbers);
    let mut rest = texts;
    let mut next = || take(&mut rest, numbers.length());
    let input = Input {
        identifier: next(),
        region: next(),
        endpoint: next(),
        parsed: next(),
        next_token: next(),
        access_key_id: next(),
        session_token: next(),
        secret_access_key: next(),
        max_results: numbers.next(),
        flags: numbers.next(),
        date: numbers.time(),
        expiration: numbers.time(),
    };
    let mut warnings = Vec::new();
    match input.build(&mut warnings) {
        Err(issue) => outcome(&Err(issue), &mut |_| {}),
        Ok(text) if warnings.is_empty() => text,
        Ok(text) => outcome(&Ok(warnings), &mut |json| json.string(&text)),
    }
}

/// What came over the boundary, taken apart.
struct Input<'a> {
    identifier: &'a str,
    region: &'a str,
    endpoint: &'a str,
    parsed: &'a str,
    next_token: &'a str,
    access_key_id: &'a str,
    session_token: &'a str,
    secret_access_key: &'a str,
    max_results: u32,
    flags: u32,
    date: i64,
    expiration: i64,
}

impl Input<'_> {
    fn has(&self, flag: u32) -> bool {
        self.flags & flag > 0
    }

    fn build(&self, warnings: &mut Vec<Issue>) -> Result<String, Issue> {
        let operation = operation::of_number(self.flags >> OPERATION);
        // First, because it is what is most often wrong.
        let id = if operation == Operation::ListImportTasks { None } else { Some(self.identifier.parse()?) };
        let parsed = self.has(PARSED).then_some(self.parsed);
        let endpoint = Endpoint::resolve(&Options {
            region: self.region,
            use_fips: self.has(FIPS),
            use_dual_stack: self.has(DUAL_STACK),
            endpoint: self.has(ENDPOINT).then_some(Custom { given: self.endpoint, parsed }),
        })?;
        warnings.extend(endpoint.region.warning());
        let mut request = match (operation, id) {
            (Operation::CancelImportTask, Some(id)) => cancel_import_task::request(&id, &endpoint),
            (_, Some(id)) => get_import_task::request(&id, &endpoint),
            (_, None) => {
                let has_graph = self.has(GRAPH_IDENTIFIER);
                let input = ListImportTasksInput {
                    graph_identifier: if has_graph { Some(self.identifier.parse()?) } else { None },
                    max_results: (self.max_results > 0).then_some(self.max_results),
                    next_token: self.has(NEXT_TOKEN).then_some(self.next_token),
                };
                list_import_tasks::request(&input, &endpoint)?
            }
        };
        if !self.has(CREDENTIALS) {
            return Ok(written(&request));
        }
        let time = Timestamp::from_epoch_millis(self.date)?;
        warnings.extend(time.warning());
        let credentials = Credentials {
            access_key_id: self.access_key_id,
            secret_access_key: self.secret_access_key,
            session_token: self.has(SESSION_TOKEN).then_some(self.session_token),
            // What ends after the year 9999 never does.
            expiration: if self.has(EXPIRATION) {
                Timestamp::from_epoch_millis(self.expiration).ok()
            } else {
                None
            },
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
