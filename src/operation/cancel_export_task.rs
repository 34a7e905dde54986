//! `CancelExportTask`: tells the service to stop an export task. A success means that it has begun to stop, not that it has
//! stopped.
//!
//! Source: <https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelExportTask.html>

use serde::Serialize;

use super::open_enum::open_enum;
use super::types::{ImportTaskStatus, ParquetType};
use super::{Input, Members, Operation, OperationName, task_identifier};
use crate::endpoint::Endpoint;
use crate::id::TaskId;
use crate::protocol::error::UnreadableResponseError;
use crate::protocol::http::Request;
use crate::protocol::json::Object;
use crate::validate::Identifier;

/// Tells the service to stop an export task.
///
/// ```
/// use neptune_import_tasks::operation::CancelExportTask;
/// use neptune_import_tasks::{Endpoint, EndpointOptions, Operation};
///
/// let operation = CancelExportTask { task_identifier: "t-0123456789".parse()? };
/// let endpoint = Endpoint::resolve(&EndpointOptions { region: "us-east-1", ..Default::default() })?;
/// let request = operation.request(&endpoint);
/// assert_eq!(request.method, "DELETE");
/// assert_eq!(request.url, "https://neptune-graph.us-east-1.amazonaws.com/exporttasks/t-0123456789");
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelExportTask {
    /// The task.
    pub task_identifier: TaskId,
}

open_enum! {
    /// The status of an export task.
    ExportTaskStatus {
        /// The task has been accepted.
        Initializing = "INITIALIZING",
        /// Data is being exported.
        Exporting = "EXPORTING",
        /// Final: the data has been exported.
        Succeeded = "SUCCEEDED",
        /// Final: the data has not been exported.
        Failed = "FAILED",
        /// The task has been told to stop, and has not stopped yet.
        Cancelling = "CANCELLING" | "CANCELING",
        /// Final: the task has stopped.
        Cancelled = "CANCELLED" | "CANCELED",
        /// Final: the task has been deleted.
        Deleted = "DELETED",
    }
}

open_enum! {
    /// The format of exported data.
    ExportFormat {
        /// Apache Parquet.
        Parquet = "PARQUET",
        /// CSV.
        Csv = "CSV",
    }
}

/// The export task after the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CancelExportTaskOutput {
    /// The ID of the task, as the service sent it.
    pub task_id: String,
    /// The graph that is exported.
    pub graph_id: String,
    /// The role that may write the data.
    pub role_arn: String,
    /// The status.
    pub status: ExportTaskStatus,
    /// The format of the data.
    pub format: ExportFormat,
    /// The Amazon S3 path of the data.
    pub destination: String,
    /// The KMS key that encrypts the data.
    pub kms_key_identifier: String,
    /// The layout of Parquet files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parquet_type: Option<ParquetType>,
    /// Why the task has this status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
}

impl Operation for CancelExportTask {
    const NAME: OperationName = OperationName::CancelExportTask;
    const INPUT: &'static str = "an object with taskIdentifier";
    const MEMBERS: &[&str] = &["taskIdentifier"];
    const TIMES: &[&[&str]] = &[];
    type Output = CancelExportTaskOutput;

    fn from_input<I: Input>(input: &I) -> Result<Self, I::Error> {
        Ok(CancelExportTask { task_identifier: task_identifier(input)? })
    }

    fn request(&self, endpoint: &Endpoint) -> Request {
        Request::new("DELETE", format!("{}/exporttasks/{}", endpoint.url, self.task_identifier))
    }

    fn import_task_status(_: &Self::Output) -> Option<&ImportTaskStatus> {
        None
    }

    fn read<O: Object>(members: &mut Members<'_, O>) -> Result<Self::Output, UnreadableResponseError> {
        Ok(CancelExportTaskOutput {
            task_id: members.identifier("taskId", &[Identifier::TaskId])?,
            graph_id: members.identifier("graphId", &[Identifier::GraphId])?,
            role_arn: members.identifier("roleArn", &Identifier::ROLE_ARNS)?,
            status: members.open_enum("status")?,
            format: members.open_enum("format")?,
            destination: members.string("destination")?,
            kms_key_identifier: members.string("kmsKeyIdentifier")?,
            parquet_type: members.optional_open_enum("parquetType")?,
            status_reason: members.detail_string("statusReason"),
        })
    }
}
