//! What `is…`, `check…`, `checkLines`, `roleArnParts` and `patterns` stand on.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::plain::Plain;
use super::{issue, outcome};
use crate::check::Kind;
use crate::issue::{Code, Issue};
use crate::lines;
use crate::role_arn;

/// The kinds by the names that `patterns` has for them. JavaScript names them by their place in this list.
static KINDS: [(&str, Kind); 4] = [
    ("taskId", Kind::TaskId),
    ("graphId", Kind::GraphId),
    ("roleArn", Kind::RoleArnDocumented),
    ("roleArnCurrent", Kind::RoleArnCurrent),
];

/// JavaScript passes no place that is not in the list.
fn kind_at(place: usize) -> Kind {
    KINDS.get(place).map_or(Kind::TaskId, |(_, kind)| *kind)
}

#[wasm_bindgen]
pub fn accepts(kind: usize, text: &str) -> bool {
    kind_at(kind).accepts(text)
}

/// Checks a text. `unpaired` is where it has half a surrogate pair, which the way here has made U+FFFD; -1 if nowhere.
#[wasm_bindgen]
pub fn check(kind: usize, text: &str, unpaired: isize) -> Plain {
    let kind = kind_at(kind);
    let mut checked = kind.check(text);
    if let (Ok(warnings), Ok(index)) = (&mut checked, usize::try_from(unpaired)) {
        let mut issue =
            Issue::new(Code::UnpairedSurrogate, kind.grammar().subject, "value", "well-formed text");
        issue.index_utf16 = index;
        warnings.push(issue);
    }
    outcome(checked.map(|warnings| (JsValue::UNDEFINED, warnings)))
}

/// The parts of an ARN that has passed.
#[wasm_bindgen(js_name = roleArnParts)]
pub fn role_arn_parts(text: &str) -> Plain {
    let parts = role_arn::parts(text);
    let plain = Plain::new();
    plain.text("partition", parts.partition);
    plain.text("accountId", parts.account_id);
    plain.text("path", parts.path);
    plain.text("roleName", parts.role_name);
    plain
}

/// The published patterns.
#[wasm_bindgen]
pub fn patterns() -> Plain {
    let patterns = Plain::new();
    for (name, kind) in &KINDS {
        let pattern = kind.pattern();
        let plain = Plain::new();
        plain.text("source", pattern.source);
        plain.text("html", pattern.html);
        plain.text("revision", pattern.revision);
        plain.text("page", pattern.page);
        patterns.js(name, &plain);
    }
    patterns
}

#[wasm_bindgen]
extern "C" {
    /// A text that is carried over in pieces of whole lines, so that wasm memory does not grow with it.
    pub type Pieces;
    /// The next piece as UTF-8, if there is one.
    #[wasm_bindgen(method)]
    fn next(this: &Pieces) -> Option<Vec<u8>>;
    /// The text that these bytes are.
    #[wasm_bindgen(method)]
    fn decode(this: &Pieces, bytes: &[u8]) -> String;
}

/// Checks every line of a text.
#[wasm_bindgen(js_name = checkLines)]
pub fn check_lines(kind: usize, pieces: &Pieces) -> Plain {
    let kind = kind_at(kind);
    let (mut lines, mut valid) = (0, 0);
    let issues = Array::new();
    while let Some(piece) = pieces.next() {
        let counts = lines::check(kind, &piece, &mut |number, line| {
            if let Err(refusal) = kind.validate(&pieces.decode(line)) {
                let plain = Plain::new();
                plain.number("line", lines + number);
                plain.js("issue", &issue(&refusal));
                issues.push(&plain);
            }
        });
        lines += counts.0;
        valid += counts.1;
    }
    let plain = Plain::new();
    plain.number("lines", lines);
    plain.number("valid", valid);
    plain.js("issues", &issues);
    plain
}
