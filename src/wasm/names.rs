//! Members that nothing reads: misspelled, named as elsewhere, or meant for another function.

use js_sys::Array;
use wasm_bindgen::prelude::*;

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
