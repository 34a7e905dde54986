//! What the exports make of values from JavaScript: one suite, run in Node and in a browser.
//!
//! Built for debugging, so every verdict in it is held against regex-lite, in WebAssembly too. What comes out is parsed by
//! the host's `JSON.parse`, as the package does it.

use js_sys::JSON;
use neptune_import_tasks::js::{check, client, request};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen_test::wasm_bindgen_test;

const TASK_ID: usize = 0;
const ROLE_ARN: usize = 2;

/// The object that JavaScript gets.
fn parsed<T: DeserializeOwned>(json: &str) -> T {
    serde_wasm_bindgen::from_value(JSON::parse(json).expect("JSON")).expect("an object of this shape")
}

#[derive(Deserialize)]
struct Outcome {
    ok: bool,
    value: Option<String>,
    #[serde(default)]
    warnings: Vec<Issue>,
    issue: Option<Issue>,
}

#[derive(Deserialize)]
struct Issue {
    code: String,
    index: u32,
    found: Option<String>,
}

#[wasm_bindgen_test]
fn verdicts() {
    assert!(check::accepts(TASK_ID, "t-0123456789"));
    assert!(!check::accepts(TASK_ID, "t-0123456789\n"));
    assert_eq!(check::check(TASK_ID, "t-0123456789", -1), "");
    assert_eq!(
        check::check(TASK_ID, "t-01_3456789", -1),
        r#"{"ok":false,"issue":{"code":"unexpected_character","subject":"task id","part":"suffix","index":4,"#
            .to_string()
            + r#""expected":"a-z or 0-9","found":"_","#
            + r#""message":"unexpected `_` at index 4 in the suffix of the task id: expected a-z or 0-9"}}"#
    );
}

#[wasm_bindgen_test]
fn positions_count_utf16_units() {
    let refused: Outcome = parsed(&check::check(ROLE_ARN, "arn:aws\u{1F600}:s3::", -1));
    assert!(!refused.ok);
    assert_eq!(refused.issue.map(|issue| issue.index), Some(10));
    let unpaired: Outcome = parsed(&check::check(ROLE_ARN, "arn:aws\u{FFFD}:iam::123456789012:role/x", 7));
    let codes: Vec<_> = unpaired.warnings.iter().map(|warning| (&*warning.code, warning.index)).collect();
    assert_eq!(codes, [("unknown_value", 4), ("unpaired_surrogate", 7)]);
}

#[wasm_bindgen_test]
fn whatever_is_found_is_json() {
    for found in (0..0x300).chain(0x2000..0x2100).chain(0x1F600..0x1F610).filter_map(char::from_u32) {
        let refused: Outcome = parsed(&check::check(TASK_ID, &format!("t-{found}"), -1));
        let issue = refused.issue.filter(|issue| issue.found != Some("-".into()));
        match issue.map(|issue| issue.found) {
            Some(Some(text)) => assert_eq!(text, String::from(found)),
            Some(None) => assert!(found.is_ascii_lowercase() || found.is_ascii_digit(), "{found:?}"),
            None => assert_eq!(found, '-'),
        }
    }
}

#[wasm_bindgen_test]
fn parts_and_patterns() {
    assert_eq!(check::role_arn_parts("arn:aws:iam::123456789012:role/a/b"), "aws:123456789012:/a/:b");
    assert_eq!(
        check::pattern(TASK_ID),
        r#"{"source":"t-[a-z0-9]{10}","html":"t-[a-z0-9]{10}","revision":"documented","page":"#.to_string()
            + r#""https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html"}"#
    );
}

#[wasm_bindgen_test]
fn lines() {
    let found = check::check_lines(TASK_ID, b"t-0123456789\r\nx\n\nt-9876543210");
    assert_eq!(found, [2, 14, 15, 3, 16, 16, 4, 2]);
}

