//! Plain objects on their way out, built member by member.
//!
//! A derived `Serialize` for each shape would be a fifth of the WebAssembly file, so serde-wasm-bindgen converts the
//! values and the members are set by name.

use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Object)]
    pub type Plain;
    #[wasm_bindgen(constructor, js_class = "Object")]
    pub(super) fn new() -> Plain;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Plain, name: &str, value: &JsValue);
}

impl Plain {
    /// Sets a value that JavaScript has already.
    pub(super) fn js(&self, name: &str, value: &JsValue) {
        self.set(name, value);
    }

    /// Sets a text.
    #[inline(never)]
    pub(super) fn text(&self, name: &str, text: &str) {
        self.set(name, &to_value(text));
    }

    /// Sets a text if there is one.
    #[inline(never)]
    pub(super) fn optional(&self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Sets a count or a status.
    #[inline(never)]
    pub(super) fn number(&self, name: &str, number: u32) {
        self.set(name, &to_value(&number));
    }
}

/// A JavaScript value for a text, a number or a truth value: none of them can fail.
pub(super) fn to_value(value: &(impl Serialize + ?Sized)) -> JsValue {
    serde_wasm_bindgen::to_value(value).unwrap_or_default()
}

/// A JavaScript array of these values.
pub(super) fn list(values: impl Iterator<Item = JsValue>) -> JsValue {
    let list = Array::new();
    for value in values {
        list.push(&value);
    }
    list.into()
}
