//! `ListImportTasks`: the import tasks, a page at a time.
//!
//! Source: <https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_ListImportTasks.html>

use serde::Serialize;

use super::types::{ImportTask, ImportTaskStatus};
use super::{Input, Members, Operation, OperationName};
use crate::endpoint::Endpoint;
use crate::id::GraphId;
use crate::protocol::error::UnreadableResponseError;
use crate::protocol::http::{Request, push_percent_encoded};
use crate::protocol::json::Object;
use crate::validate::{Code, Issue};

/// Lists import tasks.
///
/// ```
/// use neptune_import_tasks::operation::MaxResults;
/// use neptune_import_tasks::{Endpoint, EndpointOptions, ListImportTasks, Operation};
///
/// let endpoint = Endpoint::resolve(&EndpointOptions { region: "us-east-1", ..Default::default() })?;
/// let operation = ListImportTasks {
///     max_results: Some(MaxResults::new(25)?),
///     next_token: Some("a b".into()),
///     ..Default::default()
/// };
/// assert!(operation.request(&endpoint).url.ends_with("/importtasks?maxResults=25&nextToken=a%20b"));
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
///
/// ```
/// use neptune_import_tasks::{ListImportTasks, Operation, Response};
///
/// let body = br#"{"tasks":[{"taskId":"t-0123456789","source":"s3://bucket/data/","status":"IMPORTING",
///     "roleArn":"arn:aws:iam::123456789012:role/Import"}],"nextToken":"abc"}"#;
/// let page = ListImportTasks::parse(&Response::from_bytes(200, [("", ""); 0], body))?.output;
/// assert_eq!((page.tasks.len(), page.next_token.as_deref()), (1, Some("abc")));
/// # Ok::<(), neptune_import_tasks::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListImportTasks {
    /// Only the tasks of this graph.
    pub graph_identifier: Option<GraphId>,
    /// The most tasks on a page.
    pub max_results: Option<MaxResults>,
    /// The token of the previous page.
    pub next_token: Option<String>,
}

/// The most items on a page: 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaxResults(u8);

impl MaxResults {
    /// Checks the number.
    ///
    /// # Errors
    ///
    /// A number that is not from 1 to 100.
    pub fn new(number: u32) -> Result<Self, Issue> {
        if let Ok(number @ 1..=100) = u8::try_from(number) {
            return Ok(MaxResults(number));
        }
        let expected = "a whole number from 1 to 100";
        Err(Issue::new(Code::NotAllowed, "list of tasks", "maxResults", expected))
    }
}

/// A page of import tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ListImportTasksOutput {
    /// The tasks on this page.
    pub tasks: Vec<ImportTask>,
    /// The token of the next page, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

impl Operation for ListImportTasks {
    const NAME: OperationName = OperationName::ListImportTasks;
    const INPUT: &'static str = "an object with graphIdentifier, maxResults or nextToken";
    const MEMBERS: &[&str] = &["graphIdentifier", "maxResults", "nextToken"];
    const TIMES: &[&[&str]] = &[];
    type Output = ListImportTasksOutput;

    fn from_input<I: Input>(input: &I) -> Result<Self, I::Error> {
        let graph_identifier = input.string("graphIdentifier", "graph id")?;
        let max_results = input.whole_number("maxResults", "a whole number from 1 to 100")?;
        Ok(ListImportTasks {
            graph_identifier: graph_identifier.map(GraphId::try_from).transpose()?,
            max_results: max_results.map(MaxResults::new).transpose()?,
            next_token: input.string("nextToken", "nextToken")?.filter(|token| !token.is_empty()),
        })
    }

    /// The parameters are in the order of their names, as they are signed.
    fn request(&self, endpoint: &Endpoint) -> Request {
        let mut url = format!("{}/importtasks", endpoint.url);
        let mut separator = '?';
        let mut parameter = |name: &str, value: &str| {
            url.push(separator);
            url.push_str(name);
            url.push('=');
            push_percent_encoded(&mut url, value.as_bytes());
            separator = '&';
        };
        if let Some(id) = &self.graph_identifier {
            parameter("graphIdentifier", id.as_str());
        }
        if let Some(MaxResults(number)) = self.max_results {
            parameter("maxResults", &number.to_string());
        }
        if let Some(token) = &self.next_token {
            parameter("nextToken", token);
        }
        Request::new("GET", url)
    }

    fn import_task_status(_: &Self::Output) -> Option<&ImportTaskStatus> {
        None
    }

    fn read<O: Object>(members: &mut Members<'_, O>) -> Result<Self::Output, UnreadableResponseError> {
        Ok(ListImportTasksOutput {
            tasks: members.list("tasks", ImportTask::read)?,
            next_token: members.optional_string("nextToken")?.filter(|token| !token.is_empty()),
        })
    }
}
