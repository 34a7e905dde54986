//! The way to the end of a task: every way that events can take, the recorded sequences, and single steps.

use std::collections::HashSet;

use neptune_import_tasks::cancellation::{
    Action, Cancellation, Event, Goal, LAST_LOOK, Moment, Outcome, Plan, STALE_READS, Step,
};
use neptune_import_tasks::failure::{Cause, Failure};
use neptune_import_tasks::http::{Headers, Response};
use neptune_import_tasks::operation::Operation;
use neptune_import_tasks::retry::Tokens;
use neptune_import_tasks::{cancel_import_task, get_import_task};
use serde_json::Value;

use crate::support;

use Operation::{CancelImportTask, GetImportTask};

const CLOCK: i64 = 1_800_000_000_000;

fn at(now: u32) -> Moment {
    Moment { now, clock: CLOCK + i64::from(now), random: 0.5 }
}

/// A response that is a failure, with its headers.
fn failure(status: u16, name: &str, message: &str, more: &[(&str, &str)]) -> (Box<Failure>, Headers) {
    let headers: Vec<_> = [("x-amzn-errortype", name)].into_iter().chain(more.iter().copied()).collect();
    let body = if name.is_empty() { "<html>".into() } else { format!(r#"{{"message":"{message}"}}"#) };
    let headers = if name.is_empty() { more.to_vec() } else { headers };
    let response = Response::from_bytes(status, headers, body.as_bytes(), |text| serde_json::from_str(text));
    (get_import_task::read(&response).expect_err("a failure"), response.headers)
}

// ---- every way -----------------------------------------------------------------------------------------------------

/// Where the task really is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Task {
    Running,
    Cancelling,
    Cancelled,
    Succeeded,
    Failed,
    Deleted,
    Unknown,
    Gone,
}

impl Task {
    /// Where it may be a moment later.
    fn next(self) -> &'static [Task] {
        match self {
            Task::Running => &[Task::Succeeded, Task::Failed, Task::Cancelling, Task::Unknown],
            Task::Cancelling => &[Task::Cancelled, Task::Succeeded, Task::Failed],
            Task::Cancelled | Task::Succeeded => &[Task::Gone, Task::Deleted],
            Task::Unknown => &[Task::Running, Task::Gone],
            Task::Failed | Task::Deleted | Task::Gone => &[],
        }
    }

    fn status(self) -> &'static str {
        match self {
            Task::Running => "IMPORTING",
            Task::Cancelling => "CANCELLING",
            Task::Cancelled => "CANCELLED",
            Task::Succeeded => "SUCCEEDED",
            Task::Failed => "FAILED",
            Task::Deleted | Task::Gone => "DELETED",
            Task::Unknown => "SOMETHING_NEW",
        }
    }
}

/// How late a timer may be.
const LATE: u32 = 800;

/// The machine, the service, and what has happened between them.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct World {
    machine: Cancellation,
    tokens: Tokens,
    action: Action,
    now: u32,
    task: Task,
    /// A cancel of ours has taken effect.
    has_cancelled: bool,
    /// A cancel of ours was answered with a success.
    was_accepted: bool,
    /// The last answer but for failures.
    seen: Option<Task>,
    /// A read may still show the task as it was before the cancel.
    is_stale: bool,
    /// The error of a task that is not there was the last answer.
    was_missing: bool,
    sent: u32,
    /// Of these the cancels.
    cancels: u32,
    events: u32,
}

/// What may come back in place of an answer, and whether the request may have taken effect all the same.
struct Fault {
    name: &'static str,
    failure: Option<(Box<Failure>, Headers)>,
    may_take_effect: bool,
}

