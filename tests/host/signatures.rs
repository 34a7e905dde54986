//! The signer, compared with recorded signatures stage by stage.

use neptune_import_tasks::endpoint::{CustomEndpoint, SIGNING_NAME};
use neptune_import_tasks::operation::MaxResults;
use neptune_import_tasks::sigv4::{
    CredentialScope, Credentials, SignableRequest, Signed, Signer, SigningKey, Timestamp,
};
use neptune_import_tasks::{
    CancelImportTask, Endpoint, EndpointOptions, GetImportTask, ListImportTasks, Operation, TaskId,
};
use serde_json::Value;

use crate::{endpoints, support};

fn credentials(fields: &Value) -> Credentials {
    let field = |name: &str| fields[name].as_str();
    Credentials {
        session_token: field("sessionToken").map(|token| token.to_string().into()),
        ..Credentials::new(field("accessKeyId").unwrap(), field("secretAccessKey").unwrap())
    }
}

/// Compares the recorded stages.
fn compare(recorded: &Value, signed: &Signed, access_key_id: &str, id: &str) {
    let authorization = signed.authorization(access_key_id);
    let stages = [
        ("canonicalRequest", signed.canonical_request.as_str()),
        ("stringToSign", signed.string_to_sign.as_str()),
        ("signature", signed.signature.as_str()),
        ("authorization", &authorization),
        ("signedHeaders", signed.canonical_request.signed_headers()),
    ];
    assert!(recorded["signature"].is_string(), "{id}");
    for (name, ours) in stages {
        if let Some(theirs) = recorded[name].as_str() {
            assert_eq!(ours, theirs, "{id}: {name}");
        }
    }
}

/// The milliseconds since 1970 of `2015-08-30T12:36:00Z`, added up from years, months and days.
fn epoch_millis(time: &str) -> i64 {
    let number = |range: std::ops::Range<usize>| time[range].parse::<i64>().unwrap();
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let is_leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days_before = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum::<i64>();
    let months = [31, 28 + i64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = days_before + months.iter().take(usize::try_from(month - 1).unwrap()).sum::<i64>() + day - 1;
    ((days * 24 + number(11..13)) * 60 + number(14..16)) * 60_000 + number(17..19) * 1000
}

/// The request of a case of the suite: recorded as lines, or as an object of the JavaScript SDK.
fn request(case: &Value) -> (String, String, String, Vec<(String, String)>, String) {
    let string = |value: &Value| value.as_str().unwrap_or_default().to_string();
    if let Some(request) = case.get("request") {
        let headers =
            request["headers"].as_array().unwrap().iter().map(|pair| (string(&pair[0]), string(&pair[1])));
        let query = request["target"].as_str().unwrap().split_once('?').map_or("", |(_, query)| query);
        return (
            string(&request["method"]),
            string(&request["path"]),
            query.into(),
            headers.collect(),
            string(&request["body"]),
        );
    }
    let request = &case["requestObject"];
    let pairs = |value: &Value| {
        let pairs = value.as_object().unwrap().iter();
        pairs.map(|(name, value)| (name.clone(), string(value))).collect::<Vec<_>>()
    };
    let query =
        pairs(&request["query"]).iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    (
        string(&request["method"]),
        string(&request["path"]),
        query.join("&"),
        pairs(&request["headers"]),
        string(&request["body"]),
    )
}

#[test]
fn suite_of_aws() {
    let Some(cases) = support::fetched("sigv4-suite") else { return };
    let left_out = [
        ("aws-c-auth/get-relative-relative-unnormalized", "dot segments are kept: an option for S3"),
        ("aws-c-auth/get-relative-unnormalized", "dot segments are kept: an option for S3"),
        ("aws-c-auth/get-space-unnormalized", "the path is encoded once: an option for S3"),
        ("aws-c-auth/post-sts-header-after", "the token is added after signing: an option for IoT"),
    ];
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let reason = left_out.iter().find(|(other, _)| *other == id);
        assert_eq!(case["appliesToHeaderSigner"] == false, reason.is_some(), "{id}: {}", case["notes"]);
        if let Some((_, reason)) = reason {
            println!("left out: {id}: {reason}");
            continue;
        }
        let context = &case["context"];
        let time =
            Timestamp::from_epoch_millis(epoch_millis(context["timestamp"].as_str().unwrap())).unwrap();
        assert_eq!(time.as_str(), context["amzDate"], "{id}");
        let (method, path, query, mut headers, body) = request(case);
        let mut add = |name: &str, value: &str| {
            if !headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)) {
                headers.push((name.to_string(), value.to_string()));
            }
        };
        add("x-amz-date", time.as_str());
        let credentials = credentials(context);
        if let Some(token) = &credentials.session_token {
            add("x-amz-security-token", token);
        }
        if context["signBody"] == true {
            let signed = case["header"]["canonicalRequest"].as_str().unwrap();
            add("x-amz-content-sha256", signed.rsplit_once('\n').unwrap().1);
        }
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let signable = SignableRequest {
            method: &method,
            path: &path,
            query: &query,
            headers: &headers,
            body: body.as_bytes(),
        };
        let field = |name: &str| context[name].as_str().unwrap();
        let scope = CredentialScope::new(&time, field("region"), field("service"));
        let signed = Signer::new().sign(&signable, &credentials, scope, &time);
        compare(&case["header"], &signed, &credentials.access_key_id, id);
    }
    assert_eq!(cases.len(), 65);
}

