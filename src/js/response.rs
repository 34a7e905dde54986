//! What `checkCancelImportTaskResponse` stands on.

use wasm_bindgen::prelude::*;

use super::outcome;
use super::plain::{Plain, to_value};
use crate::cancel_import_task;
use crate::failure::{Cause, Metadata};
use crate::http::{Body, Headers, Response};
use crate::import_task::MEMBERS;
use crate::json::{Member, MemberKind, Object};

#[wasm_bindgen]
extern "C" {
    /// A JSON object after `JSON.parse`.
    pub type Json;
    /// A member: nothing for `undefined` and `null`, else a letter for its type and then its text. The letters are `s`
    /// for a string, `u` for one with half a surrogate pair, `n` for a number and `o` for any other.
    #[wasm_bindgen(method)]
    fn member(this: &Json, name: &str, ignoring_case: bool) -> String;
}

impl Object for Json {
    fn member(&self, name: &'static str) -> Member {
        member(Json::member(self, name, false))
    }

    fn member_ignoring_case(&self, name: &'static str) -> Member {
        member(Json::member(self, name, true))
    }
}

fn member(mut text: String) -> Member {
    let kind = match text.as_bytes().first() {
        None => MemberKind::Absent,
        Some(b's') => MemberKind::String,
        Some(b'u') => MemberKind::IllFormed,
        Some(b'n') => MemberKind::Number,
        Some(_) => MemberKind::Other,
    };
    if kind != MemberKind::Absent {
        text.remove(0);
    }
    Member { kind, text }
}

/// The output in a response, or the error that it is.
///
/// `headers` are lines of a name, a `:` and a value. `body` says what the body is: 0 for nothing, 1 for no JSON, 2 for
/// JSON but no object, 3 for an object.
#[wasm_bindgen(js_name = checkCancelImportTaskResponse)]
pub fn check_cancel_import_task_response(
    status: u16,
    headers: &str,
    excerpt: &str,
    body: u32,
    document: Json,
) -> Plain {
    let body = match body {
        0 => Body::Empty,
        1 => Body::NotJson,
        2 => Body::NotAnObject,
        _ => Body::Object(document),
    };
    let headers = Headers::from_lines(headers);
    let plain = Plain::new();
    let failure =
        match cancel_import_task::read(&Response { status, headers, body, excerpt: excerpt.to_string() }) {
            Ok((output, warnings)) => {
                for (text, member) in output.task.texts.iter().zip(&MEMBERS) {
                    plain.optional(member.name, text.as_deref());
                }
                set_metadata(&plain, &output.metadata);
                return outcome(Ok((plain.into(), warnings)));
            }
            Err(failure) => failure,
        };
    plain.text("message", &failure.message);
    set_metadata(&plain, &failure.metadata);
    plain.optional("excerpt", failure.excerpt.as_deref());
    match &failure.cause {
        Cause::Service(error) => {
            plain.text("name", &error.name);
            plain.optional("reason", error.reason.as_deref());
            plain.text("$fault", error.fault.as_str());
            if let Some(retryable) = error.retryable {
                let throttling = Plain::new();
                throttling.js("throttling", &to_value(&retryable.throttling));
                plain.js("$retryable", &throttling);
            }
        }
        Cause::Unreadable(reason) => plain.text("reason", reason.as_str()),
    }
    let failed = Plain::new();
    failed.js("ok", &JsValue::FALSE);
    failed.js("error", &plain);
    failed
}

fn set_metadata(plain: &Plain, metadata: &Metadata) {
    let object = Plain::new();
    object.number("httpStatusCode", metadata.http_status_code.into());
    object.optional("requestId", metadata.request_id.as_deref());
    plain.js("$metadata", &object);
}
