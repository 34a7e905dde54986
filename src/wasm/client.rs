//! The class `Cancellation`: the state machine of the client functions.

use std::cell::RefCell;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::error::{Thrown, to_object};
use super::input::members;
use super::json::ParsedObject;
use super::options::{flag, saturating_i64, saturating_u32};
use super::response;
use super::similar_names::{check_plan, check_poll_interval};
use super::value::{is_absent, wrong_type};
use crate::Issue;
use crate::client::cancellation::{self, Action, Event, Goal, Moment, Plan};
use crate::client::retry::TokenBucket;
use crate::operation::{
    CancelExportTask, CancelImportTask, GetImportTask, ListImportTasks, Operation, OperationName,
};
use crate::protocol::http::Response;
use crate::validate::Code;

#[wasm_bindgen]
extern "C" {
    type CancellationPlan;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn goal(this: &CancellationPlan) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn operation(this: &CancellationPlan) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = maxAttempts)]
    fn max_attempts(this: &CancellationPlan) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = maxWait)]
    fn max_wait(this: &CancellationPlan) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = pollInterval)]
    fn poll_interval(this: &CancellationPlan) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = attemptTimeout)]
    fn attempt_timeout(this: &CancellationPlan) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = canRefreshCredentials)]
    fn can_refresh_credentials(this: &CancellationPlan) -> Result<JsValue, JsValue>;

    type PollInterval;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn first(this: &PollInterval) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn longest(this: &PollInterval) -> Result<JsValue, JsValue>;

    type CancellationMoment;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn elapsed(this: &CancellationMoment) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn clock(this: &CancellationMoment) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn random(this: &CancellationMoment) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn tokens(this: &CancellationMoment) -> Result<JsValue, JsValue>;
}

/// `Cancellation`
#[wasm_bindgen(skip_typescript)]
#[derive(Debug)]
pub struct Cancellation(
    // Borrowed only while no code of the caller runs: a getter of an argument may call a method.
    RefCell<cancellation::Cancellation>,
);

/// All times are milliseconds, as JavaScript has them.
#[derive(Serialize)]
struct StepObject {
    action: ActionObject,
    report: bool,
    #[serde(rename = "clockCorrection")]
    clock_correction: f64,
    #[serde(rename = "refreshCredentials")]
    refresh_credentials: bool,
    tokens: u32,
    #[serde(skip_serializing_if = "JsValue::is_undefined", with = "serde_wasm_bindgen::preserve")]
    result: JsValue,
}

#[derive(Default, Serialize)]
struct ActionObject {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeout: Option<f64>,
    /// Until the time limit. `Infinity` without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    remaining: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delay: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
}

