//! A walk over all states of the machine, a task and a service: whatever happens in whatever order, each step keeps the limits
//! of the plan, and each outcome is true.

use std::collections::HashSet;

use neptune_import_tasks::client::cancellation::LAST_READ;
use neptune_import_tasks::client::{Action, Cancellation, Event, Goal, Outcome, Plan, Step, TokenBucket};
use neptune_import_tasks::operation::OperationName::{CancelImportTask, GetImportTask};
use neptune_import_tasks::operation::types::ImportTaskStatus;
use neptune_import_tasks::protocol::http::Headers;
use neptune_import_tasks::{Error, Operation, Response, operation};

use super::{at, error};

/// The real status of the task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Task {
    Running,
    Cancelling,
    Cancelled,
    Succeeded,
    Failed,
    Deleted,
    /// A status that no publication lists.
    Unknown,
    /// The service knows no such task any more.
    NotFound,
}

impl Task {
    /// The statuses that may follow.
    fn next(self) -> &'static [Task] {
        match self {
            Task::Running => &[Task::Succeeded, Task::Failed, Task::Cancelling, Task::Unknown],
            Task::Cancelling => &[Task::Cancelled, Task::Succeeded, Task::Failed],
            Task::Cancelled | Task::Succeeded => &[Task::NotFound, Task::Deleted],
            Task::Unknown => &[Task::Running, Task::NotFound],
            Task::Failed | Task::Deleted | Task::NotFound => &[],
        }
    }

    fn status(self) -> ImportTaskStatus {
        match self {
            Task::Running => ImportTaskStatus::Importing,
            Task::Cancelling => ImportTaskStatus::Cancelling,
            Task::Cancelled => ImportTaskStatus::Cancelled,
            Task::Succeeded => ImportTaskStatus::Succeeded,
            Task::Failed => ImportTaskStatus::Failed,
            Task::Deleted | Task::NotFound => ImportTaskStatus::Deleted,
            Task::Unknown => ImportTaskStatus::Unknown("SOMETHING_NEW".into()),
        }
    }
}

/// How late a timer may be.
const TIMER_DELAY: u64 = 800;

/// The machine, the task, and what has happened between them.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct World {
    machine: Cancellation,
    bucket: TokenBucket,
    action: Action,
    elapsed: u64,
    task: Task,
    /// A cancel of this client has taken effect.
    has_cancelled: bool,
    /// A cancel of this client had a success as its response.
    was_accepted: bool,
    /// The status in the last response that is not an error.
    last_status: Option<Task>,
    /// A read may still show the task as it was before the cancel.
    is_stale: bool,
    /// The last response was the error for a task that does not exist.
    was_not_found: bool,
    /// The number of requests.
    sent: u32,
    /// The number of these that were cancels.
    cancels: u32,
    events: u32,
}

/// What may arrive in place of a response, and whether the request may have taken effect nevertheless.
struct Fault {
    name: &'static str,
    /// `None` if nothing arrives.
    error: Option<(Error, Headers)>,
    may_take_effect: bool,
}

fn faults() -> Vec<Fault> {
    let date = [("date", "Fri, 15 Jan 2027 09:00:00 GMT")];
    let fault = |name, error, may_take_effect| Fault { name, error: Some(error), may_take_effect };
    let unreadable = Response::from_bytes(200, [("", ""); 0], b"{\"taskId\"");
    let unreadable = operation::CancelImportTask::parse(&unreadable).expect_err("truncated");
    vec![
        Fault { name: "network error", error: None, may_take_effect: true },
        fault("throttled", error(429, "ThrottlingException", "m", &[("x-amz-retry-after", "700")]), false),
        fault("internal", error(500, "InternalServerException", "m", &[]), true),
        fault("bad gateway", error(502, "", "", &[]), true),
        fault("other server error", error(501, "", "", &[]), true),
        fault("denied", error(403, "AccessDeniedException", "m", &[]), false),
        fault("expired token", error(403, "ExpiredTokenException", "m", &[]), false),
        fault("invalid", error(400, "ValidationException", "m", &[]), false),
        fault("wrong clock", error(403, "InvalidSignatureException", "Signature expired: x", &date), false),
        fault("unreadable", (unreadable, Headers::default()), true),
    ]
}

fn max_wait(plan: &Plan) -> u64 {
    plan.max_wait.expect("a walk has a time limit")
}

