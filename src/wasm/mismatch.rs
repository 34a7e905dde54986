//! `explainSignatureMismatch`

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::error::{Thrown, to_object};
use super::input::members;
use super::json;
use super::options::wrong_type_of_secret;
use super::value::{is_absent, wrong_type};
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
        let message = message(&error_body)?;
        let strings: RequestExplanation = members(&explanation);
        let strings = (strings.canonical_request()?.as_string(), strings.string_to_sign()?.as_string());
        let (Some(canonical_request), Some(string_to_sign)) = strings else {
            let expected = "what explainRequest returns";
            return Err(wrong_type_of_secret("explanation", expected, &explanation).into());
        };
        let mismatch = SignatureMismatch::explain(&message, &canonical_request, &string_to_sign);
        Ok::<_, Thrown>(mismatch.map_or(JsValue::UNDEFINED, |mismatch| to_object(&mismatch)))
    };
    explain().map_err(JsValue::from)
}

/// The message in an error body: a JSON document, an object or an error with the message as a member, or the message itself.
fn message(error_body: &JsValue) -> Result<String, Thrown> {
    let text = error_body.dyn_ref::<JsString>();
    let parsed = text.and_then(|text| json::parse(text).ok());
    let body: ErrorBody = members(parsed.as_ref().unwrap_or(error_body));
    let mut message = body.message()?;
    if is_absent(&message) {
        message = body.upper_case_message()?;
    }
    match (message.as_string(), text) {
        (Some(message), _) => Ok(message),
        (None, Some(text)) => Ok(text.into()),
        (None, None) if error_body.is_object() => Ok(String::new()),
        (None, None) => {
            let expected = "a string, or an object with a message";
            Err(wrong_type("error body", expected, error_body).into())
        }
    }
}
