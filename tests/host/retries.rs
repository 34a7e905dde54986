//! Whether a request is sent again, and after which delay.

use neptune_import_tasks::client::TokenBucket;
use neptune_import_tasks::client::retry::{self, MAX_BACKOFF, MAX_HINT};
use neptune_import_tasks::protocol::error::Retryable;
use neptune_import_tasks::protocol::http::Headers;

use crate::support;

const TRANSIENT: Retryable = Retryable { throttling: false };
const THROTTLING: Retryable = Retryable { throttling: true };
// Sunday, 6 November 1994, 08:49:37.
const NOW: i64 = 784_111_777_000;

fn hint(headers: &[(&str, &str)]) -> Option<u64> {
    retry::hint(&headers.iter().copied().collect::<Headers>(), NOW)
}

#[test]
fn delays_double_up_to_a_limit() {
    let longest =
        |retryable| (0..8).map(|retry| retry::delay(retry, retryable, 1.0, None)).collect::<Vec<_>>();
    assert_eq!(longest(TRANSIENT), [50, 100, 200, 400, 800, 1_600, 3_200, 6_400]);
    assert_eq!(longest(THROTTLING), [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000]);
    assert_eq!(retry::delay(u32::MAX, TRANSIENT, 1.0, None), MAX_BACKOFF);
    assert_eq!(retry::delay(2, THROTTLING, 0.5, None), 2_000);
    for random in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
        let delay = retry::delay(3, TRANSIENT, random, None);
        assert!(delay == 0 || random.is_nan() && delay <= 400, "{random}: {delay}");
    }
    assert_eq!(retry::delay(0, TRANSIENT, f64::INFINITY, None), 50);
}

#[test]
fn a_hint_extends_a_delay_and_never_shortens_it() {
    assert_eq!(retry::delay(0, THROTTLING, 0.5, Some(0)), 500);
    assert_eq!(retry::delay(0, THROTTLING, 0.5, Some(700)), 700);
    assert_eq!(retry::delay(0, THROTTLING, 0.5, Some(u64::MAX)), 500 + MAX_HINT);
    assert_eq!((MAX_HINT, MAX_BACKOFF), (5_000, 20_000));
}

#[test]
fn tokens_are_acquired_and_released() {
    let mut bucket = TokenBucket::default();
    let costs: Vec<_> = (0..100).map_while(|_| bucket.acquire(TRANSIENT)).collect();
    assert_eq!((costs.len(), costs[0], bucket.tokens()), (35, 14, 10));
    assert_eq!([(); 3].map(|()| bucket.acquire(THROTTLING)), [Some(5), Some(5), None]);
    bucket.release(5);
    assert_eq!(bucket.tokens(), 5);
    // A request without a retry.
    bucket.release(0);
    assert_eq!(bucket.tokens(), 6);
    let mut full = TokenBucket::default();
    full.release(14);
    let capacity = TokenBucket::CAPACITY;
    assert_eq!((full.tokens(), TokenBucket::new(9_999).tokens()), (capacity, capacity));
}

#[test]
fn hints_of_both_headers() {
    assert_eq!(hint(&[]), None);
    assert_eq!(hint(&[("X-Amz-Retry-After", "1500")]), Some(1_500));
    assert_eq!(hint(&[("x-amz-retry-after", "4000"), ("retry-after", "1")]), Some(4_000));
    assert_eq!(hint(&[("x-amz-retry-after", "-1")]), None);
    assert_eq!(hint(&[("x-amz-retry-after", "soon"), ("retry-after", "1")]), Some(1_000));
    assert_eq!(hint(&[("x-amz-retry-after", "99999999999999999999")]), Some(u64::MAX));
    for (after, expected) in [
        ("0", Some(0)),
        ("1.5", Some(1_500)),
        (" 3600 ", Some(3_600_000)),
        ("0.0009", Some(0)),
        ("1.", None),
        (".5", None),
        ("1.5s", None),
        ("99999999999999999999", Some(u64::MAX)),
        // More milliseconds than 32 bits hold.
        ("9999999.999", Some(9_999_999_999)),
        ("-5", None),
        ("", None),
        ("soon", None),
        ("NaN", None),
        ("inf", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
        ("Sun, 06 Nov 1994 08:49:39 GMT", Some(2_000)),
        ("Sat, 05 Nov 1994 08:49:37 GMT", Some(0)),
        // Decades later.
        ("Thu, 29 Feb 2024 00:00:00 GMT", Some(925_053_023_000)),
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
        assert_eq!(hint(&[("retry-after", after)]), expected, "{after}");
    }
}

#[test]
fn recorded_hints() {
    let mut checked = 0;
    for case in support::cases("tests/fixtures/responses.json").expect("the fixture exists") {
        if case["group"] != "retry-hint" {
            continue;
        }
        let id = case["id"].as_str().unwrap_or_default();
        let expected = match id {
            // If both headers are present, AWS's own counts here, and the first one in the SDK.
            "hint-both" => Some(4_000),
            // A negative number is not a hint. The SDK reads it as 0 in this header, and as no hint in the other.
            "hint-amz-neg" => None,
            "hint-date-past" => Some(0),
            _ => case["jsSdk"]["retryAfterHintMs"].as_u64(),
        };
        let later = NOW + 1_000_000_000_000;
        assert_eq!(retry::hint(&support::headers(&case).collect(), later), expected, "{id}");
        checked += 1;
    }
    assert!(checked >= 10, "{checked}");
}
