//! The operation `GetImportTask`: its request, and its answer, which says how far the import is.
//!
//! Source: <https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_GetImportTask.html>

use crate::answer::{self, Answer as Read, Member, Need};
use crate::endpoint::Endpoint;
use crate::failure::{Failure, Metadata};
use crate::http::{Request, Response};
use crate::id::TaskId;
use crate::import_task::{self, ImportTask};
use crate::issue::Issue;
use crate::json::Object;
use crate::operation::Operation;

/// The request to look at the task `id`, not signed. It has no header and no body.
///
/// ```
/// use neptune_import_tasks::{get_import_task, endpoint::{Endpoint, Options}};
///
/// let options = Options { region: "us-east-1", ..Options::default() };
/// let request = get_import_task::request(&"t-0123456789".parse()?, &Endpoint::resolve(&options)?);
/// assert_eq!(request.method, "GET");
/// assert_eq!(request.url, "https://neptune-graph.us-east-1.amazonaws.com/importtasks/t-0123456789");
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
#[must_use]
pub fn request(id: &TaskId, endpoint: &Endpoint<'_>) -> Request {
    import_task::request("GET", endpoint, "/", id.as_str())
}

/// The names of the objects in a task that have members of their own.
pub(crate) const NAMES: &[&str] = &["importTaskDetails", "importOptions", "neptune"];

/// The members in the order of [`ImportTaskDetails`].
pub(crate) static DETAILS: [Member; 8] = [
    Member::text("status", Need::Extra),
    Member::number("startTime"),
    Member::number("timeElapsedSeconds"),
    Member::number("progressPercentage"),
    Member::number("errorCount"),
    Member::number("statementCount"),
    Member::number("dictionaryEntryCount"),
    Member::text("errorDetails", Need::Extra),
];

/// The members in the order of [`NeptuneImportOptions`].
pub(crate) static NEPTUNE: [Member; 4] = [
    Member::text("s3ExportPath", Need::Extra),
    Member::text("s3ExportKmsKeyId", Need::Extra),
    Member::truth("preserveDefaultVertexLabels"),
    Member::truth("preserveEdgeIds"),
];

/// The text in this place.
fn at(texts: &[Option<String>], place: usize) -> Option<&str> {
    texts.get(place)?.as_deref()
}

/// How far an import is. The service keeps these for tasks that have ended too, and does not always correct them then: the
/// status of the task is what counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportTaskDetails(pub(crate) Vec<Option<String>>);

impl ImportTaskDetails {
    /// The status of the import itself, which may lag behind the task's.
    #[must_use]
    pub fn status(&self) -> Option<&str> {
        at(&self.0, 0)
    }

    /// When it began, in seconds since the beginning of 1970.
    #[must_use]
    pub fn start_time(&self) -> Option<f64> {
        at(&self.0, 1)?.parse().ok()
    }

    /// For how many seconds it has been going on.
    #[must_use]
    pub fn time_elapsed_seconds(&self) -> Option<f64> {
        at(&self.0, 2)?.parse().ok()
    }

    /// How much of it is done, from 0 to 100.
    #[must_use]
    pub fn progress_percentage(&self) -> Option<f64> {
        at(&self.0, 3)?.parse().ok()
    }

    /// How many errors there were in the data.
    #[must_use]
    pub fn error_count(&self) -> Option<f64> {
        at(&self.0, 4)?.parse().ok()
    }

    /// How many statements were read.
    #[must_use]
    pub fn statement_count(&self) -> Option<f64> {
        at(&self.0, 5)?.parse().ok()
    }

    /// How many entries the dictionary of the graph has got.
    #[must_use]
    pub fn dictionary_entry_count(&self) -> Option<f64> {
        at(&self.0, 6)?.parse().ok()
    }

    /// What the errors were.
    #[must_use]
    pub fn error_details(&self) -> Option<&str> {
        at(&self.0, 7)
    }
}

/// How data is read out of Neptune Database: the one kind of import options that there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeptuneImportOptions(pub(crate) Vec<Option<String>>);

impl NeptuneImportOptions {
    /// The Amazon S3 path that the data is exported to.
    #[must_use]
    pub fn s3_export_path(&self) -> Option<&str> {
        at(&self.0, 0)
    }

    /// The KMS key that it is encrypted with there.
    #[must_use]
    pub fn s3_export_kms_key_id(&self) -> Option<&str> {
        at(&self.0, 1)
    }

    /// Whether vertices without a label keep the one that Neptune Database gives them.
    #[must_use]
    pub fn preserve_default_vertex_labels(&self) -> Option<bool> {
        Some(at(&self.0, 2)? == "true")
    }

    /// Whether edges keep their ids, as a property.
    #[must_use]
    pub fn preserve_edge_ids(&self) -> Option<bool> {
        Some(at(&self.0, 3)? == "true")
    }
}

/// The answer to a request that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GetImportTaskOutput {
    /// The task as it is now.
    pub task: ImportTask,
    /// How far it is, once it has begun.
    pub import_task_details: Option<ImportTaskDetails>,
    /// How data is read out of Neptune Database, if it comes from there.
    pub import_options: Option<NeptuneImportOptions>,
    /// Status and request id.
    pub metadata: Metadata,
}

/// An answer that was read, and what is unusual about it.
pub type Answer = (GetImportTaskOutput, Vec<Issue>);

/// Reads a response: the task with what is unusual about it, or why there is none.
///
/// ```
/// use neptune_import_tasks::{get_import_task, http::Response};
///
/// let body = br#"{"taskId":"t-0123456789","source":"s3://bucket/data/","status":"IMPORTING",
///     "roleArn":"arn:aws:iam::123456789012:role/Import","importTaskDetails":{"progressPercentage":42}}"#;
/// let response = Response::from_bytes(200, [("", ""); 0], body, |text| serde_json::from_str(text));
/// let (output, _) = get_import_task::read(&response)?;
/// assert_eq!(output.import_task_details.and_then(|details| details.progress_percentage()), Some(42.0));
/// # Ok::<(), Box<neptune_import_tasks::Failure>>(())
/// ```
///
/// # Errors
///
/// A [service error](crate::failure::Cause::Service) for a status of 300 or more,
/// [unreadable](crate::failure::Cause::Unreadable) for a success that makes no sense.
pub fn read<O: Object>(response: &Response<O>) -> Result<Answer, Box<Failure>> {
    let Read { tasks, details, options, metadata, warnings, .. } =
        Read::read(Operation::GetImportTask, response)?;
    let output = GetImportTaskOutput {
        task: answer::only(tasks),
        import_task_details: details.map(ImportTaskDetails),
        import_options: options.map(NeptuneImportOptions),
        metadata,
    };
    Ok((output, warnings))
}
