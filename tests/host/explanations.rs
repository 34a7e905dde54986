//! Explanations of the codes that no identifier has, word for word. Those of identifiers are in [`messages`](crate::messages),
//! those of values of another type and of unpaired surrogates in the unit tests of the crate.

use std::collections::HashSet;

use url::Url;

use neptune_import_tasks::endpoint::CustomEndpoint;
use neptune_import_tasks::operation::MaxResults;
use neptune_import_tasks::region::Region;
use neptune_import_tasks::sigv4::Timestamp;
use neptune_import_tasks::validate::{Code, Identifier};
use neptune_import_tasks::{
    CancelImportTask, Credentials, Endpoint, EndpointOptions, Issue, Operation, Response,
};

use crate::support::ROLE_ARN_DOCUMENTED;

/// Code, message and explanation of one issue.
fn assert_words(issue: &Issue, code: Code, message: &str, explanation: &str) {
    assert_eq!((issue.code(), issue.to_string().as_str()), (code, message));
    assert_eq!(issue.explanation(), explanation, "{message}");
}

fn time(millis: i64) -> Timestamp {
    Timestamp::from_epoch_millis(millis).expect("a time")
}

#[test]
fn regions() {
    const EXPECTED: &str = "a-z, 0-9 and `-`, such as `us-east-1`";
    let invalid = |name: &str| Region::new(name).expect_err(name);
    assert_words(
        &invalid(""),
        Code::Empty,
        &format!("the region is empty: expected {EXPECTED}"),
        &format!("The region is empty. Expected {EXPECTED}."),
    );
    assert_words(
        &invalid("-us"),
        Code::UnexpectedCharacter,
        &format!("unexpected `-` at index 0 in the name of the region: expected {EXPECTED}"),
        &format!("Character 1, `-`, is not allowed there. Expected {EXPECTED}."),
    );
    assert_words(
        &invalid("123"),
        Code::NotAllowed,
        &format!("the name of the region is not allowed: expected {EXPECTED}"),
        &format!("The name of the region is not allowed. Expected {EXPECTED}."),
    );
    assert_words(
        &Region::new("us-est-1").expect("a host label").warning().expect("a warning"),
        Code::UnknownValue,
        "`us-est-1` is not a known name of a region: expected a region that AWS lists, such as `us-east-1`",
        "`us-est-1` is not a known name of a region. Expected a region that AWS lists, such as `us-east-1`.",
    );
}

#[test]
fn endpoints() {
    const EXPECTED: &str = "an http or https URL without user info, query and fragment";
    let invalid = |given, use_fips, use_dual_stack| {
        let custom = Some(CustomEndpoint { given, parsed: Some(given) });
        let options = EndpointOptions { region: "us-east-1", use_fips, use_dual_stack, custom };
        Endpoint::resolve(&options).expect_err(given)
    };
    assert_words(
        &invalid("https://h?x", false, false),
        Code::UnexpectedCharacter,
        &format!("unexpected `?` at index 9 in the URL of the endpoint: expected {EXPECTED}"),
        &format!("Character 10, `?`, is not allowed there. Expected {EXPECTED}."),
    );
    assert_words(
        &invalid("ftp://h", false, false),
        Code::NotAllowed,
        &format!("the scheme of the endpoint is not allowed: expected {EXPECTED}"),
        &format!("The scheme of the endpoint is not allowed. Expected {EXPECTED}."),
    );
    assert_words(
        &invalid("https://h", true, false),
        Code::InvalidConfiguration,
        "Invalid Configuration: FIPS and custom endpoint are not supported",
        "FIPS cannot be combined with a custom endpoint.",
    );
    assert_words(
        &invalid("https://h", false, true),
        Code::InvalidConfiguration,
        "Invalid Configuration: Dualstack and custom endpoint are not supported",
        "Dualstack cannot be combined with a custom endpoint.",
    );
}

