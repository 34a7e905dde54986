//! The tests of the crate on the host, in one program: a program of its own for each file would be linked each time.
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
mod dates;
mod documents;
mod endpoints;
mod explanations;
mod ids;
mod limits;
mod messages;
mod mismatches;
mod operations;
mod proof;
mod properties;
mod responses;
mod retries;
mod signatures;
mod support;
