//! The boundary to JavaScript: every export, and both ways of every value.
//!
//! Only numbers and texts cross it, and nothing here throws. The JavaScript around it takes arguments apart and looks at
//! the types that JavaScript alone can see; what is right and what is wrong is decided here. Results that have members go
//! out as JSON text.

#![expect(clippy::must_use_candidate, reason = "JavaScript does not see it")]

#[cfg(arena)]
mod arena;
pub mod check;
mod json_text;
#[cfg(feature = "requests")]
pub mod request;
#[cfg(feature = "requests")]
pub mod response;

// In the build of the npm package alone: whoever uses the crate in a WebAssembly of their own has an allocator already.
#[cfg(arena)]
#[global_allocator]
static ALLOCATOR: arena::Arena = arena::Arena::new();
