//! The boundary to JavaScript: every export, and both ways of every value.
//!
//! The JavaScript around it takes arguments apart and looks at the types that JavaScript alone can see; what is right and
//! what is wrong is decided here. Nothing here throws: results go out as plain objects `{ ok: true, … }` or
//! `{ ok: false, … }`, and a request without warnings as a text.

#![expect(clippy::must_use_candidate, reason = "JavaScript does not see it")]

pub mod check;
mod plain;
#[cfg(feature = "requests")]
pub mod request;
#[cfg(feature = "requests")]
pub mod response;

use lol_alloc::{FreeListAllocator, LockedAllocator};
use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

use crate::issue::Issue;
use plain::{Plain, list, to_value};

/// Wipes what it frees: whatever held a secret on its way, whoever allocated it.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<LockedAllocator<FreeListAllocator>> =
    ZeroAlloc(LockedAllocator::new(FreeListAllocator::new()));

/// `{ ok: true, value, warnings }`, or `{ ok: false, issue }`.
fn outcome(result: Result<(JsValue, Vec<Issue>), Issue>) -> Plain {
    let outcome = Plain::new();
    outcome.js("ok", &to_value(&result.is_ok()));
    match result {
        Ok((value, warnings)) => {
            outcome.js("value", &value);
            outcome.js("warnings", &list(warnings.iter().map(|warning| issue(warning).into())));
        }
        Err(refusal) => outcome.js("issue", &issue(&refusal)),
    }
    outcome
}

/// The shape of an issue in JavaScript: `index` counts UTF-16 code units, and the message comes along.
fn issue(issue: &Issue) -> Plain {
    let plain = Plain::new();
    plain.text("code", issue.code.as_str());
    plain.text("subject", issue.subject);
    plain.text("part", issue.part);
    plain.number("index", u32::try_from(issue.index_utf16).unwrap_or(u32::MAX));
    plain.text("expected", &issue.expected);
    plain.optional("found", issue.found.as_deref());
    plain.text("message", &issue.message());
    plain.optional("hint", issue.hint.as_deref());
    plain.optional("suggestion", issue.suggestion.as_deref());
    plain
}
