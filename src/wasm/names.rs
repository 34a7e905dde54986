//! Members that nothing reads: misspelled, named as elsewhere, or meant for another function.

use js_sys::{JsString, Set};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/names.js")]
extern "C" {
    /// Throws what a getter or a proxy throws.
    #[wasm_bindgen(catch, js_name = unknownNames)]
    fn unknown_names(object: &JsValue, known: &Set) -> Result<Option<JsString>, JsValue>;
}

/// The own enumerable members of an object that have a value, and a name that is not `known`: their names, with commas.
pub(super) fn unknown(object: &JsValue, known: &Set) -> Result<Option<String>, JsValue> {
    Ok(unknown_names(object, known)?.map(String::from))
}

pub(super) fn set(names: &[&str]) -> Set {
    let set = Set::new(&JsValue::UNDEFINED);
    for name in names {
        set.add(&JsValue::from_str(name));
    }
    set
}
