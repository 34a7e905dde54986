//! What `checkCancelImportTaskResponse` stands on.

use wasm_bindgen::prelude::*;

use super::json_text::{JsonText, outcome};
use crate::cancel_import_task;
use crate::failure::{Cause, Failure, Metadata};
use crate::http::{Body, Headers, Response};
use crate::import_task::MEMBERS;
use crate::json::{Member, MemberKind, Object};
use crate::text;

/// The members of a JSON object as one text: of each its name, a U+0000, a letter for its type, the length of its text
/// in bytes, a `:` and the text. The letters are `s` for a string, `u` for one with half a surrogate pair, `n` for a number
/// and `o` for any other.
struct Members<'a>(&'a str);

impl Object for Members<'_> {
    fn member(&self, name: &'static str) -> Member {
        self.find(name, false)
    }

    fn member_ignoring_case(&self, name: &'static str) -> Member {
        self.find(name, true)
    }
}

impl Members<'_> {
    fn find(&self, name: &str, ignoring_case: bool) -> Member {
        let mut rest = self.0;
        while let Some((other, after)) = text::cut(rest, b'\0') {
            let (kind, after) = after.split_at_checked(1).unwrap_or_default();
            let (length, after) = text::cut(after, b':').unwrap_or_default();
            let (text, after) = after.split_at_checked(number(length)).unwrap_or_default();
            if other == name || ignoring_case && other.eq_ignore_ascii_case(name) {
                let kind = match kind {
                    "s" => MemberKind::String,
                    "u" => MemberKind::IllFormed,
                    "n" => MemberKind::Number,
                    _ => MemberKind::Other,
                };
                return Member { kind, text: text.to_string() };
            }
            rest = after;
        }
        Member::default()
    }
}

/// The number that `digits` are. What is no number gives some other one, and no panic.
fn number(digits: &str) -> usize {
    digits.bytes().fold(0_usize, |number, digit| {
        number.wrapping_mul(10).wrapping_add(usize::from(digit.wrapping_sub(b'0')))
    })
}

/// The output in a response, or the error that it is: as JSON text.
///
/// `headers` are lines of a name, a `:` and a value. `body` says what the body is: 0 for nothing, 1 for no JSON, 2 for
/// JSON but no object, 3 for an object with these `members`.
#[wasm_bindgen(js_name = checkCancelImportTaskResponse)]
pub fn check_cancel_import_task_response(
    status: u16,
    headers: &str,
    excerpt: &str,
    body: u32,
    members: &str,
) -> String {
    let body = match body {
        0 => Body::Empty,
        1 => Body::NotJson,
        2 => Body::NotAnObject,
        _ => Body::Object(Members(members)),
    };
    let headers = Headers::from_lines(headers);
    let response = Response { status, headers, body, excerpt: excerpt.to_string() };
    match cancel_import_task::read(&response) {
        Ok((output, warnings)) => outcome(&Ok(warnings), |json| {
            json.raw("{");
            for (text, member) in output.task.texts.iter().zip(&MEMBERS) {
                json.optional(member.name, text.as_deref());
            }
            metadata(json, &output.metadata);
            json.raw("}");
        }),
        Err(failure) => written(&failure),
    }
}

fn written(failure: &Failure) -> String {
    let mut json = JsonText::new();
    json.raw("{\"ok\":false,\"error\":{");
    json.text("message", &failure.message);
    metadata(&mut json, &failure.metadata);
    json.optional("excerpt", failure.excerpt.as_deref());
    match &failure.cause {
        Cause::Service(error) => {
            json.text("name", &error.name);
            json.optional("reason", error.reason.as_deref());
            json.text("$fault", error.fault.as_str());
            if let Some(retryable) = error.retryable {
                json.name("$retryable");
                json.raw(if retryable.throttling {
                    "{\"throttling\":true}"
                } else {
                    "{\"throttling\":false}"
                });
            }
        }
        Cause::Unreadable(reason) => json.text("reason", reason.as_str()),
    }
    json.raw("}}");
    json.finish()
}

fn metadata(json: &mut JsonText, metadata: &Metadata) {
    json.name("$metadata");
    json.raw("{");
    json.name("httpStatusCode");
    json.raw(&text::decimal(metadata.http_status_code.into()));
    json.optional("requestId", metadata.request_id.as_deref());
    json.raw("}");
}
