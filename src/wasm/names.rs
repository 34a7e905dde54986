//! The names of members.

use js_sys::Array;
use serde::Serializer;
use wasm_bindgen::prelude::*;

/// A name as a string of JavaScript, which is made once. `serde_wasm_bindgen` keeps the names of variants.
#[cfg(feature = "requests")]
pub(super) fn interned(name: &'static str) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    serializer.serialize_unit_variant("", 0, name).unwrap_or(JsValue::UNDEFINED)
}

/// Serializes one of few strings as [`interned`] does.
pub(super) fn serialize_interned<S: Serializer>(
    name: &&'static str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit_variant("", 0, name)
}

#[wasm_bindgen(module = "/js/names.js")]
extern "C" {
    /// Throws what a getter or a proxy throws.
    #[wasm_bindgen(catch, js_name = unknownNames)]
    fn unknown_names(object: &JsValue, known: &Array) -> Result<Option<Array>, JsValue>;
}

/// The names of the own enumerable members of an object that have a value, and a name that is not `known`.
pub(super) fn unknown(object: &JsValue, known: &Array) -> Result<Option<Array>, JsValue> {
    unknown_names(object, known)
}

/// Names as JavaScript has them.
pub(super) fn array(names: &[&str]) -> Array {
    let array = Array::new();
    for (index, name) in (0..).zip(names) {
        array.set(index, JsValue::from_str(name));
    }
    array
}
