//! What to do next on the way to a response, and to the final status of a task: a state machine.
//!
//! It sends nothing and has no clock and no randomness. The caller reports events and is told to send a request, to wait, or to
//! stop. A success of `CancelImportTask` means "cancelling"; only a status read later tells what happened to the task.
//!
//! Sources: [CancelImportTask](https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html) and
//! [GetImportTask](https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_GetImportTask.html).

use super::rejection;
use super::retry::{self, TokenBucket};
use crate::operation::OperationName;
use crate::operation::types::ImportTaskStatus;
use crate::protocol::error::{Error, Fault, Retryable, ServiceError};
use crate::protocol::http::Headers;

/// How many reads may show a running task after a cancel that was rejected or had no response: they may be older than it.
pub const MAX_STALE_READS: u32 = 3;

/// How often a request is sent again at once because of the clock: after a wrong time of a proxy, a second correction heals.
pub const MAX_CLOCK_CORRECTIONS: u32 = 2;

/// How long before the time limit a task is read for the last time; a tenth of the limit if that is less.
pub const LAST_READ: u64 = 1_000;

const DEFAULT_POLL_INTERVAL: u64 = 5_000;
const DEFAULT_MAX_POLL_INTERVAL: u64 = 60_000;
const DEFAULT_ATTEMPT_TIMEOUT: u64 = 30_000;
const HOUR: u64 = 3_600_000;

/// The result that the caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Goal {
    /// The response to one request.
    Response(OperationName),
    /// The final status of a task.
    Watch,
    /// The final status of a task that is to be cancelled.
    CancelAndWait,
}

/// A goal and its limits. All times are milliseconds.
///
/// ```
/// use neptune_import_tasks::client::{Goal, Plan};
///
/// let plan = Plan { max_wait: Some(600_000), ..Plan::new(Goal::CancelAndWait) };
/// assert_eq!((plan.max_attempts, plan.poll_interval), (3, 5_000));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Plan {
    /// The goal.
    pub goal: Goal,
    /// How often each request is sent at most, the first attempt included.
    pub max_attempts: u32,
    /// How long everything may take. `None` for any time.
    pub max_wait: Option<u64>,
    /// How long to wait before the second read of a task, 1 at least. Each wait is half as long again as the one before.
    pub poll_interval: u64,
    /// How long to wait between two reads at most.
    pub max_poll_interval: u64,
    /// How long to wait for a response.
    pub attempt_timeout: u64,
    /// Whether the caller can get other credentials.
    pub can_refresh_credentials: bool,
}

impl Plan {
    /// The defaults: three attempts of 30 s each; a read every 5 s at first and every minute later; an hour for a cancellation,
    /// no limit for the others.
    #[must_use]
    pub fn new(goal: Goal) -> Self {
        Plan {
            goal,
            max_attempts: retry::MAX_ATTEMPTS,
            max_wait: match goal {
                Goal::CancelAndWait => Some(HOUR),
                Goal::Response(_) | Goal::Watch => None,
            },
            poll_interval: DEFAULT_POLL_INTERVAL,
            max_poll_interval: DEFAULT_MAX_POLL_INTERVAL,
            attempt_timeout: DEFAULT_ATTEMPT_TIMEOUT,
            can_refresh_credentials: false,
        }
    }
}

/// What happened.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// The start.
    Start,
    /// A response: the status of the task in it, if it is about one import task, or the error; and the headers.
    Response(Result<Option<&'a ImportTaskStatus>, &'a Error>, &'a Headers),
    /// There will be no response: the connection could not be opened or broke.
    NetworkError,
    /// The wait is over, or the time for a response is.
    Timer,
    /// The caller aborted.
    Abort,
}

/// When it happened.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// Milliseconds since the start.
    pub elapsed: u64,
    /// Milliseconds since 1970, by the clock that requests are signed by.
    pub clock: i64,
    /// A random number from 0 to 1.
    pub random: f64,
}

/// What to do next. All times are milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Send a request.
    Send {
        /// The operation.
        operation: OperationName,
        /// How long to wait for the response.
        timeout: u64,
    },
    /// Wait.
    Wait(u64),
    /// Stop. Nothing more is to be sent.
    Finish(Outcome),
}

