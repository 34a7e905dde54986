//! Whether to send a request again, and how long to wait before: the standard mode of the AWS SDKs, with its defaults since
//! November 2026.
//!
//! Which errors are retryable is decided by [`ServiceError::retryable`](crate::protocol::error::ServiceError::retryable).
//! All times are milliseconds.
//!
//! Source: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>

use crate::protocol::date;
use crate::protocol::error::Retryable;
use crate::protocol::http::Headers;

/// How often a request is sent by default, the first attempt included.
pub const MAX_ATTEMPTS: u32 = 3;

/// The longest backoff between two attempts.
pub const MAX_BACKOFF: u64 = 20_000;

/// The most that a hint of the service adds to a backoff.
pub const MAX_HINT: u64 = 5_000;

/// The tokens that retries are paid from, so that a client that meets nothing but errors stops adding to the load. One bucket
/// for all requests to a service.
///
/// ```
/// use neptune_import_tasks::client::TokenBucket;
/// use neptune_import_tasks::protocol::error::Retryable;
///
/// let mut bucket = TokenBucket::default();
/// let cost = bucket.acquire(Retryable { throttling: false });
/// assert_eq!((cost, bucket.tokens()), (Some(14), 486));
/// bucket.release(14);
/// assert_eq!(bucket.tokens(), TokenBucket::CAPACITY);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenBucket(u32);

impl Default for TokenBucket {
    fn default() -> Self {
        TokenBucket(Self::CAPACITY)
    }
}

impl TokenBucket {
    /// The number of tokens in a full bucket.
    pub const CAPACITY: u32 = 500;

    /// A bucket with this number of tokens.
    #[must_use]
    pub fn new(tokens: u32) -> Self {
        TokenBucket(tokens.min(Self::CAPACITY))
    }

    /// The number of tokens in the bucket.
    #[must_use]
    pub fn tokens(self) -> u32 {
        self.0
    }

    /// Pays for a retry and returns its cost. `None` if there are too few tokens.
    pub fn acquire(&mut self, retryable: Retryable) -> Option<u32> {
        let cost = if retryable.throttling { 5 } else { 14 };
        self.0 = self.0.checked_sub(cost)?;
        Some(cost)
    }

    /// Returns the cost of the last retry of a request that succeeded. A request without a retry, with cost 0, returns one
    /// token.
    pub fn release(&mut self, cost: u32) {
        *self = Self::new(self.0 + cost.max(1));
    }
}

/// The delay before a retry. Retries count from 0; `random` is from 0 to 1.
///
/// The delay is random, so that many clients do not return at once, up to a limit that doubles with each retry, from 50 ms for
/// transient errors and from a second for throttling. A hint of the service extends it.
///
/// ```
/// use neptune_import_tasks::client::retry::delay;
/// use neptune_import_tasks::protocol::error::Retryable;
///
/// let transient = Retryable { throttling: false };
/// assert_eq!(delay(0, transient, 0.5, None), 25);
/// assert_eq!(delay(1, transient, 0.5, None), 50);
/// assert_eq!(delay(0, transient, 0.5, Some(2_000)), 2_000);
/// ```
#[must_use]
pub fn delay(retry: u32, retryable: Retryable, random: f64, hint: Option<u64>) -> u64 {
    let base: u64 = if retryable.throttling { 1_000 } else { 50 };
    let limit = MAX_BACKOFF.min(base << retry.min(10));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    // A cast saturates: what is below 0 or not a number becomes 0.
    let backoff = ((random * limit as f64) as u64).min(limit);
    hint.map_or(backoff, |hint| backoff.max(hint.min(backoff + MAX_HINT)))
}

/// The delay that the service asks for: `x-amz-retry-after` in milliseconds, else `retry-after` in seconds or as a date. `clock`
/// is milliseconds since 1970.
///
/// Negative and malformed values are no hint. A date in the past asks for no delay.
///
/// ```
/// use neptune_import_tasks::client::retry::hint;
/// use neptune_import_tasks::protocol::http::Headers;
///
/// let headers = Headers::from_iter([("retry-after", "1.5")]);
/// assert_eq!(hint(&headers, 0), Some(1_500));
/// assert_eq!(hint(&Headers::default(), 0), None);
/// ```
#[must_use]
pub fn hint(headers: &Headers, clock: i64) -> Option<u64> {
    let millis = headers.get("x-amz-retry-after").and_then(|millis| parse_digits(millis.trim_ascii()));
    if millis.is_some() {
        return millis;
    }
    let after = headers.get("retry-after")?;
    let after = after.trim_ascii();
    if let Some(date) = date::parse_http_date(after) {
        return Some(u64::try_from(date.saturating_sub(clock)).unwrap_or(0));
    }
    let (seconds, fraction) = after.split_once('.').unwrap_or((after, "0"));
    parse_digits(fraction)?;
    let digits = fraction.bytes().chain([b'0', b'0']).take(3);
    let millis = digits.fold(0, |millis, digit| millis * 10 + u64::from(digit - b'0'));
    Some(parse_digits(seconds)?.saturating_mul(1000).saturating_add(millis))
}

/// Parses ASCII digits. A number that is too large becomes the largest one.
fn parse_digits(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}
