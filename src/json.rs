//! The members of a JSON object that answers are read from.
//!
//! No JSON parser: the host's is used. In JavaScript that is `JSON.parse`; a Rust program uses `serde_json` or
//! any other serde format, through [`Document`].

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::http::{Body, Response, excerpt};

/// What stands under a name in a JSON object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// Its type.
    pub kind: MemberKind,
    /// A string, with U+FFFD for each half of a surrogate pair, or a number as JavaScript prints it. Empty for any other.
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
    /// A boolean, an array or an object.
    Other,
}

impl Member {
    /// The string or the number, if it is one.
    pub(crate) fn said(self) -> Option<String> {
        if matches!(self.kind, MemberKind::Absent | MemberKind::Other) { None } else { Some(self.text) }
    }
}

/// A JSON object, however the host keeps it.
pub trait Object {
    /// The member of this name. Where a name stands twice, the last one counts.
    fn member(&self, name: &'static str) -> Member;

    /// The first member whose name is this one but for the case of its letters.
    fn member_ignoring_case(&self, name: &'static str) -> Member;
}

/// The names that some answer is read from, in any case of their letters. Others are passed over unread, and so cannot
/// be too deep or too large.
const NAMES: [&str; 11] = [
    "taskId",
    "source",
    "roleArn",
    "status",
    "graphId",
    "format",
    "parquetType",
    "code",
    "__type",
    "message",
    "reason",
];

/// A JSON document as serde reads it: for Rust programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// An object: those of its members that some answer is read from, in order.
    Object(Vec<(String, Member)>),
    /// Another document.
    Other,
}

impl Object for Vec<(String, Member)> {
    fn member(&self, name: &'static str) -> Member {
        self.iter()
            .rev()
            .find(|(other, _)| other == name)
            .map(|(_, member)| member.clone())
            .unwrap_or_default()
    }

    fn member_ignoring_case(&self, name: &'static str) -> Member {
        // The first name in its order, and the last value of that name.
        let first = self.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        first
            .map(|(first, _)| self.iter().rev().find(|(other, _)| other == first))
            .unwrap_or_default()
            .map(|(_, member)| member.clone())
            .unwrap_or_default()
    }
}

impl Response<Vec<(String, Member)>> {
    /// A response whose body is still bytes: decodes them as a browser would, and parses them with `parse`.
    ///
    /// ```
    /// use neptune_import_tasks::http::Response;
    ///
    /// let headers = [("x-amzn-errortype", "ConflictException")];
    /// let response = Response::from_bytes(409, headers, br#"{"message":"no"}"#, |text| serde_json::from_str(text));
    /// # let error = neptune_import_tasks::cancel_import_task::read(&response).unwrap_err();
    /// # assert_eq!(error.to_string(), "no");
    /// ```
    pub fn from_bytes<N: AsRef<str>, V: AsRef<str>, E>(
        status: u16,
        headers: impl IntoIterator<Item = (N, V)>,
        body: &[u8],
        parse: impl FnOnce(&str) -> Result<Document, E>,
    ) -> Self {
        let text = String::from_utf8_lossy(body);
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        let body = if text.is_empty() {
            Body::Empty
        } else {
            match parse(text) {
                Ok(Document::Object(members)) => Body::Object(members),
                Ok(Document::Other) => Body::NotAnObject,
                Err(_) => Body::NotJson,
            }
        };
        Response { status, headers: headers.into_iter().collect(), body, excerpt: excerpt(text) }
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DocumentVisitor)
    }
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MemberVisitor)
    }
}

struct DocumentVisitor;
struct MemberVisitor;

/// The visits that do not depend on what is done with the value.
macro_rules! visit {
    ($($method:ident($type:ty) => $result:expr),* $(,)?) => {
        $(fn $method<E>(self, _: $type) -> Result<Self::Value, E> { Ok($result) })*
    };
}

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON document")
    }

    visit! {
        visit_bool(bool) => Document::Other,
        visit_i64(i64) => Document::Other,
        visit_u64(u64) => Document::Other,
        visit_f64(f64) => Document::Other,
        visit_str(&str) => Document::Other,
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Document::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Document::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if NAMES.iter().any(|read| read.eq_ignore_ascii_case(&name)) {
                members.push((name, map.next_value()?));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Document::Object(members))
    }
}

impl<'de> Visitor<'de> for MemberVisitor {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    visit! { visit_bool(bool) => Member { kind: MemberKind::Other, text: String::new() } }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Member { kind: MemberKind::Number, text: number.to_string() })
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Member { kind: MemberKind::Number, text: number.to_string() })
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Member { kind: MemberKind::Number, text: number.to_string() })
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Member { kind: MemberKind::String, text: text.to_string() })
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Member::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Member { kind: MemberKind::Other, text: String::new() })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Member { kind: MemberKind::Other, text: String::new() })
    }
}
