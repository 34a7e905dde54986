//! The members of a JSON object that answers are read from.
//!
//! No JSON parser: the host's is used. In JavaScript that is `JSON.parse`; a Rust program uses `serde_json` or
//! any other serde format, through [`Document`](crate::document::Document).

/// What stands under a name in a JSON object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// Its type.
    pub kind: MemberKind,
    /// A string, with U+FFFD for each half of a surrogate pair; a number as JavaScript prints it; `true` or `false`. Empty for
    /// any other.
    pub text: String,
}

/// The type of a [`Member`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MemberKind {
    /// There is none, or it is `null`.
    #[default]
    Absent,
    /// A string.
    String,
    /// A string with half a surrogate pair in it: no text that can be kept as it is.
    IllFormed,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An array, an object, or a number that is too large.
    Other,
}

impl Member {
    /// The string or the number, if it is one.
    pub(crate) fn said(self) -> Option<String> {
        use MemberKind::{IllFormed, Number, String};
        matches!(self.kind, String | IllFormed | Number).then_some(self.text)
    }
}

/// A JSON object, however the host keeps it.
pub trait Object: Sized {
    /// The member of this name. Where a name stands twice, the last one counts.
    fn member(&self, name: &'static str) -> Member;

    /// The first member whose name is this one but for the case of its letters.
    fn member_ignoring_case(&self, name: &'static str) -> Member;

    /// The object that is the member of this name.
    fn object(&self, name: &'static str) -> Option<Self>;

    /// The objects in the array that is the member of this name. Nothing if it is no array, or something else is in it.
    fn objects(&self, name: &'static str) -> Option<Vec<Self>>;
}
