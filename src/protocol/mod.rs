//! HTTP, JSON, dates and errors as all operations use them. Nothing here belongs to one operation.

pub mod date;
pub mod error;
pub mod http;
pub mod json;
pub mod metadata;
// Only the readers of JSON use it: that of Rust programs, and that of the exports.
#[cfg(any(feature = "serde_json", all(target_arch = "wasm32", feature = "bindings")))]
pub(crate) mod repair;
