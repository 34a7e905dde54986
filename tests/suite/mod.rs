//! The exports on values of JavaScript, in Node and in a browser. Built for debugging, so every verdict is compared with
//! regex-lite.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test ends where it fails"
)]

mod client;
mod requests;
mod responses;
mod validate;

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A value of JavaScript.
fn js(source: &str) -> JsValue {
    js_sys::eval(&format!("({source})")).expect("an expression")
}

/// The member at a path of names, `undefined` where a name is missing.
fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, name| {
        if value.is_object() {
            Reflect::get(&value, &name.into()).expect("a member")
        } else {
            JsValue::UNDEFINED
        }
    })
}

fn text(value: &JsValue, path: &str) -> String {
    get(value, path).as_string().unwrap_or_else(|| panic!("{path} of {}", json(value)))
}

fn number(value: &JsValue, path: &str) -> f64 {
    get(value, path).as_f64().unwrap_or_else(|| panic!("{path} of {}", json(value)))
}

fn json(value: &JsValue) -> String {
    JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_else(|| format!("{value:?}"))
}

fn keys(value: &JsValue) -> Vec<String> {
    Object::keys::<JsValue>(value.unchecked_ref()).iter().filter_map(|key| key.as_string()).collect()
}

fn items(value: &JsValue, path: &str) -> Vec<JsValue> {
    get(value, path).unchecked_into::<Array>().iter().collect()
}

/// The name and the message of an error of this package.
fn error(result: Result<JsValue, JsValue>) -> (String, String) {
    let error = result.expect_err("an error");
    assert!(error.is_instance_of::<js_sys::Error>(), "{}", json(&error));
    (text(&error, "name"), text(&error, "message"))
}
