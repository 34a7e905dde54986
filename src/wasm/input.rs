//! Objects with members, as JavaScript passes them. A getter may throw: then the caller's error is thrown on.

use wasm_bindgen::prelude::*;

use super::value::is_absent;

/// Casts to a type with structural getters. Of `undefined`, `null` and primitive values, every member is absent.
pub(super) fn members<T: JsCast>(x: &JsValue) -> T {
    let object = if is_absent(x) { js_sys::Object::new().into() } else { x.clone() };
    object.unchecked_into()
}

#[cfg(feature = "requests")]
pub(super) use operation_input::OperationInput;

#[cfg(feature = "requests")]
mod operation_input {
    use wasm_bindgen::prelude::*;

    use super::super::error::Thrown;
    use super::super::options::{saturating_u32, string};
    use super::super::similar_names::check_members;
    use super::super::value::{is_absent, wrong_type};
    use super::members;
    use crate::operation::{Input, Operation};

    #[wasm_bindgen]
    extern "C" {
        /// The input of an operation.
        pub(in crate::wasm) type OperationInput;

        #[wasm_bindgen(method, structural, indexing_getter, catch)]
        fn get(this: &OperationInput, name: &str) -> Result<JsValue, JsValue>;
    }

    impl OperationInput {
        /// Reads the input of an operation.
        pub(in crate::wasm) fn read<T: Operation>(x: &JsValue) -> Result<T, Thrown> {
            if x.is_string() {
                return Err(wrong_type("input", T::INPUT, x).into());
            }
            check_members::<T>(x)?;
            T::from_input(&members::<OperationInput>(x))
        }
    }

    impl Input for OperationInput {
        type Error = Thrown;

        fn string(&self, name: &'static str, subject: &'static str) -> Result<Option<String>, Thrown> {
            let member = self.get(name)?;
            if is_absent(&member) {
                return Ok(None);
            }
            Ok(Some(string(subject, "a string", &member)?))
        }

        fn whole_number(&self, name: &'static str, expected: &'static str) -> Result<Option<u32>, Thrown> {
            let member = self.get(name)?;
            if is_absent(&member) {
                return Ok(None);
            }
            match member.as_f64() {
                Some(number) if number.fract() == 0.0 && number >= 1.0 => Ok(Some(saturating_u32(number))),
                _ => Err(wrong_type(name, expected, &member).into()),
            }
        }
    }
}
