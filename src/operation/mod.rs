//! The operations, one file each: input, method and path, output, and how the output is read from a response.

mod cancel_export_task;
mod cancel_import_task;
mod get_import_task;
mod list_import_tasks;
mod members;
mod open_enum;
pub mod types;

use serde::Serialize;

pub use cancel_export_task::{CancelExportTask, CancelExportTaskOutput, ExportFormat, ExportTaskStatus};
pub use cancel_import_task::{CancelImportTask, CancelImportTaskOutput};
pub use get_import_task::{
    GetImportTask, GetImportTaskOutput, ImportOptions, ImportTaskDetails, NeptuneImportOptions,
};
pub use list_import_tasks::{ListImportTasks, ListImportTasksOutput, MaxResults};
pub use members::Members;
pub use open_enum::OpenEnum;

use types::ImportTaskStatus;

use crate::endpoint::Endpoint;
use crate::id::TaskId;
use crate::protocol::error::{Error, ServiceError, UnreadableReason, UnreadableResponseError};
use crate::protocol::http::{Body, Request, Response};
use crate::protocol::json::Object;
use crate::protocol::metadata::Metadata;
use crate::validate::{Code, Issue};

/// An operation of the service. A value of the type is its input. Only this crate can implement it, because [`Members`] has no
/// public methods.
pub trait Operation: Sized {
    /// The name of the operation at AWS.
    const NAME: OperationName;

    /// The input in words, for messages.
    const INPUT: &'static str;

    /// The names of its members.
    const MEMBERS: &[&str];

    /// The members of the output that are times, each as a path of names. The service sends seconds since 1970.
    const TIMES: &[&[&str]];

    /// The output of a success.
    type Output: Serialize;

    /// Reads the input from an object whose members are not typed yet.
    ///
    /// # Errors
    ///
    /// A member that is missing or invalid.
    fn from_input<I: Input>(input: &I) -> Result<Self, I::Error>;

    /// The request, not signed. It has no headers and no body.
    #[must_use]
    fn request(&self, endpoint: &Endpoint) -> Request;

    /// Reads the output from the object in the body of a success.
    ///
    /// # Errors
    ///
    /// A required member that is missing, or a member of another type.
    fn read<O: Object>(members: &mut Members<'_, O>) -> Result<Self::Output, UnreadableResponseError>;

    /// The status of the import task that the output is about. `None` if it is not about one.
    #[must_use]
    fn import_task_status(output: &Self::Output) -> Option<&ImportTaskStatus>;

    /// Reads a response.
    ///
    /// # Errors
    ///
    /// A [`ServiceError`] for a status of 300 or more, an [`UnreadableResponseError`] for a success that is not the output.
    fn parse<O: Object>(response: &Response<O>) -> Result<Success<Self::Output>, Error> {
        let mut members = Members::new(response, output_object(response)?);
        let output = Self::read(&mut members)?;
        Ok(Success { output, metadata: Metadata::of(response), warnings: members.into_warnings() })
    }
}

/// The JSON object of a success, or the error that the response is.
fn output_object<O: Object>(response: &Response<O>) -> Result<&O, Error> {
    if response.status >= 300 {
        return Err(ServiceError::read(response).into());
    }
    let (reason, what) = match &response.body {
        Body::Object(object) => return Ok(object),
        Body::Empty => (UnreadableReason::EmptyBody, "empty"),
        Body::NotJson => (UnreadableReason::NotJson, "not JSON"),
        Body::NotAnObject => (UnreadableReason::NotAnObject, "not a JSON object"),
        Body::TooLong => (UnreadableReason::TooLong, "longer than 16 MiB"),
    };
    Err(UnreadableResponseError::new(response, reason, format_args!("the body is {what}")).into())
}

/// An object that an operation reads its input from.
pub trait Input {
    /// An issue with a member, or an error of the object itself.
    type Error: From<Issue>;

    /// A member that must be a string. `None` if it is absent.
    ///
    /// # Errors
    ///
    /// The member has another type.
    fn string(&self, name: &'static str, subject: &'static str) -> Result<Option<String>, Self::Error>;

    /// A member that must be a whole number from 1. `None` if it is absent.
    ///
    /// # Errors
    ///
    /// The member is something else.
    fn whole_number(&self, name: &'static str, expected: &'static str) -> Result<Option<u32>, Self::Error>;
}

/// The output of a request that succeeded.
#[derive(Debug, Clone, PartialEq)]
pub struct Success<T> {
    /// The output.
    pub output: T,
    /// Status and request ID.
    pub metadata: Metadata,
    /// Values that no publication lists. Not an error: the service adds values.
    pub warnings: Vec<Issue>,
}

/// The name of an operation.
///
/// ```
/// use neptune_import_tasks::operation::OperationName;
///
/// let reads: Vec<&str> = OperationName::ALL.into_iter().filter(|name| name.is_read()).map(OperationName::as_str).collect();
/// assert_eq!(reads, ["GetImportTask", "ListImportTasks"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum OperationName {
    /// [`CancelImportTask`].
    CancelImportTask,
    /// [`GetImportTask`].
    GetImportTask,
    /// [`ListImportTasks`].
    ListImportTasks,
    /// [`CancelExportTask`].
    CancelExportTask,
}

impl OperationName {
    /// All operations.
    pub const ALL: [OperationName; 4] = [
        OperationName::CancelImportTask,
        OperationName::GetImportTask,
        OperationName::ListImportTasks,
        OperationName::CancelExportTask,
    ];

    /// The name as AWS spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            OperationName::CancelImportTask => "CancelImportTask",
            OperationName::GetImportTask => "GetImportTask",
            OperationName::ListImportTasks => "ListImportTasks",
            OperationName::CancelExportTask => "CancelExportTask",
        }
    }

    /// Returns true if the operation changes nothing, so that it can always be sent again.
    #[must_use]
    pub fn is_read(self) -> bool {
        match self {
            OperationName::GetImportTask | OperationName::ListImportTasks => true,
            OperationName::CancelImportTask | OperationName::CancelExportTask => false,
        }
    }
}

/// Reads and validates the input member `taskIdentifier`.
fn task_identifier<I: Input>(input: &I) -> Result<TaskId, I::Error> {
    let value = input.string("taskIdentifier", "task id")?;
    let missing = || Issue::new(Code::Missing, "task id", "value", "a string");
    Ok(TaskId::try_from(value.ok_or_else(missing)?)?)
}
