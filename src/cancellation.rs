//! What to do next on the way to an answer, and to the end of a task that is being cancelled: a state machine.
//!
//! It sends nothing and has neither a clock nor randomness. Whoever drives it tells it what has happened and is told what to
//! do: send a request, wait, or stop. A success of `CancelImportTask` means "cancelling"; what really happened to the task
//! is known once a read has shown a status that is final, and nothing else is taken for it.
//!
//! Sources: [CancelImportTask](https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html) and
//! [GetImportTask](https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_GetImportTask.html).

use crate::failure::{Cause, Failure};
use crate::http::Headers;
use crate::http_date;
use crate::import_task::status;
use crate::operation::{self, Operation};
use crate::retry::{self, Tokens};
use crate::service_error::{Fault, Retryable, ServiceError};
use crate::text;

/// How many reads may show that a task still runs whose cancel was refused or had no answer: they may be older than that.
pub const STALE_READS: u32 = 3;

/// How many milliseconds before the time is up a task is looked at for the last time; a tenth of the time if that is less.
pub const LAST_LOOK: u32 = 1_000;

/// What is to be known in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Goal {
    /// The answer to one request.
    Answer(Operation),
    /// The end of a task, whatever it is.
    Watch,
    /// What became of a task that is to be cancelled.
    CancelAndWait,
}

/// What is to be known, and the limits on the way there. All times are milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Plan {
    /// What is to be known.
    pub goal: Goal,
    /// How often each request is sent at most, the first time included.
    pub max_attempts: u32,
    /// How long all of it may take.
    pub max_wait: u32,
    /// How long to wait before the second look at a task, 1 at least. Each wait is half as long again as the one before.
    pub poll_interval: u32,
    /// How long to wait between two looks at most.
    pub longest_poll_interval: u32,
    /// How long to wait for an answer.
    pub attempt_timeout: u32,
}

impl Plan {
    /// The usual limits: three attempts of 30 s each, a look at the task every 5 s at first and every minute later. Waiting for
    /// the end of a cancelled task is given up after an hour; the others take the time that they need.
    #[must_use]
    pub fn new(goal: Goal) -> Self {
        Plan {
            goal,
            max_attempts: retry::MAX_ATTEMPTS,
            max_wait: if goal == Goal::CancelAndWait { HOUR } else { LONGEST },
            poll_interval: USUAL_POLL_INTERVAL,
            longest_poll_interval: USUAL_LONGEST_POLL_INTERVAL,
            attempt_timeout: USUAL_ATTEMPT_TIMEOUT,
        }
    }
}

/// What has happened.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// It begins.
    Start,
    /// A response was read: the status of the task in it, if it is about one task, or the failure.
    Response(Result<Option<&'a str>, &'a Failure>, &'a Headers),
    /// There will be no response: the connection could not be had or broke.
    NoResponse,
    /// The wait is over, or the time for an answer is.
    Timer,
    /// Nobody wants to know any more.
    Abort,
}

/// When it has happened.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// Milliseconds since the start.
    pub now: u32,
    /// Milliseconds since the beginning of 1970, by the clock that requests are signed by.
    pub clock: i64,
    /// A random number from 0 up to 1.
    pub random: f64,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Send a request, and wait for its answer for so many milliseconds.
    Send(Operation, u32),
    /// Wait for so many milliseconds.
    Wait(u32),
    /// Stop. Nothing is to be sent any more.
    Finish(Outcome),
}

/// What to do next, and what to do before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// What to do next.
    pub action: Action,
    /// Whether to report what is known now.
    pub report: bool,
    /// How many milliseconds to put the clock forward that requests are signed by; backward if below 0.
    pub correction: i64,
}

/// How it has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// There is an answer, or the task that was watched has come to its end.
    Answered,
    /// The task was seen cancelled, and this cancel has done it, or may have.
    Cancelled,
    /// The task was finished before the cancel took effect.
    FinishedFirst,
    /// The task failed before the cancel took effect.
    FailedFirst,
    /// The task was seen cancelled, by someone else.
    AlreadyCancelled,
    /// There is no such task, or no longer.
    Gone,
    /// The time is up.
    TimedOut,
    /// It was aborted.
    Aborted,
    /// The last failure is the result.
    Failed,
    /// The cancel was refused or had no answer, and the task goes on: the failure of the cancel is the result.
    Refused,
}

