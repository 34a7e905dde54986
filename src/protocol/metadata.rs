//! What is known of a response besides its content.

use serde::Serialize;

use super::http::Response;

/// Status and request ID, under the AWS SDKs' names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Metadata {
    /// The status code.
    pub http_status_code: u16,
    /// The ID under which AWS finds the request in its logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl Metadata {
    /// Where several headers carry an ID, the first of this order counts, as in the AWS SDKs.
    pub(crate) fn of<O>(response: &Response<O>) -> Self {
        let request_id = ["x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"]
            .into_iter()
            .find_map(|name| response.headers.get(name))
            .filter(|id| !id.is_empty());
        Metadata { http_status_code: response.status, request_id }
    }
}