#[test]
fn endpoints_that_are_nearly_one() {
    let resolve = |given: &str| {
        let parsed = Url::parse(given).ok();
        let custom = Some(CustomEndpoint { given, parsed: parsed.as_ref().map(Url::as_str) });
        Endpoint::resolve(&EndpointOptions { region: "us-east-1", custom, ..EndpointOptions::default() })
    };
    for (given, suggestion) in [
        ("localhost:8080", "http://localhost:8080"),
        ("localhost", "http://localhost"),
        ("127.0.0.1:4566/base/", "http://127.0.0.1:4566/base/"),
        ("api.localhost:8080", "http://api.localhost:8080"),
        ("localstack:4566", "http://localstack:4566"),
        ("neptune-graph.us-east-1.amazonaws.com", "https://neptune-graph.us-east-1.amazonaws.com"),
        ("//example.com", "https://example.com"),
        ("example.com:8443/base", "https://example.com:8443/base"),
        ("example.com/importtasks", "https://example.com"),
    ] {
        let issue = resolve(given).expect_err(given);
        assert_eq!((issue.code(), issue.suggestion()), (Code::NotAllowed, Some(suggestion)), "{given}");
        assert_eq!(issue.hint().as_deref(), Some("a URL begins with https:// or http://"));
        assert!(issue.explanation().ends_with(" A URL begins with https:// or http://."));
        assert!(resolve(suggestion).is_ok_and(|endpoint| endpoint.warnings().is_empty()), "{suggestion}");
    }
    for given in [
        "ftp://example.com",
        "javascript:alert(1)",
        "mailto:a",
        "a b",
        "https:",
        "//",
        "h:99999",
        "h:",
        "\u{E9}.com",
        "..",
        "[::1]",
    ] {
        let issue = resolve(given).expect_err(given);
        assert_eq!((issue.hint(), issue.suggestion()), (None, None), "{given}");
    }

    let base = "https://example.com/base";
    for path in ["/importtasks", "/importtasks/", "/exporttasks", "/importtasks/importtasks"] {
        let endpoint = resolve(&format!("{base}{path}")).expect("it resolves as in the AWS SDKs");
        assert_eq!(endpoint.url, format!("{base}{}", path.trim_end_matches('/')));
        let [warning] = &endpoint.warnings()[..] else { panic!("a warning") };
        assert_words(
            warning,
            Code::UnlikelyEndpoint,
            &format!("the endpoint ends in `{}`: expected a base URL", path.trim_end_matches('/')),
            &format!(
                "The endpoint ends in `{}`. The path of the operation is added to it.",
                path.trim_end_matches('/')
            ),
        );
        assert_eq!((warning.suggestion(), warning.index()), (Some(base), base.len()));
    }
    let issue = resolve(&format!("{base}/importtasks/t-0123456789")).expect_err("the URL of a task");
    assert_eq!((issue.code(), issue.part(), issue.suggestion()), (Code::NotAllowed, "path", Some(base)));
    assert_eq!(issue.hint().as_deref(), Some("the path of the operation is added to the endpoint"));
    for given in [
        "https://example.com",
        "https://importtasks",
        "https://h/importtasks/x",
        "https://h/t-0123456789",
        "https://h/myimporttasks",
    ] {
        assert!(resolve(given).is_ok_and(|endpoint| endpoint.warnings().is_empty()), "{given}");
    }
}

#[test]
fn credentials() {
    let now = time(1_440_938_160_000);
    let invalid = |credentials: Credentials| credentials.check(&now).expect_err("invalid");
    assert_words(
        &invalid(Credentials::new("", "secret")),
        Code::Empty,
        "the access key id is empty: expected the value that AWS has issued",
        "The access key ID is empty. Expected the value that AWS has issued.",
    );
    assert_words(
        &invalid(Credentials::new("AKI\u{E9}", "secret")),
        Code::UnexpectedCharacter,
        "unexpected `\u{E9}` at index 3 in the value of the access key id: expected ASCII without control characters",
        "Character 4, `\u{E9}`, is not allowed there. Expected ASCII without control characters.",
    );
    assert_words(
        &invalid(Credentials { expiration: Some(now.clone()), ..Credentials::new("AKIDEXAMPLE", "secret") }),
        Code::Expired,
        "the credentials expired at `20150830T123600Z`: expected credentials that are valid at `20150830T123600Z`",
        "The credentials expired at `20150830T123600Z`. Expected credentials that are valid at `20150830T123600Z`.",
    );
    // Without the character, which is a part of the secret.
    let token = |token: &str| Credentials {
        session_token: Some(token.to_string().into()),
        ..Credentials::new("AKIDEXAMPLE", "secret")
    };
    assert_words(
        &invalid(token("tok\u{E9}n")),
        Code::UnexpectedCharacter,
        "unexpected character at index 3 in the value of the session token: expected ASCII without control characters",
        "Character 4 is not allowed there. Expected ASCII without control characters.",
    );
    assert_eq!(invalid(token("tok\u{E9}n")).found(), None);
    let later = time(1_440_938_161_000);
    let valid = Credentials { expiration: Some(later), ..Credentials::new("AKIDEXAMPLE", "secret") };
    assert_eq!(valid.check(&now), Ok(Vec::new()));

    let warnings = Credentials::new("ASIAEXAMPLE", "secret\n").check(&now).expect("can sign");
    let [space, missing] = &*warnings else { panic!("{warnings:?}") };
    assert_words(
        space,
        Code::SurroundingSpace,
        "white space around the secret access key: expected the value alone",
        "There is white space around the secret access key.",
    );
    assert_words(
        missing,
        Code::Missing,
        "the session token is missing: expected one, because a key that begins with `ASIA` is temporary",
        "The session token is missing. Expected one, because a key that begins with `ASIA` is temporary.",
    );
}

