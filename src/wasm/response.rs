//! The responses: what `parse…Response` and `check…Response` read and return.

use js_sys::{Array, Function, JsString, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::error::{Thrown, to_object};
use super::input::members;
use super::issue::accepted;
use super::json::{self, ParsedObject};
use super::names::interned;
use super::value::{STRING_OR_BYTES, bytes, is_absent, length_issue, tag, too_long, wrong_type};
use crate::Error;
use crate::operation::{Operation, Success};
use crate::protocol::http::{Body, Headers, MAX_BODY_LENGTH, MAX_EXCERPT_LENGTH, Response, excerpt};
use crate::protocol::metadata::Metadata;
use crate::protocol::repair;
use crate::validate::{Code, Issue};

#[wasm_bindgen]
extern "C" {
    type HttpResponse;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &HttpResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn headers(this: &HttpResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn body(this: &HttpResponse) -> Result<JsValue, JsValue>;

    /// A collection that can be visited, and is not iterable.
    type Collection;

    #[wasm_bindgen(method, getter, structural, catch, js_name = forEach)]
    fn for_each(this: &Collection) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object)]
    fn entries(x: &JsValue) -> Result<Array<Array>, JsValue>;

    #[wasm_bindgen(catch, js_name = String)]
    fn to_js_string(x: &JsValue) -> Result<JsString, JsValue>;
}

/// Reads a response object.
pub(super) fn read(response: &JsValue) -> Result<Response<ParsedObject>, Thrown> {
    let response: HttpResponse = members(response);
    let (status, headers, body) = (response.status()?, response.headers()?, response.body()?);
    let status = read_status(&status)?;
    let (body, excerpt) = read_body(&body, status)?;
    Ok(Response { status, headers: read_headers(&headers)?, body, excerpt })
}

fn read_status(status: &JsValue) -> Result<u16, Issue> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 100 to 999")]
    match status.as_f64() {
        Some(number) if (100.0..1000.0).contains(&number) && number.fract() == 0.0 => Ok(number as u16),
        _ => {
            let expected = "a whole number from 100 to 999";
            Err(wrong_type("response status", expected, status))
        }
    }
}

fn read_headers(headers: &JsValue) -> Result<Headers, Issue> {
    let invalid = || {
        let expected = "Headers, an object or pairs of name and value";
        wrong_type("response member `headers`", expected, headers)
    };
    if is_absent(headers) {
        return Ok(Headers::default());
    }
    if !headers.is_object() || tag(headers) == "Promise" {
        return Err(invalid());
    }
    let mut issue = None;
    header_pairs(headers, &mut issue).map_err(|_| issue.unwrap_or_else(invalid))
}

/// More than any server sends. An iterator may have no end.
const MAX_HEADERS: usize = 1 << 16;

/// The pairs of `Headers`, a `Map`, a list of pairs or a plain object, as far as they are read. Sets the issue if one is too long.
fn header_pairs(headers: &JsValue, issue: &mut Option<Issue>) -> Result<Headers, JsValue> {
    let text = |x: &JsValue| if x.is_string() { Ok(x.clone()) } else { to_js_string(x).map(JsValue::from) };
    let mut pairs: Vec<(String, String)> = Vec::new();
    let (mut count, mut length) = (0, 0);
    let mut add = |name: &JsValue, value: &JsValue| {
        count += 1;
        if count > MAX_HEADERS {
            *issue = Some(Issue::new(Code::NotAllowed, "response headers", "number", "at most 65536"));
            return Err(JsValue::UNDEFINED);
        }
        if is_absent(value) {
            return Ok(());
        }
        let (name, value) = (text(name)?, text(value)?);
        // A name that is read is shorter.
        let name = String::from(&name.unchecked_ref::<JsString>().slice(0, 32));
        if Headers::READ.iter().any(|read| name.eq_ignore_ascii_case(read)) {
            *issue = length_issue("response header", &value);
            if issue.is_some() {
                return Err(value);
            }
            let value = value.as_string().unwrap_or_default();
            // Repeated headers are joined.
            length += value.len();
            if length > MAX_BODY_LENGTH {
                *issue = Some(too_long("response headers", "length"));
                return Err(JsValue::UNDEFINED);
            }
            pairs.push((name, value));
        }
        Ok::<_, JsValue>(())
    };
    if let Some(entries) = js_sys::try_iter(headers)? {
        for entry in entries {
            let entry = entry?;
            if !entry.is_object() {
                return Err(entry);
            }
            add(&Reflect::get_u32(&entry, 0)?, &Reflect::get_u32(&entry, 1)?)?;
        }
    } else if let Ok(for_each) = headers.unchecked_ref::<Collection>().for_each()?.dyn_into::<Function>() {
        let entries: Array<Array> = Array::new_typed();
        let entry = {
            let entries = entries.clone();
            Closure::<dyn FnMut(JsValue, JsValue)>::new(move |value: JsValue, name: JsValue| {
                entries.push(&Array::of2(&name, &value));
            })
        };
        for_each.call1(headers, entry.as_ref())?;
        for entry in entries {
            add(&entry.get(0), &entry.get(1))?;
        }
    } else {
        for entry in entries(headers)? {
            add(&entry.get(0), &entry.get(1))?;
        }
    }
    Ok(pairs.into_iter().collect())
}