/// Cancellations as botocore signs them, with unusual keys, tokens, times and endpoints: everything from a task ID and options
/// to the headers, by one signer that sometimes signs for the same day, region and secret again.
#[test]
fn recorded_cancellations() {
    let cases = support::cases("tests/fixtures/sign-cancel.json").expect("the fixture exists");
    let mut signer = Signer::new();
    let mut invalid = Vec::new();
    for case in cases.iter().flat_map(|case| [case, case]) {
        let id = case["id"].as_str().unwrap();
        let input = &case["input"];
        let time =
            Timestamp::from_epoch_millis(input["epochSeconds"].as_i64().unwrap() * 1000 + 999).unwrap();
        assert_eq!(time.as_str(), input["amzDate"], "{id}");
        let credentials = credentials(input);
        credentials.check(&time).unwrap();
        let scope = CredentialScope::new(&time, input["region"].as_str().unwrap(), SIGNING_NAME);
        let Ok(task_identifier) = input["taskIdentifier"].as_str().unwrap().parse() else {
            // No request is built from an invalid ID, but any path can be signed.
            assert_eq!(case["tag"], "label", "{id}");
            invalid.push(id);
            let headers = &case["minimal"]["headers"];
            let token =
                credentials.session_token.as_ref().map(|token| ("x-amz-security-token", token.as_str()));
            let headers = [("host", headers["host"].as_str().unwrap()), ("x-amz-date", time.as_str())];
            let headers: Vec<_> = headers.into_iter().chain(token).collect();
            let path = case["request"]["url"].as_str().unwrap().split_once(".com").unwrap().1;
            let signable =
                SignableRequest { method: "DELETE", path, query: "", headers: &headers, body: b"" };
            let stages = signer.sign(&signable, &credentials, scope, &time);
            compare(&case["minimal"], &stages, &credentials.access_key_id, id);
            continue;
        };
        let given = input["endpoint"].as_str();
        let parsed = given.and_then(endpoints::parsed);
        let endpoint = Endpoint::resolve(&EndpointOptions {
            region: input["region"].as_str().unwrap(),
            use_fips: input["useFips"] == true,
            use_dual_stack: input["useDualstack"] == true,
            custom: given.map(|given| CustomEndpoint { given, parsed: parsed.as_deref() }),
        });
        let mut request = CancelImportTask { task_identifier }.request(&endpoint.unwrap());
        // The request has the parsed URL, the recording has the given one.
        assert_eq!(
            Some(&request.url),
            endpoints::parsed(case["request"]["url"].as_str().unwrap()).as_ref(),
            "{id}"
        );
        let stages = signer.sign_request(&mut request, &credentials, scope, &time);
        compare(&case["minimal"], &stages, &credentials.access_key_id, id);
        for (name, value) in &request.headers {
            assert_eq!(*value, case["minimal"]["headers"][name], "{id}: {name}");
        }
        assert_eq!(request.headers.len(), 2 + usize::from(credentials.session_token.is_some()), "{id}");
    }
    assert_eq!((cases.len(), invalid.len()), (290, 24), "{invalid:?}");
}

