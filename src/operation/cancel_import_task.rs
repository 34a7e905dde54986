//! `CancelImportTask`: tells the service to stop an import task. A success means that it has begun to stop, not that it has
//! stopped.
//!
//! Source: <https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html>

use super::types::{ImportTask, ImportTaskStatus};
use super::{Input, Members, Operation, OperationName, task_identifier};
use crate::endpoint::Endpoint;
use crate::id::TaskId;
use crate::protocol::error::UnreadableResponseError;
use crate::protocol::http::Request;
use crate::protocol::json::Object;

/// Tells the service to stop an import task.
///
/// ```
/// use neptune_import_tasks::{CancelImportTask, Endpoint, EndpointOptions, Operation};
///
/// let operation = CancelImportTask { task_identifier: "t-0123456789".parse()? };
/// let endpoint = Endpoint::resolve(&EndpointOptions { region: "us-east-1", ..Default::default() })?;
/// let request = operation.request(&endpoint);
/// assert_eq!(request.method, "DELETE");
/// assert_eq!(request.url, "https://neptune-graph.us-east-1.amazonaws.com/importtasks/t-0123456789");
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
///
/// ```
/// use neptune_import_tasks::operation::types::ImportTaskStatus;
/// use neptune_import_tasks::{CancelImportTask, Operation, Response};
///
/// let body = br#"{"taskId":"t-0123456789","source":"s3://bucket/data/","status":"CANCELLING",
///     "roleArn":"arn:aws:iam::123456789012:role/Import"}"#;
/// let response = Response::from_bytes(200, [("x-amzn-requestid", "3f7c3a1e")], body);
/// let success = CancelImportTask::parse(&response)?;
/// assert_eq!(success.output.status, ImportTaskStatus::Cancelling);
/// assert_eq!(success.metadata.request_id.as_deref(), Some("3f7c3a1e"));
/// # Ok::<(), neptune_import_tasks::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelImportTask {
    /// The task.
    pub task_identifier: TaskId,
}

/// The task after the request.
pub type CancelImportTaskOutput = ImportTask;

impl Operation for CancelImportTask {
    const NAME: OperationName = OperationName::CancelImportTask;
    const INPUT: &'static str = "an object with taskIdentifier";
    const MEMBERS: &[&str] = &["taskIdentifier"];
    const TIMES: &[&[&str]] = &[];
    type Output = CancelImportTaskOutput;

    fn from_input<I: Input>(input: &I) -> Result<Self, I::Error> {
        Ok(CancelImportTask { task_identifier: task_identifier(input)? })
    }

    fn request(&self, endpoint: &Endpoint) -> Request {
        // A valid ID needs no encoding, and can be neither empty nor `.` or `..`.
        Request::new("DELETE", format!("{}/importtasks/{}", endpoint.url, self.task_identifier))
    }

    fn import_task_status(output: &Self::Output) -> Option<&ImportTaskStatus> {
        Some(&output.status)
    }

    fn read<O: Object>(members: &mut Members<'_, O>) -> Result<Self::Output, UnreadableResponseError> {
        ImportTask::read(members)
    }
}
