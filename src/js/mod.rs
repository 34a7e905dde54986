//! The boundary to JavaScript: every export, and both ways of every value.
//!
//! Only numbers, lists of them and texts cross it, and nothing here throws. The JavaScript around it takes arguments apart and looks at
//! the types that JavaScript alone can see; what is right and what is wrong is decided here. Results that have members go
//! out as JSON text.

#![expect(clippy::must_use_candidate, reason = "JavaScript does not see it")]

#[cfg(arena)]
mod arena;
pub mod check;
#[cfg(feature = "requests")]
pub mod client;
mod json_text;
#[cfg(feature = "requests")]
pub mod request;
#[cfg(feature = "requests")]
pub mod response;

// In the build of the npm package alone: whoever uses the crate in a WebAssembly of their own has an allocator already.
#[cfg(arena)]
#[global_allocator]
static ALLOCATOR: arena::Arena = arena::Arena::new();

/// Takes so many bytes off the beginning of `rest`, which several texts are that came as one.
#[cfg(feature = "requests")]
#[inline(never)]
fn take<'a>(rest: &mut &'a str, length: usize) -> &'a str {
    let (text, after) = rest.split_at_checked(length).unwrap_or_default();
    *rest = after;
    text
}

/// Numbers that came as one list, one after the other. A call costs less with one list than with each by itself.
#[cfg(feature = "requests")]
struct Numbers<'a>(&'a [f64]);

#[cfg(feature = "requests")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "JavaScript sends what fits")]
impl Numbers<'_> {
    #[inline(never)]
    fn float(&mut self) -> f64 {
        let (number, rest) = self.0.split_first().unwrap_or((&0.0, &[]));
        self.0 = rest;
        *number
    }

    fn next(&mut self) -> u32 {
        self.float() as u32
    }

    fn length(&mut self) -> usize {
        self.float() as usize
    }

    fn time(&mut self) -> i64 {
        self.float() as i64
    }
}
