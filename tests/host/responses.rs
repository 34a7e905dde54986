//! The recorded responses: what the AWS SDKs make of them where they agree, and what is recommended where they do not.

use neptune_import_tasks::cancel_import_task;
use neptune_import_tasks::failure::Cause;
use neptune_import_tasks::http::{EXCERPT_LENGTH, Response};
use neptune_import_tasks::import_task::ImportTask;
use serde_json::Value;

use crate::support;

/// The body as bytes: base64 where it is no text.
fn body(case: &Value) -> Vec<u8> {
    match case["bodyBase64"].as_str() {
        Some(encoded) => decode_base64(encoded),
        None => support::text(case, "body", "bodyTemplate").unwrap_or_default().into_bytes(),
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

fn members(task: &ImportTask) -> Vec<(&'static str, Option<&str>)> {
    vec![
        ("taskId", Some(task.task_id())),
        ("source", Some(task.source())),
        ("roleArn", Some(task.role_arn())),
        ("status", Some(task.status())),
        ("graphId", task.graph_id()),
        ("format", task.format()),
        ("parquetType", task.parquet_type()),
    ]
}

/// Holds one case against its recording. Where a case is lenient the SDKs accept what breaks the service model: then a
/// success must be unreadable, and an error a service error all the same.
fn check(case: &Value) {
    let id = case["id"].as_str().expect("an id");
    let headers = case["headers"].as_array().expect("headers").iter();
    let headers = headers.map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()));
    let status = u16::try_from(case["status"].as_u64().expect("a status")).unwrap();
    let response = Response::from_bytes(status, headers, &body(case), |text| serde_json::from_str(text));
    let wanted = if case["expected"].is_null() { &case["recommended"] } else { &case["expected"] };
    let read = cancel_import_task::read(&response);
    let metadata = match &read {
        Ok((output, _)) => &output.metadata,
        Err(failure) => &failure.metadata,
    };
    assert_eq!(metadata.http_status_code, status, "{id}");
    if wanted.get("requestId").is_some() {
        assert_eq!(metadata.request_id.as_deref(), wanted["requestId"].as_str(), "{id}");
    }
    if status < 300 {
        if case["lenient"] == true || wanted["kind"] == "unparseable" {
            let failure = read.expect_err(id);
            assert!(matches!(failure.cause, Cause::Unreadable(_)), "{id}: {failure:?}");
            return;
        }
        let (output, _) = read.unwrap_or_else(|failure| panic!("{id}: {failure:?}"));
        for (name, text) in members(&output.task) {
            assert_eq!(text, wanted["output"][name].as_str(), "{id}: {name}");
        }
        return;
    }
    let failure = read.expect_err(id);
    let Cause::Service(error) = &failure.cause else { panic!("{id}: {failure:?}") };
    assert_eq!(error.name, wanted["name"].as_str().unwrap_or("Unknown"), "{id}");
    match &wanted["message"] {
        Value::String(message) => assert_eq!(&failure.message, message, "{id}"),
        Value::Number(message) => assert_eq!(failure.message, message.to_string(), "{id}"),
        Value::Object(long) if long.contains_key("$long") => {
            assert_eq!(Some(failure.message.len() as u64), long["$long"].as_u64(), "{id}");
        }
        _ if wanted["kind"] == "error" => {
            assert!(failure.message.starts_with(&format!("status {status} with")), "{id}: {failure}");
        }
        _ => {}
    }
    assert!(
        failure.excerpt.as_ref().is_none_or(|excerpt| excerpt.encode_utf16().count() <= EXCERPT_LENGTH),
        "{id}"
    );
    let reason = case["jsSdk"]["reason"].as_str().filter(|reason| !reason.is_empty());
    assert_eq!(error.reason.as_deref(), reason, "{id}");
    if let Some(fault) = case["jsSdk"]["fault"].as_str() {
        assert_eq!(error.fault.as_str(), fault, "{id}");
    }
    if let Some(retryable) = wanted["retryable"].as_bool() {
        assert_eq!(error.retryable.is_some(), retryable, "{id}");
    }
    if let (Some(retryable), Some(kind)) = (error.retryable, case["jsSdk"]["retryType"].as_str()) {
        assert_eq!(retryable.throttling, kind == "THROTTLING", "{id}");
    }
}