/// Asserts what must be true after every step.
fn assert_invariants(world: &World, plan: &Plan, before: &World, event: &str) {
    let context = || format!("{event}\n{before:#?}\n{world:#?}");
    assert!(world.cancels <= plan.max_attempts, "too many attempts: {}", context());
    if let Goal::Response(_) = plan.goal {
        assert!(world.sent <= plan.max_attempts, "too many attempts: {}", context());
    }
    // The number of requests is part of the state, so it grows without limit on a path without end.
    let most = u64::from(plan.max_attempts) * (max_wait(plan) / plan.poll_interval + 4);
    assert!(u64::from(world.sent) <= most, "no end: {}", context());
    let remaining = max_wait(plan).saturating_sub(world.elapsed);
    match world.action {
        Action::Send { operation, timeout } => {
            assert!(timeout > 0 && timeout <= remaining.min(plan.attempt_timeout), "{}", context());
            assert!(!world.was_accepted || operation.is_read(), "cancelled twice: {}", context());
        }
        Action::Wait(delay) => assert!(delay <= remaining, "{}", context()),
        Action::Finish(outcome) => {
            let last = world.last_status;
            let is_true = match outcome {
                Outcome::Cancelled => last == Some(Task::Cancelled) && plan.goal == Goal::CancelAndWait,
                Outcome::AlreadyCancelled => last == Some(Task::Cancelled) && !world.has_cancelled,
                Outcome::FinishedFirst => last == Some(Task::Succeeded),
                Outcome::FailedFirst => last == Some(Task::Failed),
                Outcome::Gone => last == Some(Task::Deleted) || world.was_not_found,
                Outcome::TimedOut => remaining <= LAST_READ.min(max_wait(plan) / 10),
                Outcome::Aborted => event == "abort",
                Outcome::Failed | Outcome::CancelFailed => event != "abort",
                Outcome::Responded => plan.goal != Goal::CancelAndWait && last.is_some(),
            };
            assert!(is_true, "{outcome:?} is not true: {}", context());
            // A cancel that was accepted has not failed.
            assert!(outcome != Outcome::CancelFailed || !world.was_accepted, "{}", context());
        }
    }
}

/// Handles one event after `change`, and asserts the invariants.
fn step(before: &World, plan: &Plan, name: &str, event: Event<'_>, change: impl FnOnce(&mut World)) -> World {
    let mut world = before.clone();
    world.events += 1;
    change(&mut world);
    let Step { action, .. } = world.machine.handle(event, at(world.elapsed), &mut world.bucket);
    world.action = action;
    if let Action::Send { operation, .. } = action {
        world.sent += 1;
        world.cancels += u32::from(!operation.is_read());
    }
    assert_invariants(&world, plan, before, name);
    world
}

/// Everything that can happen next.
fn successors(world: &World, plan: &Plan, faults: &[Fault]) -> Vec<World> {
    let mut all = vec![step(world, plan, "abort", Event::Abort, |_| {})];
    // The task continues by itself, or does not, before anything else happens.
    let mut worlds = vec![world.clone()];
    for next in world.task.next() {
        worlds.push(World { task: *next, ..world.clone() });
    }
    for world in &worlds {
        match world.action {
            Action::Send { .. } => {
                all.extend(responses(world, plan));
                for fault in faults {
                    all.extend(failures(world, plan, fault));
                }
            }
            Action::Wait(delay) => {
                all.push(step(world, plan, "timer", Event::Timer, |world| world.elapsed += delay));
                // Timers may be late: a computer slept meanwhile.
                let late = delay + TIMER_DELAY;
                all.push(step(world, plan, "late timer", Event::Timer, |world| world.elapsed += late));
            }
            Action::Finish(_) => unreachable!("nothing follows the end"),
        }
    }
    all
}

/// Whether the request that was sent cancels the task, if it arrives.
fn would_cancel(world: &World) -> bool {
    matches!(world.action, Action::Send { operation: CancelImportTask, .. }) && world.task == Task::Running
}

fn cancel(world: &mut World) {
    (world.task, world.has_cancelled, world.is_stale) = (Task::Cancelling, true, true);
}

/// The response of the service to the request that was sent, or the stale one that it may send instead.
fn responses(world: &World, plan: &Plan) -> Vec<World> {
    let Action::Send { operation, .. } = world.action else { unreachable!("a request was sent") };
    let headers = Headers::default();
    match (operation, world.task) {
        (_, Task::NotFound) => {
            let (error, headers) = error(404, "ResourceNotFoundException", "m", &[]);
            let event = Event::Response(Err(&error), &headers);
            let next = step(world, plan, "not found", event, |world| world.was_not_found = true);
            assert!(matches!(next.action, Action::Finish(_)), "404 is final: {next:?}");
            vec![next]
        }
        (CancelImportTask, Task::Running) => {
            let status = ImportTaskStatus::Cancelling;
            let event = Event::Response(Ok(Some(&status)), &headers);
            vec![step(world, plan, "accepted", event, |world| {
                cancel(world);
                (world.was_accepted, world.last_status) = (true, Some(Task::Cancelling));
            })]
        }
        (CancelImportTask, _) => {
            let (error, headers) = error(409, "ConflictException", "m", &[]);
            vec![step(world, plan, "conflict", Event::Response(Err(&error), &headers), |_| {})]
        }
        (_, task) => {
            let status = task.status();
            let event = Event::Response(Ok(Some(&status)), &headers);
            let current = step(world, plan, "status", event, |world| {
                (world.last_status, world.is_stale) = (Some(task), false);
            });
            let stale = world.is_stale.then(|| {
                let status = Task::Running.status();
                let event = Event::Response(Ok(Some(&status)), &headers);
                step(world, plan, "stale status", event, |world| world.last_status = Some(Task::Running))
            });
            [current].into_iter().chain(stale).collect()
        }
    }
}

