//! What `is…`, `check…`, `checkLines`, `roleArnParts` and `patterns` stand on.

use wasm_bindgen::prelude::*;

use super::json_text::{JsonText, outcome};
use crate::check::Kind;
use crate::issue::{Code, Issue};
use crate::lines;
use crate::role_arn;
use crate::text;

/// The kind that JavaScript means by a number.
fn kind_at(place: usize) -> Kind {
    match place {
        0 => Kind::TaskId,
        1 => Kind::GraphId,
        2 => Kind::RoleArnDocumented,
        _ => Kind::RoleArnCurrent,
    }
}

#[wasm_bindgen]
pub fn accepts(kind: usize, text: &str) -> bool {
    kind_at(kind).accepts(text)
}

/// Checks a text: nothing is returned where there is nothing to say. `unpaired` is where it has half a surrogate pair,
/// which the way here has made U+FFFD; -1 if nowhere.
#[wasm_bindgen]
pub fn check(kind: usize, text: &str, unpaired: isize) -> String {
    let kind = kind_at(kind);
    let mut checked = kind.check(text);
    if let (Ok(warnings), Ok(index)) = (&mut checked, usize::try_from(unpaired)) {
        let mut issue =
            Issue::new(Code::UnpairedSurrogate, kind.grammar().subject, "value", "well-formed text");
        issue.index_utf16 = index;
        warnings.push(issue);
    }
    match &checked {
        Ok(warnings) if warnings.is_empty() => String::new(),
        // The value is for JavaScript to set.
        _ => outcome(&checked, &mut |json| json.raw("null")),
    }
}

/// Partition, account id, path and role name of an ARN that has passed, with a `:` between them: none can hold one.
#[wasm_bindgen(js_name = roleArnParts)]
pub fn role_arn_parts(text: &str) -> String {
    let parts = role_arn::parts(text);
    text::concat(&[parts.partition, ":", parts.account_id, ":", parts.path, ":", parts.role_name])
}

/// The published pattern.
#[wasm_bindgen]
pub fn pattern(kind: usize) -> String {
    let pattern = kind_at(kind).pattern();
    let mut json = JsonText::new();
    json.object(&[
        ("source", pattern.source),
        ("html", pattern.html),
        ("revision", pattern.revision),
        ("page", pattern.page),
    ]);
    json.finish()
}

/// Looks through lines: of each that is refused its number, counted from 1, and where in `text` it begins and ends; then
/// how many there are, and how many pass.
#[wasm_bindgen(js_name = checkLines)]
pub fn check_lines(kind: usize, text: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let (lines, valid) = lines::check(kind_at(kind), text, &mut |number, place| {
        for number in [number, place.start, place.end] {
            found.push(number);
        }
    });
    found.push(lines);
    found.push(valid);
    found
}
