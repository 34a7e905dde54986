//! The tests of the crate on the host: one program, because linking is most of the time of a small one.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test ends where it fails"
)]

mod against_aws;
mod cancellation;
mod endpoints;
mod ids;
mod messages;
mod proof;
mod properties;
mod responses;
mod retries;
mod signatures;
mod support;