/// The request for texts as JavaScript hands them over: id, region, endpoint and what a parser makes of it, the token of a page,
/// and key, token and secret.
fn request(texts: [&str; 8], flags: u32, date: f64, expiration: f64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "short texts")]
    let mut numbers: Vec<f64> = texts.iter().map(|text| text.len() as f64).collect();
    numbers.extend([if flags >> 10 == LIST { 25.0 } else { 0.0 }, f64::from(flags), date, expiration]);
    request::build_request(&texts.concat(), &numbers)
}

// The numbers of operations.
const CANCEL: u32 = 0;
const GET: u32 = 1;
const LIST: u32 = 2;

#[wasm_bindgen_test]
fn requests() {
    let id = "t-0123456789";
    let built = request([id, "us-east-1", "", "", "", "", "", ""], 1, 0.0, 0.0);
    assert_eq!(built, "DELETE\0https://neptune-graph-fips.us-east-1.amazonaws.com/importtasks/t-0123456789");
    let built = request([id, "us-east-1", "http://h/b/", "http://h/b/", "", "", "", ""], 12, 0.0, 0.0);
    assert_eq!(built, "DELETE\0http://h/b/importtasks/t-0123456789");
    let refused: Outcome = parsed(&request(["..", "us-east-1", "", "", "", "", "", ""], 0, 0.0, 0.0));
    assert!(!refused.ok);
    let warned: Outcome = parsed(&request([id, "us-east-9", "", "", "", "", "", ""], 0, 0.0, 0.0));
    assert_eq!(warned.warnings.len(), 1);
    let url = "https://neptune-graph.us-east-9.amazonaws.com/importtasks/t-0123456789";
    assert_eq!(warned.value, Some(format!("DELETE\0{url}")));
}

#[wasm_bindgen_test]
fn looks_and_lists() {
    let base = "https://neptune-graph.us-east-1.amazonaws.com/importtasks";
    let look = request(["t-0123456789", "us-east-1", "", "", "", "", "", ""], GET << 10, 0.0, 0.0);
    assert_eq!(look, format!("GET\0{base}/t-0123456789"));
    let list = |graph, token, flags| {
        request([graph, "us-east-1", "", "", token, "", "", ""], LIST << 10 | flags, 0.0, 0.0)
    };
    assert_eq!(list("", "", 0), format!("GET\0{base}?maxResults=25"));
    let all = "?graphIdentifier=g-0123456789&maxResults=25&nextToken=a%2F%C3%A9%3D";
    assert_eq!(list("g-0123456789", "a/é=", 256 + 512), format!("GET\0{base}{all}"));
    assert!(!parsed::<Outcome>(&list("t-0123456789", "", 256)).ok);
}

#[wasm_bindgen_test]
fn signed_requests() {
    let texts = ["t-0123456789", "us-east-1", "", "", "", "AKID", "token", "s\u{1F511}\0"];
    let explained = request(texts, 16 + 32 + 64 + 128, 1_440_938_160_000.0, 1_440_938_161_000.0);
    let pieces: Vec<&str> = explained.split('\0').collect();
    assert_eq!(pieces.len(), 2 + 2 * 3 + 5);
    assert_eq!(pieces[2..5], ["x-amz-date", "20150830T123600Z", "x-amz-security-token"]);
    assert_eq!(pieces[10], "20150830/us-east-1/neptune-graph/aws4_request");
    assert_eq!(pieces[11], "host;x-amz-date;x-amz-security-token");
    assert!(pieces[7].ends_with(pieces[12]), "{pieces:?}");
    let expired: Outcome = parsed(&request(texts, 16 + 64, 1_440_938_160_000.0, 1_440_938_160_000.0));
    assert_eq!(expired.issue.map(|issue| issue.code), Some("expired".into()));
    for date in [f64::MAX, f64::MIN] {
        assert!(!parsed::<Outcome>(&request(texts, 16, date, 0.0)).ok, "{date}");
    }
    // JavaScript lets no such number through.
    assert!(parsed::<Outcome>(&request(texts, 16, f64::NAN, 0.0)).ok);
}

