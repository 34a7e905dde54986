//! What `cancelImportTaskRequest` stands on.

use wasm_bindgen::prelude::*;

use super::outcome;
use super::plain::Plain;
use crate::cancel_import_task;
use crate::endpoint::{Custom, Endpoint, Options};
use crate::http::Request;
use crate::issue::Issue;

/// The request to cancel a task, or what is wrong with the input.
///
/// `parsed` is scheme, host, port and path as the URL parser finds them in `endpoint`. `flags` says what there is: 1 for FIPS, 2 for
/// dual-stack, 4 for an endpoint, 8 for an endpoint that the parser takes.
#[wasm_bindgen(js_name = cancelImportTaskRequest)]
pub fn cancel_import_task_request(
    task_identifier: &str,
    region: &str,
    endpoint: &str,
    parsed: &str,
    flags: u32,
) -> Plain {
    let build = || -> Result<Request, Issue> {
        let id = task_identifier.parse()?;
        let endpoint = Endpoint::resolve(&Options {
            region,
            use_fips: flags & 1 > 0,
            use_dual_stack: flags & 2 > 0,
            endpoint: (flags & 4 > 0)
                .then_some(Custom { given: endpoint, parsed: (flags & 8 > 0).then_some(parsed) }),
        })?;
        Ok(cancel_import_task::request(&id, &endpoint))
    };
    outcome(build().map(|request| {
        // The shape of the second argument of `fetch`.
        let plain = Plain::new();
        plain.text("method", request.method);
        plain.text("url", &request.url);
        let headers = Plain::new();
        for (name, value) in &request.headers {
            headers.text(name, value);
        }
        plain.js("headers", &headers);
        (plain.into(), Vec::new())
    }))
}