fn faults() -> Vec<Fault> {
    let date = [("date", "Fri, 15 Jan 2027 09:00:00 GMT")];
    let fault = |name, failure, may_take_effect| Fault { name, failure: Some(failure), may_take_effect };
    let unreadable =
        Response::from_bytes(200, [("", ""); 0], b"{\"taskId\"", |text| serde_json::from_str(text));
    let unreadable = cancel_import_task::read(&unreadable).expect_err("cut off");
    vec![
        Fault { name: "no response", failure: None, may_take_effect: true },
        fault("throttled", failure(429, "ThrottlingException", "m", &[("x-amz-retry-after", "700")]), false),
        fault("internal", failure(500, "InternalServerException", "m", &[]), true),
        fault("bad gateway", failure(502, "", "", &[]), true),
        fault("other server error", failure(501, "", "", &[]), true),
        fault("denied", failure(403, "AccessDeniedException", "m", &[]), false),
        fault("expired token", failure(403, "ExpiredTokenException", "m", &[]), false),
        fault("invalid", failure(400, "ValidationException", "m", &[]), false),
        fault("skewed", failure(403, "InvalidSignatureException", "Signature expired: x", &date), false),
        fault("unreadable", (unreadable, Headers::default()), true),
    ]
}

/// What every step must hold.
fn hold(world: &World, plan: &Plan, before: &World, event: &str) {
    let because = || format!("{event}\n{before:#?}\n{world:#?}");
    assert!(world.cancels <= plan.max_attempts, "too many attempts: {}", because());
    if let Goal::Answer(_) = plan.goal {
        assert!(world.sent <= plan.max_attempts, "too many attempts: {}", because());
    }
    // What is sent grows with every way that has no end, because it is a part of the state.
    let most = plan.max_attempts * (plan.max_wait / plan.poll_interval + 4);
    assert!(world.sent <= most, "no end: {}", because());
    let left = plan.max_wait.saturating_sub(world.now);
    match world.action {
        Action::Send(operation, timeout) => {
            assert!(timeout > 0 && timeout <= left.min(plan.attempt_timeout), "{}", because());
            assert!(!world.was_accepted || operation.is_read(), "cancelled twice: {}", because());
        }
        Action::Wait(milliseconds) => assert!(milliseconds <= left, "{}", because()),
        Action::Finish(outcome) => {
            let seen = world.seen;
            let is_true = match outcome {
                Outcome::Cancelled => seen == Some(Task::Cancelled) && plan.goal == Goal::CancelAndWait,
                Outcome::AlreadyCancelled => seen == Some(Task::Cancelled) && !world.has_cancelled,
                Outcome::FinishedFirst => seen == Some(Task::Succeeded),
                Outcome::FailedFirst => seen == Some(Task::Failed),
                Outcome::Gone => seen == Some(Task::Deleted) || world.was_missing,
                Outcome::TimedOut => left <= LAST_LOOK.min(plan.max_wait / 10),
                Outcome::Aborted => event == "abort",
                Outcome::Failed | Outcome::Refused => event != "abort",
                Outcome::Answered => plan.goal != Goal::CancelAndWait && seen.is_some(),
            };
            assert!(is_true, "{outcome:?} is not true: {}", because());
            // A refusal is no result once the cancel was accepted.
            assert!(outcome != Outcome::Refused || !world.was_accepted, "{}", because());
        }
    }
}

/// Takes one event, and holds what every step must.
fn step(before: &World, plan: &Plan, name: &str, event: Event<'_>, change: impl FnOnce(&mut World)) -> World {
    let mut world = before.clone();
    world.events += 1;
    change(&mut world);
    let Step { action, .. } = world.machine.on(event, at(world.now), &mut world.tokens);
    world.action = action;
    if let Action::Send(operation, _) = action {
        world.sent += 1;
        world.cancels += u32::from(!operation.is_read());
    }
    hold(&world, plan, before, name);
    world
}

