//! The boundary to JavaScript: every export, and both ways of every value.
//!
//! The JavaScript around it takes arguments apart and looks at the types that JavaScript alone can see; what is right and
//! what is wrong is decided here. Nothing here throws: results go out as plain objects `{ ok: true, … }` or
//! `{ ok: false, … }`.

#![expect(clippy::must_use_candidate, reason = "JavaScript does not see it")]

pub mod check;
mod plain;
pub mod request;
pub mod response;

use lol_alloc::{FreeListAllocator, LockedAllocator};
use wasm_bindgen::prelude::*;

use crate::issue::{Code, Issue};
use plain::{Plain, list, to_value};

#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

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

/// What an argument is called and what it must be. JavaScript names them by their place in this list.
static ARGUMENTS: [(&str, &str); 14] = [
    ("task id", "a string"),
    ("graph id", "a string"),
    ("role ARN", "a string"),
    ("role ARN", "a string"),
    ("revision", "`documented` or `current`"),
    ("kind", "`taskId`, `graphId` or `roleArn`"),
    ("text", "a string or a Uint8Array"),
    ("region", "a string such as `us-east-1`"),
    ("endpoint", "a string or a URL"),
    ("useFipsEndpoint", "true or false"),
    ("useDualstackEndpoint", "true or false"),
    ("response status", "a whole number from 100 to 999"),
    ("response headers", "Headers, an object or pairs of name and value"),
    ("response body", "a string, a Uint8Array or an ArrayBuffer"),
];

/// The issue with an argument that cannot be used. `found` says what it is, `a number`; empty where it is absent.
#[wasm_bindgen(js_name = wrongType)]
pub fn wrong_type(argument: usize, found: &str) -> Plain {
    let (subject, expected) = ARGUMENTS.get(argument).copied().unwrap_or_default();
    let code = if found.is_empty() { Code::Missing } else { Code::WrongType };
    let mut wrong = Issue::new(code, subject, "value", expected);
    if !found.is_empty() {
        wrong = wrong.found(found.to_string());
    }
    issue(&wrong)
}