/// The way to what is to be known.
///
/// ```
/// use neptune_import_tasks::cancellation::{Action, Cancellation, Event, Goal, Moment, Outcome, Plan};
/// use neptune_import_tasks::http::Headers;
/// use neptune_import_tasks::operation::Operation;
/// use neptune_import_tasks::retry::Tokens;
///
/// let (mut tokens, headers) = (Tokens::default(), Headers::default());
/// let mut cancellation = Cancellation::new(Plan::new(Goal::CancelAndWait));
/// let mut next = |now, event| {
///     cancellation.on(event, Moment { now, clock: 1_800_000_000_000, random: 0.5 }, &mut tokens).action
/// };
/// assert_eq!(next(0, Event::Start), Action::Send(Operation::CancelImportTask, 30_000));
/// assert_eq!(next(80, Event::Response(Ok(Some("CANCELLING")), &headers)), Action::Wait(5_000));
/// assert_eq!(next(5_080, Event::Timer), Action::Send(Operation::GetImportTask, 30_000));
/// let cancelled = Event::Response(Ok(Some("CANCELLED")), &headers);
/// assert_eq!(next(5_120, cancelled), Action::Finish(Outcome::Cancelled));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cancellation {
    /// How it has ended.
    outcome: Option<Outcome>,
    /// Where it is on its way. As numbers, because who waits between two events may have to keep it as text.
    pub(crate) numbers: [u32; LENGTH],
}

pub(crate) const LENGTH: usize = 14;
/// What is to be known: the number of an operation whose answer it is, or [`WATCH`] or [`CANCEL_AND_WAIT`].
const GOAL: usize = 0;
/// The limits of the plan.
const MAX_ATTEMPTS: usize = 1;
const MAX_WAIT: usize = 2;
const POLL_INTERVAL: usize = 3;
const LONGEST_POLL_INTERVAL: usize = 4;
const ATTEMPT_TIMEOUT: usize = 5;
/// 1 while waiting for an answer, 0 while waiting until something is to be sent.
const SENT: usize = 6;
/// What was sent last, or is sent next.
const OPERATION: usize = 7;
/// How often this request was sent.
const ATTEMPT: usize = 8;
/// What its last retry has cost.
const COST: usize = 9;
/// How many waits there were between two looks.
const POLLS: usize = 10;
/// How many reads have shown that the task still runs whose cancel was refused or had no answer.
const STALE: usize = 11;
/// The latest time that is known.
const NOW: usize = 12;
/// What has happened already: the sum of what follows.
const FLAGS: usize = 13;

// Goals that are more than the answer to one operation.
const WATCH: u32 = 3;
const CANCEL_AND_WAIT: u32 = 4;

/// The cancel was accepted, or may have been: there was no answer, or a server's failure.
const CANCELLED: u32 = 1;
/// The cancel was refused or its answers were lost, and what has happened is to be seen.
const REFUSED: u32 = 2;
/// Something was answered as it should be.
const ANSWERED: u32 = 4;
/// The next look is the last.
const LAST: u32 = 8;

const USUAL_POLL_INTERVAL: u32 = 5_000;
const USUAL_LONGEST_POLL_INTERVAL: u32 = 60_000;
const USUAL_ATTEMPT_TIMEOUT: u32 = 30_000;
const HOUR: u32 = 3_600_000;
/// The longest time that all timers know: 24 days.
const LONGEST: u32 = i32::MAX as u32;
const TRANSIENT: Retryable = Retryable { throttling: false };

/// Errors of requests whose time is not the service's. There are others that may come of it, but do not say so.
const SKEW: &str = "RequestExpired RequestInTheFuture RequestTimeTooSkewed";

impl Outcome {
    /// The stable name of the outcome.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Answered => "answered",
            Outcome::Cancelled => "cancelled",
            Outcome::FinishedFirst => "finished-first",
            Outcome::FailedFirst => "failed-first",
            Outcome::AlreadyCancelled => "already-cancelled",
            Outcome::Gone => "gone",
            Outcome::TimedOut => "timed-out",
            Outcome::Aborted => "aborted",
            Outcome::Failed => "failed",
            Outcome::Refused => "refused",
        }
    }
}