/// Reads and lists as botocore signs them. The crate does not have the other operations: their requests are signed as they are.
#[test]
fn recorded_operations() {
    let mut checked = Vec::new();
    for case in support::cases("tests/fixtures/sign-family.json").expect("the fixture exists") {
        let (id, input, recorded) = (case["id"].as_str().unwrap(), &case["input"], &case["request"]);
        let time = Timestamp::from_epoch_millis(input["epochSeconds"].as_i64().unwrap() * 1000).unwrap();
        let credentials = credentials(input);
        let region = input["region"].as_str().unwrap();
        let given = input["endpoint"].as_str();
        let parsed = given.and_then(endpoints::parsed);
        let custom = given.map(|given| CustomEndpoint { given, parsed: parsed.as_deref() });
        let endpoint =
            Endpoint::resolve(&EndpointOptions { region, custom, ..EndpointOptions::default() }).unwrap();
        let (params, operation) = (&input["params"], case["operation"].as_str().unwrap());
        let request = match operation {
            "GetImportTask" => {
                let task_identifier: TaskId = params["taskIdentifier"].as_str().unwrap().parse().unwrap();
                Some(GetImportTask { task_identifier }.request(&endpoint))
            }
            "ListImportTasks" => {
                let max_results = params["maxResults"].as_u64();
                let operation = ListImportTasks {
                    graph_identifier: params["graphIdentifier"].as_str().map(|id| id.parse().unwrap()),
                    max_results: max_results.map(|n| MaxResults::new(u32::try_from(n).unwrap()).unwrap()),
                    next_token: params["nextToken"].as_str().map(str::to_string),
                };
                Some(operation.request(&endpoint))
            }
            _ => None,
        };
        let scope = CredentialScope::new(&time, region, SIGNING_NAME);
        let signed = if let Some(mut request) = request {
            // The same parameters, here in the order in which they are signed.
            let sorted = |url: &str| {
                let (path, query) = url.split_once('?').unwrap_or((url, ""));
                let mut parameters: Vec<_> = query.split('&').map(str::to_string).collect();
                parameters.sort();
                (path.to_string(), parameters)
            };
            assert_eq!(sorted(&request.url), sorted(recorded["url"].as_str().unwrap()), "{id}");
            assert_eq!(request.method, recorded["method"], "{id}");
            // A URL parser changes nothing: what was signed is what is sent.
            assert_eq!(url::Url::parse(&request.url).unwrap().as_str(), request.url, "{id}");
            let signed = Signer::new().sign_request(&mut request, &credentials, scope, &time);
            for (name, value) in &request.headers {
                assert_eq!(*value, case["headers"][name], "{id}: {name}");
            }
            signed
        } else {
            let url = url::Url::parse(recorded["url"].as_str().unwrap()).unwrap();
            let names = case["signedHeaders"].as_str().unwrap().split(';');
            let headers: Vec<_> = names.map(|name| (name, case["headers"][name].as_str().unwrap())).collect();
            let signable = SignableRequest {
                method: recorded["method"].as_str().unwrap(),
                path: url.path(),
                query: url.query().unwrap_or_default(),
                headers: &headers,
                body: recorded["body"].as_str().unwrap_or_default().as_bytes(),
            };
            Signer::new().sign(&signable, &credentials, scope, &time)
        };
        compare(&case, &signed, &credentials.access_key_id, id);
        checked.push(operation.to_string());
    }
    let count = |name| checked.iter().filter(|operation| *operation == name).count();
    println!(
        "{} reads, {} lists of {} requests",
        count("GetImportTask"),
        count("ListImportTasks"),
        checked.len()
    );
    assert_eq!(checked.len(), 42);
    assert!(count("GetImportTask") > 5 && count("ListImportTasks") > 10);
}

#[test]
fn timestamps() {
    let timestamp = |millis| Timestamp::from_epoch_millis(millis).map(|time| time.to_string());
    let expected = [
        (0, "19700101T000000Z"),
        (-1, "19691231T235959Z"),
        (951_782_399_999, "20000228T235959Z"),
        (951_782_400_000, "20000229T000000Z"),
        (4_107_542_399_000, "21000228T235959Z"),
        (4_107_542_400_000, "21000301T000000Z"),
        (-62_167_219_200_000, "00000101T000000Z"),
        (253_402_300_799_999, "99991231T235959Z"),
    ];
    for (millis, time) in expected {
        assert_eq!(timestamp(millis).as_deref(), Ok(time));
    }
    for millis in [-62_167_219_200_001, 253_402_300_800_000, i64::MIN, i64::MAX] {
        let issue = timestamp(millis).expect_err("a year of five digits");
        assert_eq!(issue.to_string(), "the year of the date is not allowed: expected 0 to 9999");
    }
}

#[test]
fn times_of_the_system() {
    use std::time::{Duration, UNIX_EPOCH};

    let timestamp = |time| Timestamp::try_from(time).map(|time| time.to_string());
    assert_eq!(timestamp(UNIX_EPOCH + Duration::from_secs(1_440_938_160)).as_deref(), Ok("20150830T123600Z"));
    assert_eq!(timestamp(UNIX_EPOCH - Duration::from_secs(1)).as_deref(), Ok("19691231T235959Z"));
    assert!(timestamp(UNIX_EPOCH + Duration::from_secs(1_000_000_000_000)).is_err());
    assert!(timestamp(UNIX_EPOCH - Duration::from_secs(1_000_000_000_000)).is_err());
}

