//! Check Amazon Neptune Analytics ids and role ARNs, build the `CancelImportTask` request, read its answer.
//!
//! Nothing here opens a connection, reads a clock or keeps state: data in, data out. The npm package of the same name
//! is this crate compiled to WebAssembly; Rust programs use it as it is, with an HTTP client and a JSON parser of
//! their choice.
//!
//! ```
//! use neptune_import_tasks::endpoint::{Endpoint, Options};
//! use neptune_import_tasks::http::Response;
//! use neptune_import_tasks::{TaskId, cancel_import_task};
//!
//! let id: TaskId = "t-0123456789".parse()?;
//! let endpoint = Endpoint::resolve(&Options { region: "us-east-1", ..Options::default() })?;
//! let request = cancel_import_task::request(&id, &endpoint);
//! assert_eq!(request.url, "https://neptune-graph.us-east-1.amazonaws.com/importtasks/t-0123456789");
//!
//! // … send it, and pass on what came back:
//! let headers = [("x-amzn-errortype", "ResourceNotFoundException")];
//! let body = br#"{"message":"no such task"}"#;
//! let response = Response::from_bytes(404, headers, body, |text| serde_json::from_str(text));
//! let failure = cancel_import_task::read(&response).unwrap_err();
//! assert_eq!(failure.to_string(), "no such task");
//! # Ok::<(), neptune_import_tasks::Issue>(())
//! ```

pub mod cancel_import_task;
pub mod check;
pub mod endpoint;
pub mod failure;
pub mod grammar;
mod hint;
pub mod http;
pub mod id;
pub mod import_task;
pub mod issue;
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod js;
pub mod json;
pub mod lines;
pub mod pattern;
pub mod region;
pub mod role_arn;
pub mod service_error;
// For Rust programs only as yet: nothing signs in the npm package.
#[cfg(not(target_arch = "wasm32"))]
pub mod sigv4;
mod text;

pub use failure::Failure;
pub use id::{GraphId, TaskId};
pub use issue::Issue;
pub use role_arn::RoleArn;
