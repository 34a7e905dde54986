//! What is thrown to JavaScript: errors of this package's classes, and errors of the caller's own objects as they are.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::issue::IssueObject;
use crate::validate::Issue;

#[wasm_bindgen(module = "/js/errors.js")]
extern "C" {
    type InvalidInputError;

    #[wasm_bindgen(constructor)]
    fn new(issue: &JsValue) -> InvalidInputError;

    // Not called: the class is exported again.
    #[wasm_bindgen(js_name = InvalidInputError, reexport, skip_typescript)]
    pub fn invalid_input_error();
}

#[cfg(feature = "requests")]
#[wasm_bindgen(module = "/js/errors.js")]
extern "C" {
    type ServiceError;

    #[wasm_bindgen(constructor)]
    fn new(members: &JsValue) -> ServiceError;

    #[wasm_bindgen(js_name = ServiceError, reexport, skip_typescript)]
    pub fn service_error();

    type UnreadableResponseError;

    #[wasm_bindgen(constructor)]
    fn new(members: &JsValue) -> UnreadableResponseError;

    #[wasm_bindgen(js_name = UnreadableResponseError, reexport, skip_typescript)]
    pub fn unreadable_response_error();
}

/// A value that is thrown to JavaScript.
pub(super) struct Thrown(pub(super) JsValue);

impl From<Issue> for Thrown {
    fn from(issue: Issue) -> Self {
        Thrown(InvalidInputError::new(&to_object(&IssueObject::from(&issue))).into())
    }
}

/// What an object of the caller has thrown.
impl From<JsValue> for Thrown {
    fn from(value: JsValue) -> Self {
        Thrown(value)
    }
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> Self {
        thrown.0
    }
}

#[cfg(feature = "requests")]
impl From<&crate::Error> for JsValue {
    fn from(error: &crate::Error) -> Self {
        match error {
            crate::Error::Service(error) => ServiceError::new(&to_object(error)).into(),
            crate::Error::UnreadableResponse(error) => UnreadableResponseError::new(&to_object(error)).into(),
        }
    }
}

/// A plain object. Maps, 64-bit integers and bytes do not occur in this crate's shapes, so nothing fails.
pub(super) fn to_object(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}
