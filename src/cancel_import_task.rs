//! The operation `CancelImportTask`: its request, and its answer.
//!
//! A success means that the service has begun to cancel the task, not that the task has stopped.
//!
//! Source: <https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html>

use crate::answer::{self, Answer as Read};
use crate::endpoint::Endpoint;
use crate::failure::{Failure, Metadata};
use crate::http::{Request, Response};
use crate::id::TaskId;
use crate::import_task::{self, ImportTask};
use crate::issue::Issue;
use crate::json::Object;
use crate::operation::Operation;

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
    import_task::request("DELETE", endpoint, "/", id.as_str())
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
    let Read { tasks, metadata, warnings, .. } = Read::read(Operation::CancelImportTask, response)?;
    Ok((CancelImportTaskOutput { task: answer::only(tasks), metadata }, warnings))
}
