//! The exports for JavaScript, under their public names. The only module that knows JavaScript: it reads values of any type,
//! calls the crate, and returns plain objects or throws errors of the classes in `js/errors.js`.

#![allow(
    clippy::needless_pass_by_value,
    reason = "a reference to a value of JavaScript takes longer to pass"
)]

mod error;
mod input;
mod issue;
mod names;
#[cfg(feature = "requests")]
mod option_hint;
mod value;

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "requests")]
mod json;
#[cfg(feature = "requests")]
pub mod mismatch;
#[cfg(feature = "requests")]
pub mod operations;
#[cfg(feature = "requests")]
mod options;
#[cfg(feature = "requests")]
pub mod request;
#[cfg(feature = "requests")]
mod response;
#[cfg(feature = "requests")]
mod similar_names;
pub mod validate;

use std::alloc::System;

use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

// Memory that held a secret is wiped when it is freed, no matter which code allocated it.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../js/types.d.ts");

#[wasm_bindgen(module = "/js/patterns.js")]
extern "C" {
    // Not called: data that JavaScript has without WebAssembly, exported here too.
    #[wasm_bindgen(js_name = patterns, reexport, skip_typescript)]
    pub fn patterns();
}
