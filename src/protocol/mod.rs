//! HTTP, JSON, dates and errors as all operations use them. Nothing here belongs to one operation.

pub mod date;
pub mod error;
pub mod http;
pub mod json;
pub mod metadata;
// By the two readers of JSON.
#[cfg(any(feature = "serde_json", all(target_arch = "wasm32", feature = "bindings")))]
pub(crate) mod repair;