/// All that can happen next.
fn successors(world: &World, plan: &Plan, faults: &[Fault]) -> Vec<World> {
    let mut all = vec![step(world, plan, "abort", Event::Abort, |_| {})];
    let headers = Headers::default();
    let missing = failure(404, "ResourceNotFoundException", "m", &[]);
    let conflict = failure(409, "ConflictException", "m", &[]);
    // The task goes on by itself, or not, before anything else happens.
    let mut worlds = vec![world.clone()];
    for next in world.task.next() {
        worlds.push(World { task: *next, ..world.clone() });
    }
    for world in &worlds {
        let (operation, timeout) = match world.action {
            Action::Send(operation, timeout) => (operation, timeout),
            Action::Wait(milliseconds) => {
                all.push(step(world, plan, "timer", Event::Timer, |world| world.now += milliseconds));
                // Timers may be late: a laptop was shut meanwhile.
                all.push(step(world, plan, "late", Event::Timer, |world| world.now += milliseconds + LATE));
                continue;
            }
            Action::Finish(_) => unreachable!("it is over"),
        };
        let takes_effect = operation == CancelImportTask && world.task == Task::Running;
        let effect = move |world: &mut World| {
            if takes_effect {
                (world.task, world.has_cancelled, world.is_stale) = (Task::Cancelling, true, true);
            }
        };
        // The true answer.
        match (operation, world.task) {
            (_, Task::Gone) => {
                let event = Event::Response(Err(&missing.0), &missing.1);
                let next = step(world, plan, "missing", event, |world| world.was_missing = true);
                assert!(matches!(next.action, Action::Finish(_)), "404 ends it at once: {next:?}");
                all.push(next);
            }
            (CancelImportTask, Task::Running) => {
                let event = Event::Response(Ok(Some("CANCELLING")), &headers);
                all.push(step(world, plan, "accepted", event, |world| {
                    effect(world);
                    (world.was_accepted, world.seen) = (true, Some(Task::Cancelling));
                }));
            }
            (CancelImportTask, _) => {
                all.push(step(
                    world,
                    plan,
                    "conflict",
                    Event::Response(Err(&conflict.0), &conflict.1),
                    |_| {},
                ));
            }
            (_, task) => {
                let event = Event::Response(Ok(Some(task.status())), &headers);
                all.push(step(world, plan, "seen", event, |world| {
                    (world.seen, world.is_stale) = (Some(task), false);
                }));
                if world.is_stale {
                    let event = Event::Response(Ok(Some("IMPORTING")), &headers);
                    all.push(step(world, plan, "stale", event, |world| world.seen = Some(Task::Running)));
                }
            }
        }
        for fault in faults {
            for has_effect in [false, true] {
                if has_effect && !(takes_effect && fault.may_take_effect) {
                    continue;
                }
                let event = match &fault.failure {
                    None => Event::NoResponse,
                    Some((failure, headers)) => Event::Response(Err(failure), headers),
                };
                let next = step(world, plan, fault.name, event, |world| {
                    if has_effect {
                        effect(world);
                    }
                });
                let is_final = matches!(fault.name, "denied" | "expired token" | "invalid");
                if is_final && operation == GetImportTask {
                    assert!(
                        matches!(next.action, Action::Finish(_)),
                        "{} ends a watch: {next:?}",
                        fault.name
                    );
                }
                all.push(next);
                if fault.failure.is_none() {
                    all.push(step(world, plan, "time is up", Event::Timer, |world| {
                        world.now += timeout;
                        if has_effect {
                            effect(world);
                        }
                    }));
                }
            }
        }
    }
    all
}

/// After the end nothing is sent, whatever comes.
fn stays_over(world: &World) {
    let headers = Headers::default();
    for event in [
        Event::Start,
        Event::Timer,
        Event::NoResponse,
        Event::Abort,
        Event::Response(Ok(Some("CANCELLED")), &headers),
    ] {
        let mut machine = world.machine.clone();
        assert_eq!(machine.on(event, at(world.now + 1), &mut Tokens::default()).action, world.action);
    }
}

fn walk(plan: Plan, tokens: u32) -> (usize, usize, u32) {
    let faults = faults();
    let mut machine = Cancellation::new(plan);
    let mut tokens = Tokens::new(tokens);
    let Step { action, .. } = machine.on(Event::Start, at(0), &mut tokens);
    let start = World {
        machine,
        tokens,
        action,
        now: 0,
        task: Task::Running,
        has_cancelled: false,
        was_accepted: false,
        seen: None,
        is_stale: false,
        was_missing: false,
        sent: 1,
        cancels: u32::from(plan.goal != Goal::Watch),
        events: 0,
    };
    let mut seen = HashSet::new();
    let mut ends = HashSet::new();
    let mut frontier = Vec::new();
    for task in [
        Task::Running,
        Task::Cancelling,
        Task::Cancelled,
        Task::Succeeded,
        Task::Failed,
        Task::Deleted,
        Task::Gone,
    ] {
        frontier.push(World { task, ..start.clone() });
    }
    let (mut states, mut depth) = (frontier.len(), 0);
    while let Some(world) = frontier.pop() {
        for next in successors(&world, &plan, &faults) {
            depth = depth.max(next.events);
            // How many events it took is no part of a state.
            if !seen.insert(World { events: 0, ..next.clone() }) {
                continue;
            }
            states += 1;
            if let Action::Finish(outcome) = next.action {
                stays_over(&next);
                ends.insert(outcome);
            } else {
                frontier.push(next);
            }
        }
    }
    (states, ends.len(), depth)
}