/// Whatever is printed with `{:?}`, before and after signing.
#[test]
fn secrets_are_not_printed() {
    let credentials = Credentials {
        session_token: Some("TheToken".to_string().into()),
        ..Credentials::new("AKIDEXAMPLE", "TheSecret")
    };
    let time = Timestamp::from_epoch_millis(1_440_938_160_000).unwrap();
    let custom = CustomEndpoint {
        given: "https://user:ThePassword@example.com/",
        parsed: Some("https://user:ThePassword@example.com/"),
    };
    let options = EndpointOptions { region: "us-east-1", custom: Some(custom), ..Default::default() };
    let rejected = Endpoint::resolve(&options).expect_err("user info");
    let endpoint = Endpoint::resolve(&EndpointOptions { custom: None, ..options }).unwrap();
    let operation = CancelImportTask { task_identifier: "t-0123456789".parse().unwrap() };
    let mut request = operation.request(&endpoint);
    let mut signer = Signer::new();
    let (stages, warnings) = endpoint.sign(&mut request, &credentials, &time, &mut signer).unwrap();
    assert!(request.headers.iter().any(|(_, value)| value == "TheToken"));
    assert!(stages.canonical_request.as_str().contains("TheToken"));
    let headers = [("x-amz-security-token", "TheToken")];
    let signable = SignableRequest { method: "GET", path: "/", query: "", headers: &headers, body: b"" };
    let key = SigningKey::derive(&credentials, &stages.scope);
    let printed = format!(
        "{options:?} {rejected:?} {endpoint:?} {request:?} {signable:?} {credentials:?} {key:?} {signer:?} {stages:?} {warnings:?}"
    );
    for secret in ["TheToken", "TheSecret", "ThePassword", "Signature="] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
    for (printed, expected) in [
        (format!("{custom:?}"), "CustomEndpoint { .. }"),
        (
            format!("{request:?}"),
            "Request { method: \"DELETE\", \
             url: \"https://neptune-graph.us-east-1.amazonaws.com/importtasks/t-0123456789\", \
             headers: [\"x-amz-date\", \"x-amz-security-token\", \"authorization\"] }",
        ),
        (
            format!("{signable:?}"),
            "SignableRequest { method: \"GET\", path: \"/\", query: \"\", headers: [\"x-amz-security-token\"], .. }",
        ),
        (format!("{credentials:?}"), "Credentials { access_key_id: \"AKIDEXAMPLE\", .. }"),
        (format!("{key:?} {signer:?}"), "SigningKey(..) Signer(KeyCache(..))"),
        (
            format!("{:?}", stages.canonical_request),
            "CanonicalRequest { signed_headers: \"host;x-amz-date;x-amz-security-token\", .. }",
        ),
    ] {
        assert_eq!(printed, expected);
    }
}

/// The stages of a signature print as AWS describes them.
#[test]
fn stages_print_as_strings() {
    let time = Timestamp::from_epoch_millis(1_440_938_160_000).unwrap();
    let headers = [("Host", "example.amazonaws.com")];
    let request = SignableRequest { method: "GET", path: "/", query: "", headers: &headers, body: b"" };
    let scope = CredentialScope::new(&time, "us-east-1", "service");
    let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    let Signed { canonical_request, string_to_sign, scope, signature, .. } =
        Signer::new().sign(&request, &credentials, scope, &time);
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(
        canonical_request.to_string(),
        format!("GET\n/\n\nhost:example.amazonaws.com\n\nhost\n{empty}")
    );
    assert_eq!(scope.to_string(), "20150830/us-east-1/service/aws4_request");
    let [algorithm, at, signed_scope, digest] =
        string_to_sign.to_string().split('\n').map(String::from).collect::<Vec<_>>().try_into().unwrap();
    assert_eq!((algorithm.as_str(), at), ("AWS4-HMAC-SHA256", time.to_string()));
    assert_eq!((signed_scope, digest.len()), (scope.to_string(), 64));
    assert_eq!((signature.to_string().as_str(), signature.to_string().len()), (signature.as_str(), 64));
}

#[test]
fn signing_checks_the_credentials_first() {
    let endpoint = Endpoint::resolve(&EndpointOptions { region: "us-east-1", ..Default::default() }).unwrap();
    let operation = CancelImportTask { task_identifier: "t-0123456789".parse().unwrap() };
    let mut request = operation.request(&endpoint);
    let unsigned = request.clone();
    let time = Timestamp::from_epoch_millis(1_440_938_160_000).unwrap();
    let invalid = Credentials::new("AKID\nEXAMPLE", "secret");
    let issue = endpoint.sign(&mut request, &invalid, &time, &mut Signer::new()).expect_err("a line feed");
    assert_eq!(
        issue.to_string(),
        "unexpected U+000A at index 4 in the value of the access key id: expected ASCII without control characters"
    );
    assert_eq!(request, unsigned);
    let temporary = Credentials::new("ASIAEXAMPLE", "secret");
    let (_, warnings) = endpoint.sign(&mut request, &temporary, &time, &mut Signer::new()).unwrap();
    assert_eq!(warnings.len(), 1);
    assert_eq!(request.headers.len(), 2);
}