#[test]
fn made_responses() {
    let cases = support::cases("tests/fixtures/responses.json").expect("the fixture is there");
    cases.iter().for_each(check);
    assert_eq!(cases.len(), 276);
}

#[test]
fn fetched_responses() {
    let path = "../shared/vectors/fetched/responses-smithy.json";
    match support::cases(path) {
        Some(cases) => cases.iter().for_each(check),
        None => eprintln!("skipped: {path} is not there"),
    }
}

fn read(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Vec<String>, String> {
    let headers = headers.iter().copied();
    let response = Response::from_bytes(status, headers, body.as_bytes(), |text| serde_json::from_str(text));
    match cancel_import_task::read(&response) {
        Ok((_, warnings)) => Ok(warnings.iter().map(ToString::to_string).collect()),
        Err(failure) => Err(match &failure.cause {
            Cause::Service(error) => format!("{}: {failure}", error.name),
            Cause::Unreadable(reason) => format!("{}: {failure}", reason.as_str()),
        }),
    }
}

const TASK: &str = r#"{"taskId":"t-0123456789","source":"s3://b/","status":"CANCELLING",
    "roleArn":"arn:aws:iam::123456789012:role/team/r","graphId":"g-0123456789","format":"NTRIPLES"}"#;

#[test]
fn sentences() {
    assert_eq!(read(200, &[], TASK), Ok(vec![]));
    let unusual =
        TASK.replace("CANCELLING", "PAUSED").replace("NTRIPLES", "AVRO").replace("g-0123456789", "g");
    assert_eq!(
        read(200, &[], &unusual),
        Ok(vec![
            "`PAUSED` is no known status of a task: expected a value that is documented".to_string(),
            "`g` is no known graphId of a task: expected a value that is documented".to_string(),
            "`AVRO` is no known format of a task: expected a value that is documented".to_string(),
        ])
    );
    let refused = [
        (200, "", "empty_body: status 200, but the body is empty"),
        (204, "<p>", "not_json: status 204, but the body is not JSON"),
        (200, "7", "not_an_object: status 200, but the body is no JSON object"),
        (200, r#"{"taskId":"t"}"#, "missing_member: status 200, but the member `source` is missing"),
        (200, r#"{"taskId":null}"#, "missing_member: status 200, but the member `taskId` is missing"),
        (
            200,
            r#"{"taskId":[]}"#,
            "wrong_type: status 200, but the member `taskId` is not a string of well-formed text",
        ),
        (404, "", "Unknown: status 404 without a body"),
        (502, "<p>", "Unknown: status 502 with a body that is not JSON"),
        (409, "{}", "Unknown: status 409 without a message"),
        (409, r#"{"code":"A#B","Message":"m"}"#, "B: m"),
        (409, r#"{"CODE":"A","code":"C","CODE":"B","message":"m"}"#, "B: m"),
        (302, r#"{"__type":"x","message":""}"#, "x: status 302 without a message"),
    ];
    for (status, body, sentence) in refused {
        assert_eq!(read(status, &[], body), Err(sentence.to_string()), "{body}");
    }
    let wrong = TASK.replace(r#""NTRIPLES""#, "5");
    assert_eq!(
        read(200, &[], &wrong),
        Err("wrong_type: status 200, but the member `format` is not a string of well-formed text".to_string())
    );
}

#[test]
fn a_header_cannot_bring_another_one() {
    let sent = [
        ("x-amz-cf-id", "a\r\nx-amzn-errortype:Forged"),
        ("a:\nx-amzn-errortype:Forged\na", "b"),
        ("x-amzn-errortype", "Real"),
    ];
    assert_eq!(read(400, &sent, ""), Err("Real: status 400 without a body".to_string()));
}
