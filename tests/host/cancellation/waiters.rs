//! The recorded sequences of responses: how the waiters of the SDKs end them, and which responses they retry.

use neptune_import_tasks::client::{Action, Cancellation, Event, Goal, Outcome, Plan, Step, TokenBucket};
use neptune_import_tasks::operation::OperationName;
use neptune_import_tasks::operation::types::ImportTaskStatus;
use neptune_import_tasks::protocol::http::Headers;
use neptune_import_tasks::{CancelImportTask, Error, GetImportTask, Operation};
use serde_json::Value;

use super::at;
use crate::support;

/// How a sequence of responses ends, in the words of the SDKs' waiters, and the number of reads. The last response repeats.
fn end(case: &Value) -> (&'static str, usize) {
    let is_cancel = case["waiter"] == "ImportTaskCancelled";
    let mut machine = Cancellation::new(if is_cancel {
        Plan::new(Goal::CancelAndWait)
    } else {
        // By default a watch has no limit.
        Plan { max_wait: Some(3_600_000), ..Plan::new(Goal::Watch) }
    });
    let (mut bucket, mut elapsed, mut reads, no_headers) = (TokenBucket::default(), 0, 0, Headers::default());
    let mut last = String::new();
    let mut action = machine.handle(Event::Start, at(elapsed), &mut bucket).action;
    loop {
        action = match action {
            Action::Send { operation: OperationName::CancelImportTask, .. } => {
                let event = Event::Response(Ok(Some(&ImportTaskStatus::Cancelling)), &no_headers);
                machine.handle(event, at(elapsed), &mut bucket).action
            }
            Action::Send { .. } => {
                let responses = case["responses"].as_array().expect("responses");
                let response = responses.get(reads).or(responses.last()).expect("a response");
                reads += 1;
                let response = support::response(response, response["body"].as_str().unwrap().as_bytes());
                let parsed = GetImportTask::parse(&response);
                if let Ok(success) = &parsed {
                    last = success.output.status.to_string();
                }
                let status = parsed.as_ref().map(|success| Some(&success.output.status));
                machine.handle(Event::Response(status, &response.headers), at(elapsed), &mut bucket).action
            }
            Action::Wait(delay) => {
                elapsed += delay;
                machine.handle(Event::Timer, at(elapsed), &mut bucket).action
            }
            Action::Finish(outcome) => {
                let success = if is_cancel { "CANCELLED" } else { "SUCCEEDED" };
                let state = match outcome {
                    Outcome::TimedOut => "TIMEOUT",
                    Outcome::Cancelled | Outcome::Responded if last == success => "SUCCESS",
                    _ => "FAILURE",
                };
                return (state, reads);
            }
        };
    }
}

/// Why this crate ends a sequence in another way than a waiter of the SDKs.
fn reason(case: &Value, ours: &str, theirs: &str) -> Option<&'static str> {
    let id = case["id"].as_str().unwrap();
    let (waiter, sequence) = id.split_once('/').unwrap();
    let has = |part: &str| sequence.contains(part);
    let is_rejected = ["ResourceNotFound", "AccessDenied", "Validation"].into_iter().any(has);
    match (ours, theirs) {
        ("TIMEOUT", "FAILURE") if has("CANCELLING-then-error") => {
            Some("CANCELLING is not final, and a transient error does not end the wait")
        }
        // A read may be older than the cancel; a status may be new; a task that is rolling back or cancelling has not ended.
        ("TIMEOUT", "FAILURE") if !has("error") && !has("html") => Some("this status is not final"),
        ("SUCCESS" | "FAILURE", "FAILURE" | "TIMEOUT")
            if has("long-") || has("-then-") && !has("error") && !has("html") =>
        {
            Some("the wait continues until the status is final")
        }
        ("FAILURE", "TIMEOUT") if is_rejected => Some("another read would be rejected too"),
        ("FAILURE", "TIMEOUT") if has("DELETED") => Some("a deleted task will not succeed"),
        ("FAILURE", "TIMEOUT") if has("missing") || has("null") || has("empty") => {
            Some("three responses in a row had no status")
        }
        ("FAILURE", "SUCCESS") if is_rejected => Some("a rejection is final, as in botocore"),
        ("FAILURE", "TIMEOUT") if waiter == "ImportTaskSuccessful" && has("error-first") => {
            Some("no request succeeded, so the third failed attempt is final")
        }
        ("TIMEOUT" | "SUCCESS", "FAILURE") => {
            Some("a transient error does not end the wait, as in the JavaScript SDK")
        }
        _ => None,
    }
}

#[test]
fn recorded_waiters() {
    let cases = support::cases("tests/fixtures/waiters.json").expect("the fixture exists");
    let mut differing = 0;
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let (ours, reads) = end(case);
        for sdk in ["botocore", "jsSdk"] {
            let theirs = case[sdk]["state"].as_str().unwrap();
            if ours != theirs {
                let reason = reason(case, ours, theirs);
                let reason = reason.unwrap_or_else(|| panic!("{id}: ours {ours}, {sdk} {theirs}: no reason"));
                println!("{id}: ours {ours}, {sdk} {theirs}: {reason}");
                differing += 1;
            }
        }
        // Where all agree on a success, this crate does not send more reads.
        if ours == "SUCCESS" && case["agree"] == true && case["botocore"]["state"] == "SUCCESS" {
            assert_eq!(Some(reads as u64), case["botocore"]["calls"].as_u64(), "{id}");
        }
    }
    println!("{} sequences, {differing} of {} ends differ", cases.len(), 2 * cases.len());
    assert_eq!(cases.len(), 82);
}

/// Of the recorded responses, those are retried that the SDKs retry.
#[test]
fn recorded_retries() {
    let mut checked = 0;
    for case in support::cases("tests/fixtures/responses.json").expect("the fixture exists") {
        let expected = if case["expected"].is_null() { &case["recommended"] } else { &case["expected"] };
        let (Some(retryable), Some(body)) = (expected["retryable"].as_bool(), case["body"].as_str()) else {
            continue;
        };
        let response = support::response(&case, body.as_bytes());
        let Err(error) = CancelImportTask::parse(&response) else { continue };
        if !matches!(error, Error::Service(_)) {
            continue;
        }
        let goal = Goal::Response(OperationName::CancelImportTask);
        let mut machine = Cancellation::new(Plan::new(goal));
        let mut bucket = TokenBucket::default();
        machine.handle(Event::Start, at(0), &mut bucket);
        let event = Event::Response(Err(&error), &response.headers);
        let Step { action, clock_correction, .. } = machine.handle(event, at(0), &mut bucket);
        let id = &case["id"];
        match action {
            Action::Wait(_) => assert!(retryable, "{id}: {action:?}"),
            Action::Finish(outcome) => assert_eq!((retryable, outcome), (false, Outcome::Failed), "{id}"),
            // The message has the time of the service: another signature is sent.
            Action::Send { .. } => {
                assert!(id == "InvalidSignatureException-403-3" && clock_correction != 0, "{id}");
            }
        }
        checked += 1;
    }
    println!("{checked} responses");
    assert!(checked > 150, "{checked}");
}
