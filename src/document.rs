//! JSON documents as serde reads them: for Rust programs. The npm package does without, and lets JavaScript parse.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::get_import_task::{self, DETAILS, NEPTUNE};
use crate::http::{Body, Response, excerpt};
use crate::import_task::TASK;
use crate::json::{Member, MemberKind, Object};
use crate::list_import_tasks::{PAGE, TASKS};
use crate::service_error;

/// A JSON document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// An object: those of its members that some answer is read from.
    Object(Members),
    /// An array; nothing stands in it for what is no object.
    Array(Vec<Option<Members>>),
    /// Anything else, as a member has it.
    Other(Member),
}

/// The members of an object, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members(Vec<(String, Document)>);

/// Whether some answer is read from a member of this name, in any case of its letters. Others are passed over unread, and so
/// cannot be too deep or too large.
fn is_read(name: &str) -> bool {
    let is_name = |read: &&str| read.eq_ignore_ascii_case(name);
    let mut names = [&[TASKS], get_import_task::NAMES, service_error::NAMES].into_iter().flatten();
    let mut members = TASK.iter().chain(&PAGE).chain(&DETAILS).chain(&NEPTUNE);
    names.any(is_name) || members.any(|member| is_name(&member.name))
}

impl Members {
    fn find(&self, name: &str) -> Option<&Document> {
        self.0.iter().rev().find(|(other, _)| other == name).map(|(_, value)| value)
    }
}

/// What a member is, of which nothing but its kind counts if it is an object or an array.
fn member(value: Option<&Document>) -> Member {
    match value {
        None => Member::default(),
        Some(Document::Other(member)) => member.clone(),
        Some(_) => Member { kind: MemberKind::Other, text: String::new() },
    }
}

impl Object for Members {
    fn member(&self, name: &'static str) -> Member {
        member(self.find(name))
    }

    fn member_ignoring_case(&self, name: &'static str) -> Member {
        // The first name in its order, and the last value of that name.
        let first = self.0.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        member(first.and_then(|(first, _)| self.find(first)))
    }

    fn object(&self, name: &'static str) -> Option<Self> {
        match self.find(name)? {
            Document::Object(members) => Some(members.clone()),
            _ => None,
        }
    }

    fn objects(&self, name: &'static str) -> Option<Vec<Self>> {
        match self.find(name)? {
            Document::Array(items) => items.iter().cloned().collect(),
            _ => None,
        }
    }
}

impl Response<Members> {
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
                Ok(_) => Body::NotAnObject,
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

struct DocumentVisitor;

fn other(kind: MemberKind, text: &dyn ToString) -> Document {
    Document::Other(Member { kind, text: text.to_string() })
}

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON document")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(other(MemberKind::Boolean, &truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(other(MemberKind::Number, &number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(other(MemberKind::Number, &number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(other(MemberKind::Number, &number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(other(MemberKind::String, &text))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Document::Other(Member::default()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut objects = Vec::new();
        while let Some(item) = items.next_element()? {
            objects.push(if let Document::Object(members) = item { Some(members) } else { None });
        }
        Ok(Document::Array(objects))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if is_read(&name) {
                members.push((name, map.next_value()?));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Document::Object(Members(members)))
    }
}
