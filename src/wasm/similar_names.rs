//! The name that was meant by one that nothing reads.

use std::borrow::Cow;
use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::error::Thrown;
use super::names;
use super::option_hint::OptionHint;
use crate::operation::Operation;
use crate::validate::characters::excerpt;
use crate::validate::hint::Hint;
use crate::validate::{Code, Issue};

/// The options of the request functions.
const REQUEST_OPTIONS: &[&str] =
    &["region", "endpoint", "useFipsEndpoint", "useDualstackEndpoint", "credentials", "date"];

/// The options that only the client functions have.
const CLIENT_OPTIONS: &[&str] =
    &["fetch", "signal", "onProgress", "maxAttempts", "maxWait", "pollInterval", "attemptTimeout"];

const PLAN_OPTIONS: &[&str] = &[
    "goal",
    "operation",
    "maxAttempts",
    "maxWait",
    "pollInterval",
    "attemptTimeout",
    "canRefreshCredentials",
];

const POLL_INTERVAL_MEMBERS: &[&str] = &["first", "longest"];

/// Names of other SDKs and other operations that share few letters with ours, in lower case.
const ALIASES: &[(&str, &str)] = &[
    ("maxretries", "maxAttempts"),
    ("retries", "maxAttempts"),
    ("requesttimeout", "attemptTimeout"),
    ("connectiontimeout", "attemptTimeout"),
    ("delay", "pollInterval"),
    ("mindelay", "pollInterval"),
    ("maxdelay", "pollInterval"),
    ("min", "first"),
    ("max", "longest"),
    ("requesthandler", "fetch"),
    ("url", "endpoint"),
    ("baseurl", "endpoint"),
    ("accesskeyid", "credentials"),
    ("secretaccesskey", "credentials"),
    ("sessiontoken", "credentials"),
    ("importtaskid", "taskIdentifier"),
    ("limit", "maxResults"),
    ("pagesize", "maxResults"),
];

thread_local! {
    // Made once: this is part of every request.
    static ARRAYS: RefCell<Vec<(&'static [&'static str], Array)>> = const { RefCell::new(Vec::new()) };
}

/// The names of the own enumerable members of an object that have a value, and a name that is not `known`.
pub(super) fn unknown(object: &JsValue, known: &'static [&'static str]) -> Result<Vec<String>, JsValue> {
    let array = ARRAYS.with_borrow_mut(|arrays| {
        if let Some((_, array)) = arrays.iter().find(|(others, _)| std::ptr::eq(*others, known)) {
            return array.clone();
        }
        let array = names::array(known);
        arrays.push((known, array.clone()));
        array
    });
    let names = names::unknown(object, &array)?;
    Ok(names.into_iter().flatten().filter_map(|name| name.as_string()).collect())
}

/// Rejects an option that no function has.
pub(super) fn check_options(config: &JsValue) -> Result<(), Thrown> {
    let unknown = unknown(config, REQUEST_OPTIONS)?;
    let Some(name) = unknown.first() else { return Ok(()) };
    let of_client = CLIENT_OPTIONS.contains(&name.as_str());
    let meant = if of_client { None } else { similar(name, &[REQUEST_OPTIONS, CLIENT_OPTIONS].concat()) };
    // A client passes the options that it does not have.
    let expected = "region, endpoint, useFipsEndpoint, useDualstackEndpoint, credentials, date (requests only) or another \
                    option of a client";
    let issue = issue(["options", "option", expected], name, meant);
    Err(if of_client { issue.with_hint(OptionHint::ClientOption.into()) } else { issue }.into())
}

/// Rejects an option that no plan of a cancellation has.
pub(super) fn check_plan(plan: &JsValue) -> Result<(), Thrown> {
    let expected =
        "goal, operation, maxAttempts, maxWait, pollInterval, attemptTimeout or canRefreshCredentials";
    check(plan, PLAN_OPTIONS, ["plan", "option", expected])
}

/// Rejects a member that `pollInterval` does not have.
pub(super) fn check_poll_interval(object: &JsValue) -> Result<(), Thrown> {
    let words = ["option `pollInterval`", "pollInterval member", "first and longest"];
    check(object, POLL_INTERVAL_MEMBERS, words)
}

fn check(object: &JsValue, known: &'static [&'static str], words: [&'static str; 3]) -> Result<(), Thrown> {
    let unknown = unknown(object, known)?;
    let Some(name) = unknown.first() else { return Ok(()) };
    Err(issue(words, name, similar(name, known)).into())
}

/// Rejects a member that the input of an operation does not have.
pub(super) fn check_members<T: Operation>(input: &JsValue) -> Result<(), Thrown> {
    let unknown = unknown(input, T::MEMBERS)?;
    let Some(first) = unknown.first() else { return Ok(()) };
    // Where a whole task was passed, its other members have nothing to say.
    let mut meant = None;
    let is_similar = |name: &&String| {
        meant = similar(name, T::MEMBERS);
        meant.is_some()
    };
    let name = unknown.iter().find(is_similar).unwrap_or(first);
    Err(issue(["input", "input member", T::INPUT], name, meant).into())
}

/// The issue with an unknown name; `meant` is the name that was probably meant.
fn issue([subject, part, expected]: [&'static str; 3], name: &str, meant: Option<&'static str>) -> Issue {
    let issue = |expected| Issue::new(Code::UnknownOption, subject, part, expected).with_found(excerpt(name));
    match meant {
        Some(meant) => {
            issue(Cow::from(format!("`{meant}`"))).with_hint(Hint::SimilarName(meant)).with_suggestion(meant)
        }
        None => issue(expected.into()),
    }
}

/// The one of the `known` names that was probably meant.
fn similar(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let name = normalized(name);
    if let Some((_, meant)) = ALIASES.iter().find(|(alias, meant)| *alias == name && known.contains(meant)) {
        return Some(meant);
    }
    let distance = |known: &str| strsim::levenshtein(&normalized(known), &name);
    let nearest = known.iter().min_by_key(|known| distance(known))?;
    if distance(nearest) <= 2 {
        return Some(nearest);
    }
    // `id`, `taskId`, `awsRegion`
    let contains = |known: &&&'static str| {
        let known = normalized(known);
        name.len() > 1 && (known.contains(&name) || name.contains(&known))
    };
    known.iter().find(contains).copied()
}

/// In lower case, without the separators of other languages.
pub(super) fn normalized(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).take(64).map(|c| c.to_ascii_lowercase()).collect()
}