/// A short time, so that all of it can be walked: it holds three looks at the task, and a few retries.
fn short(goal: Goal) -> Plan {
    Plan {
        max_attempts: 2,
        max_wait: 1_000,
        poll_interval: 300,
        longest_poll_interval: 400,
        attempt_timeout: 350,
        ..Plan::new(goal)
    }
}

#[test]
fn every_way_ends_in_the_truth() {
    for (name, plan, tokens, ends) in [
        ("cancel and wait", short(Goal::CancelAndWait), 500, 9),
        ("cancel and wait, one attempt", Plan { max_attempts: 1, ..short(Goal::CancelAndWait) }, 500, 9),
        ("cancel and wait, few tokens", short(Goal::CancelAndWait), 20, 9),
        ("watch", short(Goal::Watch), 500, 4),
        ("one answer", Plan { max_attempts: 3, ..short(Goal::Answer(CancelImportTask)) }, 500, 4),
    ] {
        let (states, found, depth) = walk(plan, tokens);
        println!("{name}: {states} states, all of them, up to {depth} events; {found} outcomes");
        assert_eq!(found, ends, "{name}");
    }
}

// ---- the recorded waiters ------------------------------------------------------------------------------------------

/// How a sequence of answers ends, in the words of the SDKs' waiters; the last answer repeats.
fn waited(case: &Value) -> (&'static str, usize) {
    let is_cancel = case["waiter"] == "ImportTaskCancelled";
    let mut machine = Cancellation::new(Plan::new(if is_cancel { Goal::CancelAndWait } else { Goal::Watch }));
    if !is_cancel {
        // The others wait for ever too, until their user's patience is at an end.
        machine = Cancellation::new(Plan { max_wait: 3_600_000, ..Plan::new(Goal::Watch) });
    }
    let (mut tokens, mut now, mut calls, headers) = (Tokens::default(), 0, 0, Headers::default());
    let mut last = String::new();
    let mut action = machine.on(Event::Start, at(now), &mut tokens).action;
    loop {
        action = match action {
            Action::Send(CancelImportTask, _) => {
                machine.on(Event::Response(Ok(Some("CANCELLING")), &headers), at(now), &mut tokens).action
            }
            Action::Send(..) => {
                let responses = case["responses"].as_array().expect("responses");
                let response = responses.get(calls).or(responses.last()).expect("a response");
                calls += 1;
                let headers = response["headers"].as_array().into_iter().flatten();
                let headers = headers.map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()));
                let status = u16::try_from(response["status"].as_u64().unwrap()).unwrap();
                let body = response["body"].as_str().unwrap();
                let response =
                    Response::from_bytes(status, headers, body.as_bytes(), |text| serde_json::from_str(text));
                let read = get_import_task::read(&response);
                let status = match &read {
                    Ok((output, _)) => {
                        last = output.task.status().to_string();
                        Ok(Some(&*last))
                    }
                    Err(failure) => Err(&**failure),
                };
                machine.on(Event::Response(status, &response.headers), at(now), &mut tokens).action
            }
            Action::Wait(milliseconds) => {
                now += milliseconds;
                machine.on(Event::Timer, at(now), &mut tokens).action
            }
            Action::Finish(outcome) => {
                let wanted = if is_cancel { "CANCELLED" } else { "SUCCEEDED" };
                let state = match outcome {
                    Outcome::TimedOut => "TIMEOUT",
                    Outcome::Cancelled | Outcome::Answered if last == wanted => "SUCCESS",
                    _ => "FAILURE",
                };
                return (state, calls);
            }
        };
    }
}

