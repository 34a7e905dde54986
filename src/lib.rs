//! Check Amazon Neptune Analytics ids and role ARNs, build and sign requests, read answers, and decide what to send next until it
//! is known what became of a task that is to be cancelled: [`cancellation`].
//!
//! Nothing here opens a connection or reads a clock: data in, data out. Only a [`sigv4::Signer`] remembers something, the
//! key that it has derived. The npm package of the same name
//! is this crate compiled to WebAssembly; Rust programs use it as it is, with an HTTP client and a JSON parser of
//! their choice.
//!
//! With `default-features = false, features = ["check"]` there are the checks alone.
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

#[cfg(feature = "requests")]
mod answer;
#[cfg(feature = "requests")]
pub mod cancel_import_task;
#[cfg(feature = "client")]
pub mod cancellation;
pub mod check;
#[cfg(feature = "requests")]
pub mod document;
#[cfg(feature = "requests")]
pub mod endpoint;
#[cfg(feature = "requests")]
pub mod failure;
#[cfg(feature = "requests")]
pub mod get_import_task;
pub mod grammar;
mod hint;
#[cfg(feature = "requests")]
pub mod http;
#[cfg(feature = "client")]
mod http_date;
pub mod id;
#[cfg(feature = "requests")]
pub mod import_task;
pub mod issue;
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod js;
#[cfg(feature = "requests")]
pub mod json;
pub mod lines;
#[cfg(feature = "requests")]
pub mod list_import_tasks;
#[cfg(feature = "requests")]
pub mod operation;
pub mod pattern;
#[cfg(feature = "requests")]
pub mod region;
#[cfg(feature = "client")]
pub mod retry;
pub mod role_arn;
#[cfg(feature = "requests")]
pub mod service_error;
#[cfg(feature = "requests")]
pub mod sigv4;
mod text;

#[cfg(feature = "requests")]
pub use failure::Failure;
pub use id::{GraphId, TaskId};
pub use issue::Issue;
pub use role_arn::RoleArn;
