//! What to send next, and when: the state machine of a cancellation, and the rules of retries. No I/O, no clock, no randomness.

pub mod cancellation;
mod rejection;
pub mod retry;

pub use cancellation::{Action, Cancellation, Event, Goal, Moment, Outcome, Plan, Step};
pub use retry::TokenBucket;