/// Why ours ends in another way than a waiter of the SDKs.
fn why_other(case: &Value, ours: &str, theirs: &str) -> Option<&'static str> {
    let id = case["id"].as_str().unwrap();
    let (waiter, sequence) = id.split_once('/').unwrap();
    let has = |part: &str| sequence.contains(part);
    let refused = ["ResourceNotFound", "AccessDenied", "Validation"].into_iter().any(has);
    match (ours, theirs) {
        ("TIMEOUT", "FAILURE") if has("CANCELLING-then-error") => {
            Some("being cancelled is not final, and what passes does not end it")
        }
        // A read may be older than the cancel; a status may be new; and what rolls back or is being cancelled has not ended.
        ("TIMEOUT", "FAILURE") if !has("error") && !has("html") => Some("that status is not final"),
        ("SUCCESS" | "FAILURE", "FAILURE" | "TIMEOUT")
            if has("long-") || has("-then-") && !has("error") && !has("html") =>
        {
            Some("it went on until the status was final")
        }
        ("FAILURE", "TIMEOUT") if refused => Some("asking again cannot help"),
        ("FAILURE", "TIMEOUT") if has("DELETED") => Some("a deleted task will not succeed"),
        ("FAILURE", "TIMEOUT") if has("missing") || has("null") || has("empty") => {
            Some("an answer without a status is none, three times in a row")
        }
        ("FAILURE", "SUCCESS") if refused => Some("a refusal ends it at once, and botocore agrees"),
        ("FAILURE", "TIMEOUT") if waiter == "ImportTaskSuccessful" && has("error-first") => {
            Some("a service that has never answered is given up after three attempts")
        }
        ("TIMEOUT" | "SUCCESS", "FAILURE") => {
            Some("what passes does not end it, and the JavaScript SDK agrees")
        }
        _ => None,
    }
}

#[test]
fn the_recorded_waiters() {
    let cases = support::cases("tests/fixtures/waiters.json").expect("the fixture is there");
    let mut differing = 0;
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let (ours, calls) = waited(case);
        for sdk in ["botocore", "jsSdk"] {
            let theirs = case[sdk]["state"].as_str().unwrap();
            if ours != theirs {
                let why = why_other(case, ours, theirs);
                let why =
                    why.unwrap_or_else(|| panic!("{id}: ours {ours}, {sdk} {theirs}, and nobody knows why"));
                println!("{id}: ours {ours}, {sdk} {theirs}: {why}");
                differing += 1;
            }
        }
        // Where all are of one mind on a success, ours has not looked more often.
        if ours == "SUCCESS" && case["agree"] == true && case["botocore"]["state"] == "SUCCESS" {
            assert_eq!(Some(calls as u64), case["botocore"]["calls"].as_u64(), "{id}");
        }
    }
    println!("{} sequences, {differing} of {} ends differ", cases.len(), 2 * cases.len());
    assert_eq!(cases.len(), 82);
}

/// Which of the recorded responses are tried again: those that the SDKs try again too.
#[test]
fn the_recorded_retries() {
    let mut held = 0;
    for case in support::cases("tests/fixtures/responses.json").expect("the fixture is there") {
        let wanted = if case["expected"].is_null() { &case["recommended"] } else { &case["expected"] };
        let (Some(retryable), Some(body)) = (wanted["retryable"].as_bool(), case["body"].as_str()) else {
            continue;
        };
        let headers = case["headers"].as_array().into_iter().flatten();
        let headers = headers.map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()));
        let status = u16::try_from(case["status"].as_u64().unwrap()).unwrap();
        let response =
            Response::from_bytes(status, headers, body.as_bytes(), |text| serde_json::from_str(text));
        let Err(failure) = cancel_import_task::read(&response) else { continue };
        if !matches!(failure.cause, Cause::Service(_)) {
            continue;
        }
        let mut machine = Cancellation::new(Plan::new(Goal::Answer(CancelImportTask)));
        let mut tokens = Tokens::default();
        machine.on(Event::Start, at(0), &mut tokens);
        let Step { action, .. } =
            machine.on(Event::Response(Err(&failure), &response.headers), at(0), &mut tokens);
        let id = &case["id"];
        match action {
            Action::Wait(_) => assert!(retryable, "{id}: {action:?}"),
            Action::Finish(outcome) => assert_eq!((retryable, outcome), (false, Outcome::Failed), "{id}"),
            Action::Send(..) => panic!("{id}: {action:?}"),
        }
        held += 1;
    }
    println!("{held} responses");
    assert!(held > 150, "{held}");
}