/// A fault in place of the response, with and without the effect of the request.
fn failures(world: &World, plan: &Plan, fault: &Fault) -> Vec<World> {
    let Action::Send { operation, timeout } = world.action else { unreachable!("a request was sent") };
    let mut all = Vec::new();
    for has_effect in [false, true] {
        if has_effect && !(would_cancel(world) && fault.may_take_effect) {
            continue;
        }
        let effect = |world: &mut World| {
            if has_effect {
                cancel(world);
            }
        };
        let event = match &fault.error {
            None => Event::NetworkError,
            Some((error, headers)) => Event::Response(Err(error), headers),
        };
        let next = step(world, plan, fault.name, event, effect);
        let is_final = match fault.name {
            "denied" | "invalid" => true,
            // Unless other credentials are asked for.
            "expired token" => !plan.can_refresh_credentials,
            _ => false,
        };
        if is_final && operation == GetImportTask {
            assert!(matches!(next.action, Action::Finish(_)), "{} is final: {next:?}", fault.name);
        }
        all.push(next);
        if fault.error.is_none() {
            all.push(step(world, plan, "timeout", Event::Timer, |world| {
                world.elapsed += timeout;
                effect(world);
            }));
        }
    }
    all
}

/// Asserts that nothing is sent after the end, whatever happens.
fn assert_finished(world: &World) {
    let headers = Headers::default();
    for event in [
        Event::Start,
        Event::Timer,
        Event::NetworkError,
        Event::Abort,
        Event::Response(Ok(Some(&ImportTaskStatus::Cancelled)), &headers),
    ] {
        let mut machine = world.machine.clone();
        let step = machine.handle(event, at(world.elapsed + 1), &mut TokenBucket::default());
        assert_eq!(step.action, world.action);
        assert_eq!((step.report, step.clock_correction), (false, 0));
        assert_eq!(machine, world.machine);
    }
}

/// The number of states, of outcomes and of events on the longest path.
fn walk(plan: Plan, tokens: u32) -> (usize, usize, u32) {
    let faults = faults();
    let mut machine = Cancellation::new(plan);
    let mut bucket = TokenBucket::new(tokens);
    let Step { action, .. } = machine.handle(Event::Start, at(0), &mut bucket);
    let start = World {
        machine,
        bucket,
        action,
        elapsed: 0,
        task: Task::Running,
        has_cancelled: false,
        was_accepted: false,
        last_status: None,
        is_stale: false,
        was_not_found: false,
        sent: 1,
        cancels: u32::from(plan.goal != Goal::Watch),
        events: 0,
    };
    let mut seen = HashSet::new();
    let mut outcomes = HashSet::new();
    let mut frontier = Vec::new();
    for task in [
        Task::Running,
        Task::Cancelling,
        Task::Cancelled,
        Task::Succeeded,
        Task::Failed,
        Task::Deleted,
        Task::NotFound,
    ] {
        frontier.push(World { task, ..start.clone() });
    }
    let (mut states, mut depth) = (frontier.len(), 0);
    while let Some(world) = frontier.pop() {
        for next in successors(&world, &plan, &faults) {
            depth = depth.max(next.events);
            // The number of events before it is not part of a state.
            if !seen.insert(World { events: 0, ..next.clone() }) {
                continue;
            }
            states += 1;
            if let Action::Finish(outcome) = next.action {
                assert_finished(&next);
                outcomes.insert(outcome);
            } else {
                frontier.push(next);
            }
        }
    }
    (states, outcomes.len(), depth)
}

/// A time limit that is short enough to visit all states: it allows three reads of the task and a few retries.
fn short(goal: Goal) -> Plan {
    Plan {
        max_attempts: 2,
        max_wait: Some(1_000),
        poll_interval: 300,
        max_poll_interval: 400,
        attempt_timeout: 350,
        ..Plan::new(goal)
    }
}

#[test]
fn every_sequence_of_events_has_a_true_outcome() {
    let mut total = 0;
    for (name, plan, tokens, outcomes) in [
        ("cancel and wait", short(Goal::CancelAndWait), 500, 9),
        ("cancel and wait, one attempt", Plan { max_attempts: 1, ..short(Goal::CancelAndWait) }, 500, 9),
        ("cancel and wait, few tokens", short(Goal::CancelAndWait), 20, 9),
        (
            "cancel and wait, with a provider",
            Plan { can_refresh_credentials: true, ..short(Goal::CancelAndWait) },
            500,
            9,
        ),
        ("watch", short(Goal::Watch), 500, 4),
        ("one response", Plan { max_attempts: 3, ..short(Goal::Response(CancelImportTask)) }, 500, 4),
    ] {
        let (states, found, depth) = walk(plan, tokens);
        println!("{name}: {states} states, up to {depth} events, {found} outcomes");
        assert_eq!(found, outcomes, "{name}");
        total += states;
    }
    println!("{total} states in all");
}
