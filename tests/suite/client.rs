//! The class `Cancellation`.

use neptune_import_tasks::wasm::client::Cancellation;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{error, get, js, json, number, text};

fn moment(elapsed: f64) -> JsValue {
    js(&format!("{{ elapsed: {elapsed}, clock: 1.8e12 + {elapsed}, random: 0.5, tokens: 500 }}"))
}

fn cancellation(plan: &str) -> Cancellation {
    Cancellation::new(js(plan)).unwrap_or_else(|error| panic!("{plan}: {}", json(&error)))
}

const ACCEPTED: &str = "{ status: 200, body: JSON.stringify({ taskId: 't-0123456789', source: 's', \
    roleArn: 'arn:aws:iam::123456789012:role/r', status: 'CANCELLING' }) }";

#[wasm_bindgen_test]
fn a_cancellation_by_its_events_and_actions() {
    let cancellation = cancellation("{ goal: 'cancelAndWait' }");
    let sent = cancellation.start(moment(0.0)).expect("a step");
    let action = js("{ type: 'send', operation: 'CancelImportTask', timeout: 30000, remaining: 3600000 }");
    assert_eq!(json(&get(&sent, "action")), json(&action));
    let accepted = cancellation.response(js(ACCEPTED), moment(80.0)).expect("a step");
    assert_eq!(json(&get(&accepted, "action")), r#"{"type":"wait","delay":5000}"#);
    assert_eq!(text(&accepted, "result.value.status"), "CANCELLING");
    assert!(get(&accepted, "report").is_truthy());
    let read = cancellation.timer(moment(5_080.0)).expect("a step");
    assert_eq!(text(&read, "action.operation"), "GetImportTask");
    let retry = cancellation.network_error(moment(5_100.0)).expect("a step");
    assert_eq!((text(&retry, "action.type"), number(&retry, "tokens")), ("wait".into(), 486.0));
    let aborted = cancellation.abort(moment(5_110.0)).expect("a step");
    assert_eq!(json(&get(&aborted, "action")), r#"{"type":"finish","outcome":"aborted"}"#);
}

/// A clock may be years off, in both directions: no difference is cut to 32 bits.
#[wasm_bindgen_test]
fn clock_corrections_beyond_32_bits() {
    for date in
        ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 15 Jan 2027 09:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"]
    {
        let cancellation = cancellation("{ goal: 'response', operation: 'GetImportTask' }");
        cancellation.start(moment(0.0)).expect("a step");
        let response =
            format!("{{ status: 403, headers: {{ 'x-amzn-errortype': 'RequestExpired', date: '{date}' }} }}");
        let step = cancellation.response(js(&response), moment(0.0)).expect("a step");
        let expected = js(&format!("Date.parse('{date}') - 1.8e12")).as_f64();
        assert_eq!(get(&step, "clockCorrection").as_f64(), expected, "{date}");
        assert_eq!(text(&step, "action.type"), "send");
    }
}

#[wasm_bindgen_test]
fn durations_beyond_32_bits() {
    let cancellation =
        cancellation("{ goal: 'watch', maxWait: 2 ** 40, pollInterval: 2 ** 33, attemptTimeout: 2 ** 35 }");
    let sent = cancellation.start(moment(0.0)).expect("a step");
    let (timeout, remaining) = (number(&sent, "action.timeout"), number(&sent, "action.remaining"));
    assert_eq!((timeout, remaining), (2_f64.powi(35), 2_f64.powi(40)));
    let step = cancellation.response(js(ACCEPTED), moment(2_f64.powi(34))).expect("a step");
    assert_eq!(number(&step, "action.delay"), 2_f64.powi(33));
    let unlimited = Cancellation::new(js("{ goal: 'watch', maxWait: Infinity }"))
        .expect("a plan")
        .start(moment(0.0))
        .expect("a step");
    assert_eq!(number(&unlimited, "action.remaining"), f64::INFINITY);
    let hint = js("{ status: 429, headers: { 'retry-after': '99999999999' } }");
    let throttled = self::cancellation("{ goal: 'watch', maxAttempts: 2 ** 40 }");
    throttled.start(moment(0.0)).expect("a step");
    let step = throttled.response(hint, moment(1.0)).expect("a step");
    assert_eq!(number(&step, "action.delay"), 5_500.0);
}

#[wasm_bindgen_test]
fn plans_that_are_invalid() {
    for (plan, message) in [
        ("undefined", "the goal is missing: expected `response`, `watch` or `cancelAndWait`"),
        ("{ goal: 'response', operation: 'x' }", "the operation is `x`: expected the name of an operation"),
        (
            "{ goal: 'watch', maxAttempts: 0 }",
            "the option `maxAttempts` is the number 0: expected a whole number from 1",
        ),
        (
            "{ goal: 'watch', maxAttempts: 1.5 }",
            "the option `maxAttempts` is the number 1.5: expected a whole number from 1",
        ),
        (
            "{ goal: 'watch', maxWait: -1 }",
            "the option `maxWait` is the number -1: expected milliseconds, 0 or more",
        ),
        (
            "{ goal: 'watch', maxWait: NaN }",
            "the option `maxWait` is the number NaN: expected milliseconds, 0 or more",
        ),
        (
            "{ goal: 'watch', pollInterval: { first: 0, longest: 5 } }",
            "the option `pollInterval` is the number 0: expected milliseconds, 1 or more",
        ),
    ] {
        let error = Cancellation::new(js(plan)).map(|_| ()).expect_err(plan);
        assert_eq!(
            (text(&error, "name"), text(&error, "message")),
            ("InvalidInputError".into(), message.into())
        );
    }
}

#[wasm_bindgen_test]
fn moments_that_are_invalid() {
    let cancellation = cancellation("{ goal: 'watch' }");
    for (invalid, message) in [
        ("undefined", "the member `elapsed` is missing: expected a number"),
        ("{ elapsed: Symbol(), clock: 0, random: 0 }", "the member `elapsed` is a symbol: expected a number"),
        ("{ elapsed: 5n, clock: 0, random: 0 }", "the member `elapsed` is a bigint: expected a number"),
        ("{ elapsed: 0, clock: 'x', random: 0 }", "the member `clock` is `x`: expected a number"),
        ("{ elapsed: 0, clock: 0, random: NaN }", "the member `random` is the number NaN: expected a number"),
    ] {
        assert_eq!(error(cancellation.start(js(invalid))), ("InvalidInputError".into(), message.into()));
    }
    // Nothing has happened yet. Without `tokens`, the bucket is full.
    let step = cancellation.start(js("{ elapsed: 0, clock: 0, random: 0 }")).expect("a step");
    assert_eq!((text(&step, "action.type"), number(&step, "tokens")), ("send".into(), 500.0));
    let step = cancellation.network_error(js("{ elapsed: -1e300, clock: -1e300, random: 7, tokens: 1e300 }"));
    assert_eq!(text(&step.expect("a step"), "action.type"), "wait");
}

/// The errors of getters are thrown on, again and again, and the object is as before.
#[wasm_bindgen_test]
fn getters_that_throw_change_nothing() {
    let cancellation = cancellation("{ goal: 'watch' }");
    let throwing = "{ get elapsed() { throw new RangeError('mine') } }";
    for _ in 0..5_000 {
        assert_eq!(error(cancellation.start(js(throwing))), ("RangeError".into(), "mine".into()));
    }
    let response = "{ status: 200, get body() { throw new RangeError('mine') } }";
    assert_eq!(error(cancellation.response(js(response), moment(0.0))), ("RangeError".into(), "mine".into()));
    let step = cancellation.start(moment(0.0)).expect("a step");
    assert_eq!(text(&step, "action.type"), "send");
}