// ---- single steps --------------------------------------------------------------------------------------------------

/// Drives a machine with events, a moment each, and returns what it does.
struct Driven {
    machine: Cancellation,
    tokens: Tokens,
    now: u32,
    last: Action,
    correction: i64,
}

impl Driven {
    fn new(plan: Plan) -> Self {
        let mut driven = Driven {
            machine: Cancellation::new(plan),
            tokens: Tokens::default(),
            now: 0,
            last: Action::Wait(0),
            correction: 0,
        };
        driven.on(Event::Start);
        driven
    }

    fn on(&mut self, event: Event<'_>) -> Action {
        let step = self.machine.on(event, at(self.now), &mut self.tokens);
        (self.last, self.correction) = (step.action, step.correction);
        step.action
    }

    fn sees(&mut self, status: &str) -> Action {
        self.on(Event::Response(Ok(Some(status)), &Headers::default()))
    }

    fn fails(&mut self, (failure, headers): &(Box<Failure>, Headers)) -> Action {
        self.on(Event::Response(Err(failure), headers))
    }

    /// Waits as long as it is told to.
    fn waits(&mut self) -> Action {
        let Action::Wait(milliseconds) = self.last else { panic!("{:?}", self.last) };
        self.now += milliseconds;
        self.on(Event::Timer)
    }
}

#[test]
fn looks_come_every_five_seconds_and_later_every_minute() {
    let mut driven = Driven::new(Plan::new(Goal::CancelAndWait));
    let mut waits = Vec::new();
    while let Action::Wait(milliseconds) = driven.sees("CANCELLING") {
        waits.push(milliseconds);
        driven.waits();
    }
    assert_eq!(waits[..9], [5_000, 7_500, 11_250, 16_875, 25_312, 37_968, 56_952, 60_000, 60_000]);
    // A last look a second before the hour is over, and the end.
    assert_eq!((driven.last, driven.now), (Action::Finish(Outcome::TimedOut), 3_599_000));
    let mut fixed =
        Driven::new(Plan { poll_interval: 100, longest_poll_interval: 100, ..Plan::new(Goal::Watch) });
    assert_eq!([(); 3].map(|()| (fixed.sees("IMPORTING"), fixed.waits()).0), [Action::Wait(100); 3]);
}

#[test]
fn a_hint_makes_the_wait_longer() {
    let mut driven = Driven::new(Plan::new(Goal::Answer(CancelImportTask)));
    let throttled = failure(429, "ThrottlingException", "m", &[("x-amz-retry-after", "4000")]);
    // Half of a second by chance, and what the service asks for.
    assert_eq!(driven.fails(&throttled), Action::Wait(4_000));
    driven.waits();
    assert_eq!(driven.fails(&failure(500, "InternalServerException", "m", &[])), Action::Wait(50));
    driven.waits();
    assert_eq!(driven.fails(&throttled), Action::Finish(Outcome::Failed));
    assert_eq!(driven.tokens.left(), 500 - 5 - 14);
}

