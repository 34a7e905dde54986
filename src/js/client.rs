//! What the functions stand on that send and that read: `cancelAndWait`, `checkCancelImportTaskResponse` and their like.

use wasm_bindgen::prelude::*;

use super::json_text::JsonText;
use super::response::{read, response};
use super::{Numbers, take};
#[cfg(feature = "client")]
use crate::cancellation::{Action, Cancellation, Event, Moment};
use crate::failure::Failure;
use crate::http::Headers;
use crate::operation;
#[cfg(feature = "client")]
use crate::retry::Tokens;
#[cfg(feature = "client")]
use crate::text;

// What has happened, by its number in pkg/lib/client.mjs.
#[cfg(feature = "client")]
const START: u32 = 0;
#[cfg(feature = "client")]
const NO_RESPONSE: u32 = 1;
#[cfg(feature = "client")]
const TIMER: u32 = 2;
#[cfg(feature = "client")]
const ABORT: u32 = 3;
const RESPONSE: u32 = 4;
// Any other number: a response that is read and leads to nothing.

/// Takes what has happened, and says what to do next.
///
/// `texts` are the state and, of a response, headers, excerpt and members, one after the other; see
/// [`response`](fn@super::response::response). The state is the text that the last call has returned, or in the beginning the numbers
/// of the plan with a `,` between them. `numbers` are the lengths of each text but the last, in bytes; the event; the milliseconds
/// since the start and since the beginning of 1970; a random number; the tokens that are left; the number of the operation that a
/// response is to, its status, and what its body is.
///
/// Returns a list as JSON text: what was read of the response, or `null`; and where there was an event, the numbers of the state,
/// the tokens that are left, 1 if there is something to report, the correction of the clock in milliseconds, the number of the operation
/// to send or -1 if there is none, for how many milliseconds to wait, and the outcome, or nothing if it goes on.
#[wasm_bindgen]
pub fn advance(texts: &str, numbers: &[f64]) -> String {
    let mut numbers = Numbers(numbers);
    let mut rest = texts;
    let state = take(&mut rest, numbers.length());
    let headers = take(&mut rest, numbers.length());
    let excerpt = take(&mut rest, numbers.length());
    let event = numbers.next();
    let at = (numbers.next(), numbers.time(), numbers.float());
    let tokens = numbers.next();
    let mut json = JsonText::new();
    json.raw("[");
    let mut headers_read = Headers::default();
    let mut answer = Ok(None);
    if event >= RESPONSE {
        let operation = operation::of_number(numbers.next());
        let response = response(numbers.next(), headers, excerpt, numbers.next(), rest);
        answer = read(&mut json, operation, &response);
        headers_read = response.headers;
    } else {
        json.raw("null");
    }
    if event <= RESPONSE {
        let answer = answer.as_ref().map(Option::as_deref).map_err(|failure| &**failure);
        step(&mut json, state, event, at, tokens, answer, &headers_read);
    }
    json.raw("]");
    json.finish()
}

/// Says what to do next. `now`, `clock` and `random` are those of a [`Moment`].
#[cfg(feature = "client")]
fn step(
    json: &mut JsonText,
    state: &str,
    event: u32,
    (now, clock, random): (u32, i64, f64),
    tokens: u32,
    answer: Result<Option<&str>, &Failure>,
    headers: &Headers,
) {
    let mut numbers = text::split(state, b',').map(text::number);
    let mut cancellation = Cancellation::beginning(numbers.next().flatten().unwrap_or_default());
    // What is left out is as in the beginning.
    for (slot, number) in cancellation.numbers.iter_mut().skip(1).zip(numbers) {
        *slot = number.unwrap_or(*slot);
    }
    let mut tokens = Tokens::new(tokens);
    let event = match event {
        START => Event::Start,
        NO_RESPONSE => Event::NoResponse,
        TIMER => Event::Timer,
        ABORT => Event::Abort,
        _ => Event::Response(answer, headers),
    };
    let step = cancellation.on(event, Moment { now, clock, random }, &mut tokens);
    json.next();
    json.raw("[");
    for number in cancellation.numbers {
        write_number(json, number.into());
    }
    json.raw("]");
    let (operation, milliseconds, outcome) = match step.action {
        Action::Send(operation, milliseconds) => (operation as i64, milliseconds, ""),
        Action::Wait(milliseconds) => (-1, milliseconds, ""),
        Action::Finish(outcome) => (-1, 0, outcome.as_str()),
    };
    for number in [tokens.left().into(), step.report.into(), step.correction, operation, milliseconds.into()]
    {
        write_number(json, number);
    }
    json.next();
    json.string(outcome);
}

#[cfg(feature = "client")]
#[inline(never)]
fn write_number(json: &mut JsonText, number: i64) {
    json.next();
    json.raw(if number < 0 { "-" } else { "" });
    json.raw(&text::decimal(usize::try_from(number.unsigned_abs()).unwrap_or_default()));
}

/// Nothing, where nothing is sent.
#[cfg(not(feature = "client"))]
fn step(
    _: &mut JsonText,
    _: &str,
    _: u32,
    _: (u32, i64, f64),
    _: u32,
    _: Result<Option<&str>, &Failure>,
    _: &Headers,
) {
}
