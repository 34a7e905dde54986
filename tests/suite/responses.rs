//! `parse…Response` and `check…Response`.

use neptune_import_tasks::wasm::operations::{
    cancel_export_task_request, check_cancel_export_task_response, check_cancel_import_task_response,
    check_get_import_task_response, check_list_import_tasks_response, parse_cancel_export_task_response,
    parse_cancel_import_task_response,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{error, get, items, js, json, keys, number, text};

const TASK: &str = "{ taskId: 't-0123456789', source: 's', roleArn: 'arn:aws:iam::123456789012:role/r', status: 'CANCELLING' }";

fn parse(response: &str) -> Result<JsValue, JsValue> {
    parse_cancel_import_task_response(js(response))
}

#[wasm_bindgen_test]
fn headers_and_bodies_of_every_shape() {
    let body = format!("JSON.stringify({TASK})");
    for headers in [
        "[['X-Amzn-RequestId', 'A']]",
        "new Map([['X-Amzn-RequestId', 'A']])",
        "new Headers({ 'X-Amzn-RequestId': 'A' })",
        "{ 'X-Amzn-RequestId': 'A', other: undefined, list: ['a', 'b'], number: 5 }",
        "{ forEach(each) { each('A', 'x-amzn-requestid'); } }",
        "[['X-Amzn-RequestId', 'A']][Symbol.iterator]()",
    ] {
        let output =
            parse(&format!("{{ status: 200, headers: {headers}, body: {body} }}")).expect("an output");
        assert_eq!(keys(&output), ["taskId", "source", "roleArn", "status", "$metadata"]);
        assert_eq!(text(&output, "$metadata.requestId"), "A", "{headers}");
        assert_eq!(number(&output, "$metadata.httpStatusCode"), 200.0);
    }
    for body in [
        format!(r"'\ufeff' + {body}"),
        format!("new TextEncoder().encode({body})"),
        format!(r"new TextEncoder().encode('\ufeff' + {body}).buffer"),
        format!("new DataView(new TextEncoder().encode({body}).buffer)"),
    ] {
        let output = parse(&format!("{{ status: 200, body: {body} }}")).expect("an output");
        assert_eq!(text(&output, "status"), "CANCELLING", "{body}");
    }
}

#[wasm_bindgen_test]
fn what_is_no_response() {
    for response in [
        "undefined",
        "{}",
        "{ status: '200' }",
        "{ status: 200.5 }",
        "{ status: 2 ** 32 + 200 }",
        "{ status: 200, headers: 'a:b' }",
        "{ status: 200, headers: ['ab'] }",
        "{ status: 200, headers: Promise.resolve() }",
        "{ status: 200, headers: { a: Object.create(null) } }",
        "{ status: 200, headers: new Proxy({}, { ownKeys() { throw new Error('mine'); } }) }",
        "{ status: 200, body: {} }",
        "{ status: 200, body: Promise.resolve('') }",
        "{ status: 200, body: { [Symbol.toStringTag]: 'ArrayBuffer' } }",
        "{ status: 200, body: (() => { const b = new Uint8Array(8); structuredClone(b.buffer, { transfer: [b.buffer] }); return b; })() }",
    ] {
        assert_eq!(error(parse(response)).0, "InvalidInputError", "{response}");
    }
    let thrown = parse("{ get status() { throw new Error('mine'); } }");
    assert_eq!(error(thrown), ("Error".into(), "mine".into()));
}

#[wasm_bindgen_test]
fn errors_are_of_their_classes() {
    let response = "{ status: 409, headers: { 'x-amzn-errortype': 'n#ConflictException:x', 'x-amzn-requestid': 'A' }, \
        body: '{\"message\":\"m\",\"reason\":\"WHY\",\"$retryable\":{\"throttling\":true},\"stack\":\"forged\"}' }";
    let checked = check_cancel_import_task_response(js(response)).expect("a result");
    let conflict = get(&checked, "error");
    let members = ["$fault", "$metadata", "name", "reason"];
    let mut names = keys(&conflict);
    names.sort();
    assert_eq!(names, members);
    assert_eq!(text(&conflict, "name"), "ConflictException");
    assert_eq!((text(&conflict, "message"), text(&conflict, "reason")), ("m".into(), "WHY".into()));
    assert!(conflict.is_instance_of::<js_sys::Error>());
    let throttled = check_cancel_import_task_response(js("{ status: 429 }")).expect("a result");
    assert_eq!(json(&get(&throttled, "error.$retryable")), r#"{"throttling":true}"#);
    for (body, reason) in [
        ("''", "empty_body"),
        ("'<p>'", "not_json"),
        ("'[]'", "not_an_object"),
        ("'null'", "not_an_object"),
        ("'{}'", "missing_member"),
        ("'{\"taskId\":5}'", "wrong_type"),
        (r#"'{"taskId":"\\ud800"}'"#, "wrong_type"),
    ] {
        let checked = check_cancel_import_task_response(js(&format!("{{ status: 200, body: {body} }}")));
        let error = get(&checked.expect("a result"), "error");
        assert_eq!(
            (text(&error, "name"), text(&error, "reason")),
            ("UnreadableResponseError".into(), reason.into())
        );
    }
    // No half of a surrogate pair.
    let long = js(r"{ status: 502, body: 'a'.repeat(255) + '\u{1F600}' }");
    let long = check_cancel_import_task_response(long).expect("a result");
    assert_eq!(text(&long, "error.excerpt"), "a".repeat(255));
}

#[wasm_bindgen_test]
fn nested_members_and_dates() {
    let response = js(
        "{ status: 200, body: JSON.stringify({ taskId: 't-0123456789', source: 's', roleArn: 'r', status: 'NEW', \
        attemptNumber: 2, importTaskDetails: { startTime: 17e8 + 0.5, progressPercentage: '42', statementCount: 1e21 }, \
        importOptions: { neptune: { preserveEdgeIds: false } } }) }",
    );
    let checked = check_get_import_task_response(response).expect("a result");
    let task = get(&checked, "value");
    assert_eq!(
        get(&task, "importTaskDetails.startTime").unchecked_into::<js_sys::Date>().get_time(),
        1_700_000_000_500.0
    );
    assert_eq!(number(&task, "importTaskDetails.statementCount"), 1e21);
    assert!(get(&task, "importTaskDetails.progressPercentage").is_undefined());
    assert_eq!(json(&get(&task, "importOptions")), r#"{"neptune":{"preserveEdgeIds":false}}"#);
    let warnings: Vec<_> = items(&checked, "warnings").iter().map(|warning| text(warning, "part")).collect();
    assert_eq!(warnings, ["roleArn", "status", "progressPercentage"]);
    let page = js(&format!(
        "{{ status: 200, body: JSON.stringify({{ tasks: [{TASK}, {TASK}], nextToken: 'a' }}) }}"
    ));
    let page = check_list_import_tasks_response(page).expect("a result");
    assert_eq!((items(&page, "value.tasks").len(), text(&page, "value.nextToken")), (2, "a".into()));
}

/// What a page adds to the prototype of all objects is no member of a response.
#[wasm_bindgen_test]
fn members_of_the_prototype_do_not_count() {
    js("Object.prototype.message = 'forged'");
    let checked = check_cancel_import_task_response(js("{ status: 400, body: '{}' }"));
    js("delete Object.prototype.message");
    assert_eq!(text(&checked.expect("a result"), "error.message"), "status 400 without a message");
}

#[wasm_bindgen_test]
fn export_tasks() {
    let request =
        cancel_export_task_request(js("{ taskIdentifier: 't-0123456789' }"), js("{ region: 'us-east-1' }"));
    let url = "https://neptune-graph.us-east-1.amazonaws.com/exporttasks/t-0123456789";
    assert_eq!(text(&request.expect("a request"), "url"), url);
    let response = |format: &str| {
        js(&format!(
            "{{ status: 200, body: JSON.stringify({{ taskId: 't-0123456789', graphId: 'g-0123456789', \
            roleArn: 'arn:aws:iam::123456789012:role/r', status: 'CANCELLING', format: {format}, destination: 's3://b/', \
            kmsKeyIdentifier: 'k', statusReason: 'because' }}) }}"
        ))
    };
    let output = parse_cancel_export_task_response(response("'PARQUET'")).expect("an output");
    let members = ["taskId", "graphId", "roleArn", "status", "format", "destination", "kmsKeyIdentifier"];
    assert_eq!(keys(&output), [&members[..], &["statusReason", "$metadata"]].concat());
    let checked = check_cancel_export_task_response(response("'AVRO'")).expect("a result");
    assert_eq!(items(&checked, "warnings").len(), 1);
    let unreadable = check_cancel_export_task_response(response("undefined")).expect("a result");
    assert_eq!(text(&unreadable, "error.message"), "status 200, but the member `format` is missing");
}
