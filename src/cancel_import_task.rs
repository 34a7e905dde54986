//! The operation `CancelImportTask`: its request, and its answer.
//!
//! A success means that the service has begun to cancel the task, not that the task has stopped.
//!
//! Source: <https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html>

use crate::endpoint::Endpoint;
use crate::failure::{Failure, Metadata, Unreadable};
use crate::http::{Body, Request, Response};
use crate::id::TaskId;
use crate::import_task::{ImportTask, MEMBERS, Member};
use crate::issue::{Code, Issue};
use crate::json::{MemberKind, Object};
use crate::service_error;
use crate::text;

/// The request to cancel the task `id`, not signed.
///
/// It has no header and no body. A checked id needs no encoding, and can be neither empty nor `.` or `..`.
///
/// ```
/// use neptune_import_tasks::{cancel_import_task, endpoint::{Endpoint, Options}};
///
/// let options = Options { region: "us-east-1", ..Options::default() };
/// let endpoint = Endpoint::resolve(&options)?;
/// let request = cancel_import_task::request(&"t-0123456789".parse()?, &endpoint);
/// assert_eq!(request.method, "DELETE");
/// assert_eq!(request.url, "https://neptune-graph.us-east-1.amazonaws.com/importtasks/t-0123456789");
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
#[must_use]
pub fn request(id: &TaskId, endpoint: &Endpoint<'_>) -> Request {
    Request {
        method: "DELETE",
        url: text::concat(&[&endpoint.url, "/importtasks/", id.as_str()]),
        headers: Vec::new(),
    }
}

/// The answer to a request that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CancelImportTaskOutput {
    /// The task as it is now.
    pub task: ImportTask,
    /// Status and request id.
    pub metadata: Metadata,
}

/// An answer that was read, and what is unusual about it.
pub type Answer = (CancelImportTaskOutput, Vec<Issue>);

/// Reads a response: the task with what is unusual about it, or why there is none.
///
/// ```
/// use neptune_import_tasks::{cancel_import_task, http::Response, import_task::status};
///
/// let body = br#"{"taskId":"t-0123456789","source":"s3://bucket/data/","status":"CANCELLING",
///     "roleArn":"arn:aws:iam::123456789012:role/Import"}"#;
/// let headers = [("x-amzn-requestid", "3f7c3a1e")];
/// let response = Response::from_bytes(200, headers, body, |text| serde_json::from_str(text));
/// let (output, warnings) = cancel_import_task::read(&response)?;
/// assert_eq!(output.task.status(), status::CANCELLING);
/// assert_eq!(output.metadata.request_id.as_deref(), Some("3f7c3a1e"));
/// assert!(warnings.is_empty());
/// # Ok::<(), Box<neptune_import_tasks::Failure>>(())
/// ```
///
/// # Errors
///
/// A [service error](crate::failure::Cause::Service) for a status of 300 or more,
/// [unreadable](crate::failure::Cause::Unreadable) for a success that makes no sense.
pub fn read<O: Object>(response: &Response<O>) -> Result<Answer, Box<Failure>> {
    if response.status >= 300 {
        return Err(service_error::read(response));
    }
    let task = read_task(response)?;
    let warnings = warnings(&task);
    Ok((CancelImportTaskOutput { task, metadata: Metadata::read(response) }, warnings))
}

fn read_task<O: Object>(response: &Response<O>) -> Result<ImportTask, Box<Failure>> {
    let (reason, what) = match &response.body {
        Body::Object(object) => return read_members(response, object),
        Body::Empty => (Unreadable::EmptyBody, "the body is empty"),
        Body::NotJson => (Unreadable::NotJson, "the body is not JSON"),
        Body::NotAnObject => (Unreadable::NotAnObject, "the body is no JSON object"),
    };
    Err(Failure::unreadable(response, reason, &[what]))
}

fn read_members<O: Object>(response: &Response<O>, object: &O) -> Result<ImportTask, Box<Failure>> {
    let mut task = ImportTask::default();
    for (slot, Member { name, is_required, .. }) in task.texts.iter_mut().zip(&MEMBERS) {
        let member = object.member(name);
        let (reason, what) = match member.kind {
            MemberKind::String => {
                *slot = Some(member.text);
                continue;
            }
            MemberKind::Absent if !is_required => continue,
            MemberKind::Absent => (Unreadable::MissingMember, "` is missing"),
            _ => (Unreadable::WrongType, "` is not a string of well-formed text"),
        };
        return Err(Failure::unreadable(response, reason, &["the member `", name, what]));
    }
    Ok(task)
}

/// Values that no publication knows: the service knows better, but a reader will want to look.
fn warnings(task: &ImportTask) -> Vec<Issue> {
    let mut warnings = Vec::new();
    for (text, member) in task.texts.iter().zip(&MEMBERS) {
        if let Some(value) = text
            && !member.knows(value)
        {
            let expected = "a value that is documented";
            let issue = Issue::new(Code::UnknownValue, "task", member.name, expected);
            warnings.push(issue.found(text::excerpt(value)));
        }
    }
    warnings
}