impl ActionObject {
    fn new(action: Action, remaining: u64) -> Self {
        match action {
            Action::Send { operation, timeout } => ActionObject {
                r#type: "send",
                operation: Some(operation.as_str()),
                timeout: Some(to_number(timeout)),
                remaining: Some(if remaining == u64::MAX { f64::INFINITY } else { to_number(remaining) }),
                ..Default::default()
            },
            Action::Wait(delay) => {
                ActionObject { r#type: "wait", delay: Some(to_number(delay)), ..Default::default() }
            }
            Action::Finish(outcome) => {
                ActionObject { r#type: "finish", outcome: Some(outcome.as_str()), ..Default::default() }
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "no time is long enough for it to matter")]
fn to_number(millis: u64) -> f64 {
    millis as f64
}

#[wasm_bindgen]
impl Cancellation {
    /// `new Cancellation(plan)`
    ///
    /// # Errors
    ///
    /// `InvalidInputError`
    #[wasm_bindgen(constructor)]
    pub fn new(plan: JsValue) -> Result<Cancellation, JsValue> {
        Ok(Cancellation(RefCell::new(cancellation::Cancellation::new(read_plan(&plan)?))))
    }

    /// `start(moment)`
    ///
    /// # Errors
    ///
    /// `InvalidInputError`
    pub fn start(&self, moment: JsValue) -> Result<JsValue, JsValue> {
        self.handle(Event::Start, &moment)
    }

    /// `networkError(moment)`
    ///
    /// # Errors
    ///
    /// `InvalidInputError`
    #[wasm_bindgen(js_name = networkError)]
    pub fn network_error(&self, moment: JsValue) -> Result<JsValue, JsValue> {
        self.handle(Event::NetworkError, &moment)
    }

    /// `timer(moment)`
    ///
    /// # Errors
    ///
    /// `InvalidInputError`
    pub fn timer(&self, moment: JsValue) -> Result<JsValue, JsValue> {
        self.handle(Event::Timer, &moment)
    }

    /// `abort(moment)`
    ///
    /// # Errors
    ///
    /// `InvalidInputError`
    pub fn abort(&self, moment: JsValue) -> Result<JsValue, JsValue> {
        self.handle(Event::Abort, &moment)
    }

    /// `response(response, moment)`
    ///
    /// # Errors
    ///
    /// `InvalidInputError`
    pub fn response(&self, response: JsValue, moment: JsValue) -> Result<JsValue, JsValue> {
        let response = response::read(&response)?;
        let moment = read_moment(&moment)?;
        let operation = self.0.borrow().operation();
        Ok(match operation {
            OperationName::CancelImportTask => self.on_response::<CancelImportTask>(&response, moment),
            OperationName::GetImportTask => self.on_response::<GetImportTask>(&response, moment),
            OperationName::ListImportTasks => self.on_response::<ListImportTasks>(&response, moment),
            OperationName::CancelExportTask => self.on_response::<CancelExportTask>(&response, moment),
        })
    }
}

impl Cancellation {
    fn handle(&self, event: Event<'_>, moment: &JsValue) -> Result<JsValue, JsValue> {
        Ok(self.step(event, read_moment(moment)?, JsValue::UNDEFINED))
    }

    fn on_response<T: Operation>(
        &self,
        response: &Response<ParsedObject>,
        moment: (Moment, TokenBucket),
    ) -> JsValue {
        let result = T::parse(response);
        let object = response::result_object::<T>(&result);
        let status = result.as_ref().map(|success| T::import_task_status(&success.output));
        self.step(Event::Response(status, &response.headers), moment, object)
    }

    fn step(&self, event: Event<'_>, (at, mut bucket): (Moment, TokenBucket), result: JsValue) -> JsValue {
        let (step, remaining) = {
            let mut cancellation = self.0.borrow_mut();
            (cancellation.handle(event, at, &mut bucket), cancellation.remaining())
        };
        #[expect(clippy::cast_precision_loss, reason = "a difference of times of JavaScript")]
        let clock_correction = step.clock_correction as f64;
        to_object(&StepObject {
            action: ActionObject::new(step.action, remaining),
            report: step.report,
            clock_correction,
            refresh_credentials: step.refresh_credentials,
            tokens: bucket.tokens(),
            result,
        })
    }
}

/// Without `tokens`, the bucket is full.
fn read_moment(moment: &JsValue) -> Result<(Moment, TokenBucket), Thrown> {
    let object: CancellationMoment = members(moment);
    let elapsed = saturating_u64(number("member `elapsed`", &object.elapsed()?)?);
    let clock = saturating_i64(number("member `clock`", &object.clock()?)?);
    let random = number("member `random`", &object.random()?)?;
    let tokens = object.tokens()?;
    let bucket = if is_absent(&tokens) {
        TokenBucket::default()
    } else {
        TokenBucket::new(saturating_u32(number("member `tokens`", &tokens)?))
    };
    Ok((Moment { elapsed, clock, random }, bucket))
}

fn number(subject: &'static str, x: &JsValue) -> Result<f64, Issue> {
    x.as_f64().filter(|number| !number.is_nan()).ok_or_else(|| wrong_type(subject, "a number", x))
}

fn read_plan(plan: &JsValue) -> Result<Plan, Thrown> {
    check_plan(plan)?;
    let object: CancellationPlan = members(plan);
    let goal = object.goal()?;
    let goal = match goal.as_string().as_deref() {
        Some("response") => Goal::Response(read_operation(&object.operation()?)?),
        Some("watch") => Goal::Watch,
        Some("cancelAndWait") => Goal::CancelAndWait,
        _ => {
            let expected = "`response`, `watch` or `cancelAndWait`";
            return Err(wrong_type("goal", expected, &goal).into());
        }
    };
    let mut plan = Plan::new(goal);
    let max_attempts = object.max_attempts()?;
    if !is_absent(&max_attempts) {
        plan.max_attempts = match max_attempts.as_f64() {
            Some(number) if number.fract() == 0.0 && number >= 1.0 => saturating_u32(number),
            _ => {
                let expected = "a whole number from 1";
                let issue = wrong_type("option `maxAttempts`", expected, &max_attempts);
                return Err(issue.into());
            }
        };
    }
    if let Some(max_wait) = duration("option `maxWait`", 0.0, &object.max_wait()?)? {
        plan.max_wait = Some(max_wait);
    }
    let (first, longest) = read_poll_interval(&object.poll_interval()?)?;
    if let Some(first) = first {
        plan.poll_interval = first;
        plan.max_poll_interval = plan.max_poll_interval.max(first);
    }
    if let Some(longest) = longest {
        plan.max_poll_interval = longest;
    }
    if let Some(timeout) = duration("option `attemptTimeout`", 1.0, &object.attempt_timeout()?)? {
        plan.attempt_timeout = timeout;
    }
    plan.can_refresh_credentials =
        flag("option `canRefreshCredentials`", &object.can_refresh_credentials()?)?;
    Ok(plan)
}

/// The first and the longest interval, as far as they are given.
fn read_poll_interval(x: &JsValue) -> Result<(Option<u64>, Option<u64>), Thrown> {
    let subject = "option `pollInterval`";
    if !x.is_object() {
        let interval = duration(subject, 1.0, x)?;
        return Ok((interval, interval));
    }
    check_poll_interval(x)?;
    let object: PollInterval = members(x);
    let first = duration(subject, 1.0, &object.first()?)?;
    let longest = duration(subject, 1.0, &object.longest()?)?;
    match (first, longest) {
        (None, None) => {
            let expected = "milliseconds, or an object with `first` and `longest`";
            Err(wrong_type(subject, expected, x).into())
        }
        (Some(first), Some(longest)) if longest < first => {
            Err(Issue::new(Code::NotAllowed, subject, "member `longest`", "`first` or more").into())
        }
        given => Ok(given),
    }
}

fn read_operation(name: &JsValue) -> Result<OperationName, Issue> {
    let text = name.as_string().unwrap_or_default();
    let found = OperationName::ALL.into_iter().find(|operation| operation.as_str() == text);
    found.ok_or_else(|| wrong_type("operation", "the name of an operation", name))
}

/// A duration in whole milliseconds. `None` if it is absent.
fn duration(subject: &'static str, least: f64, x: &JsValue) -> Result<Option<u64>, Issue> {
    if is_absent(x) {
        return Ok(None);
    }
    let expected = if least == 0.0 { "milliseconds, 0 or more" } else { "milliseconds, 1 or more" };
    match x.as_f64() {
        Some(number) if number >= least => Ok(Some(saturating_u64(number))),
        _ => Err(wrong_type(subject, expected, x)),
    }
}

/// A duration in whole milliseconds, rounded up.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
fn saturating_u64(number: f64) -> u64 {
    number.ceil() as u64
}
