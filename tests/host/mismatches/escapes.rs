//! Quoted strings that something has changed on their way here.

use super::{Strings, ours};

/// Any other string was changed on its way here, and would be explained as a change of the request.
#[test]
fn strings_of_another_shape_are_not_compared() {
    let ours = ours();
    let request = &ours.canonical_request;
    let requests = [
        String::new(),
        "DELETE".into(),
        format!("{request}\n"),
        format!("{request}\n\nx"),
        "\n".repeat(99),
        // On one line, without empty lines, with more of them, cut, wrapped.
        request.replace('\n', " "),
        request.replace("\n\n", "\n"),
        request.replace('\n', "\n\n"),
        request.get(..request.len() - 1).expect("ASCII").into(),
        request.replacen("Example", "Exam\nple", 1),
        // With a prefix on each line, or another indentation.
        request.replace('\n', "\n> "),
        request.replace('\n', "\n12:36:00 "),
        request.replacen("\nhost", "\n  host", 1),
        // Half unescaped.
        request.replacen("\n\nhost", "\na=1&amp;b=2\nhost", 1).replace('\n', "\\n\n"),
        request.replacen("x-amz-date:", "x-amz-date:\\", 1),
        request.replacen("DELETE", "'DELETE", 1),
        request.replacen("DELETE", "delete", 1),
    ];
    for canonical_request in requests {
        let theirs = Strings { canonical_request, string_to_sign: ours.string_to_sign.clone() };
        assert_eq!(ours.explain(&theirs.message()), None, "{}", theirs.canonical_request);
    }
    let string = &ours.string_to_sign;
    let strings = [
        String::new(),
        string.replacen("AWS4-HMAC-SHA256\n", "", 1),
        string.replacen("AWS4", "AWS5", 1),
        string.replacen("20150830T", "20150931T", 1),
        string.replacen("/us-east-1", "", 1),
        string.replacen("us-east-1", "us east 1", 1),
        string.get(..string.len() - 1).expect("ASCII").into(),
        format!("{string}\n"),
        string.replace('\n', " "),
    ];
    for string_to_sign in strings {
        let theirs = Strings { canonical_request: request.clone(), string_to_sign };
        assert_eq!(ours.explain(&theirs.message()), None, "{}", theirs.string_to_sign);
    }
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}

/// What a log or a page makes of a message.
fn escaped(message: &str) -> Vec<String> {
    let body = format!(r#"{{"__type":"InvalidSignatureException","message":{}}}"#, json(message));
    let html = message.replace('&', "&amp;");
    let indented =
        |indentation: &str| format!("{indentation}{}", message.replace('\n', &format!("\n{indentation}")));
    vec![
        message.to_string(),
        body.clone(),
        format!("2015-08-30T12:36:01Z ERROR request failed: {body} (attempt 1)"),
        // JSON in JSON, and once more.
        format!(r#"{{"level":"error","body":{}}}"#, json(&body)),
        format!(r#"{{"log":{}}}"#, json(&format!(r#"{{"body":{}}}"#, json(&body)))),
        format!(r#"{{"errors":[{{"message":{}}}]}}"#, json(message)),
        format!(r#"{{"error":{{"message":{},"code":403}}}}"#, json(message)),
        // Encoders that escape more than they must.
        body.replace('/', "\\/").replace('\'', "\\u0027"),
        body.replace("\\n", "\\u000a").replace('&', "\\u0026"),
        body.replace('\'', "\\x27"),
        json(&indented("\t")),
        // As Python and Rust print strings.
        format!("'{}'", message.replace('\n', "\\n").replace('\'', "\\'")),
        format!("{message:?}"),
        message.replace('\n', "\\n"),
        message.replace('\n', "\\r\\n"),
        message.replace('\n', "\r\n"),
        html.clone(),
        html.replace('\'', "&#39;"),
        html.replace('\'', "&#x27;").replace('/', "&#x2F;").replace('=', "&#x3D;"),
        html.replace('\'', "&apos;").replace('\n', "&#10;"),
        json(&html.replace('\'', "&#39;")),
        json(message).replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;"),
        indented("    "),
        indented("\t"),
        // Without spaces at the ends of lines.
        indented("  ").replace("  \n", "\n"),
        message.replace('\n', "  \n"),
    ]
}

#[test]
fn escaped_messages() {
    let ours = ours();
    let request = &ours.canonical_request;
    let other_host = request.replacen("example.com", "internal:8080", 1);
    let other_query = request.replacen("\n\n", "\nmaxResults=5&nextToken=x\n", 1);
    let with_query =
        Strings { canonical_request: other_query.clone(), string_to_sign: ours.string_to_sign.clone() };
    let other_region = ours.string_to_sign.replacen("us-east-1", "us-east-2", 1);
    let theirs = |request: &str, string: &str| {
        Strings { canonical_request: request.into(), string_to_sign: string.into() }.message()
    };
    let cases = [
        (&ours, theirs(&other_host, &ours.string_to_sign), (4, "the header host was changed between signing and AWS")),
        (
            &ours,
            theirs(request, &other_region),
            (3, "the region in the scope is wrong: AWS expects us-east-2"),
        ),
        (
            &with_query,
            theirs(&other_query, &ours.string_to_sign),
            (0, "both sides signed the same string, so the secret access key does not belong to the access key id"),
        ),
        (
            &ours,
            "Credential should be scoped to a valid region, not 'us-east-1'. ".into(),
            (3, "the region in the scope is wrong: us-east-1 is not the region of the endpoint"),
        ),
        (
            &ours,
            "Credential should be scoped to correct service: 'execute-api'. ".into(),
            (3, "the service in the scope is wrong: AWS expects execute-api"),
        ),
        (
            &ours,
            "Signature expired: 20150830T123600Z is now earlier than 20150830T130000Z (20150830T130500Z - 5 min.)".into(),
            (2, "the clock is 29 minutes behind AWS's"),
        ),
    ];
    for (ours, message, expected) in &cases {
        for text in escaped(message) {
            let mismatch = ours.explain(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((mismatch.line, mismatch.cause.as_str()), *expected, "{text}");
        }
    }
}
