//! `is…`, `check…`, `parse…`, `roleArnParts` and `checkLines`.

use js_sys::JsString;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::error::{Thrown, to_object};
use super::input::members;
use super::issue::{IssueObject, accepted};
use super::names;
use super::value::{STRING_OR_BYTES, bytes, is_absent, too_long, unpaired_surrogate, wrong_type};
use crate::validate::characters::{excerpt, is_near};
use crate::validate::hint::Hint;
use crate::validate::{Code, Identifier, Issue, Revision, RoleArnParts, lines};

#[wasm_bindgen]
extern "C" {
    type RoleArnOptions;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn revision(this: &RoleArnOptions) -> Result<JsValue, JsValue>;
}

/// `isTaskId`
#[wasm_bindgen(js_name = isTaskId, skip_typescript)]
#[must_use]
pub fn is_task_id(x: JsValue) -> bool {
    x.as_string().is_some_and(|id| Identifier::TaskId.accepts(&id))
}

/// `isGraphId`
#[wasm_bindgen(js_name = isGraphId, skip_typescript)]
#[must_use]
pub fn is_graph_id(x: JsValue) -> bool {
    x.as_string().is_some_and(|id| Identifier::GraphId.accepts(&id))
}

/// `isRoleArn`
///
/// False for invalid options too.
#[wasm_bindgen(js_name = isRoleArn, skip_typescript)]
#[must_use]
pub fn is_role_arn(x: JsValue, options: JsValue) -> bool {
    role_arn(&options).is_ok_and(|identifier| accepts_arn(identifier, &x))
}

fn accepts_arn(identifier: Identifier, x: &JsValue) -> bool {
    x.as_string().is_some_and(|arn| arn.len() <= MAX_LENGTH && identifier.accepts(&arn))
}

/// A result of a function that never fails.
///
/// It must be a `Result`, which has several return values in WebAssembly: V8 (in Node 20 and 22) ends the process when it
/// deoptimizes code like `ids.map((id) => ({ id, checked: checkTaskId(id) }))` with a call of a function in it that returns one reference.
pub type Checked = Result<JsValue, JsValue>;

/// `checkTaskId`
///
/// # Errors
///
/// None: see [`Checked`].
#[wasm_bindgen(js_name = checkTaskId, skip_typescript)]
pub fn check_task_id(x: JsValue) -> Checked {
    Ok(check(Identifier::TaskId, &x))
}

/// `checkGraphId`
///
/// # Errors
///
/// None: see [`Checked`].
#[wasm_bindgen(js_name = checkGraphId, skip_typescript)]
pub fn check_graph_id(x: JsValue) -> Checked {
    Ok(check(Identifier::GraphId, &x))
}

/// `checkRoleArn`
///
/// # Errors
///
/// None: see [`Checked`].
#[wasm_bindgen(js_name = checkRoleArn, skip_typescript)]
pub fn check_role_arn(x: JsValue, options: JsValue) -> Checked {
    Ok(match role_arn(&options) {
        Ok(identifier) => check(identifier, &x),
        Err(issue) => rejected(&issue),
    })
}

/// `parseTaskId`
///
/// # Errors
///
/// `InvalidInputError`
#[wasm_bindgen(js_name = parseTaskId, skip_typescript)]
pub fn parse_task_id(x: JsValue) -> Result<JsValue, JsValue> {
    parse(Identifier::TaskId, x)
}

/// `parseGraphId`
///
/// # Errors
///
/// `InvalidInputError`
#[wasm_bindgen(js_name = parseGraphId, skip_typescript)]
pub fn parse_graph_id(x: JsValue) -> Result<JsValue, JsValue> {
    parse(Identifier::GraphId, x)
}

/// `parseRoleArn`
///
/// # Errors
///
/// `InvalidInputError`
#[wasm_bindgen(js_name = parseRoleArn, skip_typescript)]
pub fn parse_role_arn(x: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    parse(role_arn(&options).map_err(Thrown::from)?, x)
}

