//! `GetImportTask`: the status of an import task, and its progress.
//!
//! Source: <https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_GetImportTask.html>

use serde::Serialize;

use super::types::{ImportFormat, ImportTask, ImportTaskStatus, ParquetType};
use super::{Input, Members, Operation, OperationName, task_identifier};
use crate::endpoint::Endpoint;
use crate::id::TaskId;
use crate::protocol::error::UnreadableResponseError;
use crate::protocol::http::Request;
use crate::protocol::json::Object;

/// Reads an import task.
///
/// ```
/// use neptune_import_tasks::{GetImportTask, Operation, Response};
///
/// let body = br#"{"taskId":"t-0123456789","source":"s3://bucket/data/","status":"IMPORTING",
///     "roleArn":"arn:aws:iam::123456789012:role/Import","importTaskDetails":{"progressPercentage":42}}"#;
/// let task = GetImportTask::parse(&Response::from_bytes(200, [("", ""); 0], body))?.output;
/// assert_eq!(task.import_task_details.and_then(|details| details.progress_percentage), Some(42.0));
/// # Ok::<(), neptune_import_tasks::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetImportTask {
    /// The task.
    pub task_identifier: TaskId,
}

/// An import task with its progress.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GetImportTaskOutput {
    /// The ID of the task, as the service sent it.
    pub task_id: String,
    /// The location of the data: an Amazon S3 path, or a Neptune Database endpoint or snapshot.
    pub source: String,
    /// The role that may read the data.
    pub role_arn: String,
    /// The status.
    pub status: ImportTaskStatus,
    /// The graph that the data is imported into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub graph_id: Option<String>,
    /// The format of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<ImportFormat>,
    /// The layout of Parquet files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parquet_type: Option<ParquetType>,
    /// The number of the attempt to import, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt_number: Option<f64>,
    /// Why the task has this status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    /// The progress, once the import has begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_task_details: Option<ImportTaskDetails>,
    /// The options of the import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_options: Option<ImportOptions>,
}

/// The progress of an import. The service may keep the last values of a task that has ended: the status of the task is what
/// counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImportTaskDetails {
    /// The status of the import, which may lag behind the status of the task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When the import began, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<f64>,
    /// Seconds since then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_elapsed_seconds: Option<f64>,
    /// 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress_percentage: Option<f64>,
    /// The number of errors in the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_count: Option<f64>,
    /// The number of statements that were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement_count: Option<f64>,
    /// The number of entries in the dictionary of the graph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dictionary_entry_count: Option<f64>,
    /// The errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_details: Option<String>,
}

/// The options of an import. A union of one member in the service model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImportOptions {
    /// How data is exported from Neptune Database.
    pub neptune: NeptuneImportOptions,
}

/// How data is exported from Neptune Database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NeptuneImportOptions {
    /// The Amazon S3 path that the data is exported to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_export_path: Option<String>,
    /// The KMS key that encrypts it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_export_kms_key_id: Option<String>,
    /// Whether vertices without a label keep the one that Neptune Database gives them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preserve_default_vertex_labels: Option<bool>,
    /// Whether edges keep their IDs as a property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preserve_edge_ids: Option<bool>,
}

impl Operation for GetImportTask {
    const NAME: OperationName = OperationName::GetImportTask;
    const INPUT: &'static str = "an object with taskIdentifier";
    const MEMBERS: &[&str] = &["taskIdentifier"];
    const TIMES: &[&[&str]] = &[&["importTaskDetails", "startTime"]];
    type Output = GetImportTaskOutput;

    fn from_input<I: Input>(input: &I) -> Result<Self, I::Error> {
        Ok(GetImportTask { task_identifier: task_identifier(input)? })
    }

    fn request(&self, endpoint: &Endpoint) -> Request {
        Request::new("GET", format!("{}/importtasks/{}", endpoint.url, self.task_identifier))
    }

    fn import_task_status(output: &Self::Output) -> Option<&ImportTaskStatus> {
        Some(&output.status)
    }

    fn read<O: Object>(members: &mut Members<'_, O>) -> Result<Self::Output, UnreadableResponseError> {
        let ImportTask { task_id, source, role_arn, status, graph_id, format, parquet_type } =
            ImportTask::read(members)?;
        Ok(GetImportTaskOutput {
            task_id,
            source,
            role_arn,
            status,
            graph_id,
            format,
            parquet_type,
            attempt_number: members.detail_number("attemptNumber"),
            status_reason: members.detail_string("statusReason"),
            import_task_details: members.nested("importTaskDetails", ImportTaskDetails::read),
            import_options: members
                .nested("importOptions", |options| options.nested("neptune", NeptuneImportOptions::read))
                .flatten()
                .map(|neptune| ImportOptions { neptune }),
        })
    }
}

impl ImportTaskDetails {
    fn read<O: Object>(members: &mut Members<'_, O>) -> Self {
        ImportTaskDetails {
            status: members.detail_string("status"),
            start_time: members.detail_number("startTime"),
            time_elapsed_seconds: members.detail_number("timeElapsedSeconds"),
            progress_percentage: members.detail_number("progressPercentage"),
            error_count: members.detail_number("errorCount"),
            statement_count: members.detail_number("statementCount"),
            dictionary_entry_count: members.detail_number("dictionaryEntryCount"),
            error_details: members.detail_string("errorDetails"),
        }
    }
}

impl NeptuneImportOptions {
    fn read<O: Object>(members: &mut Members<'_, O>) -> Self {
        NeptuneImportOptions {
            s3_export_path: members.detail_string("s3ExportPath"),
            s3_export_kms_key_id: members.detail_string("s3ExportKmsKeyId"),
            preserve_default_vertex_labels: members.detail_boolean("preserveDefaultVertexLabels"),
            preserve_edge_ids: members.detail_boolean("preserveEdgeIds"),
        }
    }
}
