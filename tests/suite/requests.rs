//! `…Request`, `explainRequest` and `explainSignatureMismatch`.

use neptune_import_tasks::wasm::mismatch::explain_signature_mismatch;
use neptune_import_tasks::wasm::operations::{
    cancel_import_task_request, get_import_task_request, list_import_tasks_request,
};
use neptune_import_tasks::wasm::request::explain_request;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{error, get, js, json, keys, text};

const HOST: &str = "https://neptune-graph.us-east-1.amazonaws.com";

fn build(config: &str) -> Result<JsValue, JsValue> {
    cancel_import_task_request(js("{ taskIdentifier: 't-0123456789' }"), js(config))
}

#[wasm_bindgen_test]
fn unsigned_requests() {
    let request = build("{ region: 'us-east-1' }").expect("a request");
    let expected = format!(r#"{{"method":"DELETE","url":"{HOST}/importtasks/t-0123456789","headers":{{}}}}"#);
    assert_eq!(json(&request), expected);
    for (config, base) in [
        (
            "{ region: 'us-east-1', useFipsEndpoint: true }",
            "https://neptune-graph-fips.us-east-1.amazonaws.com",
        ),
        ("{ region: 'us-east-1', endpoint: 'http://h:80/b/' }", "http://h/b"),
        ("{ region: 'us-east-1', endpoint: new URL('https://h/a b') }", "https://h/a%20b"),
        ("{ region: 'us-east-1', endpoint: null, useDualstackEndpoint: undefined }", HOST),
    ] {
        let url = text(&build(config).expect("a request"), "url");
        assert_eq!(url, format!("{base}/importtasks/t-0123456789"));
    }
    let get =
        get_import_task_request(js("{ taskIdentifier: 't-0123456789' }"), js("{ region: 'us-east-1' }"));
    assert_eq!(text(&get.expect("a request"), "method"), "GET");
    for (input, query) in [
        ("undefined", ""),
        ("{ maxResults: 25, nextToken: '' }", "?maxResults=25"),
        (
            r"{ graphIdentifier: 'g-0123456789', maxResults: 100, nextToken: 'a/\u00e9\ud800=' }",
            "?graphIdentifier=g-0123456789&maxResults=100&nextToken=a%2F%C3%A9%EF%BF%BD%3D",
        ),
    ] {
        let list = list_import_tasks_request(js(input), js("{ region: 'us-east-1' }"));
        assert_eq!(text(&list.expect("a request"), "url"), format!("{HOST}/importtasks{query}"));
    }
}

#[wasm_bindgen_test]
fn signed_requests() {
    let config = "{ region: 'us-east-1', date: new Date(1440938160000), credentials: { accessKeyId: 'AKID', \
        secretAccessKey: 's\u{1F511}\\0', sessionToken: 'token', expiration: 1440938161000 } }";
    let explanation =
        explain_request(js("{ taskIdentifier: 't-0123456789' }"), js(config)).expect("an explanation");
    let members = ["request", "canonicalRequest", "stringToSign", "scope", "signedHeaders", "signature"];
    assert_eq!(keys(&explanation), members);
    let headers = get(&explanation, "request.headers");
    assert_eq!(keys(&headers), ["x-amz-date", "x-amz-security-token", "authorization"]);
    assert_eq!(text(&headers, "x-amz-date"), "20150830T123600Z");
    assert_eq!(text(&explanation, "scope"), "20150830/us-east-1/neptune-graph/aws4_request");
    assert_eq!(text(&explanation, "signedHeaders"), "host;x-amz-date;x-amz-security-token");
    assert!(text(&headers, "authorization").ends_with(&text(&explanation, "signature")));
    let same = text(&build(config).expect("a request"), "headers.authorization");
    assert_eq!(same, text(&headers, "authorization"));
}

/// Times are numbers: none is cut to 32 bits.
#[wasm_bindgen_test]
fn dates_beyond_32_bits() {
    let signed_at = |date: &str| {
        let credentials = "{ accessKeyId: 'A', secretAccessKey: 's' }";
        build(&format!("{{ region: 'us-east-1', date: {date}, credentials: {credentials} }}"))
            .map(|request| text(&request, "headers.x-amz-date"))
    };
    for (date, expected) in [
        ("0", "19700101T000000Z"),
        ("2 ** 32", "19700219T170247Z"),
        ("2 ** 53", ""),
        ("-1", "19691231T235959Z"),
        ("253402300799999", "99991231T235959Z"),
        ("253402300800000", ""),
        ("new Date(8.64e15)", ""),
    ] {
        match signed_at(date) {
            Ok(stamp) => assert_eq!(stamp, expected, "{date}"),
            Err(issue) => assert_eq!((text(&issue, "issue.part").as_str(), expected), ("year", ""), "{date}"),
        }
    }
    for odd in ["NaN", "Infinity", "'0'", "new Date(NaN)", "{}", "Symbol('s')", "Object.create(null)", "5n"] {
        let (name, message) = error(signed_at(odd).map(JsValue::from));
        assert_eq!(name, "InvalidInputError", "{odd}");
        assert!(message.ends_with("expected a valid Date, or milliseconds since 1970"), "{message}");
    }
}

#[wasm_bindgen_test]
fn what_cannot_become_a_request() {
    for (config, message) in [
        ("undefined", "the region is missing: expected a string such as `us-east-1`"),
        ("{ region: 5 }", "the region is the number 5: expected a string such as `us-east-1`"),
        (
            "{ region: 'us-east-1', useFipsEndpoint: 'yes' }",
            "the option `useFipsEndpoint` is a string: expected true or false",
        ),
        (
            "{ region: 'us-east-1', endpoint: 'https://h', useFipsEndpoint: true }",
            "Invalid Configuration: FIPS and custom endpoint are not supported",
        ),
        (
            "{ region: 'us-east-1', credentials: Promise.resolve() }",
            "the option `credentials` is a Promise: expected an object with accessKeyId and secretAccessKey",
        ),
        (
            "{ region: 'us-east-1', credentials: { accessKeyId: 'A', secretAccessKey: 5 } }",
            "the secret access key is a number: expected a string",
        ),
    ] {
        assert_eq!(error(build(config)), ("InvalidInputError".into(), message.into()));
    }
    let (_, message) = error(cancel_import_task_request("t-0123456789".into(), JsValue::UNDEFINED));
    assert_eq!(message, "the input is `t-0123456789`: expected an object with taskIdentifier");
}

/// What a getter of the caller throws is thrown on, and the next call works.
#[wasm_bindgen_test]
fn getters_that_throw_and_re_enter() {
    let thrown = build("{ get region() { throw new RangeError('mine'); } }").expect_err("thrown");
    assert_eq!(text(&thrown, "message"), "mine");
    assert!(thrown.is_instance_of::<js_sys::RangeError>());
    let input = js("{ get taskIdentifier() { throw 5; } }");
    assert_eq!(cancel_import_task_request(input, js("{}")).expect_err("thrown").as_f64(), Some(5.0));
    assert!(build("{ region: 'us-east-1' }").is_ok());
}

use wasm_bindgen::JsCast;

#[wasm_bindgen_test]
fn signature_mismatches() {
    let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let request = |method: &str| format!("{method}\\n/a\\n\\nhost:h\\n\\nhost\\n{digest}");
    let string = format!(
        "AWS4-HMAC-SHA256\\n20150830T123600Z\\n20150830/us-east-1/neptune-graph/aws4_request\\n{digest}"
    );
    let explanation =
        js(&format!("{{ canonicalRequest: '{}', stringToSign: '{string}' }}", request("DELETE")));
    let message = format!(
        "The Canonical String for this request should have been\\n'{}'\\n\\nThe String-to-Sign should have been\\n'{string}'",
        request("GET")
    );
    for body in [
        format!("'{}'", message.replace('\'', "\\'")),
        format!("{{ message: '{}' }}", message.replace('\'', "\\'")),
        format!("JSON.stringify({{ Message: '{}' }})", message.replace('\'', "\\'")),
    ] {
        let mismatch = explain_signature_mismatch(js(&body), explanation.clone()).expect("a mismatch");
        assert_eq!(keys(&mismatch), ["text", "line", "index", "ours", "theirs", "cause"]);
        assert_eq!(
            (text(&mismatch, "text"), text(&mismatch, "theirs")),
            ("canonicalRequest".into(), "GET".into())
        );
    }
    let other = explain_signature_mismatch("no".into(), explanation.clone()).expect("nothing");
    assert!(other.is_undefined());
    assert_eq!(error(explain_signature_mismatch(js("5"), explanation)).0, "InvalidInputError");
    assert_eq!(error(explain_signature_mismatch("".into(), js("{}"))).0, "InvalidInputError");
}
