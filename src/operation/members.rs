//! The members of an output, read from a JSON object with the types of the service model.

use super::open_enum::OpenEnum;
use crate::protocol::error::{UnreadableReason, UnreadableResponseError};
use crate::protocol::http::Response;
use crate::protocol::json::{Object, Value};
use crate::validate::characters::excerpt;
use crate::validate::{Code, Identifier, Issue};

/// Reads members, and collects warnings about values that no publication lists.
pub struct Members<'a, O> {
    response: &'a Response<O>,
    object: &'a O,
    warnings: Vec<Issue>,
}

type Result<T> = std::result::Result<T, UnreadableResponseError>;

impl<'a, O: Object> Members<'a, O> {
    pub(super) fn new(response: &'a Response<O>, object: &'a O) -> Self {
        Members { response, object, warnings: Vec::new() }
    }

    pub(super) fn into_warnings(self) -> Vec<Issue> {
        self.warnings
    }

    /// A required string.
    pub(super) fn string(&self, name: &'static str) -> Result<String> {
        self.optional_string(name)?.ok_or_else(|| self.missing(name))
    }

    /// An optional string. Of another type, it is an error.
    pub(super) fn optional_string(&self, name: &'static str) -> Result<Option<String>> {
        match self.object.member(name) {
            Value::Absent => Ok(None),
            Value::String(text) => Ok(Some(text)),
            Value::IllFormedString(_)
            | Value::Boolean(_)
            | Value::Number(_)
            | Value::NumberOutOfRange
            | Value::Array
            | Value::Object(_) => Err(self.wrong_type(name, "a well-formed string")),
        }
    }

    /// A required string that should match a pattern.
    pub(super) fn identifier(&mut self, name: &'static str, patterns: &[Identifier]) -> Result<String> {
        let value = self.string(name)?;
        self.check_identifier(name, &value, patterns);
        Ok(value)
    }

    /// An optional string that should match a pattern.
    pub(super) fn optional_identifier(
        &mut self,
        name: &'static str,
        patterns: &[Identifier],
    ) -> Result<Option<String>> {
        let value = self.optional_string(name)?;
        if let Some(value) = &value {
            self.check_identifier(name, value, patterns);
        }
        Ok(value)
    }

    fn check_identifier(&mut self, name: &'static str, value: &str, patterns: &[Identifier]) {
        if !patterns.iter().any(|pattern| pattern.accepts(value)) {
            self.warn(name, value);
        }
    }

    /// A required value of an open enumeration.
    pub(super) fn open_enum<T: OpenEnum>(&mut self, name: &'static str) -> Result<T> {
        self.optional_open_enum(name)?.ok_or_else(|| self.missing(name))
    }

    /// An optional value of an open enumeration.
    pub(super) fn optional_open_enum<T: OpenEnum>(&mut self, name: &'static str) -> Result<Option<T>> {
        let Some(sent) = self.optional_string(name)? else { return Ok(None) };
        let value = T::from(sent.clone());
        self.check_spelling(name, sent, value.is_known().then_some(value.as_ref()));
        Ok(Some(value))
    }

    /// Warns of a value that is unknown, or known in another spelling.
    fn check_spelling(&mut self, name: &'static str, sent: String, known: Option<&str>) {
        match known {
            None => self.warn(name, &sent),
            Some(known) if known == sent => {}
            Some(known) => {
                let warning = Issue::new(Code::UnknownValue, "task", name, format!("`{known}`"));
                self.warnings.push(warning.with_found(sent).with_suggestion(known));
            }
        }
    }

    /// A string that decides nothing: of another type, it is left out with a warning.
    pub(super) fn detail_string(&mut self, name: &'static str) -> Option<String> {
        self.detail(name, |value| if let Value::String(string) = value { Ok(string) } else { Err(value) })
    }

    /// A number that decides nothing: of another type, it is left out with a warning.
    pub(super) fn detail_number(&mut self, name: &'static str) -> Option<f64> {
        self.detail(name, |value| if let Value::Number(number) = value { Ok(number) } else { Err(value) })
    }

    /// A boolean that decides nothing: of another type, it is left out with a warning.
    pub(super) fn detail_boolean(&mut self, name: &'static str) -> Option<bool> {
        self.detail(name, |value| if let Value::Boolean(boolean) = value { Ok(boolean) } else { Err(value) })
    }

    /// `convert` returns a value of another type as it is.
    fn detail<T>(
        &mut self,
        name: &'static str,
        convert: impl FnOnce(Value<O>) -> std::result::Result<T, Value<O>>,
    ) -> Option<T> {
        match convert(self.object.member(name)) {
            Ok(converted) => Some(converted),
            Err(Value::Absent) => None,
            Err(Value::Boolean(boolean)) => {
                self.warn(name, if boolean { "true" } else { "false" });
                None
            }
            Err(other) => {
                self.warn(name, &other.to_text().unwrap_or_default());
                None
            }
        }
    }

    /// Reads a nested object. `None` if the member is not an object.
    pub(super) fn nested<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Members<'_, O>) -> T,
    ) -> Option<T> {
        let Value::Object(object) = self.object.member(name) else { return None };
        let mut members = Members { response: self.response, object: &object, warnings: Vec::new() };
        let value = read(&mut members);
        self.warnings.append(&mut members.warnings);
        Some(value)
    }

    /// Reads a required array of objects.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&mut Members<'_, O>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let Some(items) = self.object.objects(name) else {
            return Err(match self.object.member(name) {
                Value::Absent => self.missing(name),
                Value::Boolean(_)
                | Value::Number(_)
                | Value::NumberOutOfRange
                | Value::String(_)
                | Value::IllFormedString(_)
                | Value::Array
                | Value::Object(_) => self.wrong_type(name, "an array of objects"),
            });
        };
        items
            .iter()
            .map(|object| {
                let mut members = Members { response: self.response, object, warnings: Vec::new() };
                let item = read(&mut members)?;
                self.warnings.append(&mut members.warnings);
                Ok(item)
            })
            .collect()
    }

    fn warn(&mut self, name: &'static str, found: &str) {
        let warning = Issue::new(Code::UnknownValue, "task", name, "a documented value");
        self.warnings.push(warning.with_found(excerpt(found)));
    }

    fn missing(&self, name: &str) -> UnreadableResponseError {
        let what = format_args!("the member `{name}` is missing");
        UnreadableResponseError::new(self.response, UnreadableReason::MissingMember, what)
    }

    fn wrong_type(&self, name: &str, expected: &str) -> UnreadableResponseError {
        let what = format_args!("the member `{name}` is not {expected}");
        UnreadableResponseError::new(self.response, UnreadableReason::WrongType, what)
    }
}
