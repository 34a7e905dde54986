//! The operation `ListImportTasks`: its request, and its answer, a page of tasks.
//!
//! Source: <https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_ListImportTasks.html>

use crate::answer::{Answer as Read, Member, Need};
use crate::endpoint::Endpoint;
use crate::failure::{Failure, Metadata};
use crate::http::{Request, Response};
use crate::id::GraphId;
use crate::import_task::{self, ImportTask};
use crate::issue::{Code, Issue};
use crate::json::Object;
use crate::operation::Operation;
use crate::text;

/// What to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListImportTasksInput<'a> {
    /// Only the tasks of this graph.
    pub graph_identifier: Option<GraphId>,
    /// The most tasks of a page, 1 to 100.
    pub max_results: Option<u32>,
    /// Where to go on: the token of the page before.
    pub next_token: Option<&'a str>,
}

/// The request for a page of tasks, not signed. It has no header and no body.
///
/// The parameters stand in the order of their names, as they are signed.
///
/// ```
/// use neptune_import_tasks::{list_import_tasks, endpoint::{Endpoint, Options}};
///
/// let endpoint = Endpoint::resolve(&Options { region: "us-east-1", ..Options::default() })?;
/// let input = list_import_tasks::ListImportTasksInput {
///     max_results: Some(25), next_token: Some("a b"), ..Default::default()
/// };
/// let request = list_import_tasks::request(&input, &endpoint)?;
/// assert!(request.url.ends_with("/importtasks?maxResults=25&nextToken=a%20b"));
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
///
/// # Errors
///
/// A number of results that is not from 1 to 100.
pub fn request(input: &ListImportTasksInput<'_>, endpoint: &Endpoint<'_>) -> Result<Request, Issue> {
    let mut query = String::new();
    let mut parameter = |name, value: &str| {
        query.push(if query.is_empty() { '?' } else { '&' });
        text::add(&mut query, name);
        query.push('=');
        text::push_encoded(&mut query, value.as_bytes());
    };
    if let Some(id) = &input.graph_identifier {
        parameter("graphIdentifier", id.as_str());
    }
    if let Some(number) = input.max_results {
        if !(1..=100).contains(&number) {
            return Err(Issue::new(
                Code::NotAllowed,
                "list of tasks",
                "maxResults",
                "a number from 1 to 100",
            ));
        }
        parameter("maxResults", &text::decimal(number as usize));
    }
    if let Some(token) = input.next_token {
        parameter("nextToken", token);
    }
    Ok(import_task::request("GET", endpoint, "", &query))
}

/// The member that holds the tasks.
pub(crate) const TASKS: &str = "tasks";

/// The members beside the tasks.
pub(crate) static PAGE: [Member; 1] = [Member::text("nextToken", Need::Optional)];

/// The answer to a request that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListImportTasksOutput {
    /// The tasks of this page.
    pub tasks: Vec<ImportTask>,
    /// Where the next page begins, if there is one.
    pub next_token: Option<String>,
    /// Status and request id.
    pub metadata: Metadata,
}

/// An answer that was read, and what is unusual about it.
pub type Answer = (ListImportTasksOutput, Vec<Issue>);

/// Reads a response: the tasks with what is unusual about them, or why there are none.
///
/// ```
/// use neptune_import_tasks::{list_import_tasks, http::Response};
///
/// let body = br#"{"tasks":[{"taskId":"t-0123456789","source":"s3://bucket/data/","status":"IMPORTING",
///     "roleArn":"arn:aws:iam::123456789012:role/Import"}],"nextToken":"abc"}"#;
/// let response = Response::from_bytes(200, [("", ""); 0], body, |text| serde_json::from_str(text));
/// let (page, _) = list_import_tasks::read(&response)?;
/// assert_eq!((page.tasks.len(), page.next_token.as_deref()), (1, Some("abc")));
/// # Ok::<(), Box<neptune_import_tasks::Failure>>(())
/// ```
///
/// # Errors
///
/// A [service error](crate::failure::Cause::Service) for a status of 300 or more,
/// [unreadable](crate::failure::Cause::Unreadable) for a success that makes no sense.
pub fn read<O: Object>(response: &Response<O>) -> Result<Answer, Box<Failure>> {
    let Read { tasks, next_token, metadata, warnings, .. } =
        Read::read(Operation::ListImportTasks, response)?;
    Ok((ListImportTasksOutput { tasks, next_token, metadata }, warnings))
}