/// [`MAX_BODY_LENGTH`] as JavaScript counts.
#[expect(clippy::cast_precision_loss, reason = "not a large number")]
pub(super) const MAX_LENGTH: f64 = MAX_BODY_LENGTH as f64;

/// The body, parsed, and its start.
fn read_body(body: &JsValue, status: u16) -> Result<(Body<ParsedObject>, String), Issue> {
    let (text, is_too_long) = if is_absent(body) {
        (JsString::from(""), false)
    } else if let Some(string) = body.dyn_ref::<JsString>() {
        (string.clone(), f64::from(string.length()) > MAX_LENGTH)
    } else if let Some(bytes) = bytes(body) {
        let start = bytes.subarray(0.0, MAX_LENGTH).to_vec();
        (JsString::from(&*String::from_utf8_lossy(&start)), bytes.length() > MAX_LENGTH)
    } else {
        return Err(wrong_type("response body", STRING_OR_BYTES, body));
    };
    // A byte order mark is not part of the text.
    let text = if text.starts_with("\u{FEFF}", 0) { text.slice(1, text.length()) } else { text };
    // One more, so that a pair of surrogates at the end is not cut.
    let start_length = u32::try_from(MAX_EXCERPT_LENGTH + 1).unwrap_or(u32::MAX);
    let start = String::from(&text.slice(0, start_length));
    let body = if is_too_long {
        Body::TooLong
    } else if text.length() == 0 {
        Body::Empty
    } else {
        match json::parse(&text) {
            Err(_) if status >= 300 => repaired(&text).map_or(Body::NotJson, Body::Object),
            Err(_) => Body::NotJson,
            Ok(value) => ParsedObject::new(value).map_or(Body::NotAnObject, Body::Object),
        }
    };
    Ok((body, excerpt(&start)))
}

/// The body of an error that is nearly JSON.
fn repaired(text: &JsString) -> Option<ParsedObject> {
    // Not all of a body that is too long.
    let start = String::from(&text.slice(0, u32::try_from(repair::MAX_LENGTH + 1).unwrap_or(u32::MAX)));
    ParsedObject::new(json::parse(&JsString::from(&*repair::repair(&start)?)).ok()?)
}

#[derive(Serialize)]
struct Rejected {
    ok: bool,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    error: JsValue,
}

/// `{ ok: true, value, warnings }` or `{ ok: false, error }`.
pub(super) fn result_object<T: Operation>(result: &Result<Success<T::Output>, Error>) -> JsValue {
    match result {
        Ok(success) => accepted(output_object::<T>(success), &success.warnings),
        Err(error) => to_object(&Rejected { ok: false, error: error.into() }),
    }
}

fn output_object<T: Operation>(success: &Success<T::Output>) -> JsValue {
    let object = to_object(&success.output);
    complete_output(&object, &success.metadata, T::TIMES);
    object
}

/// Adds `$metadata`, and a `Date` where the service sends seconds, as in the AWS SDK.
fn complete_output(object: &JsValue, metadata: &Metadata, times: &[&[&'static str]]) {
    // Nothing prevents a change of a plain object.
    let set = |object: &JsValue, name: &'static str, value: &JsValue| {
        drop(Reflect::set(object, &interned(name), value));
    };
    set(object, "$metadata", &to_object(metadata));
    for path in times {
        let Some((name, parents)) = path.split_last() else { continue };
        let parent = parents.iter().fold(object.clone(), |object, name| member(&object, name));
        if let Some(seconds) = member(&parent, name).as_f64() {
            set(&parent, name, &js_sys::Date::new(&(seconds * 1000.0).into()));
        }
    }
}

/// A member of an object. `undefined` if there is none.
fn member(object: &JsValue, name: &'static str) -> JsValue {
    if object.is_object() {
        Reflect::get(object, &interned(name)).unwrap_or_default()
    } else {
        JsValue::UNDEFINED
    }
}

/// `check…Response`
pub(super) fn check<T: Operation>(response: &JsValue) -> Result<JsValue, JsValue> {
    let response = read(response)?;
    Ok(result_object::<T>(&T::parse(&response)))
}

/// `parse…Response`
pub(super) fn parse<T: Operation>(response: &JsValue) -> Result<JsValue, JsValue> {
    let response = read(response)?;
    match T::parse(&response) {
        Ok(success) => Ok(output_object::<T>(&success)),
        Err(error) => Err((&error).into()),
    }
}
