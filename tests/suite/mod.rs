//! What the exports make of values from JavaScript: one suite, run in Node and in a browser.
//!
//! Built for debugging, so every verdict in it is held against regex-lite, in WebAssembly too.

use js_sys::{Array, Function, JSON, Object, Reflect};
use neptune_import_tasks::js::{check, request, response, wrong_type};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

const TASK_ID: usize = 0;
const ROLE_ARN: usize = 2;

fn json(value: impl Into<JsValue>) -> String {
    JSON::stringify(&value.into()).expect("plain data").into()
}

fn get(value: impl Into<JsValue>, name: &str) -> JsValue {
    Reflect::get(&value.into(), &name.into()).expect("a member")
}

#[wasm_bindgen_test]
fn verdicts() {
    assert!(check::accepts(TASK_ID, "t-0123456789"));
    assert!(!check::accepts(TASK_ID, "t-0123456789\n"));
    assert_eq!(json(check::check(TASK_ID, "t-0123456789", -1)), r#"{"ok":true,"warnings":[]}"#);
    assert_eq!(
        json(check::check(TASK_ID, "t-01_3456789", -1)),
        r#"{"ok":false,"issue":{"code":"unexpected_character","subject":"task id","part":"suffix","index":4,"#
            .to_string()
            + r#""expected":"a-z or 0-9","found":"_","#
            + r#""message":"unexpected `_` at index 4 in the suffix of the task id: expected a-z or 0-9"}}"#
    );
}

#[wasm_bindgen_test]
fn positions_count_utf16_units() {
    let refused = check::check(ROLE_ARN, "arn:aws\u{1F600}:s3::", -1);
    assert_eq!(get(get(refused, "issue"), "index").as_f64(), Some(10.0));
    let unpaired = get(check::check(ROLE_ARN, "arn:aws\u{FFFD}:iam::123456789012:role/x", 7), "warnings");
    let codes = Array::from(&unpaired)
        .into_iter()
        .map(|warning| get(warning, "code").as_string().unwrap_or_default());
    assert_eq!(codes.collect::<Vec<_>>(), ["unknown_value", "unpaired_surrogate"]);
}

#[wasm_bindgen_test]
fn arguments_of_the_wrong_type() {
    assert_eq!(get(wrong_type(0, "a number"), "message"), "the task id is a number: expected a string");
    assert_eq!(get(wrong_type(0, ""), "message"), "the task id is missing: expected a string");
    assert!(get(wrong_type(0, ""), "found").is_undefined());
}

#[wasm_bindgen_test]
fn parts_and_patterns() {
    assert_eq!(
        json(check::role_arn_parts("arn:aws:iam::123456789012:role/a/b")),
        r#"{"partition":"aws","accountId":"123456789012","path":"/a/","roleName":"b"}"#
    );
    let names: Vec<_> = Object::keys(check::patterns().unchecked_ref::<Object>())
        .iter()
        .map(|name| JsValue::from(name).as_string().unwrap_or_default())
        .collect();
    assert_eq!(names, ["taskId", "graphId", "roleArn", "roleArnCurrent"]);
}

/// An object with the methods that JavaScript gives to Rust.
fn object(members: &[(&str, &str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, parameters, body) in members {
        Reflect::set(&object, &(*name).into(), &Function::new_with_args(parameters, body))
            .expect("an object");
    }
    object.into()
}

#[wasm_bindgen_test]
fn lines_in_pieces() {
    let pieces = object(&[
        (
            "next",
            "",
            "this.at = (this.at ?? -1) + 1; \
            return [[...'t-0123456789\\r\\nx\\n'], [...'\\nt-9876543210']][this.at]?.map((c) => c.charCodeAt(0))",
        ),
        ("decode", "bytes", "return String.fromCharCode(...bytes)"),
    ]);
    let counts = check::check_lines(TASK_ID, pieces.unchecked_ref());
    let counts: JsValue = counts.into();
    assert_eq!((get(&counts, "lines"), get(&counts, "valid")), (4.into(), 2.into()));
    let issues = Array::from(&get(counts, "issues"));
    let lines: Vec<_> = issues.iter().map(|issue| get(issue, "line").as_f64()).collect();
    assert_eq!(lines, [Some(2.0), Some(3.0)]);
}

#[wasm_bindgen_test]
fn requests() {
    let built = request::cancel_import_task_request("t-0123456789", "us-east-1", "", "", 1);
    assert_eq!(
        json(get(built, "value")),
        r#"{"method":"DELETE","url":"https://neptune-graph-fips.us-east-1.amazonaws.com/importtasks/t-0123456789","headers":{}}"#
    );
    let built =
        request::cancel_import_task_request("t-0123456789", "us-east-1", "http://h/b/", "http://h/b/", 12);
    assert_eq!(get(get(built, "value"), "url"), "http://h/b/importtasks/t-0123456789");
    let refused = request::cancel_import_task_request("..", "us-east-1", "", "", 0);
    assert_eq!(get(refused, "ok"), false);
}

#[wasm_bindgen_test]
fn responses() {
    let task = object(&[(
        "member",
        "name",
        "return { taskId: 'st-0123456789', source: 's', roleArn: 'sarn:aws:iam::123456789012:role/r', \
            status: 'sCANCELLING' }[name] ?? ''",
    )]);
    let read = |status, body, document: &JsValue| {
        let headers = "X-Amzn-RequestId:A\nx-amzn-errortype:n#Conflict:y\n";
        response::check_cancel_import_task_response(
            status,
            headers,
            "{…",
            body,
            document.clone().unchecked_into(),
        )
    };
    assert_eq!(
        json(get(read(200, 3, &task), "value")),
        r#"{"taskId":"t-0123456789","source":"","roleArn":"arn:aws:iam::123456789012:role/r","#.to_string()
            + r#""status":"CANCELLING","$metadata":{"httpStatusCode":200,"requestId":"A"}}"#
    );
    let said = object(&[(
        "member",
        "name, ignoringCase",
        "return { message: 'sno', reason: 'sWHY', code: ignoringCase ? 'sUnused' : '' }[name] ?? ''",
    )]);
    assert_eq!(
        json(get(read(409, 3, &said), "error")),
        r#"{"message":"no","$metadata":{"httpStatusCode":409,"requestId":"A"},"name":"Conflict","reason":"WHY","#.to_string()
            + r#""$fault":"client"}"#
    );
    let mistyped = object(&[("member", "name", "return 'n5'")]);
    for (body, document, reason) in [
        (0, &task, "empty_body"),
        (1, &task, "not_json"),
        (2, &task, "not_an_object"),
        (3, &said, "missing_member"),
        (3, &mistyped, "wrong_type"),
    ] {
        assert_eq!(get(get(read(200, body, document), "error"), "reason"), reason);
    }
}
