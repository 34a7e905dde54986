//! The object that JavaScript gets for an issue, and for a value with warnings.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::error::to_object;
use super::names::serialize_interned;
use crate::validate::Issue;

#[derive(Serialize)]
pub(super) struct IssueObject<'a> {
    #[serde(serialize_with = "serialize_interned")]
    code: &'static str,
    #[serde(serialize_with = "serialize_interned")]
    subject: &'static str,
    #[serde(serialize_with = "serialize_interned")]
    part: &'static str,
    /// In UTF-16 code units. No string of JavaScript has 2^32 of them.
    index: u32,
    expected: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a str>,
    message: String,
    explanation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a str>,
}

impl<'a> From<&'a Issue> for IssueObject<'a> {
    fn from(issue: &'a Issue) -> Self {
        IssueObject {
            code: issue.code().as_str(),
            subject: issue.subject(),
            part: issue.part(),
            index: u32::try_from(issue.index_utf16()).unwrap_or(u32::MAX),
            expected: issue.expected(),
            found: issue.found(),
            message: issue.to_string(),
            explanation: issue.explanation(),
            hint: issue.hint(),
            suggestion: issue.suggestion(),
        }
    }
}

#[wasm_bindgen(module = "/js/results.js")]
extern "C" {
    #[wasm_bindgen(js_name = accepted)]
    fn accepted_object(value: JsValue, warnings: JsValue) -> JsValue;
}

/// `{ ok: true, value, warnings }`
pub(super) fn accepted(value: JsValue, warnings: &[Issue]) -> JsValue {
    let warnings: Vec<IssueObject> = warnings.iter().map(IssueObject::from).collect();
    accepted_object(value, to_object(&warnings))
}
