//! JSON documents as `serde_json` parses them: what is not read does no harm, and what is read agrees with `JSON.parse`.

use neptune_import_tasks::protocol::error::UnreadableReason;
use neptune_import_tasks::protocol::http::Body;
use neptune_import_tasks::protocol::json::{Document, Object, Value};
use neptune_import_tasks::{
    CancelImportTask, Error, GetImportTask, Issue, ListImportTasks, Operation, Response,
};

fn response(status: u16, body: &str) -> Response<Document> {
    Response::from_bytes(status, [("", ""); 0], body.as_bytes())
}

fn document(json: &str) -> Document {
    match response(200, json).body {
        Body::Object(document) => document,
        other => panic!("{json:.100} is {other:?}"),
    }
}

/// Why the body has no output.
fn unreadable(error: &Error) -> UnreadableReason {
    match error {
        Error::UnreadableResponse(error) => error.reason,
        Error::Service(error) => panic!("{error:?}"),
    }
}

const TASK: &str = r#""taskId":"t-0123456789","source":"s3://b/","status":"CANCELLING","roleArn":"arn:aws:iam::123456789012:role/r""#;

#[test]
fn values_of_every_type() {
    let document = document(
        r#"{"null":null,"true":true,"false":false,"zero":-0.0,"number":1.5e3,"large":1e999,"small":-1e999,"tiny":1e-999,
            "integer":18446744073709551617,"string":"\u00e9\n","empty":"","array":[{}],"object":{"a":1}}"#,
    );
    for (name, expected) in [
        ("absent", Value::Absent),
        ("null", Value::Absent),
        ("true", Value::Boolean(true)),
        ("false", Value::Boolean(false)),
        ("zero", Value::Number(0.0)),
        ("number", Value::Number(1500.0)),
        ("large", Value::NumberOutOfRange),
        ("small", Value::NumberOutOfRange),
        ("tiny", Value::Number(0.0)),
        ("integer", Value::Number(18_446_744_073_709_551_616.0)),
        ("string", Value::String("é\n".into())),
        ("empty", Value::String(String::new())),
    ] {
        assert_same(&document.member(name), &expected, name);
    }
    assert!(matches!(document.member("array"), Value::Array));
    let Value::Object(object) = document.member("object") else { panic!("an object") };
    assert_same(&object.member("a"), &Value::Number(1.0), "a");
    assert_eq!(document.objects("array").map(|objects| objects.len()), Some(1));
    assert!(document.objects("object").is_none() && document.objects("absent").is_none());
}

fn assert_same(value: &Value<Document>, expected: &Value<Document>, name: &str) {
    assert_eq!(format!("{value:?}").replace("-0.0", "0.0"), format!("{expected:?}"), "{name}");
}

