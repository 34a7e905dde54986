//! The state machine of a cancellation: every sequence of events within a short time, the recorded sequences, and single steps.

mod steps;
mod waiters;
mod walk;

use neptune_import_tasks::client::Moment;
use neptune_import_tasks::protocol::http::Headers;
use neptune_import_tasks::{Error, GetImportTask, Operation, Response};

const CLOCK: i64 = 1_800_000_000_000;

fn at(elapsed: u64) -> Moment {
    Moment { elapsed, clock: CLOCK + i64::try_from(elapsed).unwrap(), random: 0.5 }
}

/// An error response. Without a name, it is one of a proxy, which sends HTML.
fn error(status: u16, name: &str, message: &str, headers: &[(&str, &str)]) -> (Error, Headers) {
    let error_type = (!name.is_empty()).then_some(("x-amzn-errortype", name));
    let body = if name.is_empty() { "<html>".into() } else { format!(r#"{{"message":"{message}"}}"#) };
    let headers = error_type.into_iter().chain(headers.iter().copied());
    let response = Response::from_bytes(status, headers, body.as_bytes());
    (GetImportTask::parse(&response).expect_err("an error"), response.headers)
}
