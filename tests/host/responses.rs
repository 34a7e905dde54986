//! The recorded responses: the result of the AWS SDKs where they agree, and the recommended one where they do not.

use neptune_import_tasks::operation::CancelImportTaskOutput;
use neptune_import_tasks::operation::types::{ImportFormat, ParquetType};
use neptune_import_tasks::protocol::error::Fault;
use neptune_import_tasks::protocol::http::{Headers, MAX_EXCERPT_LENGTH};
use neptune_import_tasks::{CancelImportTask, Error, Operation, Response};
use serde_json::Value;

use crate::support;

/// The body as bytes: from base64 if it is not UTF-8.
fn body(case: &Value) -> Vec<u8> {
    match case["bodyBase64"].as_str() {
        Some(encoded) => decode_base64(encoded),
        None => support::string(case, "body", "bodyTemplate").unwrap_or_default().into_bytes(),
    }
}

fn decode_base64(encoded: &str) -> Vec<u8> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Vec<usize> = encoded.chars().filter_map(|digit| ALPHABET.find(digit)).collect();
    let bits =
        digits.iter().flat_map(|digit| (0..6).rev().map(move |bit| digit >> bit & 1)).collect::<Vec<_>>();
    bits.chunks_exact(8)
        .map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | u8::try_from(*bit).unwrap()))
        .collect()
}

