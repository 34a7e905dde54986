//! When to try a request again, and how long to wait before: the standard mode of the AWS SDKs, with the numbers that are
//! their default since November 2026.
//!
//! There is no clock in it and no randomness: both are passed in. Which errors can be retried at all is said by
//! [`ServiceError::retryable`](crate::service_error::ServiceError::retryable).
//!
//! Source: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>

use crate::http::Headers;
use crate::http_date;
use crate::service_error::Retryable;

/// How often a request is sent, the first time included, unless the caller says otherwise.
pub const MAX_ATTEMPTS: u32 = 3;

/// The most milliseconds between two attempts, as long as the service asks for no more.
pub const LONGEST_BACKOFF: u64 = 20_000;

/// How many milliseconds a hint of the service can add to that.
pub const LONGEST_HINT: u64 = 5_000;

/// What retries are paid from, so that a client that meets nothing but errors stops adding to the load. One for each
/// client, not one for each request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    left: u32,
    /// What the last retry of the request has cost.
    last: u32,
}

impl Default for Tokens {
    fn default() -> Self {
        Tokens { left: Self::CAPACITY, last: 0 }
    }
}

impl Tokens {
    /// How many there are in the beginning, and at most.
    pub const CAPACITY: u32 = 500;

    /// How many are left.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.left
    }

    /// Pays for a retry, or says that there are too few left for one.
    #[must_use]
    pub fn take(&mut self, retryable: Retryable) -> bool {
        let cost = if retryable.throttling { 5 } else { 14 };
        let Some(left) = self.left.checked_sub(cost) else { return false };
        *self = Tokens { left, last: cost };
        true
    }

    /// Gives back what the last retry of a request has cost that has succeeded in the end, and one token for a request
    /// that needed no retry.
    pub fn give_back(&mut self) {
        self.left = Self::CAPACITY.min(self.left + self.last.max(1));
        self.last = 0;
    }
}

/// The milliseconds to wait before retry number `retry`, counted from 0. `random` is a number from 0 up to 1.
///
/// The wait grows with each retry, from 50 ms for what passes and from a second for throttling, and is random up to that, so
/// that many clients do not come back at once. A `hint` of the service makes it longer, by five seconds at most.
#[must_use]
pub fn delay(retry: u32, retryable: Retryable, random: f64, hint: Option<u64>) -> u64 {
    let base: u64 = if retryable.throttling { 1_000 } else { 50 };
    // From the tenth on nothing doubles that is not at its limit.
    let longest = LONGEST_BACKOFF.min(base << retry.min(10));
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "numbers up to 20,000, and a cast takes what is below 0 or no number for 0"
    )]
    let backoff = (random.min(1.0) * longest as f64) as u64;
    hint.map_or(backoff, |hint| backoff.max(hint.min(backoff + LONGEST_HINT)))
}

/// How many milliseconds the service wants to be left alone: of `x-amz-retry-after`, which has milliseconds, else of
/// `retry-after`, which has seconds or a date. `now` is in milliseconds since the beginning of 1970.
///
/// A number below 0 and what is neither number nor date are no hint; a date in the past is one of no wait.
#[must_use]
pub fn hint(headers: &Headers, now: i64) -> Option<u64> {
    if let Some(millis) = headers.get("x-amz-retry-after")
        && let Ok(millis) = millis.trim_ascii().parse::<u64>()
    {
        return Some(millis);
    }
    let after = headers.get("retry-after")?;
    let after = after.trim_ascii();
    if let Some(date) = http_date::parse(after) {
        return Some(u64::try_from(date.saturating_sub(now)).unwrap_or(0));
    }
    let seconds = after.parse::<f64>().ok().filter(|seconds| seconds.is_finite() && *seconds >= 0.0)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not below 0, and a cast takes what is too large for the largest"
    )]
    Some((seconds * 1000.0) as u64)
}
