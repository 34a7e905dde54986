//! When a request is tried again, and after how long.

use neptune_import_tasks::http::Headers;
use neptune_import_tasks::retry::{self, LONGEST_BACKOFF, LONGEST_HINT, Tokens};
use neptune_import_tasks::service_error::Retryable;

use crate::support;

const TRANSIENT: Retryable = Retryable { throttling: false };
const THROTTLING: Retryable = Retryable { throttling: true };
// Sunday, 6 November 1994, 08:49:37.
const NOW: i64 = 784_111_777_000;

fn hint(headers: &[(&str, &str)]) -> Option<u32> {
    retry::hint(&headers.iter().copied().collect::<Headers>(), NOW)
}

#[test]
fn waits_grow_up_to_their_limit() {
    let longest =
        |retryable| (0..8).map(|retry| retry::delay(retry, retryable, 1.0, None)).collect::<Vec<_>>();
    assert_eq!(longest(TRANSIENT), [50, 100, 200, 400, 800, 1_600, 3_200, 6_400]);
    assert_eq!(longest(THROTTLING), [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000]);
    assert_eq!(retry::delay(u32::MAX, TRANSIENT, 1.0, None), LONGEST_BACKOFF);
    assert_eq!(retry::delay(2, THROTTLING, 0.5, None), 2_000);
    for random in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
        let waited = retry::delay(3, TRANSIENT, random, None);
        assert!(waited == 0 || random.is_nan() && waited <= 400, "{random}: {waited}");
    }
    assert_eq!(retry::delay(0, TRANSIENT, f64::INFINITY, None), 50);
}

#[test]
fn a_hint_makes_a_wait_longer_and_never_shorter() {
    assert_eq!(retry::delay(0, THROTTLING, 0.5, Some(0)), 500);
    assert_eq!(retry::delay(0, THROTTLING, 0.5, Some(700)), 700);
    assert_eq!(retry::delay(0, THROTTLING, 0.5, Some(u32::MAX)), 500 + LONGEST_HINT);
}

#[test]
fn tokens_are_paid_and_come_back() {
    let mut tokens = Tokens::default();
    let costs: Vec<_> = (0..100).map_while(|_| tokens.take(TRANSIENT)).collect();
    assert_eq!((costs.len(), costs[0], tokens.left()), (35, 14, 10));
    assert_eq!([(); 3].map(|()| tokens.take(THROTTLING)), [Some(5), Some(5), None]);
    tokens.give_back(5);
    assert_eq!(tokens.left(), 5);
    // A request that has cost nothing.
    tokens.give_back(0);
    assert_eq!(tokens.left(), 6);
    let mut full = Tokens::default();
    full.give_back(14);
    assert_eq!((full.left(), Tokens::new(9_999).left()), (Tokens::CAPACITY, Tokens::CAPACITY));
}

#[test]
fn hints_of_either_header() {
    assert_eq!(hint(&[]), None);
    assert_eq!(hint(&[("X-Amz-Retry-After", "1500")]), Some(1_500));
    assert_eq!(hint(&[("x-amz-retry-after", "4000"), ("retry-after", "1")]), Some(4_000));
    assert_eq!(hint(&[("x-amz-retry-after", "-1")]), None);
    assert_eq!(hint(&[("x-amz-retry-after", "soon"), ("retry-after", "1")]), Some(1_000));
    for (after, wanted) in [
        ("0", Some(0)),
        ("1.5", Some(1_500)),
        (" 3600 ", Some(3_600_000)),
        ("0.0009", Some(0)),
        ("1.", None),
        (".5", None),
        ("1.5s", None),
        ("99999999999999999999", Some(u32::MAX)),
        ("-5", None),
        ("", None),
        ("soon", None),
        ("NaN", None),
        ("inf", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
        ("Sun, 06 Nov 1994 08:49:39 GMT", Some(2_000)),
        ("Sat, 05 Nov 1994 08:49:37 GMT", Some(0)),
        // A wait of decades: the longest that there is.
        ("Thu, 29 Feb 2024 00:00:00 GMT", Some(u32::MAX)),
        (" Sun, 06 Nov 1994 08:49:39 GMT ", Some(2_000)),
        ("Sun, 06 Nov 1994 08:49:37 GMT+1", None),
        ("Sun, 06 Nov 1994 08:49:60 GMT", Some(23_000)),
        ("Sun, 32 Nov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:37 CET", None),
        ("Sun, 06 Foo 1994 08:49:37 GMT", None),
        ("Sunday, 06-Nov-94 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 25:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49 GMT", None),
        ("Sun, +6 Nov 1994 08:49:37 GMT", None),
    ] {
        assert_eq!(hint(&[("retry-after", after)]), wanted, "{after}");
    }
}

#[test]
fn recorded_hints() {
    let mut seen = 0;
    for case in support::cases("tests/fixtures/responses.json").expect("the fixture is there") {
        if case["group"] != "retry-hint" {
            continue;
        }
        let id = case["id"].as_str().unwrap_or_default();
        let headers: Vec<_> = case["headers"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|pair| (pair[0].as_str().unwrap_or_default(), pair[1].as_str().unwrap_or_default()))
            .collect();
        let wanted = match id {
            // Of both headers ours takes AWS's own, the SDK the one that comes first.
            "hint-both" => Some(4_000),
            // A negative number is no hint; the SDK takes it for 0 in this header, and for none in the other.
            "hint-amz-neg" => None,
            "hint-date-past" => Some(0),
            _ => case["jsSdk"]["retryAfterHintMs"].as_u64().and_then(|millis| u32::try_from(millis).ok()),
        };
        let later = NOW + 1_000_000_000_000;
        assert_eq!(retry::hint(&headers.into_iter().collect(), later), wanted, "{id}");
        seen += 1;
    }
    assert!(seen >= 10, "{seen}");
}