#[test]
fn dates() {
    assert_words(
        &Timestamp::from_epoch_millis(i64::MAX).expect_err("a year of more digits"),
        Code::NotAllowed,
        "the year of the date is not allowed: expected 0 to 9999",
        "The year of the date is not allowed. Expected 0 to 9999.",
    );
    assert_words(
        &time(1_440_938_160).warning().expect("a warning"),
        Code::UnlikelyDate,
        "the date is `19700117T161538Z`: expected milliseconds since 1970, not seconds",
        "The date is `19700117T161538Z`. Expected milliseconds since 1970, not seconds.",
    );
    assert_eq!(time(1_440_938_160_000).warning(), None);
    // The last second of 1999 and the first one of 2000.
    assert!(time(946_684_799_000).warning().is_some() && time(946_684_800_000).warning().is_none());
}

#[test]
fn inputs_and_outputs() {
    assert_words(
        &MaxResults::new(101).expect_err("too many"),
        Code::NotAllowed,
        "the maxResults of the list of tasks is not allowed: expected a whole number from 1 to 100",
        "The maxResults of the list of tasks is not allowed. Expected a whole number from 1 to 100.",
    );
    let body = br#"{"taskId":"t-0123456789","source":"s","status":"PAUSED","roleArn":"arn:aws:iam::123456789012:role/r"}"#;
    let response = Response::from_bytes(200, [("", ""); 0], body);
    assert_words(
        &CancelImportTask::parse(&response).expect("a task").warnings[0],
        Code::UnknownValue,
        "`PAUSED` is not a known status of a task: expected a documented value",
        "`PAUSED` is not a known status of a task. Expected a documented value.",
    );
}

#[test]
fn warnings_about_role_arns() {
    let warnings = ROLE_ARN_DOCUMENTED.check("arn:aws\n:iam::123456789012:role/").expect("valid");
    let [control, unknown, empty] = &*warnings else { panic!("{warnings:?}") };
    assert_words(
        control,
        Code::ControlCharacter,
        "U+000A at index 7 in the partition of the role ARN: expected visible characters",
        "Character 8 of the role ARN, U+000A, cannot be seen.",
    );
    assert_words(
        unknown,
        Code::UnknownValue,
        "`aws\u{FFFD}` is not a known partition of a role ARN: expected `aws`, `aws-cn` or another partition of AWS",
        "`aws\u{FFFD}` is not a known partition of a role ARN. Expected `aws`, `aws-cn` or another partition of AWS.",
    );
    assert_words(
        empty,
        Code::EmptyRoleName,
        "the role ARN has no role name: expected at least one character",
        "The role ARN has no role name.",
    );
}

/// The explanations of single values that have nothing in common but their pattern.
#[test]
fn explanations_differ() {
    let values =
        ["", "t", "t-", "t-1", "t-_", "t-0123456789_", "T-0123456789", "g-0123456789", "arn:", "import-x"];
    let explain = |value| Identifier::TaskId.validate(value).expect_err(value).explanation();
    let explanations: HashSet<_> = values.into_iter().map(explain).collect();
    assert_eq!(explanations.len(), values.len());
}
