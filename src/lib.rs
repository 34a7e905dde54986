//! Validate Amazon Neptune Analytics IDs and role ARNs, build and sign the requests of import tasks, parse the responses, and
//! decide what to send next until the final status of a cancelled task is known.
//!
//! Nothing here opens a connection or reads a clock: data in, data out. The npm package of the same name is this crate
//! compiled to WebAssembly; Rust programs use it with an HTTP client of their choice.
//!
//! ```
//! use neptune_import_tasks::sigv4::{Signer, Timestamp};
//! use neptune_import_tasks::{CancelImportTask, Credentials, Endpoint, EndpointOptions, Operation, Response};
//!
//! let operation = CancelImportTask { task_identifier: "t-0123456789".parse()? };
//! let endpoint = Endpoint::resolve(&EndpointOptions { region: "us-east-1", ..Default::default() })?;
//! let mut request = operation.request(&endpoint);
//! assert_eq!(request.url, "https://neptune-graph.us-east-1.amazonaws.com/importtasks/t-0123456789");
//!
//! let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
//! let time = Timestamp::from_epoch_millis(1_440_938_160_000)?;
//! endpoint.sign(&mut request, &credentials, &time, &mut Signer::new())?;
//! assert_eq!(request.headers[0], ("x-amz-date", "20150830T123600Z".to_string()));
//!
//! // … send it with your HTTP client, and parse the response:
//! let headers = [("x-amzn-errortype", "ResourceNotFoundException")];
//! let response = Response::from_bytes(404, headers, br#"{"message":"no such task"}"#);
//! assert_eq!(CancelImportTask::parse(&response).unwrap_err().to_string(), "no such task");
//! # Ok::<(), neptune_import_tasks::Issue>(())
//! ```
//!
//! # Features
//!
//! * `client` (default): the state machine [`client::Cancellation`], with `requests`.
//! * `requests`: operations, endpoints, signatures and responses. Without it, the crate only validates.
//! * `serde_json` (default): [`Response::from_bytes`](protocol::http::Response::from_bytes).
//! * `bindings` (default): on `wasm32`, the exports for JavaScript and an allocator that wipes what it frees.

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "requests")]
pub mod endpoint;
pub mod id;
#[cfg(feature = "requests")]
pub mod operation;
#[cfg(feature = "requests")]
pub mod protocol;
#[cfg(feature = "requests")]
pub mod region;
#[cfg(feature = "requests")]
pub mod sigv4;
pub mod validate;
#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
#[doc(hidden)]
pub mod wasm;

#[cfg(feature = "requests")]
pub use endpoint::{Endpoint, EndpointOptions};
pub use id::{GraphId, RoleArn, TaskId};
#[cfg(feature = "requests")]
pub use operation::{CancelExportTask, CancelImportTask, GetImportTask, ListImportTasks, Operation};
#[cfg(feature = "requests")]
pub use protocol::error::Error;
#[cfg(feature = "requests")]
pub use protocol::http::{Request, Response};
#[cfg(feature = "requests")]
pub use sigv4::Credentials;
pub use validate::Issue;

/// The code blocks of a page of the documentation, which run as tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/rust.md")]
struct RustPage;