#[test]
fn bodies_that_are_not_objects() {
    for (body, expected) in [
        ("", "Empty"),
        ("\u{FEFF}", "Empty"),
        (" ", "NotJson"),
        ("<html>", "NotJson"),
        (r#"{"taskId""#, "NotJson"),
        ("{} {}", "NotJson"),
        ("{'a':1}", "NotJson"),
        ("{\"a\":1,}", "NotJson"),
        ("{\"a\":01}", "NotJson"),
        ("{\"a\":NaN}", "NotJson"),
        ("{\"a\":\"\n\"}", "NotJson"),
        ("7", "NotAnObject"),
        ("1e999", "NotAnObject"),
        ("null", "NotAnObject"),
        ("\"\\ud800\"", "NotAnObject"),
        ("[{}]", "NotAnObject"),
    ] {
        assert_eq!(format!("{:?}", response(200, body).body), expected, "{body:?}");
    }
    let error = serde_json::from_str::<Document>("[]").expect_err("not an object");
    assert_eq!(error.to_string(), "invalid type: sequence, expected a JSON object at line 1 column 0");
    // A byte order mark and white space around an object.
    assert!(matches!(response(200, "\u{FEFF}\r\n {} ").body, Body::Object(_)));
    // Bytes that are not UTF-8, as a browser decodes them.
    let latin1 = Response::from_bytes(400, [("", ""); 0], b"{\"message\":\"caf\xE9\"}");
    assert_eq!(CancelImportTask::parse(&latin1).unwrap_err().to_string(), "caf\u{FFFD}");
}

#[test]
fn members_that_are_not_read_may_be_nested_at_any_depth() {
    const DEPTH: usize = 200_000;
    let nested = |open: &str, close: &str| open.repeat(DEPTH) + &close.repeat(DEPTH);
    for deep in [nested("[", "]"), format!("{}1{}", "{\"a\":".repeat(DEPTH), "}".repeat(DEPTH))] {
        let success = CancelImportTask::parse(&response(200, &format!("{{\"x\":{deep},{TASK}}}")));
        assert!(success.is_ok_and(|success| success.warnings.is_empty()));

        // A member that must be a string is not read any deeper than its first character.
        let wrong = TASK.replace(r#""CANCELLING""#, &deep);
        let error = CancelImportTask::parse(&response(200, &format!("{{{wrong}}}"))).expect_err("no status");
        assert_eq!(unreadable(&error), UnreadableReason::WrongType);

        // Neither are members of nested objects, of items of lists, and of errors.
        let details = format!("{{{TASK},\"importTaskDetails\":{{\"x\":{deep},\"progressPercentage\":7}}}}");
        let details =
            GetImportTask::parse(&response(200, &details)).expect("a task").output.import_task_details;
        assert_eq!(details.and_then(|details| details.progress_percentage), Some(7.0));
        let list = format!("{{\"tasks\":[{{{TASK},\"x\":{deep}}}]}}");
        assert_eq!(ListImportTasks::parse(&response(200, &list)).expect("a list").output.tasks.len(), 1);
        let error = response(400, &format!("{{\"message\":{deep},\"Message\":\"m\",\"code\":{deep}}}"));
        assert_eq!(CancelImportTask::parse(&error).unwrap_err().to_string(), "m");
        assert!(matches!(response(200, &deep).body, Body::NotAnObject | Body::Object(_)));
    }
    // Not closed.
    assert!(matches!(response(200, &"[".repeat(DEPTH)).body, Body::NotJson));
}

#[test]
fn numbers_out_of_range() {
    let details = format!(
        "{{{TASK},\"attemptNumber\":1e999,\"importTaskDetails\":{{\"errorCount\":-1e999,\"statementCount\":1e308}}}}"
    );
    let success = GetImportTask::parse(&response(200, &details)).expect("a task");
    let details = success.output.import_task_details.expect("details");
    assert_eq!((success.output.attempt_number, details.error_count), (None, None));
    assert_eq!(details.statement_count, Some(1e308));
    let warnings: Vec<_> = success.warnings.iter().map(Issue::part).collect();
    assert_eq!(warnings, ["attemptNumber", "errorCount"]);

    let error = CancelImportTask::parse(&response(200, r#"{"taskId":1e999}"#)).unwrap_err();
    assert_eq!(unreadable(&error), UnreadableReason::WrongType);
    let error = CancelImportTask::parse(&response(400, r#"{"message":1e999,"code":1e999}"#)).unwrap_err();
    assert_eq!(error.to_string(), "status 400 without a message");
}

#[test]
fn the_last_of_duplicate_members_counts() {
    let document = document(r#"{"a":1,"A":2,"a":"3","A":4,"b":[{}],"b":[{},{}],"c":1,"c":null}"#);
    assert_same(&document.member("a"), &Value::String("3".into()), "a");
    assert_same(&document.member("A"), &Value::Number(4.0), "A");
    // The first name in any letter case, with the last value of that name.
    assert_same(&document.member_ignoring_case("A"), &Value::String("3".into()), "A in any letter case");
    assert_same(&document.member_ignoring_case("x"), &Value::Absent, "x in any letter case");
    assert_same(&document.member("c"), &Value::Absent, "c");
    assert_eq!(document.objects("b").map(|objects| objects.len()), Some(2));
    // An escaped name is the same name.
    let escaped = self::document(r#"{"taskId":"x","\u0074ask\u0049d":"y"}"#);
    assert_same(&escaped.member("taskId"), &Value::String("y".into()), "taskId");
}

#[test]
fn unpaired_surrogates_in_strings() {
    let values = document(
        r#"{"lone":"a\ud800b","low":"\udc00","two":"\udc00\ud800","pair":"\ud83d\ude00","broken":"\ud83d\u0041"}"#,
    );
    for (name, expected) in [
        ("lone", Value::IllFormedString("a\u{FFFD}b".into())),
        ("low", Value::IllFormedString("\u{FFFD}".into())),
        ("two", Value::IllFormedString("\u{FFFD}\u{FFFD}".into())),
        ("pair", Value::String("\u{1F600}".into())),
        ("broken", Value::IllFormedString("\u{FFFD}A".into())),
    ] {
        assert_same(&values.member(name), &expected, name);
    }
    // An output is never changed silently. The message of an error is kept.
    let wrong = TASK.replace("s3://b/", "s3://\\ud800/");
    let error = CancelImportTask::parse(&response(200, &format!("{{{wrong}}}"))).expect_err("no source");
    assert_eq!(unreadable(&error), UnreadableReason::WrongType);
    let error = CancelImportTask::parse(&response(400, r#"{"message":"bad \ud800 id","reason":"\ud800"}"#));
    let Err(Error::Service(error)) = error else { panic!("{error:?}") };
    assert_eq!((error.message.as_str(), error.reason), ("bad \u{FFFD} id", None));
}

#[test]
fn unpaired_surrogates_in_names() {
    let body = format!(r#"{{"\ud800":1,"a\udc00":{{"\ud800":2}},{TASK}}}"#);
    assert_eq!(
        CancelImportTask::parse(&response(200, &body)).expect("a task").output.task_id,
        "t-0123456789"
    );
    let details = format!(r#"{{{TASK},"importTaskDetails":{{"\ud800":1,"progressPercentage":42}}}}"#);
    let details = GetImportTask::parse(&response(200, &details)).expect("a task").output.import_task_details;
    assert_eq!(details.and_then(|details| details.progress_percentage), Some(42.0));
    let list = format!(r#"{{"tasks":[{{"\ud800":1,{TASK}}}]}}"#);
    assert_eq!(ListImportTasks::parse(&response(200, &list)).expect("a list").output.tasks.len(), 1);
    let error = response(400, r#"{"\ud800":1,"message":"m"}"#);
    assert_eq!(CancelImportTask::parse(&error).unwrap_err().to_string(), "m");
}

#[test]
fn lists_of_objects_only() {
    for (tasks, reason) in [
        ("", UnreadableReason::MissingMember),
        (r#""tasks":null"#, UnreadableReason::MissingMember),
        (r#""tasks":{}"#, UnreadableReason::WrongType),
        (r#""tasks":[null]"#, UnreadableReason::WrongType),
        (r#""tasks":[[]]"#, UnreadableReason::WrongType),
        (r#""tasks":[{}]"#, UnreadableReason::MissingMember),
        (r#""tasks":"x""#, UnreadableReason::WrongType),
    ] {
        let error = ListImportTasks::parse(&response(200, &format!("{{{tasks}}}"))).expect_err(tasks);
        assert_eq!(unreadable(&error), reason, "{tasks}");
    }
    let empty =
        ListImportTasks::parse(&response(200, r#"{"tasks":[],"nextToken":""}"#)).expect("a page").output;
    assert_eq!((empty.tasks.len(), empty.next_token), (0, None));
}
