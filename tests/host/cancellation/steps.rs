//! Single steps of the state machine.

use neptune_import_tasks::Error;
use neptune_import_tasks::client::cancellation::{MAX_CLOCK_CORRECTIONS, MAX_STALE_READS};
use neptune_import_tasks::client::{
    Action, Cancellation, Event, Goal, Moment, Outcome, Plan, Step, TokenBucket,
};
use neptune_import_tasks::operation::OperationName::{
    self, CancelExportTask, CancelImportTask, GetImportTask, ListImportTasks,
};
use neptune_import_tasks::operation::types::ImportTaskStatus;
use neptune_import_tasks::protocol::http::Headers;

use super::{CLOCK, at, error};

/// Drives a machine with events.
struct Driver {
    machine: Cancellation,
    bucket: TokenBucket,
    elapsed: u64,
    last: Step,
}

impl Driver {
    /// After the start.
    fn new(plan: Plan) -> Self {
        let mut machine = Cancellation::new(plan);
        let mut bucket = TokenBucket::default();
        let last = machine.handle(Event::Start, at(0), &mut bucket);
        Driver { machine, bucket, elapsed: 0, last }
    }

    fn handle(&mut self, event: Event<'_>) -> Action {
        self.last = self.machine.handle(event, at(self.elapsed), &mut self.bucket);
        self.last.action
    }

    fn status(&mut self, status: &str) -> Action {
        let status = ImportTaskStatus::from(status.to_string());
        self.handle(Event::Response(Ok(Some(&status)), &Headers::default()))
    }

    fn error(&mut self, (error, headers): &(Error, Headers)) -> Action {
        self.handle(Event::Response(Err(error), headers))
    }

    /// The delays between the reads of a task with this status, to the end.
    fn delays(&mut self, status: &str) -> Vec<u64> {
        let mut delays = Vec::new();
        while let Action::Wait(delay) = self.status(status) {
            assert!(delays.len() < 1_000, "no end: {delays:?}");
            delays.push(delay);
            self.wait();
        }
        delays
    }

    /// Waits for as long as the last action says.
    fn wait(&mut self) -> Action {
        let Action::Wait(delay) = self.last.action else { panic!("{:?}", self.last) };
        self.elapsed += delay;
        self.handle(Event::Timer)
    }
}

fn is_send(action: Action, expected: OperationName) -> bool {
    matches!(action, Action::Send { operation, .. } if operation == expected)
}

#[test]
fn the_first_request_depends_on_the_goal() {
    for (goal, operation) in [
        (Goal::Response(CancelImportTask), CancelImportTask),
        (Goal::Response(GetImportTask), GetImportTask),
        (Goal::Response(ListImportTasks), ListImportTasks),
        (Goal::Response(CancelExportTask), CancelExportTask),
        (Goal::Watch, GetImportTask),
        (Goal::CancelAndWait, CancelImportTask),
    ] {
        let driver = Driver::new(Plan::new(goal));
        assert_eq!(driver.last.action, Action::Send { operation, timeout: 30_000 }, "{goal:?}");
        assert_eq!(driver.machine.operation(), operation, "{goal:?}");
    }
}

#[test]
fn default_limits() {
    let Plan { max_attempts, max_wait, poll_interval, max_poll_interval, attempt_timeout, .. } =
        Plan::new(Goal::CancelAndWait);
    assert_eq!((max_attempts, max_wait), (3, Some(3_600_000)));
    assert_eq!((poll_interval, max_poll_interval, attempt_timeout), (5_000, 60_000, 30_000));
    assert_eq!((MAX_STALE_READS, MAX_CLOCK_CORRECTIONS), (3, 2));
    for goal in [Goal::Watch, Goal::Response(CancelImportTask)] {
        assert_eq!(Plan::new(goal), Plan { goal, max_wait: None, ..Plan::new(Goal::CancelAndWait) });
    }
}

#[test]
fn reads_are_5_seconds_apart_at_first_and_a_minute_later() {
    let mut driver = Driver::new(Plan::new(Goal::CancelAndWait));
    let delays = driver.delays("CANCELLING");
    assert_eq!(delays[..9], [5_000, 7_500, 11_250, 16_875, 25_312, 37_968, 56_952, 60_000, 60_000]);
    // The last read is a second before the time limit.
    assert_eq!((driver.last.action, driver.elapsed), (Action::Finish(Outcome::TimedOut), 3_599_000));
    let mut fixed =
        Driver::new(Plan { poll_interval: 100, max_poll_interval: 100, ..Plan::new(Goal::Watch) });
    assert_eq!([(); 3].map(|()| (fixed.status("IMPORTING"), fixed.wait()).0), [Action::Wait(100); 3]);
}

