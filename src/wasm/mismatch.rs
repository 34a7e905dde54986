//! `explainSignatureMismatch`

use wasm_bindgen::prelude::*;

use super::error::{Thrown, to_object};
use super::input::members;
use super::options::{string, wrong_type_of_secret};
use super::response::MAX_LENGTH;
use super::value::{bytes, is_absent, length_issue, too_long, wrong_type};
use crate::sigv4::SignatureMismatch;

#[wasm_bindgen]
extern "C" {
    type ErrorBody;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn message(this: &ErrorBody) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = Message)]
    fn upper_case_message(this: &ErrorBody) -> Result<JsValue, JsValue>;

    type RequestExplanation;

    #[wasm_bindgen(method, getter, structural, catch, js_name = canonicalRequest)]
    fn canonical_request(this: &RequestExplanation) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = stringToSign)]
    fn string_to_sign(this: &RequestExplanation) -> Result<JsValue, JsValue>;
}

/// `explainSignatureMismatch`
///
/// # Errors
///
/// `InvalidInputError`
#[wasm_bindgen(js_name = explainSignatureMismatch, skip_typescript)]
pub fn explain_signature_mismatch(error_body: JsValue, explanation: JsValue) -> Result<JsValue, JsValue> {
    let explain = || {
        let texts = texts(&error_body)?;
        let strings: RequestExplanation = members(&explanation);
        let strings = (bounded(&strings.canonical_request()?), bounded(&strings.string_to_sign()?));
        let (Some(canonical_request), Some(string_to_sign)) = strings else {
            let expected = "what explainRequest returns";
            return Err(wrong_type_of_secret("explanation", expected, &explanation).into());
        };
        let mut texts = texts.into_iter().flatten();
        let mismatch =
            texts.find_map(|text| SignatureMismatch::explain(&text, &canonical_request, &string_to_sign));
        Ok::<_, Thrown>(mismatch.map_or(JsValue::UNDEFINED, |mismatch| to_object(&mismatch)))
    };
    explain().map_err(JsValue::from)
}

/// Where the message may be: a body as it came, or the message of an object or an error, or anywhere else in it.
fn texts(error_body: &JsValue) -> Result<[Option<String>; 2], Thrown> {
    if error_body.is_string() {
        return Ok([Some(string("error body", "a string", error_body)?), None]);
    }
    if !error_body.is_object() {
        let expected = "a string, bytes, or an object with a message";
        return Err(wrong_type("error body", expected, error_body).into());
    }
    if let Some(bytes) = bytes(error_body) {
        if bytes.length() > MAX_LENGTH {
            return Err(too_long("error body", "length").into());
        }
        let bytes = bytes.subarray(0.0, MAX_LENGTH).to_vec();
        return Ok([Some(String::from_utf8_lossy(&bytes).into_owned()), None]);
    }
    let body: ErrorBody = members(error_body);
    let mut message = body.message()?;
    if is_absent(&message) {
        message = body.upper_case_message()?;
    }
    // Such as `{ errors: [{ message }] }`. An object that contains itself has no JSON.
    let json = js_sys::JSON::stringify(error_body).ok().and_then(|json| bounded(&json));
    Ok([bounded(&message), json])
}

/// A string that is not too long.
fn bounded(x: &JsValue) -> Option<String> {
    if length_issue("message", x).is_some() { None } else { x.as_string() }
}
