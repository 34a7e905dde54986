//! HTTP, JSON, dates and errors as all operations use them. Nothing here belongs to one operation.

pub mod date;
pub mod error;
pub mod http;
pub mod json;
pub mod metadata;