impl Cancellation {
    /// The beginning.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let goal = match plan.goal {
            Goal::Answer(operation) => operation as u32,
            Goal::Watch => WATCH,
            Goal::CancelAndWait => CANCEL_AND_WAIT,
        };
        let mut beginning = Self::beginning(goal);
        beginning.numbers[MAX_ATTEMPTS] = plan.max_attempts;
        beginning.numbers[MAX_WAIT] = plan.max_wait;
        beginning.numbers[POLL_INTERVAL] = plan.poll_interval;
        beginning.numbers[LONGEST_POLL_INTERVAL] = plan.longest_poll_interval;
        beginning.numbers[ATTEMPT_TIMEOUT] = plan.attempt_timeout;
        beginning
    }

    /// The beginning with the usual limits.
    pub(crate) fn beginning(goal: u32) -> Self {
        let (operation, max_wait) = match goal {
            WATCH => (Operation::GetImportTask as u32, LONGEST),
            CANCEL_AND_WAIT => (Operation::CancelImportTask as u32, HOUR),
            operation => (operation, LONGEST),
        };
        let limits = [
            goal,
            retry::MAX_ATTEMPTS,
            max_wait,
            USUAL_POLL_INTERVAL,
            USUAL_LONGEST_POLL_INTERVAL,
            USUAL_ATTEMPT_TIMEOUT,
        ];
        let mut numbers = [0; LENGTH];
        for (number, limit) in numbers.iter_mut().zip(limits) {
            *number = limit;
        }
        numbers[OPERATION] = operation;
        Cancellation { outcome: None, numbers }
    }

    /// What to do after `event`. Once it is over nothing changes that any more.
    pub fn on(&mut self, event: Event<'_>, at: Moment, tokens: &mut Tokens) -> Step {
        if let Some(outcome) = self.outcome {
            return Step { action: Action::Finish(outcome), report: false, correction: 0 };
        }
        // Clocks may go back.
        self.numbers[NOW] = self.numbers[NOW].max(at.now);
        let mut correction = 0;
        let is_sent = self.numbers[SENT] == 1;
        let action = match (event, is_sent) {
            (Event::Abort, _) => self.finish(Outcome::Aborted),
            (Event::Start | Event::Timer, false) => self.send(),
            // Of a request that nobody waits for.
            (_, false) => Action::Wait(0),
            (Event::Response(Ok(status), _), _) => self.succeeded(status, tokens),
            (Event::Response(Err(failure), headers), _) => {
                self.failed(failure, headers, at, tokens, &mut correction)
            }
            _ if self.left() == 0 => self.time_is_up(),
            _ => {
                self.may_be_cancelled(true);
                self.retry(TRANSIENT, None, at, tokens).unwrap_or_else(|| self.give_up(None))
            }
        };
        // After each answer, and after each that did not come.
        let report = is_sent && self.numbers[GOAL] >= WATCH && !matches!(event, Event::Abort);
        Step { action, report, correction }
    }

    fn is(&self, flag: u32) -> bool {
        self.numbers[FLAGS] & flag > 0
    }

    fn is_reading(&self) -> bool {
        operation::of_number(self.numbers[OPERATION]).is_read()
    }

    /// The cancel has taken effect or may have, if it is one that was sent.
    fn may_be_cancelled(&mut self, may_be: bool) {
        if may_be && !self.is_reading() {
            self.numbers[FLAGS] |= CANCELLED;
        }
    }

    fn left(&self) -> u32 {
        self.numbers[MAX_WAIT].saturating_sub(self.numbers[NOW])
    }

    #[inline(never)]
    fn finish(&mut self, outcome: Outcome) -> Action {
        self.outcome = Some(outcome);
        Action::Finish(outcome)
    }

    fn time_is_up(&mut self) -> Action {
        self.finish(if self.is(REFUSED) { Outcome::Refused } else { Outcome::TimedOut })
    }

    fn send(&mut self) -> Action {
        let left = self.left();
        if left == 0 {
            return self.time_is_up();
        }
        self.numbers[ATTEMPT] += 1;
        self.numbers[SENT] = 1;
        Action::Send(operation::of_number(self.numbers[OPERATION]), left.min(self.numbers[ATTEMPT_TIMEOUT]))
    }

    /// Goes on with another request.
    fn turn_to_reads(&mut self) {
        self.numbers[OPERATION] = Operation::GetImportTask as u32;
        self.numbers[ATTEMPT] = 0;
        self.numbers[COST] = 0;
    }

    fn succeeded(&mut self, status: Option<&str>, tokens: &mut Tokens) -> Action {
        tokens.give_back(self.numbers[COST]);
        self.numbers[FLAGS] |= ANSWERED;
        self.may_be_cancelled(true);
        if self.numbers[GOAL] < WATCH {
            return self.finish(Outcome::Answered);
        }
        self.turn_to_reads();
        self.observe(status.unwrap_or_default())
    }

    /// What follows from the status of the task.
    fn observe(&mut self, status: &str) -> Action {
        let outcome = match status {
            status::CANCELLED if self.is(CANCELLED) => Outcome::Cancelled,
            status::CANCELLED => Outcome::AlreadyCancelled,
            status::SUCCEEDED => Outcome::FinishedFirst,
            status::FAILED => Outcome::FailedFirst,
            status::DELETED => Outcome::Gone,
            status::CANCELLING => {
                // By whomever: the refusal is explained.
                self.numbers[FLAGS] &= !REFUSED;
                return self.rest();
            }
            _ => {
                self.numbers[STALE] += u32::from(self.is(REFUSED));
                return if self.numbers[STALE] > STALE_READS {
                    self.finish(Outcome::Refused)
                } else {
                    self.rest()
                };
            }
        };
        self.finish(if self.numbers[GOAL] == WATCH { Outcome::Answered } else { outcome })
    }

    /// Waits for the time of the next look, which is the last one if the time is nearly up.
    fn rest(&mut self) -> Action {
        let left = self.left();
        if self.is(LAST) || left == 0 {
            return self.time_is_up();
        }
        self.numbers[SENT] = 0;
        let last_look = LAST_LOOK.min(self.numbers[MAX_WAIT] / 10);
        let mut wait = self.numbers[POLL_INTERVAL].min(self.numbers[LONGEST_POLL_INTERVAL]);
        // From the hundredth on nothing grows that is not at its limit.
        for _ in 0..self.numbers[POLLS].min(100) {
            wait = wait.saturating_add(wait / 2).min(self.numbers[LONGEST_POLL_INTERVAL]);
        }
        self.numbers[POLLS] += 1;
        if wait.saturating_add(last_look) >= left {
            self.numbers[FLAGS] |= LAST;
            wait = left.saturating_sub(last_look);
        }
        Action::Wait(wait)
    }

    /// Tries again, if that can help and there are attempts, tokens and time for it.
    #[inline(never)]
    fn retry(
        &mut self,
        retryable: Retryable,
        hint: Option<u32>,
        at: Moment,
        tokens: &mut Tokens,
    ) -> Option<Action> {
        let attempt = self.numbers[ATTEMPT];
        let delay = retry::delay(attempt.saturating_sub(1), retryable, at.random, hint);
        if attempt >= self.numbers[MAX_ATTEMPTS] || delay >= self.left() {
            return None;
        }
        self.numbers[COST] = tokens.take(retryable)?;
        self.numbers[SENT] = 0;
        Some(Action::Wait(delay))
    }

    fn failed(
        &mut self,
        failure: &Failure,
        headers: &Headers,
        at: Moment,
        tokens: &mut Tokens,
        correction: &mut i64,
    ) -> Action {
        let Cause::Service(error) = &failure.cause else {
            // What a cancel has done that was answered like this is unknown, but it was accepted.
            let again = if self.is_reading() { self.retry(TRANSIENT, None, at, tokens) } else { None };
            return again.unwrap_or_else(|| self.fail());
        };
        let status = failure.metadata.http_status_code;
        self.may_be_cancelled(status >= 500);
        if let Some(date) = skewed(error, failure, headers) {
            *correction = date - at.clock;
            if self.numbers[ATTEMPT] < self.numbers[MAX_ATTEMPTS] {
                return self.send();
            }
        }
        if let Some(retryable) = error.retryable
            && let Some(again) = self.retry(retryable, retry::hint(headers, at.clock), at, tokens)
        {
            return again;
        }
        self.give_up(Some((error, status)))
    }

    /// What follows where a request has failed for good: by an error with this status, or by having no answer.
    fn give_up(&mut self, error: Option<(&ServiceError, u16)>) -> Action {
        let goal = self.numbers[GOAL];
        let name = error.map_or("", |(error, _)| &error.name);
        if goal == CANCEL_AND_WAIT && name == "ResourceNotFoundException" {
            return self.finish(Outcome::Gone);
        }
        let passes = error.is_none_or(|(error, _)| error.retryable.is_some() || error.fault == Fault::Server);
        if self.is_reading() {
            if goal >= WATCH && passes && self.is(ANSWERED) && !self.is(REFUSED) {
                self.turn_to_reads();
                return self.rest();
            }
        } else if goal == CANCEL_AND_WAIT {
            let status = error.map(|(_, status)| status);
            // Which error a task gets that has ended already is documented nowhere.
            let is_state = name == "ConflictException"
                || status == Some(409)
                || status == Some(400) && name == "ValidationException";
            if is_state || self.is(CANCELLED) {
                // What has happened can be seen.
                self.numbers[FLAGS] |= REFUSED;
                self.turn_to_reads();
                return self.send();
            }
        }
        self.fail()
    }

    /// Ends with a failure: while the reason of a refusal is looked for, with the refusal.
    fn fail(&mut self) -> Action {
        self.finish(if self.is(REFUSED) { Outcome::Refused } else { Outcome::Failed })
    }
}

/// The time of the service, where it has refused a request for the time of its signature.
fn skewed(error: &ServiceError, failure: &Failure, headers: &Headers) -> Option<i64> {
    let is_skewed = text::is_one_of(&error.name, SKEW)
        || error.name == "InvalidSignatureException"
            && (failure.message.starts_with("Signature expired")
                || failure.message.starts_with("Signature not yet current"));
    // A response from a cache has an old date.
    if !is_skewed || headers.get("age").is_some() {
        return None;
    }
    http_date::parse(&headers.get("date")?)
}