#[test]
fn clocks_are_corrected_for_errors_of_the_clock_alone() {
    let date = ("date", "Fri, 15 Jan 2027 09:00:00 GMT");
    let expired = "Signature expired: 20270115T080000Z is now earlier than 20270115T085500Z (20270115T090000Z - 5 min.)";
    let skewed = |name, message, headers: &[_]| {
        let mut driven = Driven::new(Plan::new(Goal::Answer(GetImportTask)));
        let action = driven.fails(&failure(403, name, message, headers));
        (matches!(action, Action::Send(..)), driven.correction)
    };
    let hour = 1_800_003_600_000 - CLOCK;
    assert_eq!(skewed("InvalidSignatureException", expired, &[date]), (true, hour));
    assert_eq!(skewed("InvalidSignatureException", "Signature not yet current: x", &[date]), (true, hour));
    assert_eq!(skewed("RequestTimeTooSkewed", "m", &[date]), (true, hour));
    assert_eq!(
        skewed("InvalidSignatureException", expired, &[("date", "Fri, 15 Jan 2027 07:59:00 GMT")]),
        (true, -60_000)
    );
    // Another reason, an answer from a cache, and none that says what time it is.
    assert_eq!(
        skewed("InvalidSignatureException", "The request signature we calculated", &[date]),
        (false, 0)
    );
    assert_eq!(skewed("AccessDeniedException", "m", &[date]), (false, 0));
    assert_eq!(skewed("InvalidSignatureException", expired, &[date, ("age", "3600")]), (false, 0));
    assert_eq!(skewed("InvalidSignatureException", expired, &[]), (false, 0));
    // A clock that cannot be set right is no reason to go on for ever.
    let mut driven = Driven::new(Plan::new(Goal::Answer(GetImportTask)));
    let again = failure(403, "RequestExpired", "m", &[date]);
    let actions = [(); 3].map(|()| driven.fails(&again));
    assert!(
        matches!(actions, [Action::Send(..), Action::Send(..), Action::Finish(Outcome::Failed)]),
        "{actions:?}"
    );
}

#[test]
fn a_refusal_is_looked_into() {
    let conflict = failure(409, "ConflictException", "m", &[]);
    let mut driven = Driven::new(Plan::new(Goal::CancelAndWait));
    assert!(matches!(driven.fails(&conflict), Action::Send(GetImportTask, _)));
    // Reads may be older than the refusal, but not for ever.
    for _ in 0..STALE_READS {
        assert!(matches!(driven.sees("IMPORTING"), Action::Wait(_)));
        driven.waits();
    }
    assert_eq!(driven.sees("IMPORTING"), Action::Finish(Outcome::Refused));

    let ends = |refusal: &(Box<Failure>, Headers), status| {
        let mut driven = Driven::new(Plan::new(Goal::CancelAndWait));
        driven.fails(refusal);
        driven.sees(status)
    };
    assert_eq!(ends(&conflict, "SUCCEEDED"), Action::Finish(Outcome::FinishedFirst));
    assert_eq!(ends(&conflict, "CANCELLED"), Action::Finish(Outcome::AlreadyCancelled));
    assert_eq!(ends(&conflict, "DELETED"), Action::Finish(Outcome::Gone));
    let invalid = failure(400, "ValidationException", "m", &[]);
    assert_eq!(ends(&invalid, "FAILED"), Action::Finish(Outcome::FailedFirst));
    // Of other refusals there is nothing to be seen.
    for (status, name) in
        [(400, "ExpiredTokenException"), (403, "AccessDeniedException"), (404, "UnknownOperationException")]
    {
        let mut driven = Driven::new(Plan::new(Goal::CancelAndWait));
        assert_eq!(driven.fails(&failure(status, name, "m", &[])), Action::Finish(Outcome::Failed), "{name}");
    }
}

#[test]
fn a_lost_answer_is_looked_for() {
    let mut driven = Driven::new(Plan { max_attempts: 2, ..Plan::new(Goal::CancelAndWait) });
    driven.on(Event::NoResponse);
    driven.waits();
    assert!(matches!(driven.on(Event::NoResponse), Action::Send(GetImportTask, _)));
    let mut other = Driven { machine: driven.machine.clone(), ..Driven::new(Plan::new(Goal::Watch)) };
    // Reads may be older than the cancel, but not for ever.
    for _ in 0..STALE_READS {
        assert!(matches!(driven.sees("IMPORTING"), Action::Wait(_)));
        driven.waits();
    }
    assert_eq!(driven.sees("IMPORTING"), Action::Finish(Outcome::Refused));
    assert!(matches!(other.sees("CANCELLING"), Action::Wait(_)));
    other.waits();
    assert_eq!(other.sees("CANCELLED"), Action::Finish(Outcome::Cancelled));
}