#[test]
fn a_hint_extends_the_delay() {
    let mut driver = Driver::new(Plan::new(Goal::Response(CancelImportTask)));
    let throttled = error(429, "ThrottlingException", "m", &[("x-amz-retry-after", "4000")]);
    // The random delay would be half a second.
    assert_eq!(driver.error(&throttled), Action::Wait(4_000));
    driver.wait();
    assert_eq!(driver.error(&error(500, "InternalServerException", "m", &[])), Action::Wait(50));
    driver.wait();
    assert_eq!(driver.error(&throttled), Action::Finish(Outcome::Failed));
    assert_eq!(driver.bucket.tokens(), 500 - 5 - 14);
}

/// After a read that failed, the next one is due at its time, and is retried as often.
#[test]
fn each_read_has_all_attempts() {
    let mut driver = Driver::new(Plan::new(Goal::Watch));
    driver.status("IMPORTING");
    driver.wait();
    for interval in [7_500, 11_250] {
        let delays = [(); 3].map(|()| (driver.handle(Event::NetworkError), driver.wait()).0);
        assert_eq!(delays, [Action::Wait(25), Action::Wait(50), Action::Wait(interval)]);
    }
}

#[test]
fn tokens_of_a_retry_are_returned_once() {
    let mut driver = Driver { bucket: TokenBucket::new(400), ..Driver::new(Plan::new(Goal::CancelAndWait)) };
    let mut tokens = vec![driver.bucket.tokens()];
    for step in [
        |driver: &mut Driver| driver.handle(Event::NetworkError),
        |driver: &mut Driver| driver.status("CANCELLING"),
        |driver: &mut Driver| driver.status("CANCELLING"),
        |driver: &mut Driver| driver.error(&error(429, "ThrottlingException", "m", &[])),
        |driver: &mut Driver| driver.status("CANCELLING"),
        |driver: &mut Driver| driver.status("CANCELLED"),
    ] {
        step(&mut driver);
        tokens.push(driver.bucket.tokens());
        if let Action::Wait(_) = driver.last.action {
            driver.wait();
        }
    }
    // A request without a retry returns one token.
    assert_eq!(tokens, [400, 386, 400, 401, 396, 401, 402]);
}

#[test]
fn the_clock_is_corrected_after_clock_errors_only() {
    let date = ("date", "Fri, 15 Jan 2027 09:00:00 GMT");
    let expired = "Signature expired: 20270115T080000Z is now earlier than 20270115T085500Z (20270115T090000Z - 5 min.)";
    let correct = |name, message, headers: &[_]| {
        let mut driver = Driver::new(Plan::new(Goal::Response(GetImportTask)));
        let action = driver.error(&error(403, name, message, headers));
        (matches!(action, Action::Send { .. }), driver.last.clock_correction)
    };
    let hour = 1_800_003_600_000 - CLOCK;
    assert_eq!(correct("InvalidSignatureException", expired, &[date]), (true, hour));
    assert_eq!(correct("InvalidSignatureException", "Signature not yet current: x", &[date]), (true, hour));
    assert_eq!(correct("RequestTimeTooSkewed", "m", &[date]), (true, hour));
    assert_eq!(correct("RequestInTheFuture", "m", &[date]), (true, hour));
    assert_eq!(correct("RequestExpired", "m", &[("date", "Fri, 15 Jan 2027 07:59:00 GMT")]), (true, -60_000));
    // The message has the time too, whatever became of the header and of the name of the error.
    let wrong = ("date", "Fri, 15 Jan 2027 07:59:00 GMT");
    for headers in [
        &[][..],
        &[wrong],
        &[date, ("age", "3600")],
        &[("date", "Fri, 15 Jan 2027 09:00:00 GMT, Fri, 15 Jan 2027 09:00:00 GMT")],
    ] {
        assert_eq!(correct("InvalidSignatureException", expired, headers), (true, hour), "{headers:?}");
        assert_eq!(correct("SomeException", expired, headers), (true, hour), "{headers:?}");
    }
    let early = "Signature not yet current: 20270115T100000Z is still later than 20270115T090500Z (20270115T090000Z + 5 min.)";
    assert_eq!(correct("InvalidSignatureException", early, &[]), (true, hour));
    // Another cause, a response from a cache, and a response without a date.
    assert_eq!(
        correct("InvalidSignatureException", "The request signature we calculated", &[date]),
        (false, 0)
    );
    assert_eq!(correct("AccessDeniedException", "m", &[date]), (false, 0));
    assert_eq!(correct("RequestExpired", "m", &[date, ("age", "3600")]), (false, 0));
    assert_eq!(correct("RequestExpired", "m", &[]), (false, 0));
    assert_eq!(
        correct("InvalidSignatureException", "Signature expired: 20270115T080000Z is now", &[]),
        (false, 0)
    );
    // The number of attempts is limited, if the correction does not help.
    let mut driver = Driver::new(Plan::new(Goal::Response(GetImportTask)));
    let again = error(403, "RequestExpired", "m", &[date]);
    let actions = [(); 3].map(|()| driver.error(&again));
    assert!(
        matches!(actions, [Action::Send { .. }, Action::Send { .. }, Action::Finish(Outcome::Failed)]),
        "{actions:?}"
    );
}

