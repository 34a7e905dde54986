//! Any sequence of events: the state machine keeps the limits of its plan, and nothing follows the end.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use neptune_import_tasks::client::{Action, Cancellation, Event, Goal, Moment, Plan, TokenBucket};
use neptune_import_tasks::operation::types::ImportTaskStatus;
use neptune_import_tasks::{GetImportTask, Operation, Response};

#[derive(Debug, Arbitrary)]
enum What<'a> {
    Status(&'a str),
    Error(u16, Vec<(&'a str, &'a str)>, &'a [u8]),
    NetworkError,
    Timer,
    Abort,
}

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    watches: bool,
    max_attempts: u32,
    max_wait: Option<u64>,
    poll_interval: u64,
    attempt_timeout: u64,
    can_refresh_credentials: bool,
    events: Vec<(What<'a>, u64, i64, f64)>,
}

fuzz_target!(|input: Input<'_>| {
    let plan = Plan {
        max_attempts: input.max_attempts.max(1),
        max_wait: input.max_wait,
        poll_interval: input.poll_interval.max(1),
        max_poll_interval: input.poll_interval.max(1),
        attempt_timeout: input.attempt_timeout.max(1),
        can_refresh_credentials: input.can_refresh_credentials,
        ..Plan::new(if input.watches { Goal::Watch } else { Goal::CancelAndWait })
    };
    let mut machine = Cancellation::new(plan);
    let mut bucket = TokenBucket::default();
    let mut end = None;
    for (what, elapsed, clock, random) in input.events {
        let moment = Moment { elapsed, clock, random };
        let before = machine.remaining();
        let headers = Default::default();
        let step = match what {
            What::Status(status) => {
                let status = ImportTaskStatus::from(status.to_string());
                machine.handle(Event::Response(Ok(Some(&status)), &headers), moment, &mut bucket)
            }
            What::Error(status, headers, body) => {
                let response = Response::from_bytes(status, headers, body);
                let Err(error) = GetImportTask::parse(&response) else { continue };
                machine.handle(Event::Response(Err(&error), &response.headers), moment, &mut bucket)
            }
            What::NetworkError => machine.handle(Event::NetworkError, moment, &mut bucket),
            What::Timer => machine.handle(Event::Timer, moment, &mut bucket),
            What::Abort => machine.handle(Event::Abort, moment, &mut bucket),
        };
        if let Some(end) = end {
            assert_eq!(step.action, end);
            assert!(!step.report && step.clock_correction == 0);
        }
        assert!(machine.remaining() <= before);
        match step.action {
            Action::Send { timeout, .. } => assert!(timeout > 0 && timeout <= plan.attempt_timeout),
            Action::Wait(delay) => assert!(delay <= before),
            Action::Finish(_) => end = Some(step.action),
        }
    }
});