// The numbers of events.
const START: f64 = 0.0;
const ABORT: f64 = 3.0;
const RESPONSE: f64 = 4.0;
const READ: f64 = 5.0;

/// What is to be done after an event, with a response to a cancel.
fn advance(state: &str, event: f64, status: u16, body: u32, members: &str) -> String {
    let headers = "X-Amzn-RequestId:A\nx-amzn-errortype:n#Conflict:y\n";
    #[expect(clippy::cast_precision_loss, reason = "short texts")]
    let [state_length, headers_length] = [state, headers].map(|text| text.len() as f64);
    let length = |text: &str| f64::from(u32::try_from(text.len()).unwrap_or_default());
    let numbers = [
        state_length,
        headers_length,
        length("{…"),
        event,
        7.0,
        1.8e12,
        0.5,
        100.0,
        f64::from(CANCEL),
        f64::from(status),
        f64::from(body),
    ];
    client::advance(&[state, headers, "{…", members].concat(), &numbers)
}

#[wasm_bindgen_test]
fn what_to_do_next() {
    let sent = advance("4,,1000", START, 0, 0, "");
    assert_eq!(sent, r#"[null,[4,3,1000,5000,60000,30000,1,0,1,0,0,0,7,0],100,0,0,0,993,""]"#);
    let state = "4,3,1000,50,50,30000,1,0,1,0,0,0,7,0";
    let task = "taskId\0s12:t-0123456789source\0s1:sstatus\0s10:CANCELLINGroleArn\0s32:arn:aws:iam::123456789012:role/r";
    let accepted = advance(state, RESPONSE, 200, 3, task);
    assert!(accepted.starts_with(r#"[{"ok":true,"value":{"taskId":"t-0123456789","#), "{accepted}");
    let end = r#",[4,3,1000,50,50,30000,0,1,0,0,1,0,7,5],101,1,0,-1,50,""]"#;
    assert!(accepted.ends_with(end), "{accepted}");
    let aborted = advance(state, ABORT, 0, 0, "");
    assert!(aborted.ends_with(r#",100,0,0,-1,0,"aborted"]"#), "{aborted}");
}

#[wasm_bindgen_test]
fn responses() {
    let task = "taskId\0s12:t-0123456789source\0s2:\"\\status\0s10:CANCELLINGx\0o0:y\0n1:5\
        roleArn\0s35:arn:aws:iam::123456789012:role/r\u{1}é";
    let read = |status, body, members: &str| {
        let said = advance("", READ, status, body, members);
        said.strip_prefix('[')
            .and_then(|said| said.strip_suffix(']'))
            .map(str::to_string)
            .expect("what was read")
    };
    let value = r#"{"ok":true,"value":{"taskId":"t-0123456789","source":"\"\\","roleArn":"#.to_string()
        + "\"arn:aws:iam::123456789012:role/r\\u0001é\","
        + r#""status":"CANCELLING","$metadata":{"httpStatusCode":200,"requestId":"A"}},"warnings":["#;
    let said = read(200, 3, task);
    assert!(said.starts_with(&value), "{said}");
    let refusal = "message\0s2:nocode\0s6:Unusedreason\0s3:WHY";
    assert_eq!(
        read(409, 3, refusal),
        r#"{"ok":false,"error":{"message":"no","$metadata":{"httpStatusCode":409,"requestId":"A"},"#
            .to_string()
            + r#""name":"Conflict","reason":"WHY","$fault":"client"}}"#
    );
    for (body, members, reason) in [
        (0, task, "empty_body"),
        (1, task, "not_json"),
        (2, task, "not_an_object"),
        (3, refusal, "missing_member"),
        (3, "taskId\0n1:5", "wrong_type"),
        (3, "taskId\0u1:?", "wrong_type"),
        // Cut off, as JavaScript never sends it.
        (3, "taskId\0s99:t", "missing_member"),
        (3, "taskId", "missing_member"),
    ] {
        let said = read(200, body, members);
        assert!(said.contains(&format!(r#""reason":"{reason}""#)), "{members}: {said}");
    }
}
