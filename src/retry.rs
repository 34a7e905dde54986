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
use crate::text;

/// How often a request is sent, the first time included, unless the caller says otherwise.
pub const MAX_ATTEMPTS: u32 = 3;

/// The most milliseconds between two attempts, as long as the service asks for no more.
pub const LONGEST_BACKOFF: u32 = 20_000;

/// How many milliseconds a hint of the service can add to that.
pub const LONGEST_HINT: u32 = 5_000;

/// What retries are paid from, so that a client that meets nothing but errors stops adding to the load. One for all requests
/// to a service, not one for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tokens(u32);

impl Default for Tokens {
    fn default() -> Self {
        Tokens(Self::CAPACITY)
    }
}

impl Tokens {
    /// How many there are in the beginning, and at most.
    pub const CAPACITY: u32 = 500;

    /// So many tokens.
    #[must_use]
    pub fn new(left: u32) -> Self {
        Tokens(left.min(Self::CAPACITY))
    }

    /// How many are left.
    #[must_use]
    pub fn left(self) -> u32 {
        self.0
    }

    /// Pays for a retry and says what it has cost, or nothing if there are too few left for one.
    pub fn take(&mut self, retryable: Retryable) -> Option<u32> {
        let cost = if retryable.throttling { 5 } else { 14 };
        self.0 = self.0.checked_sub(cost)?;
        Some(cost)
    }

    /// Gives back what the last retry of a request has cost that has succeeded in the end, and one token for a request
    /// that needed no retry, which has cost 0.
    pub fn give_back(&mut self, cost: u32) {
        *self = Self::new(self.0 + cost.max(1));
    }
}

/// The milliseconds to wait before retry number `retry`, counted from 0. `random` is a number from 0 up to 1.
///
/// The wait grows with each retry, from 50 ms for what passes and from a second for throttling, and is random up to that, so
/// that many clients do not come back at once. A `hint` of the service makes it longer, by five seconds at most.
#[must_use]
pub fn delay(retry: u32, retryable: Retryable, random: f64, hint: Option<u32>) -> u32 {
    let base: u32 = if retryable.throttling { 1_000 } else { 50 };
    // From the tenth on nothing doubles that is not at its limit.
    let longest = LONGEST_BACKOFF.min(base << retry.min(10));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "numbers up to 20,000, and a cast takes what is below 0 or no number for 0"
    )]
    let backoff = ((random * f64::from(longest)) as u32).min(longest);
    hint.map_or(backoff, |hint| backoff.max(hint.min(backoff + LONGEST_HINT)))
}

/// How many milliseconds the service wants to be left alone: of `x-amz-retry-after`, which has milliseconds, else of
/// `retry-after`, which has seconds or a date. `clock` is in milliseconds since the beginning of 1970.
///
/// A number below 0 and what is neither number nor date are no hint; a date in the past is one of no wait.
#[must_use]
pub fn hint(headers: &Headers, clock: i64) -> Option<u32> {
    if let Some(millis) =
        headers.get("x-amz-retry-after").and_then(|millis| text::number(millis.trim_ascii()))
    {
        return Some(millis);
    }
    let after = headers.get("retry-after")?;
    let after = after.trim_ascii();
    if let Some(date) = http_date::parse(after) {
        return Some(u32::try_from(date.saturating_sub(clock).max(0)).unwrap_or(u32::MAX));
    }
    // As milliseconds: the first three digits behind the point are left.
    let (seconds, fraction) = text::cut(after, b'.').unwrap_or((after, "0"));
    text::number(fraction)?;
    let fraction = text::concat(&[fraction, "00"]);
    text::number(&text::concat(&[seconds, fraction.get(..3)?])).filter(|_| !seconds.is_empty())
}