#[test]
fn credentials_are_refreshed_once_if_the_service_rejects_them() {
    let plan = Plan { can_refresh_credentials: true, ..Plan::new(Goal::Watch) };
    for (name, message) in [
        ("ExpiredToken", "m"),
        ("ExpiredTokenException", "m"),
        ("InvalidAccessKeyId", "m"),
        ("InvalidClientTokenId", "m"),
        ("InvalidToken", "m"),
        ("TokenRefreshRequired", "m"),
        ("UnrecognizedClientException", "m"),
        ("SomeException", "The security token included in the request is expired"),
        ("Unknown", "The AWS Access Key Id you provided does not exist in our records."),
    ] {
        let rejected = error(403, name, message, &[]);
        let mut driver = Driver::new(plan);
        assert!(is_send(driver.error(&rejected), GetImportTask), "{name}");
        assert!(driver.last.refresh_credentials, "{name}");
        assert_eq!(driver.error(&rejected), Action::Finish(Outcome::Failed), "{name}");
        assert!(!driver.last.refresh_credentials, "{name}");

        // Later credentials may expire too.
        let mut driver = Driver::new(plan);
        for _ in 0..3 {
            driver.error(&rejected);
            driver.status("IMPORTING");
            assert!(is_send(driver.wait(), GetImportTask), "{name}");
        }

        // There are no other credentials, or no more attempts.
        for plan in [Plan::new(Goal::Watch), Plan { max_attempts: 1, ..plan }] {
            assert_eq!(Driver::new(plan).error(&rejected), Action::Finish(Outcome::Failed), "{name}");
        }
    }
    // Other credentials would not help.
    for name in ["AccessDeniedException", "InvalidSignatureException"] {
        assert_eq!(
            Driver::new(plan).error(&error(403, name, "m", &[])),
            Action::Finish(Outcome::Failed),
            "{name}"
        );
    }
}

#[test]
fn a_constant_clock_error_is_an_error() {
    // The responses of a proxy whose cache holds one.
    let rejected = error(403, "RequestExpired", "m", &[("date", "Wed, 01 Jan 2020 01:10:00 GMT")]);
    for goal in [Goal::Response(GetImportTask), Goal::Watch, Goal::CancelAndWait] {
        let mut driver = Driver::new(Plan { max_attempts: 8, ..Plan::new(goal) });
        for _ in 0..MAX_CLOCK_CORRECTIONS {
            assert!(matches!(driver.error(&rejected), Action::Send { .. }), "{goal:?}");
        }
        assert_eq!(driver.error(&rejected), Action::Finish(Outcome::Failed), "{goal:?}");
        // The next call may have a good clock again.
        assert_ne!(driver.last.clock_correction, 0, "{goal:?}");
    }
    // Each request of a watch counts for itself.
    let mut driver = Driver::new(Plan { max_attempts: 8, ..Plan::new(Goal::Watch) });
    for _ in 0..=MAX_CLOCK_CORRECTIONS {
        assert!(is_send(driver.error(&rejected), GetImportTask));
        driver.status("IMPORTING");
        driver.wait();
    }
}

