//! Where requests go: region, partition, options and custom endpoints.

use neptune_import_tasks::cancel_import_task;
use neptune_import_tasks::check::Kind;
use neptune_import_tasks::endpoint::{Custom, Endpoint, Options};
use neptune_import_tasks::issue::Code;
use neptune_import_tasks::region::PARTITIONS;

use url::{Position, Url};

use crate::support;

/// The URL of the request, or the refusal.
fn url(options: &Options<'_>) -> String {
    match Endpoint::resolve(options) {
        Ok(endpoint) => cancel_import_task::request(&"t-0123456789".parse().expect("an id"), &endpoint).url,
        Err(issue) => issue.to_string(),
    }
}

fn regional(region: &str, use_fips: bool, use_dual_stack: bool) -> String {
    let url = url(&Options { region, use_fips, use_dual_stack, endpoint: None });
    url.strip_prefix("https://")
        .and_then(|url| url.strip_suffix("/importtasks/t-0123456789"))
        .unwrap_or(&url)
        .into()
}

#[test]
fn every_partition_has_its_hosts() {
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
        // Whatever no partition knows is taken for the first one.
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
fn role_arns_know_the_partitions() {
    for partition in &PARTITIONS {
        let arn = format!("arn:{}:iam::123456789012:role/r", partition.name);
        assert_eq!(Kind::RoleArnDocumented.check(&arn), Ok(Vec::new()), "{arn}");
    }
    for name in ["aws-", "aws-c", "aws-us", "aws aws-cn"] {
        let arn = format!("arn:{name}:iam::123456789012:role/r");
        let warnings = Kind::RoleArnDocumented.check(&arn).unwrap_or_default();
        assert_eq!(warnings.last().map(|warning| warning.code), Some(Code::UnknownValue), "{arn}");
    }
}

#[test]
fn no_region_gets_into_a_host_unchecked() {
    let long = "x".repeat(64);
    let refused = [
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
        ("123", "the name of the region cannot be used: expected a-z, 0-9 and `-`, such as `us-east-1`"),
        (&long, "the name of the region cannot be used: expected a-z, 0-9 and `-`, such as `us-east-1`"),
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
    for (region, message) in refused {
        assert_eq!(regional(region, false, false), message);
    }
}

/// The URL parser's part: what `URL` is in JavaScript.
pub(crate) fn parsed(given: &str) -> Option<String> {
    let url = Url::parse(given).ok()?;
    Some(format!("{}{}", &url[..Position::BeforeUsername], &url[Position::BeforeHost..Position::AfterPath]))
}

fn custom(given: &str) -> String {
    let parsed = parsed(given);
    let endpoint = Some(Custom { given, parsed: parsed.as_deref() });
    url(&Options { region: "us-east-1", endpoint, ..Options::default() })
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
    let refused = [
        ("", "the endpoint is empty"),
        (" https://h", "unexpected U+0020 at index 0 in the URL of the endpoint"),
        ("https://h ", "unexpected U+0020 at index 9 in the URL of the endpoint"),
        ("https://h\n", "unexpected U+000A at index 9 in the URL of the endpoint"),
        ("https://h\\evil", "unexpected `\\` at index 9 in the URL of the endpoint"),
        ("https://user:pw@h", "unexpected `@` at index 15 in the URL of the endpoint"),
        ("https:user@h", "unexpected `@` at index 10 in the URL of the endpoint"),
        ("https://h?x=1", "unexpected `?` at index 9 in the URL of the endpoint"),
        ("https://h/p#f", "unexpected `#` at index 11 in the URL of the endpoint"),
        ("example.com", "the URL of the endpoint cannot be used"),
        ("https://[::1", "the URL of the endpoint cannot be used"),
        ("https://h:65536", "the URL of the endpoint cannot be used"),
        ("localhost:8080", "the scheme of the endpoint cannot be used"),
        ("file:///etc/passwd", "the scheme of the endpoint cannot be used"),
        ("blob:https://h/x", "the scheme of the endpoint cannot be used"),
    ];
    for (given, message) in refused {
        assert_eq!(custom(given), format!("{message}: {EXPECTED}"), "{given:?}");
    }
}

#[test]
fn a_custom_endpoint_goes_with_neither_fips_nor_dual_stack() {
    let endpoint = Some(Custom { given: "not a url", parsed: None });
    let both =
        |use_fips, use_dual_stack| url(&Options { region: "us-east-1", use_fips, use_dual_stack, endpoint });
    assert_eq!(both(true, false), "Invalid Configuration: FIPS and custom endpoint are not supported");
    assert_eq!(both(false, true), "Invalid Configuration: Dualstack and custom endpoint are not supported");
    assert_eq!(both(true, true), "Invalid Configuration: FIPS and custom endpoint are not supported");
}

/// Where both AWS clients agree, ours does as they do, but for what the notes here say.
fn hold_against(path: &str, cases: &[serde_json::Value]) {
    for case in cases {
        let id = case["id"].as_str().unwrap();
        let parameters = &case["params"];
        if parameters["ApiType"] != "ControlPlane" {
            continue;
        }
        let given = parameters["Endpoint"].as_str();
        let parsed = given.and_then(parsed);
        let region = parameters["Region"].as_str().unwrap_or_default();
        let options = Options {
            region,
            use_fips: parameters["UseFIPS"] == true,
            use_dual_stack: parameters["UseDualStack"] == true,
            endpoint: given.map(|given| Custom { given, parsed: parsed.as_deref() }),
        };
        let ours = Endpoint::resolve(&options);
        let wanted = &case["expect"];
        if region.is_empty() || region.bytes().any(|byte| byte.is_ascii_uppercase()) {
            // No signature is right without a region, nor with one in upper case: the host comes out in lower case.
            assert!(ours.is_err(), "{path} {id}");
        } else if let Some(wanted) = wanted["requestUrl"].as_str().or(wanted["url"].as_str()) {
            let endpoint = ours.unwrap_or_else(|issue| panic!("{path} {id}: {issue}"));
            let url = cancel_import_task::request(&"t-0123456789".parse().unwrap(), &endpoint).url;
            let wanted =
                wanted.strip_suffix("/importtasks/t-0123456789").unwrap_or(wanted).to_ascii_lowercase();
            let base = url.strip_suffix("/importtasks/t-0123456789").unwrap();
            assert_eq!(base.to_ascii_lowercase(), wanted, "{path} {id}");
            let signed_for = case["expect"]["signingRegion"].as_str().unwrap_or(region);
            assert_eq!(endpoint.region.as_str(), signed_for, "{path} {id}");
        } else if wanted["error"].is_string() {
            assert!(ours.is_err(), "{path} {id}: {ours:?}");
        } else if let Some(wanted) = case["expectRuleset"]["error"].as_str() {
            // One client ignores the rules of the service model, ours does not.
            assert_eq!(ours.expect_err(id).to_string(), wanted, "{path} {id}");
        }
    }
}

#[test]
fn recorded_endpoints() {
    let path = "tests/fixtures/endpoints.json";
    let cases = support::cases(path).expect("the fixture is there");
    assert_eq!(cases.len(), 282);
    hold_against(path, &cases);
}

#[test]
fn endpoints_of_the_service_model() {
    let path = "../shared/vectors/fetched/endpoints-model.json";
    match support::cases(path) {
        Some(cases) => hold_against(path, &cases),
        None => eprintln!("skipped: {path} is not there"),
    }
}
