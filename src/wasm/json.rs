//! JSON objects that `JSON.parse` has made.

use js_sys::{Array, JsString, Object as JsObject, Reflect};
use wasm_bindgen::prelude::*;

use super::names::interned;
use super::value::{is_absent, unpaired_surrogate};
use crate::protocol::json::{Object, Value};

#[wasm_bindgen]
extern "C" {
    /// Unlike the function of `js_sys`, it takes a string of JavaScript, which need not be copied.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    pub(super) fn parse(text: &JsString) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/js/names.js")]
extern "C" {
    /// An own member; `undefined` if there is none. Not what a page has added to the prototype of all objects.
    #[wasm_bindgen(js_name = ownMember)]
    fn own_member(object: &JsObject, name: &JsValue) -> JsValue;
}

/// An object that `JSON.parse` has made: it has no getters, so reading a member does not throw.
pub(super) struct ParsedObject(pub(super) JsObject);

impl ParsedObject {
    /// Of objects only: what is not a primitive value, `null` or an array.
    pub(super) fn new(value: JsValue) -> Option<Self> {
        (value.is_object() && !Array::is_array(&value)).then(|| ParsedObject(value.unchecked_into()))
    }

    fn name_ignoring_case(&self, name: &str) -> Option<String> {
        let mut names = JsObject::keys(&self.0).into_iter().filter_map(|key| key.as_string());
        names.find(|key| key.eq_ignore_ascii_case(name))
    }

    fn to_value(value: JsValue) -> Value<Self> {
        if let Some(string) = value.dyn_ref::<JsString>() {
            let text = String::from(string);
            return match unpaired_surrogate(string, &text) {
                None => Value::String(text),
                Some(_) => Value::IllFormedString(text),
            };
        }
        if is_absent(&value) {
            Value::Absent
        } else if let Some(number) = value.as_f64() {
            if number.is_finite() { Value::Number(number) } else { Value::NumberOutOfRange }
        } else if let Some(boolean) = value.as_bool() {
            Value::Boolean(boolean)
        } else {
            ParsedObject::new(value).map_or(Value::Array, Value::Object)
        }
    }
}

impl Object for ParsedObject {
    fn member(&self, name: &'static str) -> Value<Self> {
        Self::to_value(own_member(&self.0, &interned(name)))
    }

    fn member_ignoring_case(&self, name: &str) -> Value<Self> {
        let name = self.name_ignoring_case(name);
        name.map_or(Value::Absent, |name| Self::to_value(own_member(&self.0, &name.into())))
    }

    fn number_to_string(number: f64) -> String {
        super::value::number_to_string(number)
    }

    fn objects(&self, name: &str) -> Option<Vec<Self>> {
        let value = Reflect::get(&self.0, &name.into()).ok()?;
        value.dyn_into::<Array>().ok()?.into_iter().map(ParsedObject::new).collect()
    }

    fn first_item_ignoring_case(&self, name: &str) -> Value<Self> {
        let name = self.name_ignoring_case(name);
        let array = name.and_then(|name| Reflect::get(&self.0, &name.into()).ok()?.dyn_into::<Array>().ok());
        array.map_or(Value::Absent, |array| Self::to_value(array.get(0)))
    }
}