#[test]
fn times_exceed_32_bits() {
    // A clock that is decades behind, and one that is decades ahead.
    for (clock, date, correction) in [
        (0, "Fri, 15 Jan 2027 08:00:00 GMT", 1_800_000_000_000),
        (4_102_444_800_000, "Fri, 15 Jan 2027 08:00:00 GMT", 1_800_000_000_000 - 4_102_444_800_000_i64),
        (-1, "Thu, 01 Jan 1970 00:00:00 GMT", 1),
        (i64::MIN, "Fri, 15 Jan 2027 08:00:00 GMT", i64::MAX),
    ] {
        let mut machine = Cancellation::new(Plan::new(Goal::Watch));
        let mut bucket = TokenBucket::default();
        let at = Moment { elapsed: 0, clock, random: 0.5 };
        machine.handle(Event::Start, at, &mut bucket);
        let (error, headers) = error(403, "RequestExpired", "m", &[("date", date)]);
        let step = machine.handle(Event::Response(Err(&error), &headers), at, &mut bucket);
        assert_eq!(step.clock_correction, correction);
        assert!(is_send(step.action, GetImportTask));
    }

    // A wait of a year, with reads a hundred days apart.
    let day = 86_400_000;
    let mut driver = Driver::new(Plan {
        max_wait: Some(365 * day),
        poll_interval: 100 * day,
        max_poll_interval: 100 * day,
        attempt_timeout: 50 * day,
        ..Plan::new(Goal::Watch)
    });
    assert_eq!(driver.last.action, Action::Send { operation: GetImportTask, timeout: 50 * day });
    assert_eq!(driver.delays("IMPORTING"), [100 * day, 100 * day, 100 * day, 65 * day - 1_000]);
    assert_eq!(driver.last.action, Action::Finish(Outcome::TimedOut));

    // The largest limits overflow nowhere.
    let mut driver = Driver::new(Plan {
        max_wait: Some(u64::MAX),
        poll_interval: u64::MAX,
        max_poll_interval: u64::MAX,
        attempt_timeout: u64::MAX,
        ..Plan::new(Goal::Watch)
    });
    assert_eq!(driver.last.action, Action::Send { operation: GetImportTask, timeout: u64::MAX });
    assert_eq!(driver.status("IMPORTING"), Action::Wait(u64::MAX - 1_000));
    let mut unlimited = Driver::new(Plan { poll_interval: u64::MAX - 1, ..Plan::new(Goal::Watch) });
    assert_eq!(unlimited.status("IMPORTING"), Action::Wait(60_000));
}

#[test]
fn a_clock_that_goes_back_does_not_extend_the_time_limit() {
    let mut driver = Driver::new(Plan { max_wait: Some(60_000), ..Plan::new(Goal::Watch) });
    driver.elapsed = 50_000;
    driver.status("IMPORTING");
    driver.elapsed = 10_000;
    assert_eq!(driver.handle(Event::Timer), Action::Send { operation: GetImportTask, timeout: 10_000 });
}

#[test]
fn reports_follow_responses_of_a_watch() {
    let mut driver = Driver::new(Plan::new(Goal::CancelAndWait));
    assert!(!driver.last.report);
    let mut reports = |step: fn(&mut Driver) -> Action| {
        step(&mut driver);
        driver.last.report
    };
    assert!(reports(|driver| driver.status("CANCELLING")));
    assert!(!reports(Driver::wait));
    assert!(reports(|driver| driver.handle(Event::NetworkError)));
    assert!(!reports(Driver::wait));
    assert!(!reports(|driver| driver.handle(Event::Abort)));
    let mut driver = Driver::new(Plan::new(Goal::Response(CancelImportTask)));
    driver.status("CANCELLING");
    assert!(!driver.last.report);
}

