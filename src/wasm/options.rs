//! The values of inputs and options.

use wasm_bindgen::prelude::*;

use super::value::{is_absent, length_issue, type_of, wrong_type, wrong_type_found};
use crate::validate::Issue;

#[wasm_bindgen]
extern "C" {
    /// The time of a `Date` of any realm. Throws for anything else.
    #[wasm_bindgen(catch, js_namespace = ["Date", "prototype", "getTime"], js_name = call)]
    fn date_time(x: &JsValue) -> Result<f64, JsValue>;
}

/// The issue with a value of another type, which may be a secret: its message prints the type only.
pub(super) fn wrong_type_of_secret(subject: &'static str, expected: &'static str, x: &JsValue) -> Issue {
    wrong_type_found(subject, expected, x, type_of(x))
}

/// A string. An unpaired surrogate becomes U+FFFD.
pub(super) fn string(subject: &'static str, expected: &'static str, x: &JsValue) -> Result<String, Issue> {
    assert_length(subject, x)?;
    x.as_string().ok_or_else(|| wrong_type(subject, expected, x))
}

/// A string that messages must not print.
pub(super) fn secret_string(subject: &'static str, x: &JsValue) -> Result<String, Issue> {
    assert_length(subject, x)?;
    x.as_string().ok_or_else(|| wrong_type_of_secret(subject, "a string", x))
}

fn assert_length(subject: &'static str, x: &JsValue) -> Result<(), Issue> {
    length_issue(subject, x).map_or(Ok(()), Err)
}

/// A boolean option. Absent, it is false.
pub(super) fn flag(subject: &'static str, x: &JsValue) -> Result<bool, Issue> {
    if is_absent(x) {
        return Ok(false);
    }
    x.as_bool().ok_or_else(|| wrong_type_of_secret(subject, "true or false", x))
}

/// A time in milliseconds since 1970: a `Date`, or a finite number.
pub(super) fn epoch_millis(subject: &'static str, x: &JsValue) -> Result<i64, Issue> {
    let millis = x.as_f64().or_else(|| date_time(x).ok());
    match millis {
        Some(millis) if millis.is_finite() => Ok(saturating_i64(millis)),
        _ => {
            let expected = "a valid Date, or milliseconds since 1970";
            // A string may be a secret in the wrong place.
            Err(if x.is_string() {
                wrong_type_of_secret(subject, expected, x)
            } else {
                wrong_type(subject, expected, x)
            })
        }
    }
}

/// A whole number. Casts of floating-point numbers saturate.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
pub(super) fn saturating_u32(number: f64) -> u32 {
    number as u32
}

/// A number without its fraction. Casts of floating-point numbers saturate.
#[expect(clippy::cast_possible_truncation, reason = "saturates")]
pub(super) fn saturating_i64(number: f64) -> i64 {
    number as i64
}
