//! Endpoints: region, partition, options and custom endpoints.

use neptune_import_tasks::endpoint::CustomEndpoint;
use neptune_import_tasks::region::{PARTITIONS, Region};
use neptune_import_tasks::validate::Code;
use neptune_import_tasks::{CancelImportTask, Endpoint, EndpointOptions, Issue, Operation};
use url::{Position, Url};

use crate::support::{self, ROLE_ARN_DOCUMENTED};

/// The URL of a request to `endpoint`.
fn request_url(endpoint: &Endpoint) -> String {
    CancelImportTask { task_identifier: "t-0123456789".parse().expect("an ID") }.request(endpoint).url
}

/// The URL of a request, or the message of the issue.
fn url(options: &EndpointOptions<'_>) -> String {
    match Endpoint::resolve(options) {
        Ok(endpoint) => request_url(&endpoint),
        Err(issue) => issue.to_string(),
    }
}

fn regional(region: &str, use_fips: bool, use_dual_stack: bool) -> String {
    let url = url(&EndpointOptions { region, use_fips, use_dual_stack, custom: None });
    url.strip_prefix("https://")
        .and_then(|url| url.strip_suffix("/importtasks/t-0123456789"))
        .unwrap_or(&url)
        .into()
}

#[test]
fn hosts_of_every_partition() {
    let hosts = [
        ("us-east-1", "amazonaws.com", "api.aws"),
        ("eu-west-3", "amazonaws.com", "api.aws"),
        ("us-gov-west-1", "amazonaws.com", "api.aws"),
        ("cn-north-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        ("aws-cn-global", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        ("eusc-de-east-1", "amazonaws.eu", "api.amazonwebservices.eu"),
        ("us-iso-east-1", "c2s.ic.gov", "api.aws.ic.gov"),
        ("us-isob-south-3", "sc2s.sgov.gov", "api.aws.scloud"),
        ("eu-isoe-west-1", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
        ("us-isof-south-1", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
        // What belongs to no other partition belongs to the first one.
        ("eusc-fr-west-1", "amazonaws.com", "api.aws"),
        ("us-iso", "amazonaws.com", "api.aws"),
        ("us-iso--1", "amazonaws.com", "api.aws"),
        ("us-iso-east-1-x", "amazonaws.com", "api.aws"),
        ("local", "amazonaws.com", "api.aws"),
    ];
    for (region, suffix, dual_stack) in hosts {
        assert_eq!(regional(region, false, false), format!("neptune-graph.{region}.{suffix}"));
        assert_eq!(regional(region, true, false), format!("neptune-graph-fips.{region}.{suffix}"));
        assert_eq!(regional(region, true, true), format!("neptune-graph-fips.{region}.{dual_stack}"));
    }
    assert_eq!(regional("fips-us-east-1", false, true), "neptune-graph-fips.us-east-1.api.aws");
    assert_eq!(regional("us-east-1-fips", false, false), "neptune-graph-fips.us-east-1.amazonaws.com");
}

#[test]
fn regions_are_strings() {
    let region: Region = "eu-west-1".parse().expect("a region");
    assert_eq!(
        (region.as_str(), region.as_ref(), region.to_string().as_str()),
        ("eu-west-1", "eu-west-1", "eu-west-1")
    );
}

#[test]
fn role_arns_of_every_partition() {
    for partition in &PARTITIONS {
        let arn = format!("arn:{}:iam::123456789012:role/r", partition.name);
        assert_eq!(ROLE_ARN_DOCUMENTED.check(&arn), Ok(Vec::new()), "{arn}");
    }
    for name in ["aws-", "aws-c", "aws-us", "aws aws-cn"] {
        let arn = format!("arn:{name}:iam::123456789012:role/r");
        let warnings = ROLE_ARN_DOCUMENTED.check(&arn).unwrap_or_default();
        assert_eq!(warnings.last().map(Issue::code), Some(Code::UnknownValue), "{arn}");
    }
}

#[test]
fn invalid_regions() {
    let long = "x".repeat(64);
    let rejected = [
        ("", "the region is empty: expected a-z, 0-9 and `-`, such as `us-east-1`"),
        (
            "us-east-1.evil.com/",
            "unexpected `.` at index 9 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`",
        ),
        (
            "US-EAST-1",
            "unexpected `U` at index 0 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`",
        ),
        (
            "us-east-1\n",
            "unexpected U+000A at index 9 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`",
        ),
        (
            "-us",
            "unexpected `-` at index 0 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`",
        ),
        (
            "us-",
            "unexpected `-` at index 2 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`",
        ),
        (
            "\u{4E2D}",
            "unexpected `\u{4E2D}` at index 0 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`",
        ),
        ("123", "the name of the region is not allowed: expected a-z, 0-9 and `-`, such as `us-east-1`"),
        (&long, "the name of the region is not allowed: expected a-z, 0-9 and `-`, such as `us-east-1`"),
        (
            "fips-US-east-1",
            "unexpected `U` at index 5 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`",
        ),
        (
            "fips--a",
            "unexpected `-` at index 5 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`",
        ),
        (
            "fips-",
            "unexpected `-` at index 4 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`",
        ),
    ];
    for (region, message) in rejected {
        assert_eq!(regional(region, false, false), message);
    }
}

/// The endpoint as a URL parser serializes it. In JavaScript that is `URL`.
pub(crate) fn parsed(given: &str) -> Option<String> {
    let url = Url::parse(given).ok()?;
    Some(format!("{}{}", &url[..Position::BeforeUsername], &url[Position::BeforeHost..Position::AfterPath]))
}

fn custom(given: &str) -> String {
    let parsed = parsed(given);
    let custom = Some(CustomEndpoint { given, parsed: parsed.as_deref() });
    url(&EndpointOptions { region: "us-east-1", custom, ..EndpointOptions::default() })
}

#[test]
fn custom_endpoints() {
    const EXPECTED: &str = "expected an http or https URL without user info, query and fragment";
    let accepted = [
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://localhost:80", "http://localhost"),
        ("HTTPS://Example.com/", "https://example.com"),
        ("https://example.com/base/", "https://example.com/base"),
        ("https://example.com//", "https://example.com/"),
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("https://example.com/a@b", "https://example.com/a@b"),
        ("https://example.com/../x/./y/../z", "https://example.com/x/z"),
        ("https://[::1]:8443", "https://[::1]:8443"),
    ];
    for (given, base) in accepted {
        assert_eq!(custom(given), format!("{base}/importtasks/t-0123456789"), "{given}");
    }
    let rejected = [
        ("", "the endpoint is empty"),
        (" https://h", "unexpected U+0020 at index 0 in the URL of the endpoint"),
        ("https://h ", "unexpected U+0020 at index 9 in the URL of the endpoint"),
        ("https://h\n", "unexpected U+000A at index 9 in the URL of the endpoint"),
        ("https://h\\evil", "unexpected `\\` at index 9 in the URL of the endpoint"),
        ("https://user:pw@h", "unexpected `@` at index 15 in the URL of the endpoint"),
        ("https:user@h", "unexpected `@` at index 10 in the URL of the endpoint"),
        ("https://h?x=1", "unexpected `?` at index 9 in the URL of the endpoint"),
        ("https://h/p#f", "unexpected `#` at index 11 in the URL of the endpoint"),
        ("example.com", "the URL of the endpoint is not allowed"),
        ("https://[::1", "the URL of the endpoint is not allowed"),
        ("https://h:65536", "the URL of the endpoint is not allowed"),
        ("localhost:8080", "the scheme of the endpoint is not allowed"),
        ("file:///etc/passwd", "the scheme of the endpoint is not allowed"),
        ("blob:https://h/x", "the scheme of the endpoint is not allowed"),
    ];
    for (given, message) in rejected {
        assert_eq!(custom(given), format!("{message}: {EXPECTED}"), "{given:?}");
    }
}

#[test]
fn a_custom_endpoint_excludes_fips_and_dual_stack() {
    let custom = Some(CustomEndpoint { given: "not a url", parsed: None });
    let both = |use_fips, use_dual_stack| {
        url(&EndpointOptions { region: "us-east-1", use_fips, use_dual_stack, custom })
    };
    assert_eq!(both(true, false), "Invalid Configuration: FIPS and custom endpoint are not supported");
    assert_eq!(both(false, true), "Invalid Configuration: Dualstack and custom endpoint are not supported");
    assert_eq!(both(true, true), "Invalid Configuration: FIPS and custom endpoint are not supported");
}

/// Compares with the recordings. Where both AWS clients agree, this crate agrees, with the exceptions noted here.
fn compare(path: &str, cases: &[serde_json::Value]) {
    for case in cases {
        let id = case["id"].as_str().unwrap();
        let parameters = &case["params"];
        if parameters["ApiType"] != "ControlPlane" {
            continue;
        }
        let given = parameters["Endpoint"].as_str();
        let parsed = given.and_then(parsed);
        let region = parameters["Region"].as_str().unwrap_or_default();
        let options = EndpointOptions {
            region,
            use_fips: parameters["UseFIPS"] == true,
            use_dual_stack: parameters["UseDualStack"] == true,
            custom: given.map(|given| CustomEndpoint { given, parsed: parsed.as_deref() }),
        };
        let resolved = Endpoint::resolve(&options);
        let expected = &case["expect"];
        if region.is_empty() || region.bytes().any(|byte| byte.is_ascii_uppercase()) {
            // A signature needs a region, and one in upper case is wrong: a URL parser writes the host in lower case.
            assert!(resolved.is_err(), "{path} {id}");
        } else if let Some(expected) = expected["requestUrl"].as_str().or(expected["url"].as_str()) {
            let endpoint = resolved.unwrap_or_else(|issue| panic!("{path} {id}: {issue}"));
            let url = request_url(&endpoint);
            let expected =
                expected.strip_suffix("/importtasks/t-0123456789").unwrap_or(expected).to_ascii_lowercase();
            let base = url.strip_suffix("/importtasks/t-0123456789").unwrap();
            assert_eq!(base.to_ascii_lowercase(), expected, "{path} {id}");
            let signed_for = case["expect"]["signingRegion"].as_str().unwrap_or(region);
            assert_eq!(endpoint.region.as_str(), signed_for, "{path} {id}");
        } else if expected["error"].is_string() {
            assert!(resolved.is_err(), "{path} {id}: {resolved:?}");
        } else if let Some(expected) = case["expectRuleset"]["error"].as_str() {
            // One client ignores the rules of the service model. This crate does not.
            assert_eq!(resolved.expect_err(id).to_string(), expected, "{path} {id}");
        }
    }
}

#[test]
fn recorded_endpoints() {
    let path = "tests/fixtures/endpoints.json";
    let cases = support::cases(path).expect("the fixture exists");
    assert_eq!(cases.len(), 282);
    compare(path, &cases);
}

#[test]
fn endpoints_of_the_service_model() {
    let Some(cases) = support::fetched("endpoints-model") else { return };
    compare("endpoints-model", &cases);
    println!("{} endpoints", cases.len());
}

#[test]
fn warnings_about_regions() {
    let warning = |region| {
        let warning = Region::new(region).expect("a host label").warning()?;
        Some((warning.to_string(), warning.suggestion().map(str::to_string)))
    };
    for known in PARTITIONS.iter().map(|partition| match partition.name {
        "aws" => "us-east-1",
        "aws-cn" => "cn-north-1",
        "aws-eusc" => "eusc-de-east-1",
        "aws-iso" => "us-iso-east-1",
        "aws-iso-b" => "us-isob-east-1",
        "aws-iso-e" => "eu-isoe-west-1",
        "aws-iso-f" => "us-isof-east-1",
        "aws-us-gov" => "us-gov-east-1",
        other => panic!("{other}"),
    }) {
        assert_eq!(warning(known), None, "{known}");
    }
    let expected =
        "`us-est-1` is not a known name of a region: expected a region that AWS lists, such as `us-east-1`";
    assert_eq!(warning("us-est-1"), Some((expected.to_string(), Some("us-east-1".to_string()))));
    let (message, suggestion) = warning("nowhere").expect("unknown");
    assert!(message.starts_with("`nowhere` is not a known name of a region: "), "{message}");
    assert_eq!(suggestion, None);
    let invalid = Region::new("US-EAST-1").expect_err("upper case");
    assert_eq!(invalid.suggestion(), Some("us-east-1"));
}