/// The pattern that `options.revision` selects. A getter that throws selects none.
fn role_arn(options: &JsValue) -> Result<Identifier, Issue> {
    // A number is the index that array methods pass, as in `arns.map(checkRoleArn)`.
    if is_absent(options) || options.as_f64().is_some() {
        return Ok(Identifier::RoleArn(Revision::Documented));
    }
    if !options.is_object() {
        let expected = "an object such as `{ revision: \"current\" }`";
        let issue = wrong_type("argument `options`", expected, options);
        return Err(match revision(options) {
            Some(Revision::Documented) => issue.with_hint(Hint::SimilarName("{ revision: \"documented\" }")),
            Some(Revision::Current) => issue.with_hint(Hint::SimilarName("{ revision: \"current\" }")),
            None => issue,
        });
    }
    // A proxy that throws has no members.
    let unknown = names::unknown(options, &names::array(&["revision"])).unwrap_or_default();
    if let Some(name) = unknown.and_then(|names| names.get(0).as_string()) {
        let issue =
            Issue::new(Code::UnknownOption, "options", "option", "`revision`").with_found(excerpt(&name));
        let is_meant = name == "version" || is_near(&name, "revision");
        return Err(if is_meant { issue.with_hint(Hint::SimilarName("revision")) } else { issue });
    }
    let member = members::<RoleArnOptions>(options).revision().unwrap_or(JsValue::NULL);
    if is_absent(&member) {
        return Ok(Identifier::RoleArn(Revision::Documented));
    }
    let revision =
        revision(&member).ok_or_else(|| wrong_type("revision", "`documented` or `current`", &member))?;
    Ok(Identifier::RoleArn(revision))
}

fn revision(x: &JsValue) -> Option<Revision> {
    let name = x.as_string()?;
    [Revision::Documented, Revision::Current].into_iter().find(|revision| revision.as_str() == name)
}

#[derive(Serialize)]
struct Rejected<'a> {
    ok: bool,
    issue: IssueObject<'a>,
}

fn rejected(issue: &Issue) -> JsValue {
    to_object(&Rejected { ok: false, issue: issue.into() })
}

fn check(identifier: Identifier, x: &JsValue) -> JsValue {
    match warnings(identifier, x) {
        Ok(warnings) => accepted(x.clone(), &warnings),
        Err(issue) => rejected(&issue),
    }
}

fn parse(identifier: Identifier, x: JsValue) -> Result<JsValue, JsValue> {
    warnings(identifier, &x).map_err(Thrown::from)?;
    Ok(x)
}

