//! Values of any type, as JavaScript passes them.

use js_sys::{ArrayBuffer, JsString, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::validate::characters::excerpt;
use crate::validate::{Code, Issue};

#[wasm_bindgen]
extern "C" {
    /// `[object Array]` and the like, for values of any realm. Throws for a revoked proxy.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn object_tag(x: &JsValue) -> Result<JsValue, JsValue>;

    /// Throws unless the argument is an `ArrayBuffer` of some realm that is not detached.
    type DataView;

    #[wasm_bindgen(catch, constructor)]
    fn new(buffer: &JsValue) -> Result<DataView, JsValue>;

    /// A view on an `ArrayBuffer`. The getters throw if the buffer has been detached or has shrunk.
    type View;

    #[wasm_bindgen(catch, method, getter, structural)]
    fn buffer(this: &View) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, method, getter, structural, js_name = byteOffset)]
    fn byte_offset(this: &View) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, method, getter, structural, js_name = byteLength)]
    fn byte_length(this: &View) -> Result<JsValue, JsValue>;

    /// A `Uint8Array` of any length: the one of `js_sys` has 32 bits for it.
    #[wasm_bindgen(js_name = Uint8Array)]
    pub(super) type Bytes;

    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    fn new(buffer: &JsValue, offset: &JsValue, length: &JsValue) -> Result<Bytes, JsValue>;
    #[wasm_bindgen(method, getter)]
    pub(super) fn length(this: &Bytes) -> f64;
    /// Shares the memory.
    #[wasm_bindgen(method)]
    pub(super) fn subarray(this: &Bytes, begin: f64, end: f64) -> Uint8Array;
}

/// Returns true for `undefined` and `null`.
pub(super) fn is_absent(x: &JsValue) -> bool {
    x.is_null_or_undefined()
}

/// The issue with what is longer than all that is read: 16 MiB, in bytes or UTF-16 code units.
pub(super) fn too_long(subject: &'static str, part: &'static str) -> Issue {
    Issue::new(Code::NotAllowed, subject, part, "at most 16 MiB")
}

/// The longest string that is copied more than once, in UTF-16 code units.
#[cfg(feature = "requests")]
const MAX_STRING_LENGTH: u32 = 1 << 24;

/// The issue with a string that is too long, if it is.
#[cfg(feature = "requests")]
pub(super) fn length_issue(subject: &'static str, x: &JsValue) -> Option<Issue> {
    let is_too_long = x.dyn_ref::<JsString>()?.length() > MAX_STRING_LENGTH;
    is_too_long.then(|| too_long(subject, "length"))
}

/// The name that an object gives itself: `Array`, `Promise`, `ReadableStream`.
pub(super) fn tag(x: &JsValue) -> String {
    let tag = object_tag(x).ok().and_then(|tag| tag.as_string()).unwrap_or_default();
    let name = tag.strip_prefix("[object ").and_then(|tag| tag.strip_suffix(']')).unwrap_or("Object");
    if name == "Object" {
        return "object".to_string();
    }
    excerpt(name)
}

/// The issue with a value of another type than the one expected. Its message prints the start of a string.
pub(super) fn wrong_type(subject: &'static str, expected: &'static str, x: &JsValue) -> Issue {
    let found = if let Some(string) = x.dyn_ref::<JsString>() {
        format!("`{}`", excerpt(&String::from(&string.slice(0, 32))))
    } else if let Some(number) = x.as_f64() {
        format!("the number {}", number_to_string(number))
    } else {
        type_of(x)
    };
    wrong_type_found(subject, expected, x, found)
}

/// The same issue with what was found in words.
pub(super) fn wrong_type_found(
    subject: &'static str,
    expected: &'static str,
    x: &JsValue,
    found: String,
) -> Issue {
    if is_absent(x) {
        return Issue::new(Code::Missing, subject, "value", expected);
    }
    Issue::new(Code::WrongType, subject, "value", expected).with_found(found)
}

/// The type of a value with its article: `a symbol`, `an Array`.
pub(super) fn type_of(x: &JsValue) -> String {
    let name = if x.is_object() { tag(x) } else { x.js_typeof().as_string().unwrap_or_default() };
    let has_vowel = name.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) || name.starts_with("un");
    format!("{} {name}", if has_vowel { "an" } else { "a" })
}

/// A number as JavaScript prints it.
pub(super) fn number_to_string(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// What is a string, or has [`bytes`], in messages.
pub(super) const STRING_OR_BYTES: &str = "a string, or a Uint8Array or ArrayBuffer that is not detached";

/// The bytes of an `ArrayBuffer` or a view on one, of any realm. `None` for anything else, and for what is detached.
pub(super) fn bytes(x: &JsValue) -> Option<Bytes> {
    let (buffer, offset, length) = if ArrayBuffer::is_view(x) {
        let view: &View = x.unchecked_ref();
        (view.buffer().ok()?, view.byte_offset().ok()?, view.byte_length().ok()?)
    } else {
        (x.clone(), JsValue::UNDEFINED, JsValue::UNDEFINED)
    };
    // Any object can call itself an `ArrayBuffer`.
    DataView::new(&buffer).ok()?;
    Bytes::new(&buffer, &offset, &length).ok()
}

/// The index of the first unpaired surrogate in a string, whose copy in Rust is `copy`.
pub(super) fn unpaired_surrogate(string: &JsString, copy: &str) -> Option<usize> {
    // The copy has U+FFFD in its place.
    if !copy.chars().any(|c| c == char::REPLACEMENT_CHARACTER) {
        return None;
    }
    let mut index = 0;
    for character in char::decode_utf16(string.iter()) {
        match character {
            Ok(character) => index += character.len_utf16(),
            Err(_) => return Some(index),
        }
    }
    None
}
