//! What the exports make of values from JavaScript: one suite, run in Node and in a browser.
//!
//! Built for debugging, so every verdict in it is held against regex-lite, in WebAssembly too.

use js_sys::{Array, Function, JSON, Object, Reflect};
use neptune_import_tasks::js::{check, request, response};
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

/// The request for texts as JavaScript hands them over, the last of which is the secret.
fn request(texts: [&str; 7], flags: u32, date: f64, expiration: f64) -> JsValue {
    let [id, region, endpoint, parsed, key, token, _] = texts.map(str::len);
    request::cancel_import_task_request(
        &texts.concat(),
        id,
        region,
        endpoint,
        parsed,
        key,
        token,
        flags,
        date,
        expiration,
    )
}

#[wasm_bindgen_test]
fn requests() {
    let id = "t-0123456789";
    let built = request([id, "us-east-1", "", "", "", "", ""], 1, 0.0, 0.0);
    assert_eq!(built, "DELETE\0https://neptune-graph-fips.us-east-1.amazonaws.com/importtasks/t-0123456789");
    let built = request([id, "us-east-1", "http://h/b/", "http://h/b/", "", "", ""], 12, 0.0, 0.0);
    assert_eq!(built, "DELETE\0http://h/b/importtasks/t-0123456789");
    let refused = request(["..", "us-east-1", "", "", "", "", ""], 0, 0.0, 0.0);
    assert_eq!(get(refused, "ok"), false);
    let warned = request([id, "us-east-9", "", "", "", "", ""], 0, 0.0, 0.0);
    assert_eq!(Array::from(&get(&warned, "warnings")).length(), 1);
    assert!(get(warned, "value").is_string());
}

#[wasm_bindgen_test]
fn signed_requests() {
    let texts = ["t-0123456789", "us-east-1", "", "", "AKID", "token", "s\u{1F511}\0"];
    let explained = request(texts, 16 + 32 + 64 + 128, 1_440_938_160_000.0, 1_440_938_161_000.0);
    let pieces: Vec<String> =
        explained.as_string().expect("no warning").split('\0').map(str::to_string).collect();
    assert_eq!(pieces.len(), 2 + 2 * 3 + 5);
    assert_eq!(pieces[2..5], ["x-amz-date", "20150830T123600Z", "x-amz-security-token"]);
    assert_eq!(pieces[10], "20150830/us-east-1/neptune-graph/aws4_request");
    assert_eq!(pieces[11], "host;x-amz-date;x-amz-security-token");
    assert!(pieces[7].ends_with(&pieces[12]), "{pieces:?}");
    let expired = request(texts, 16 + 64, 1_440_938_160_000.0, 1_440_938_160_000.0);
    assert_eq!(get(get(expired, "issue"), "code"), "expired");
    for date in [f64::MAX, f64::MIN, f64::NAN] {
        let issue = get(request(texts, 16, date, 0.0), "issue");
        assert_eq!(issue.is_undefined(), date.is_nan(), "{date}");
    }
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
