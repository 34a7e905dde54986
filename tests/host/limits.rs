//! Limits of lengths: what is just within them, and what is one longer.

use neptune_import_tasks::protocol::http::{Headers, MAX_BODY_LENGTH, MAX_EXCERPT_LENGTH, excerpt};
use neptune_import_tasks::region::Region;
use neptune_import_tasks::sigv4::SignatureMismatch;
use neptune_import_tasks::validate::Identifier;
use neptune_import_tasks::{CancelImportTask, Operation, Response};

use crate::support::ROLE_ARN_DOCUMENTED;

/// The message of an error response.
fn message(status: u16, body: &str) -> String {
    let response = Response::from_bytes(status, [("", ""); 0], body.as_bytes());
    CancelImportTask::parse(&response).expect_err("an error").to_string()
}

/// With spaces after it.
fn padded(body: &str, length: usize) -> String {
    body.to_string() + &" ".repeat(length - body.len())
}

#[test]
fn bodies() {
    assert_eq!(MAX_BODY_LENGTH, 16 * 1024 * 1024);
    let body = |length| padded(r#"{"message":"m"}"#, length);
    assert_eq!(message(500, &body(MAX_BODY_LENGTH)), "m");
    let too_long = body(MAX_BODY_LENGTH + 1);
    assert_eq!(message(500, &too_long), "status 500 with a body that is longer than 16 MiB");
    assert_eq!(message(200, &too_long), "status 200, but the body is longer than 16 MiB");
}

#[test]
fn bodies_that_are_nearly_json() {
    let body = |length| padded(r#"{"message":"m",}"#, length);
    assert_eq!(message(500, &body(1 << 20)), "m");
    assert_eq!(message(500, &body((1 << 20) + 1)), "status 500 with a body that is not JSON");
}

#[test]
fn excerpts() {
    let longest = "x".repeat(MAX_EXCERPT_LENGTH);
    assert_eq!(excerpt(&longest), longest);
    assert_eq!(excerpt(&format!("{longest}y")), longest);
    // No half of a character.
    let pair = format!("{}\u{1F600}", "x".repeat(MAX_EXCERPT_LENGTH - 2));
    assert_eq!(excerpt(&pair), pair);
    assert_eq!(excerpt(&format!("x{pair}")).len(), MAX_EXCERPT_LENGTH - 1);
}

#[test]
fn regions() {
    assert!(Region::new(&"x".repeat(63)).is_ok());
    assert!(Region::new(&"x".repeat(64)).is_err());
}

/// A search in a longer value costs more than a hint is worth.
#[test]
fn values_that_are_searched_for_a_mistake() {
    for (identifier, valid) in
        [(Identifier::TaskId, "t-0123456789"), (ROLE_ARN_DOCUMENTED, "arn:aws:iam::123456789012:role/r")]
    {
        let suggestion = |length: usize| {
            let issue = identifier.validate(&format!("{valid:>length$}")).expect_err("spaces");
            issue.suggestion().map(String::from)
        };
        assert_eq!(suggestion(4096).as_deref(), Some(valid));
        assert_eq!(suggestion(4097), None);
    }
}

#[test]
fn names_and_entities_in_messages_of_aws() {
    let string_to_sign =
        "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/neptune-graph/aws4_request\n";
    let is_explained = |message: &str| SignatureMismatch::explain(message, "", string_to_sign).is_some();
    let region =
        |length| format!("Credential should be scoped to a valid region, not '{}'", "x".repeat(length));
    assert!(is_explained(&region(99)));
    for length in [0, 100, 101] {
        assert!(!is_explained(&region(length)), "{length}");
    }
    // The longest entity has ten characters.
    let entity =
        |quote| format!("Credential should be scoped to a valid region, not {quote}us-east-1{quote}");
    for (quote, expected) in
        [("&#39;", true), ("&#x000027;", true), ("&#x0000027;", false), ("&quot;", false)]
    {
        assert_eq!(is_explained(&entity(quote)), expected, "{quote}");
    }
}

/// A header that is read and missing in the list would be missing in JavaScript only.
#[test]
fn headers_that_are_read_are_listed() {
    let sources = [
        include_str!("../../src/protocol/metadata.rs"),
        include_str!("../../src/protocol/error.rs"),
        include_str!("../../src/client/rejection.rs"),
        include_str!("../../src/client/retry.rs"),
    ];
    let quoted = |name: &&str| sources.iter().any(|source| source.contains(&format!("\"{name}\"")));
    assert!(Headers::READ.iter().all(quoted), "a listed header is not read");
    for source in sources {
        for call in source.split(".get(\"").skip(1) {
            let name = call.split('"').next().unwrap_or_default();
            assert!(Headers::READ.contains(&name), "{name}");
        }
    }
}
