//! Responses on their way in, and what was read of them on its way out.

use super::json_text::{JsonText, write_outcome};
use crate::answer::{self, Answer};
use crate::failure::{Cause, Failure, Metadata};
use crate::get_import_task::{DETAILS, NEPTUNE};
use crate::http::{Body, Headers, Response};
use crate::import_task::TASK;
use crate::json::{Member, MemberKind, Object};
use crate::operation::Operation;
use crate::text;

/// The members of a JSON object as one text: of each its name, a U+0000, a letter for its type, the length of its text
/// in bytes, a `:` and the text. The letters are `s` for a string, `u` for one with half a surrogate pair, `n` for a number,
/// `b` for a boolean, `m` for an object, whose text is made in the same way, `a` for an array, whose items stand there without
/// names, and `o` for any other.
pub(super) struct Members<'a>(&'a str);

/// The letter, the text and what follows, where a value begins.
fn value(text: &str) -> (&str, &str, &str) {
    let (letter, after) = text.split_at_checked(1).unwrap_or_default();
    let (length, after) = text::cut(after, b':').unwrap_or_default();
    let length = text::number(length).unwrap_or_default() as usize;
    let (text, after) = after.split_at_checked(length).unwrap_or_default();
    (letter, text, after)
}

impl Object for Members<'_> {
    fn member(&self, name: &'static str) -> Member {
        member(self.find(name, false))
    }

    fn member_ignoring_case(&self, name: &'static str) -> Member {
        member(self.find(name, true))
    }

    fn object(&self, name: &'static str) -> Option<Self> {
        object(self.find(name, false)?)
    }

    fn objects(&self, name: &'static str) -> Option<Vec<Self>> {
        let ("a", mut rest) = self.find(name, false)? else { return None };
        let mut items = Vec::new();
        while !rest.is_empty() {
            let (letter, text, after) = value(rest);
            items.push(object((letter, text))?);
            rest = after;
        }
        Some(items)
    }
}

fn object<'a>((letter, text): (&str, &'a str)) -> Option<Members<'a>> {
    (letter == "m").then_some(Members(text))
}

fn member(found: Option<(&str, &str)>) -> Member {
    let Some((letter, text)) = found else { return Member::default() };
    let kind = match letter {
        "s" => MemberKind::String,
        "u" => MemberKind::IllFormed,
        "n" => MemberKind::Number,
        "b" => MemberKind::Boolean,
        _ => return Member { kind: MemberKind::Other, text: String::new() },
    };
    Member { kind, text: text::owned(text) }
}

impl<'a> Members<'a> {
    /// The letter and the text of the member of this name.
    fn find(&self, name: &str, ignoring_case: bool) -> Option<(&'a str, &'a str)> {
        let mut rest = self.0;
        while let Some((other, after)) = text::cut(rest, b'\0') {
            let (letter, text, after) = value(after);
            if other == name || ignoring_case && other.eq_ignore_ascii_case(name) {
                return Some((letter, text));
            }
            rest = after;
        }
        None
    }
}

/// What JavaScript knows of a response, as it comes over the boundary: `headers` are lines of a name, a `:` and a value;
/// `body` says what the body is: 0 for nothing, 1 for no JSON, 2 for JSON but no object, 3 for an object with these `members`.
pub(super) fn response<'a>(
    status: u32,
    headers: &str,
    excerpt: &str,
    body: u32,
    members: &'a str,
) -> Response<Members<'a>> {
    let status = u16::try_from(status).unwrap_or_default();
    let body = match body {
        0 => Body::Empty,
        1 => Body::NotJson,
        2 => Body::NotAnObject,
        _ => Body::Object(Members(members)),
    };
    Response { status, headers: Headers::from_lines(headers), body, excerpt: text::owned(excerpt) }
}

/// Reads the answer to an operation. Adds it as JSON: the output, or the error that it is; and returns the status of the
/// task, if it is about one, or the failure.
pub(super) fn read(
    json: &mut JsonText,
    operation: Operation,
    response: &Response<Members<'_>>,
) -> Result<Option<String>, Box<Failure>> {
    match Answer::read(operation, response) {
        Ok(answer) => {
            write_outcome(json, Ok(&answer.warnings), &mut |json| write(json, operation, &answer));
            Ok(answer.tasks.first().map(|task| text::owned(task.status())))
        }
        Err(failure) => {
            write_failure(json, &failure);
            Err(failure)
        }
    }
}

fn write(json: &mut JsonText, operation: Operation, answer: &Answer) {
    json.raw("{");
    let is_list = operation == Operation::ListImportTasks;
    if is_list {
        json.name("tasks").raw("[");
    }
    for task in &answer.tasks {
        if is_list {
            json.next();
            json.raw("{");
        }
        write_members(json, &task.texts, &TASK);
        if is_list {
            json.raw("}");
        }
    }
    if is_list {
        json.raw("]");
    }
    json.optional("nextToken", answer.next_token.as_deref());
    if let Some(details) = &answer.details {
        json.name("importTaskDetails").raw("{");
        write_members(json, details, &DETAILS);
        json.raw("}");
    }
    if let Some(options) = &answer.options {
        json.name("importOptions").raw("{\"neptune\":{");
        write_members(json, options, &NEPTUNE);
        json.raw("}}");
    }
    write_metadata(json, &answer.metadata);
    json.raw("}");
}

/// Adds the members of an object: strings, and what is JSON as it is.
fn write_members(json: &mut JsonText, texts: &[Option<String>], members: &[answer::Member]) {
    for (text, member) in texts.iter().zip(members) {
        let Some(text) = text else { continue };
        json.name(member.name);
        if member.kind == MemberKind::String {
            json.string(text);
        } else {
            json.raw(text);
        }
    }
}

fn write_failure(json: &mut JsonText, failure: &Failure) {
    json.raw("{\"ok\":false,\"error\":{");
    json.text("message", &failure.message);
    write_metadata(json, &failure.metadata);
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
}

fn write_metadata(json: &mut JsonText, metadata: &Metadata) {
    json.name("$metadata");
    json.raw("{");
    json.name("httpStatusCode");
    json.raw(&text::decimal(metadata.http_status_code.into()));
    json.optional("requestId", metadata.request_id.as_deref());
    json.raw("}");
}