#[test]
fn a_rejected_cancel_is_explained_by_reads() {
    let conflict = error(409, "ConflictException", "m", &[]);
    let mut driver = Driver::new(Plan::new(Goal::CancelAndWait));
    assert!(is_send(driver.error(&conflict), GetImportTask));
    // Some reads may be older than the rejection.
    for _ in 0..MAX_STALE_READS {
        assert!(matches!(driver.status("IMPORTING"), Action::Wait(_)));
        driver.wait();
    }
    assert_eq!(driver.status("IMPORTING"), Action::Finish(Outcome::CancelFailed));

    let outcome = |rejection: &(Error, Headers), status| {
        let mut driver = Driver::new(Plan::new(Goal::CancelAndWait));
        driver.error(rejection);
        driver.status(status)
    };
    assert_eq!(outcome(&conflict, "SUCCEEDED"), Action::Finish(Outcome::FinishedFirst));
    assert_eq!(outcome(&conflict, "CANCELLED"), Action::Finish(Outcome::AlreadyCancelled));
    assert_eq!(outcome(&conflict, "DELETED"), Action::Finish(Outcome::Gone));
    for (status, name) in [
        (400, "ValidationException"),
        (400, "ConflictException"),
        (409, "Unknown"),
        (409, "ValidationException"),
    ] {
        let rejection = error(status, name, "m", &[]);
        assert_eq!(outcome(&rejection, "FAILED"), Action::Finish(Outcome::FailedFirst), "{status} {name}");
    }
    // Reads cannot explain other rejections.
    for (status, name) in [
        (400, "ExpiredTokenException"),
        (403, "AccessDeniedException"),
        (404, "UnknownOperationException"),
        (422, "ValidationException"),
    ] {
        let mut driver = Driver::new(Plan::new(Goal::CancelAndWait));
        assert_eq!(driver.error(&error(status, name, "m", &[])), Action::Finish(Outcome::Failed), "{name}");
    }
}

#[test]
fn a_cancel_without_a_response_is_explained_by_reads() {
    let mut driver = Driver::new(Plan { max_attempts: 2, ..Plan::new(Goal::CancelAndWait) });
    driver.handle(Event::NetworkError);
    driver.wait();
    assert!(is_send(driver.handle(Event::NetworkError), GetImportTask));
    let mut other = Driver { machine: driver.machine.clone(), ..Driver::new(Plan::new(Goal::Watch)) };
    // Some reads may be older than the cancel.
    for _ in 0..MAX_STALE_READS {
        assert!(matches!(driver.status("IMPORTING"), Action::Wait(_)));
        driver.wait();
    }
    assert_eq!(driver.status("IMPORTING"), Action::Finish(Outcome::CancelFailed));
    assert!(matches!(other.status("CANCELLING"), Action::Wait(_)));
    other.wait();
    assert_eq!(other.status("CANCELLED"), Action::Finish(Outcome::Cancelled));
}

/// Once a read has shown that the task is being cancelled, a rejection is not the result any more.
#[test]
fn a_rejected_cancel_is_explained_by_the_first_read_of_a_cancelling_task() {
    let mut driver = Driver::new(Plan::new(Goal::CancelAndWait));
    driver.error(&error(409, "ConflictException", "m", &[]));
    driver.status("CANCELLING");
    for _ in 0..3 * MAX_STALE_READS {
        driver.wait();
        assert!(matches!(driver.status("IMPORTING"), Action::Wait(_)));
    }
    driver.wait();
    assert_eq!(driver.status("CANCELLED"), Action::Finish(Outcome::AlreadyCancelled));
}

#[test]
fn late_events_of_a_request_change_nothing() {
    let mut driver = Driver::new(Plan::new(Goal::CancelAndWait));
    driver.status("CANCELLING");
    let machine = driver.machine.clone();
    assert_eq!(driver.status("CANCELLED"), Action::Wait(0));
    assert_eq!(driver.handle(Event::NetworkError), Action::Wait(0));
    assert_eq!(driver.machine, machine);
}

#[test]
fn names_of_outcomes() {
    let names = [
        (Outcome::Responded, "responded"),
        (Outcome::Cancelled, "cancelled"),
        (Outcome::FinishedFirst, "finished-first"),
        (Outcome::FailedFirst, "failed-first"),
        (Outcome::AlreadyCancelled, "already-cancelled"),
        (Outcome::Gone, "gone"),
        (Outcome::TimedOut, "timed-out"),
        (Outcome::Aborted, "aborted"),
        (Outcome::Failed, "failed"),
        (Outcome::CancelFailed, "cancel-failed"),
    ];
    for (outcome, name) in names {
        assert_eq!(outcome.as_str(), name);
    }
}
