//! JSON objects, read member by member.
//!
//! There is no JSON parser here: responses are read through [`Object`], whatever parser the host has. In JavaScript that is
//! `JSON.parse`; Rust programs use [`Document`].

/// A JSON value; `O` is a JSON object as the host's parser represents it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<O> {
    /// The member is absent or `null`.
    Absent,
    /// `true` or `false`.
    Boolean(bool),
    /// A finite number.
    Number(f64),
    /// A number too large for a double.
    NumberOutOfRange,
    /// A string.
    String(String),
    /// A string that contains an unpaired surrogate, with U+FFFD in its place.
    IllFormedString(String),
    /// An array: see [`Object::objects`].
    Array,
    /// An object.
    Object(O),
}

/// A JSON object, however the host's parser represents it.
pub trait Object: Sized {
    /// The member of this name. Of duplicate names the last one counts.
    fn member(&self, name: &'static str) -> Value<Self>;

    /// The first member whose name is `name` in any letter case.
    fn member_ignoring_case(&self, name: &str) -> Value<Self>;

    /// A number in decimal digits, as the host prints it.
    fn number_to_string(number: f64) -> String;

    /// The items of an array. `None` if the member is not an array of objects.
    fn objects(&self, name: &str) -> Option<Vec<Self>>;

    /// The first item of the array whose name is `name` in any letter case.
    fn first_item_ignoring_case(&self, name: &str) -> Value<Self>;
}

impl<O: Object> Value<O> {
    /// A string or a number as a string, for names and messages.
    pub(crate) fn to_text(&self) -> Option<String> {
        match self {
            Value::String(text) | Value::IllFormedString(text) => Some(text.clone()),
            Value::Number(number) => Some(O::number_to_string(*number)),
            Value::Absent | Value::Boolean(_) | Value::NumberOutOfRange | Value::Array | Value::Object(_) => {
                None
            }
        }
    }
}

#[cfg(feature = "serde_json")]
pub use document::Document;

#[cfg(feature = "serde_json")]
mod document {
    use std::fmt;

    use serde::Deserialize;
    use serde::de::{Deserializer, MapAccess, Visitor};
    use serde_json::value::RawValue;

    use super::{Object, Value};
    use crate::protocol::http::{Body, Headers, MAX_BODY_LENGTH, Response, excerpt};
    use crate::protocol::repair::repair;

    /// A JSON object parsed by `serde_json`. Members are parsed when they are read, so that unknown members are skipped at any
    /// depth and size.
    #[derive(Debug, Clone, Default)]
    pub struct Document(Vec<(String, Box<RawValue>)>);

    impl Response<Document> {
        /// A response as an HTTP client returns it. Bytes that are not UTF-8 are replaced by U+FFFD, as browsers do, and a byte
        /// order mark is dropped.
        ///
        /// ```
        /// use neptune_import_tasks::{CancelImportTask, Operation, Response};
        ///
        /// let headers = [("x-amzn-errortype", "ConflictException")];
        /// let response = Response::from_bytes(409, headers, br#"{"message":"no"}"#);
        /// assert_eq!(CancelImportTask::parse(&response).unwrap_err().to_string(), "no");
        /// ```
        pub fn from_bytes<N: Into<String>, V: Into<String>>(
            status: u16,
            headers: impl IntoIterator<Item = (N, V)>,
            body: &[u8],
        ) -> Self {
            let is_too_long = body.len() > MAX_BODY_LENGTH;
            let text = String::from_utf8_lossy(body.get(..MAX_BODY_LENGTH).unwrap_or(body));
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
            let body = if is_too_long {
                Body::TooLong
            } else if text.is_empty() {
                Body::Empty
            } else {
                match serde_json::from_str::<&RawValue>(text) {
                    Err(_) => repaired(status, text).map_or(Body::NotJson, Body::Object),
                    Ok(raw) => serde_json::from_str(raw.get()).map_or(Body::NotAnObject, Body::Object),
                }
            };
            let headers: Headers = headers.into_iter().collect();
            Response { status, headers, body, excerpt: excerpt(text) }
        }
    }

    /// The body of an error that is nearly JSON.
    fn repaired(status: u16, text: &str) -> Option<Document> {
        if status < 300 {
            return None;
        }
        serde_json::from_str(&repair(text)?).ok()
    }

    impl Document {
        fn raw(&self, name: &str) -> Option<&str> {
            let member = self.0.iter().rev().find(|(other, _)| other == name)?;
            Some(member.1.get())
        }
    }

    impl Object for Document {
        fn member(&self, name: &str) -> Value<Self> {
            self.raw(name).map_or(Value::Absent, parse)
        }

        fn member_ignoring_case(&self, name: &str) -> Value<Self> {
            let first = self.0.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
            first.and_then(|(name, _)| self.raw(name)).map_or(Value::Absent, parse)
        }

        fn number_to_string(number: f64) -> String {
            number.to_string()
        }

        fn objects(&self, name: &str) -> Option<Vec<Self>> {
            serde_json::from_str(self.raw(name)?).ok()
        }

        fn first_item_ignoring_case(&self, name: &str) -> Value<Self> {
            let mut members = self.0.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
            let items = members.find_map(|(_, raw)| serde_json::from_str::<Vec<&RawValue>>(raw.get()).ok());
            items.and_then(|items| items.first().map(|raw| parse(raw.get()))).unwrap_or(Value::Absent)
        }
    }

    /// Parses a member whose syntax has been checked already.
    fn parse(json: &str) -> Value<Document> {
        match json.bytes().next() {
            Some(b'"') => match serde_json::from_str(json) {
                Ok(LossyString { text, is_well_formed: true }) => Value::String(text),
                Ok(LossyString { text, is_well_formed: false }) => Value::IllFormedString(text),
                Err(_) => Value::Absent,
            },
            Some(b'{') => serde_json::from_str(json).map_or(Value::Absent, Value::Object),
            Some(b'[') => Value::Array,
            Some(b't') => Value::Boolean(true),
            Some(b'f') => Value::Boolean(false),
            Some(b'-' | b'0'..=b'9') => {
                serde_json::from_str(json).map_or(Value::NumberOutOfRange, Value::Number)
            }
            _ => Value::Absent,
        }
    }

    impl<'de> Deserialize<'de> for Document {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(DocumentVisitor)
        }
    }

    struct DocumentVisitor;

    impl<'de> Visitor<'de> for DocumentVisitor {
        type Value = Document;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a JSON object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
            let mut members = Vec::new();
            while let Some((LossyString { text, .. }, value)) = map.next_entry()? {
                members.push((text, value));
            }
            Ok(Document(members))
        }
    }

    /// A JSON string with U+FFFD in place of each unpaired surrogate.
    struct LossyString {
        text: String,
        is_well_formed: bool,
    }

    impl<'de> Deserialize<'de> for LossyString {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            // As a string, `serde_json` would reject an unpaired surrogate.
            deserializer.deserialize_bytes(LossyStringVisitor)
        }
    }

    struct LossyStringVisitor;

    impl Visitor<'_> for LossyStringVisitor {
        type Value = LossyString;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a JSON string")
        }

        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<LossyString, E> {
            let mut string = LossyString { text: String::with_capacity(bytes.len()), is_well_formed: true };
            for chunk in bytes.utf8_chunks() {
                string.text.push_str(chunk.valid());
                // The encoding of a surrogate is three bytes, each of which is invalid alone. The first one is 0xED.
                if let [0xED, ..] = chunk.invalid() {
                    string.text.push(char::REPLACEMENT_CHARACTER);
                    string.is_well_formed = false;
                }
            }
            Ok(string)
        }
    }
}