/// What to do next, and what to do before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// What to do next.
    pub action: Action,
    /// Whether there is progress to report.
    pub report: bool,
    /// Milliseconds to add to the clock that requests are signed by.
    pub clock_correction: i64,
    /// Whether to get other credentials before the request is sent. Where there are none, handle the same response again.
    pub refresh_credentials: bool,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// There is a response, or the watched task has a final status.
    Responded,
    /// The task is cancelled, and this cancel did it, or may have.
    Cancelled,
    /// The task succeeded before the cancel took effect.
    FinishedFirst,
    /// The task failed before the cancel took effect.
    FailedFirst,
    /// The task is cancelled, but not by this cancel.
    AlreadyCancelled,
    /// There is no such task, or it has been deleted.
    Gone,
    /// The time limit was reached.
    TimedOut,
    /// The caller aborted.
    Aborted,
    /// The last error is the result.
    Failed,
    /// The cancel was rejected or had no response, and the task continues: the error of the cancel is the result.
    CancelFailed,
}

impl Outcome {
    /// The stable name of the outcome.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Responded => "responded",
            Outcome::Cancelled => "cancelled",
            Outcome::FinishedFirst => "finished-first",
            Outcome::FailedFirst => "failed-first",
            Outcome::AlreadyCancelled => "already-cancelled",
            Outcome::Gone => "gone",
            Outcome::TimedOut => "timed-out",
            Outcome::Aborted => "aborted",
            Outcome::Failed => "failed",
            Outcome::CancelFailed => "cancel-failed",
        }
    }
}