fn warnings(identifier: Identifier, x: &JsValue) -> Result<Vec<Issue>, Issue> {
    let not_a_string = || wrong_type(identifier.subject(), "a string", x);
    match identifier {
        // No ID with an unpaired surrogate is valid.
        Identifier::TaskId | Identifier::GraphId => {
            identifier.check(&x.as_string().ok_or_else(not_a_string)?)
        }
        Identifier::RoleArn(_) => {
            let string = x.dyn_ref::<JsString>().ok_or_else(not_a_string)?;
            let arn = String::from(string);
            if arn.len() > MAX_LENGTH {
                return Err(too_long(identifier.subject(), "length"));
            }
            let mut warnings = identifier.check(&arn)?;
            if let Some(index) = unpaired_surrogate(string, &arn) {
                let expected = "a well-formed string";
                let warning = Issue::new(Code::UnpairedSurrogate, identifier.subject(), "value", expected);
                warnings.push(warning.after(index));
            }
            Ok(warnings)
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RoleArnPartsObject<'a> {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    partition: JsValue,
    account_id: &'a str,
    path: &'a str,
    role_name: &'a str,
}

/// `roleArnParts`
///
/// # Errors
///
/// `InvalidInputError`
#[wasm_bindgen(js_name = roleArnParts, skip_typescript)]
pub fn role_arn_parts(arn: JsValue) -> Result<JsValue, JsValue> {
    if !accepts_arn(Identifier::RoleArn(Revision::Current), &arn) {
        warnings(Identifier::RoleArn(Revision::Documented), &arn).map_err(Thrown::from)?;
    }
    let copy = arn.as_string().unwrap_or_default();
    let RoleArnParts { partition, account_id, path, role_name } = RoleArnParts::of(&copy);
    // The only part that may contain an unpaired surrogate: cut from the original.
    let index = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let start = RoleArnParts::PARTITION_INDEX;
    let end = start + partition.encode_utf16().count();
    let partition = arn.unchecked_ref::<JsString>().slice(index(start), index(end)).into();
    Ok(to_object(&RoleArnPartsObject { partition, account_id, path, role_name }))
}

#[derive(Serialize)]
struct InvalidLine {
    line: f64,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    issue: JsValue,
}

#[derive(Serialize)]
struct LinesCheck {
    lines: f64,
    valid: f64,
    issues: Vec<InvalidLine>,
}

/// `checkLines`
///
/// # Errors
///
/// `InvalidInputError` for an unknown kind or revision, and if `text` is neither a string nor bytes.
#[wasm_bindgen(js_name = checkLines, skip_typescript)]
pub fn check_lines(kind: JsValue, text: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let identifier = match kind.as_string().as_deref() {
        Some("taskId") => Identifier::TaskId,
        Some("graphId") => Identifier::GraphId,
        Some("roleArn") => role_arn(&options).map_err(Thrown::from)?,
        _ => {
            let expected = "`taskId`, `graphId` or `roleArn`";
            return Err(Thrown::from(wrong_type("kind", expected, &kind)).into());
        }
    };
    let mut result = LinesCheck { lines: 0.0, valid: 0.0, issues: Vec::new() };
    // Lines that are equal, one after the other, share an issue: a file may have a million empty lines.
    let mut last: Option<(Vec<u8>, JsValue)> = None;
    let mut check_piece = |piece: &[u8]| {
        let before = result.lines;
        let counts = lines::check(identifier, piece, |line, range| {
            let value = piece.get(range).unwrap_or_default();
            let issue = match &last {
                Some((last, issue)) if last == value => issue.clone(),
                _ => match identifier.validate(&String::from_utf8_lossy(value)) {
                    Ok(()) => return,
                    Err(issue) => to_object(&IssueObject::from(&issue)),
                },
            };
            last = Some((value.to_vec(), issue.clone()));
            result.issues.push(InvalidLine { line: before + count(line), issue });
        });
        result.lines += count(counts.lines);
        result.valid += count(counts.valid);
    };
    let checked = if let Some(string) = text.dyn_ref::<JsString>() {
        let mut start = 0;
        for_each_piece(&mut check_piece, |buffer| {
            let mut end = string.length().min(start + PIECE_LENGTH);
            // Not between the halves of a surrogate pair.
            if end < string.length() && HIGH_SURROGATES.contains(&string.char_code_at(end - 1)) {
                end -= 1;
            }
            buffer.extend_from_slice(String::from(&string.slice(start, end)).as_bytes());
            start = end;
            start < string.length()
        })
    } else if let Some(bytes) = bytes(&text) {
        let length = bytes.length();
        let mut start = 0.0;
        for_each_piece(&mut check_piece, |buffer| {
            let end = length.min(start + f64::from(PIECE_LENGTH));
            buffer.extend_from_slice(&bytes.subarray(start, end).to_vec());
            start = end;
            start < length
        })
    } else {
        Err(wrong_type("text", STRING_OR_BYTES, &text))
    };
    checked.map_err(Thrown::from)?;
    Ok(to_object(&result))
}

/// A number of lines, which is exact in a double.
#[expect(clippy::cast_precision_loss, reason = "a piece has less than 2^53 lines")]
fn count(lines: usize) -> f64 {
    lines as f64
}

/// The first halves of surrogate pairs.
const HIGH_SURROGATES: std::ops::Range<f64> = 55_296.0..56_320.0;

/// How much is copied into WebAssembly at a time. A string of JavaScript has less than 2^30 characters, so the sum with a position
/// in one does not overflow.
const PIECE_LENGTH: u32 = 1 << 16;

/// The longest line, and the longest role ARN, whose pattern has no limit. In bytes.
const MAX_LENGTH: usize = 1 << 24;

/// Calls `check` with pieces of whole lines. `read` appends to a buffer, and returns true if there is more.
fn for_each_piece(
    check: &mut impl FnMut(&[u8]),
    mut read: impl FnMut(&mut Vec<u8>) -> bool,
) -> Result<(), Issue> {
    let mut buffer = Vec::new();
    loop {
        let searched = buffer.len();
        if !read(&mut buffer) {
            check(&buffer);
            return Ok(());
        }
        let unsearched = buffer.get(searched..).unwrap_or_default();
        if let Some(line_end) = unsearched.iter().rposition(|byte| *byte == b'\n') {
            let rest = buffer.split_off(searched + line_end + 1);
            check(&buffer);
            buffer = rest;
        }
        if buffer.len() > MAX_LENGTH {
            return Err(too_long("text", "length of a line"));
        }
    }
}