fn members(output: &CancelImportTaskOutput) -> [(&'static str, Option<&str>); 7] {
    [
        ("taskId", Some(&output.task_id)),
        ("source", Some(&output.source)),
        ("roleArn", Some(&output.role_arn)),
        ("status", Some(output.status.as_str())),
        ("graphId", output.graph_id.as_deref()),
        ("format", output.format.as_ref().map(ImportFormat::as_str)),
        ("parquetType", output.parquet_type.as_ref().map(ParquetType::as_str)),
    ]
}

/// Compares one case with its recording. In a lenient case, the SDKs accept what violates the service model: a success must be
/// unreadable then, and an error must be a service error nevertheless.
fn check(case: &Value) {
    let id = case["id"].as_str().expect("an id");
    let response = support::response(case, &body(case));
    let status = response.status;
    let expected = if case["expected"].is_null() { &case["recommended"] } else { &case["expected"] };
    let result = CancelImportTask::parse(&response);
    let metadata = match &result {
        Ok(success) => &success.metadata,
        Err(error) => error.metadata(),
    };
    assert_eq!(metadata.http_status_code, status, "{id}");
    if expected.get("requestId").is_some() {
        assert_eq!(metadata.request_id.as_deref(), expected["requestId"].as_str(), "{id}");
    }
    if status < 300 {
        if case["lenient"] == true || expected["kind"] == "unparseable" {
            let error = result.expect_err(id);
            let Error::UnreadableResponse(error) = &error else { panic!("{id}: {error:?}") };
            assert!(error.excerpt.encode_utf16().count() <= MAX_EXCERPT_LENGTH, "{id}");
            return;
        }
        let success = result.unwrap_or_else(|error| panic!("{id}: {error:?}"));
        for (name, value) in members(&success.output) {
            assert_eq!(value, expected["output"][name].as_str(), "{id}: {name}");
        }
        return;
    }
    let error = result.expect_err(id);
    let Error::Service(error) = &error else { panic!("{id}: {error:?}") };
    assert_eq!(error.name, expected["name"].as_str().unwrap_or("Unknown"), "{id}");
    match &expected["message"] {
        Value::String(message) => assert_eq!(&error.message, message, "{id}"),
        Value::Number(message) => assert_eq!(error.message, message.to_string(), "{id}"),
        Value::Object(long) if long.contains_key("$long") => {
            assert_eq!(Some(error.message.len() as u64), long["$long"].as_u64(), "{id}");
        }
        _ if expected["kind"] == "error" => {
            assert!(error.message.starts_with(&format!("status {status} with")), "{id}: {}", error.message);
        }
        _ => {}
    }
    assert!(
        error.excerpt.as_ref().is_none_or(|excerpt| excerpt.encode_utf16().count() <= MAX_EXCERPT_LENGTH),
        "{id}"
    );
    let reason = case["jsSdk"]["reason"].as_str().filter(|reason| !reason.is_empty());
    assert_eq!(error.reason.as_deref(), reason, "{id}");
    if let Some(fault) = case["jsSdk"]["fault"].as_str() {
        assert_eq!(serde_json::to_value(error.fault).unwrap(), fault, "{id}");
    }
    if let Some(retryable) = expected["retryable"].as_bool() {
        assert_eq!(error.retryable.is_some(), retryable, "{id}");
    }
    if let (Some(retryable), Some(retry_type)) = (error.retryable, case["jsSdk"]["retryType"].as_str()) {
        assert_eq!(retryable.throttling, retry_type == "THROTTLING", "{id}");
    }
}

#[test]
fn recorded_responses() {
    let cases = support::cases("tests/fixtures/responses.json").expect("the fixture exists");
    cases.iter().for_each(check);
    println!("{} responses", cases.len());
    assert_eq!(cases.len(), 276);
}

#[test]
fn fetched_responses() {
    let Some(cases) = support::fetched("responses-smithy") else { return };
    cases.iter().for_each(check);
    println!("{} responses", cases.len());
}

/// The warnings of a success; the name or reason of an error with its message.
fn parse(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Vec<String>, String> {
    let response = Response::from_bytes(status, headers.iter().copied(), body.as_bytes());
    match CancelImportTask::parse(&response) {
        Ok(success) => Ok(success.warnings.iter().map(ToString::to_string).collect()),
        Err(error) => Err(match &error {
            Error::Service(service) => format!("{}: {error}", service.name),
            Error::UnreadableResponse(unreadable) => {
                let reason = serde_json::to_value(unreadable.reason).unwrap();
                format!("{}: {error}", reason.as_str().unwrap())
            }
        }),
    }
}

const TASK: &str = r#"{"taskId":"t-0123456789","source":"s3://b/","status":"CANCELLING",
    "roleArn":"arn:aws:iam::123456789012:role/team/r","graphId":"g-0123456789","format":"NTRIPLES"}"#;

#[test]
fn messages() {
    assert_eq!(parse(200, &[], TASK), Ok(vec![]));
    let unusual =
        TASK.replace("CANCELLING", "PAUSED").replace("NTRIPLES", "AVRO").replace("g-0123456789", "g");
    assert_eq!(
        parse(200, &[], &unusual),
        Ok(vec![
            "`PAUSED` is not a known status of a task: expected a documented value".to_string(),
            "`g` is not a known graphId of a task: expected a documented value".to_string(),
            "`AVRO` is not a known format of a task: expected a documented value".to_string(),
        ])
    );
    // As the user guide spells them.
    for (sent, status) in
        [("CANCELING", "CANCELLING"), ("CANCELED", "CANCELLED"), ("RE_PROVISIONING", "REPROVISIONING")]
    {
        let warning = format!("`{sent}` is not a known status of a task: expected `{status}`");
        let task = TASK.replace("CANCELLING", sent);
        assert_eq!(parse(200, &[], &task), Ok(vec![warning]));
        let success =
            CancelImportTask::parse(&Response::from_bytes(200, [("", ""); 0], task.as_bytes())).unwrap();
        assert_eq!(success.output.status.as_str(), status);
        assert_eq!(success.warnings[0].suggestion(), Some(status));
    }
    let errors = [
        (200, "", "empty_body: status 200, but the body is empty"),
        (204, "<p>", "not_json: status 204, but the body is not JSON"),
        (200, "7", "not_an_object: status 200, but the body is not a JSON object"),
        (200, r#"{"taskId":"t"}"#, "missing_member: status 200, but the member `source` is missing"),
        (200, r#"{"taskId":null}"#, "missing_member: status 200, but the member `taskId` is missing"),
        (
            200,
            r#"{"taskId":[]}"#,
            "wrong_type: status 200, but the member `taskId` is not a well-formed string",
        ),
        (404, "", "Unknown: status 404 without a body"),
        (502, "<p>", "Unknown: status 502 with a body that is not JSON"),
        (409, "{}", "Unknown: status 409 without a message"),
        (409, r#"{"code":"A#B","Message":"m"}"#, "B: m"),
        (409, r#"{"CODE":"A","code":"C","CODE":"B","message":"m"}"#, "B: m"),
        (302, r#"{"__type":"x","message":""}"#, "x: status 302 without a message"),
    ];
    for (status, body, message) in errors {
        assert_eq!(parse(status, &[], body), Err(message.to_string()), "{body}");
    }
    let wrong = TASK.replace(r#""NTRIPLES""#, "5");
    assert_eq!(
        parse(200, &[], &wrong),
        Err("wrong_type: status 200, but the member `format` is not a well-formed string".to_string())
    );
}

/// Fault, and whether the error is one of throttling, if it is retryable.
fn class(status: u16, name: &str) -> (Fault, Option<bool>) {
    let response = Response::from_bytes(status, [("x-amzn-errortype", name)], b"");
    match CancelImportTask::parse(&response) {
        Err(Error::Service(error)) => (error.fault, error.retryable.map(|retryable| retryable.throttling)),
        other => panic!("{other:?}"),
    }
}

/// By the lists of the AWS SDKs, and by the service model.
#[test]
fn names_of_errors_decide_whether_to_retry() {
    for name in [
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    ] {
        assert_eq!(class(400, name), (Fault::Client, Some(true)), "{name}");
    }
    for name in ["RequestTimeout", "RequestTimeoutException", "TimeoutError"] {
        assert_eq!(class(400, name), (Fault::Client, Some(false)), "{name}");
    }
    assert_eq!(class(400, "InternalServerException"), (Fault::Server, Some(false)));
    // Its own errors are the client's with any status.
    for name in [
        "AccessDeniedException",
        "ConflictException",
        "ResourceNotFoundException",
        "ServiceQuotaExceededException",
        "UnprocessableException",
        "ValidationException",
    ] {
        assert_eq!(class(400, name), (Fault::Client, None), "{name}");
        assert_eq!(class(501, name), (Fault::Client, None), "{name}");
    }
    assert_eq!(class(501, "SomeException"), (Fault::Server, None));
    assert_eq!(class(499, "SomeException"), (Fault::Client, None));
    assert_eq!(class(429, "SomeException"), (Fault::Client, Some(true)));
    for (status, is_retryable) in
        [(500, true), (501, false), (502, true), (503, true), (504, true), (505, false)]
    {
        assert_eq!(
            class(status, "SomeException"),
            (Fault::Server, is_retryable.then_some(false)),
            "{status}"
        );
    }
}

/// The start of a body from which no message could be read.
#[test]
fn excerpts_of_errors() {
    for (body, excerpt) in [
        ("<p>Bad Gateway</p>", Some("<p>Bad Gateway</p>")),
        ("{\"code\":\"X\"}", Some("{\"code\":\"X\"}")),
        ("{\"message\":\"m\"}", None),
        ("", None),
    ] {
        let response = Response::from_bytes(502, [("", ""); 0], body.as_bytes());
        let Err(Error::Service(error)) = CancelImportTask::parse(&response) else { panic!("{body}") };
        assert_eq!(error.excerpt.as_deref(), excerpt, "{body}");
    }
}

/// Bodies that are nearly JSON, and those of gateways. The JavaScript tests read the same cases.
#[test]
fn error_bodies() {
    let cases = support::cases("tests/fixtures/error-bodies.json").expect("the fixture exists");
    for case in &cases {
        let string = |name: &str| case[name].as_str().unwrap();
        let status = u16::try_from(case["status"].as_u64().unwrap()).unwrap();
        let expected = format!("{}: {}", string("name"), string("message"));
        assert_eq!(parse(status, &[], string("body")), Err(expected), "{case}");
    }
    println!("{} bodies", cases.len());
    let long = format!("{{\"message\":\"\n{}\"}}", "x".repeat(5_000_000));
    assert_eq!(parse(500, &[], &long), Err("Unknown: status 500 with a body that is not JSON".to_string()));
    let nearly = r#"{"message":"m",}"#;
    assert_eq!(parse(300, &[], nearly), Err("Unknown: m".to_string()));
    // A success is not repaired.
    assert_eq!(parse(299, &[], nearly), Err("not_json: status 299, but the body is not JSON".to_string()));
    let task = TASK.replace("s3://b/", "s3://a\nb/");
    assert_eq!(parse(200, &[], &task), Err("not_json: status 200, but the body is not JSON".to_string()));
}

#[test]
fn a_header_cannot_contain_another_one() {
    let headers = [
        ("x-amz-cf-id", "a\r\nx-amzn-errortype:Forged"),
        ("a:\nx-amzn-errortype:Forged\na", "b"),
        ("x-amzn-errortype", "Real"),
    ];
    assert_eq!(parse(400, &headers, ""), Err("Real: status 400 without a body".to_string()));
}

#[test]
fn repeated_headers_are_joined() {
    let headers: Headers = [("A", "1"), ("b", "2"), ("a", ""), ("a", "3")].into_iter().collect();
    assert_eq!(headers.get("a").as_deref(), Some("1, , 3"));
    assert_eq!(headers.get("B").as_deref(), Some("2"));
    assert_eq!(headers.get("c"), None);
}