/// The state machine.
///
/// ```
/// use neptune_import_tasks::client::{Action, Cancellation, Event, Goal, Moment, Outcome, Plan, TokenBucket};
/// use neptune_import_tasks::operation::OperationName;
/// use neptune_import_tasks::operation::types::ImportTaskStatus;
/// use neptune_import_tasks::protocol::http::Headers;
///
/// let (mut bucket, headers) = (TokenBucket::default(), Headers::default());
/// let mut cancellation = Cancellation::new(Plan::new(Goal::CancelAndWait));
/// let mut next = |elapsed, event: Event| {
///     let moment = Moment { elapsed, clock: 1_800_000_000_000, random: 0.5 };
///     cancellation.handle(event, moment, &mut bucket).action
/// };
/// let send = |operation| Action::Send { operation, timeout: 30_000 };
/// assert_eq!(next(0, Event::Start), send(OperationName::CancelImportTask));
/// let cancelling = Event::Response(Ok(Some(&ImportTaskStatus::Cancelling)), &headers);
/// assert_eq!(next(80, cancelling), Action::Wait(5_000));
/// assert_eq!(next(5_080, Event::Timer), send(OperationName::GetImportTask));
/// let cancelled = Event::Response(Ok(Some(&ImportTaskStatus::Cancelled)), &headers);
/// assert_eq!(next(5_120, cancelled), Action::Finish(Outcome::Cancelled));
/// ```
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cancellation {
    plan: Plan,
    phase: Phase,
    /// The latest time that was reported: clocks may go back.
    elapsed: u64,
    /// The request that was sent last, or is sent next.
    operation: OperationName,
    /// How often it was sent.
    attempts: u32,
    /// How often it was sent again because of the clock.
    clock_corrections: u32,
    /// The tokens that its last retry cost.
    retry_cost: u32,
    /// Other credentials were asked for since the last success.
    has_refreshed_credentials: bool,
    /// The number of waits between two reads.
    polls: u32,
    /// The next read is the last one.
    is_last_read: bool,
    /// Some request succeeded.
    has_responded: bool,
    /// The cancel was accepted, or may have been: it had no response, or a server error.
    may_be_cancelled: bool,
    /// The cancel was rejected or its responses were lost: reads must show what happened.
    is_cancel_in_doubt: bool,
    /// How many reads have shown a running task since.
    stale_reads: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Phase {
    /// Until the next request is due.
    Waiting,
    /// Until the response to a request arrives.
    Sent,
    Finished(Outcome),
}

const TRANSIENT: Retryable = Retryable { throttling: false };

impl Cancellation {
    /// The state before the start.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        Cancellation {
            plan,
            phase: Phase::Waiting,
            elapsed: 0,
            operation: match plan.goal {
                Goal::Response(operation) => operation,
                Goal::Watch => OperationName::GetImportTask,
                Goal::CancelAndWait => OperationName::CancelImportTask,
            },
            attempts: 0,
            clock_corrections: 0,
            retry_cost: 0,
            has_refreshed_credentials: false,
            polls: 0,
            is_last_read: false,
            has_responded: false,
            may_be_cancelled: false,
            is_cancel_in_doubt: false,
            stale_reads: 0,
        }
    }

    /// The operation of the request that was sent last, or is sent next.
    #[must_use]
    pub fn operation(&self) -> OperationName {
        self.operation
    }

    /// Handles an event. After the end, nothing changes the outcome.
    pub fn handle(&mut self, event: Event<'_>, at: Moment, bucket: &mut TokenBucket) -> Step {
        let phase = self.phase;
        if !matches!(phase, Phase::Finished(_)) {
            self.elapsed = self.elapsed.max(at.elapsed);
        }
        let is_watching = match self.plan.goal {
            Goal::Watch | Goal::CancelAndWait => true,
            Goal::Response(_) => false,
        };
        // After each response, and after each that did not arrive.
        let report = phase == Phase::Sent && is_watching && !matches!(event, Event::Abort);
        let mut step =
            Step { action: Action::Wait(0), report, clock_correction: 0, refresh_credentials: false };
        step.action = match (phase, event) {
            (Phase::Finished(outcome), _) => Action::Finish(outcome),
            (Phase::Waiting | Phase::Sent, Event::Abort) => self.finish(Outcome::Aborted),
            (Phase::Waiting, Event::Start | Event::Timer) => self.send(),
            // A late event of a request that is no longer waited for.
            (Phase::Waiting, Event::Response(..) | Event::NetworkError) => step.action,
            (Phase::Sent, Event::Response(Ok(status), _)) => self.on_success(status, bucket),
            (Phase::Sent, Event::Response(Err(error), headers)) => {
                self.on_error(error, headers, at, bucket, &mut step)
            }
            (Phase::Sent, Event::Start | Event::Timer | Event::NetworkError) => {
                self.on_no_response(at, bucket)
            }
        };
        step
    }

    /// Milliseconds until the time limit; `u64::MAX` without one.
    #[must_use]
    pub fn remaining(&self) -> u64 {
        self.plan.max_wait.map_or(u64::MAX, |max_wait| max_wait.saturating_sub(self.elapsed))
    }

    fn finish(&mut self, outcome: Outcome) -> Action {
        self.phase = Phase::Finished(outcome);
        Action::Finish(outcome)
    }

    /// Ends with an error: while the cancel is in doubt, with the error of the cancel.
    fn fail(&mut self) -> Action {
        self.finish(if self.is_cancel_in_doubt { Outcome::CancelFailed } else { Outcome::Failed })
    }

    fn time_out(&mut self) -> Action {
        self.finish(if self.is_cancel_in_doubt { Outcome::CancelFailed } else { Outcome::TimedOut })
    }

    fn wait(&mut self, delay: u64) -> Action {
        self.phase = Phase::Waiting;
        Action::Wait(delay)
    }

    fn send(&mut self) -> Action {
        let remaining = self.remaining();
        if remaining == 0 {
            return self.time_out();
        }
        self.attempts = self.attempts.saturating_add(1);
        self.phase = Phase::Sent;
        Action::Send { operation: self.operation, timeout: remaining.min(self.plan.attempt_timeout) }
    }

    /// From now on, the task is read.
    fn switch_to_reads(&mut self) {
        self.operation = OperationName::GetImportTask;
        self.attempts = 0;
        self.clock_corrections = 0;
        self.retry_cost = 0;
    }

    /// A cancel that was accepted, or may have been.
    fn note_cancel(&mut self) {
        self.may_be_cancelled |= !self.operation.is_read();
    }

    fn on_success(&mut self, status: Option<&ImportTaskStatus>, bucket: &mut TokenBucket) -> Action {
        bucket.release(self.retry_cost);
        self.has_responded = true;
        self.has_refreshed_credentials = false;
        self.note_cancel();
        if let Goal::Response(_) = self.plan.goal {
            return self.finish(Outcome::Responded);
        }
        self.switch_to_reads();
        match status {
            Some(status) => self.on_status(status),
            None => self.on_running(),
        }
    }

    fn on_status(&mut self, status: &ImportTaskStatus) -> Action {
        let outcome = match status {
            ImportTaskStatus::Cancelled if self.may_be_cancelled => Outcome::Cancelled,
            ImportTaskStatus::Cancelled => Outcome::AlreadyCancelled,
            ImportTaskStatus::Succeeded => Outcome::FinishedFirst,
            ImportTaskStatus::Failed => Outcome::FailedFirst,
            ImportTaskStatus::Deleted => Outcome::Gone,
            ImportTaskStatus::Cancelling => {
                // By this cancel or another one: a rejection is explained.
                self.is_cancel_in_doubt = false;
                return self.wait_for_next_read();
            }
            ImportTaskStatus::Initializing
            | ImportTaskStatus::Exporting
            | ImportTaskStatus::AnalyzingData
            | ImportTaskStatus::Importing
            | ImportTaskStatus::Reprovisioning
            | ImportTaskStatus::RollingBack
            | ImportTaskStatus::Unknown(_) => return self.on_running(),
        };
        self.finish(if self.plan.goal == Goal::Watch { Outcome::Responded } else { outcome })
    }

    fn on_running(&mut self) -> Action {
        self.stale_reads += u32::from(self.is_cancel_in_doubt);
        if self.stale_reads > MAX_STALE_READS {
            self.finish(Outcome::CancelFailed)
        } else {
            self.wait_for_next_read()
        }
    }

    fn wait_for_next_read(&mut self) -> Action {
        let remaining = self.remaining();
        if self.is_last_read || remaining == 0 {
            return self.time_out();
        }
        let max_interval = self.plan.max_poll_interval;
        let mut delay = self.plan.poll_interval.min(max_interval);
        // By the hundredth, every interval has reached its limit.
        for _ in 0..self.polls.min(100) {
            delay = delay.saturating_add(delay / 2).min(max_interval);
        }
        self.polls = self.polls.saturating_add(1);
        let last_read = self.plan.max_wait.map_or(0, |max_wait| LAST_READ.min(max_wait / 10));
        if delay.saturating_add(last_read) >= remaining {
            self.is_last_read = true;
            delay = remaining.saturating_sub(last_read);
        }
        self.wait(delay)
    }

    /// Sends again after a delay, if there are attempts, tokens and time.
    fn retry(
        &mut self,
        retryable: Retryable,
        hint: Option<u64>,
        at: Moment,
        bucket: &mut TokenBucket,
    ) -> Option<Action> {
        let delay = retry::delay(self.attempts.saturating_sub(1), retryable, at.random, hint);
        if self.attempts >= self.plan.max_attempts || delay >= self.remaining() {
            return None;
        }
        self.retry_cost = bucket.acquire(retryable)?;
        Some(self.wait(delay))
    }

    fn on_no_response(&mut self, at: Moment, bucket: &mut TokenBucket) -> Action {
        if self.remaining() == 0 {
            return self.time_out();
        }
        self.note_cancel();
        self.retry(TRANSIENT, None, at, bucket).unwrap_or_else(|| self.give_up(None))
    }

    fn on_error(
        &mut self,
        error: &Error,
        headers: &Headers,
        at: Moment,
        bucket: &mut TokenBucket,
        step: &mut Step,
    ) -> Action {
        let error = match error {
            Error::Service(error) => error,
            // The request was accepted. What a cancel has done that is reported like this is unknown.
            Error::UnreadableResponse(_) => {
                let retry =
                    if self.operation.is_read() { self.retry(TRANSIENT, None, at, bucket) } else { None };
                return retry.unwrap_or_else(|| self.fail());
            }
        };
        if error.metadata.http_status_code >= 500 {
            self.note_cancel();
        }
        let has_attempts = self.attempts < self.plan.max_attempts;
        if let Some(time) = rejection::service_time(error, headers) {
            step.clock_correction = time.saturating_sub(at.clock);
            if has_attempts && self.clock_corrections < MAX_CLOCK_CORRECTIONS {
                self.clock_corrections += 1;
                return self.send();
            }
        }
        if has_attempts
            && self.plan.can_refresh_credentials
            && !self.has_refreshed_credentials
            && rejection::rejects_credentials(error)
        {
            self.has_refreshed_credentials = true;
            step.refresh_credentials = true;
            return self.send();
        }
        let hint = retry::hint(headers, at.clock);
        let retry = error.retryable.and_then(|retryable| self.retry(retryable, hint, at, bucket));
        retry.unwrap_or_else(|| self.give_up(Some(error)))
    }

    /// A request has failed for good: by an error, or by having no response.
    fn give_up(&mut self, error: Option<&ServiceError>) -> Action {
        match self.plan.goal {
            Goal::Response(_) => self.fail(),
            Goal::CancelAndWait if error.is_some_and(is_not_found) => self.finish(Outcome::Gone),
            Goal::Watch | Goal::CancelAndWait if self.operation.is_read() => {
                let is_transient =
                    error.is_none_or(|error| error.retryable.is_some() || error.fault == Fault::Server);
                if is_transient && self.has_responded && !self.is_cancel_in_doubt {
                    self.switch_to_reads();
                    return self.wait_for_next_read();
                }
                self.fail()
            }
            Goal::Watch | Goal::CancelAndWait => {
                if error.is_some_and(may_have_ended) || self.may_be_cancelled {
                    // The task shows what happened.
                    self.is_cancel_in_doubt = true;
                    self.switch_to_reads();
                    return self.send();
                }
                self.fail()
            }
        }
    }
}

fn is_not_found(error: &ServiceError) -> bool {
    error.name == "ResourceNotFoundException"
}

/// Which error the service sends for a task that has ended already is not documented.
fn may_have_ended(error: &ServiceError) -> bool {
    let status = error.metadata.http_status_code;
    error.name == "ConflictException"
        || status == 409
        || (status == 400 && error.name == "ValidationException")
}
