//! `is…`, `check…`, `parse…`, `roleArnParts`, `checkLines` and `patterns`.

use neptune_import_tasks::validate::{Identifier, Pattern, Revision, pattern};
use neptune_import_tasks::wasm::validate::{
    check_graph_id, check_lines, check_role_arn, check_task_id, is_graph_id, is_role_arn, is_task_id,
    parse_role_arn, parse_task_id, role_arn_parts,
};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{error, get, items, js, json, keys, number, text};

const ARN: &str = "arn:aws:iam::123456789012:role/Import";
const UNDEFINED: JsValue = JsValue::UNDEFINED;

#[wasm_bindgen_test]
fn verdicts() {
    assert!(is_task_id("t-0123456789".into()));
    assert!(!is_task_id("t-0123456789\n".into()));
    assert!(is_graph_id("g-0123456789".into()));
    assert!(is_role_arn(ARN.into(), UNDEFINED));
    assert!(!is_role_arn(format!("{ARN}/x").into(), UNDEFINED));
    assert!(is_role_arn(format!("{ARN}/x").into(), js("{ revision: 'current' }")));
    assert!(!is_role_arn(ARN.into(), js("{ revision: 'latest' }")));
}

#[wasm_bindgen_test]
fn values_of_other_types_are_invalid() {
    for (value, found) in [
        ("undefined", "missing"),
        ("null", "missing"),
        ("true", "a boolean"),
        ("NaN", "the number NaN"),
        ("-1.5e30", "the number -1.5e+30"),
        ("5n", "a bigint"),
        ("Symbol('s')", "a symbol"),
        ("[]", "an Array"),
        ("{}", "an object"),
        ("() => {}", "a function"),
        ("new String('t-0123456789')", "a String"),
        ("new Date()", "a Date"),
        ("Object.create(null)", "an object"),
        ("new Proxy({}, { get() { throw new Error('read'); } })", "an object"),
        (
            "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()",
            "an object",
        ),
    ] {
        let value = js(value);
        assert!(!is_task_id(value.clone()));
        let checked = check_task_id(value.clone()).unwrap();
        let expected = format!("the task id is {found}: expected a string");
        assert_eq!(text(&checked, "issue.message"), expected);
        let code = if found == "missing" { "missing" } else { "wrong_type" };
        assert_eq!(text(&checked, "issue.code"), code);
        assert_eq!(error(parse_task_id(value)), ("InvalidInputError".into(), expected));
    }
}

#[wasm_bindgen_test]
fn objects_have_the_documented_members() {
    let checked = check_task_id("t-01A3456789".into()).unwrap();
    assert_eq!(keys(&checked), ["ok", "issue"]);
    assert_eq!(
        json(&get(&checked, "issue")),
        json(&js("{ code: 'unexpected_character', subject: 'task id', part: 'suffix', index: 4, \
            expected: 'a-z or 0-9', found: 'A', \
            message: 'unexpected `A` at index 4 in the suffix of the task id: expected a-z or 0-9', \
            explanation: 'Character 5, `A`, must be a lower-case letter or a digit. It is valid in lower case.', \
            hint: 'valid in lower case', suggestion: 't-01a3456789' }"))
    );
    let valid = check_graph_id("g-0123456789".into()).unwrap();
    assert_eq!(json(&valid), r#"{"ok":true,"value":"g-0123456789","warnings":[]}"#);
    let parts = role_arn_parts(ARN.into()).expect("parts");
    assert_eq!(
        json(&parts),
        r#"{"partition":"aws","accountId":"123456789012","path":"/","roleName":"Import"}"#
    );
    assert_eq!(parse_role_arn(ARN.into(), UNDEFINED).expect("valid"), JsValue::from(ARN));
}

#[wasm_bindgen_test]
fn positions_count_utf16_units() {
    let checked = check_role_arn("arn:aws\u{1F600}:s3::".into(), UNDEFINED).unwrap();
    assert_eq!(number(&checked, "issue.index"), 10.0);
    let unpaired = check_role_arn(js(r"'arn:aws\ud800:iam::123456789012:role/x'"), UNDEFINED).unwrap();
    let warnings: Vec<_> = items(&unpaired, "warnings")
        .iter()
        .map(|warning| (text(warning, "code"), number(warning, "index")))
        .collect();
    assert_eq!(warnings, [("unknown_value".into(), 4.0), ("unpaired_surrogate".into(), 7.0)]);
    // As it was passed, with its surrogate.
    let same = js(r"(value) => value === 'arn:aws\ud800:iam::123456789012:role/x'");
    let same: js_sys::Function = wasm_bindgen::JsCast::unchecked_into(same);
    assert!(same.call1(&UNDEFINED, &get(&unpaired, "value")).expect("a comparison").is_truthy());
}

#[wasm_bindgen_test]
fn every_character_is_found() {
    for found in (0..0x300).chain(0x2000..0x2100).chain(0x1F600..0x1F610).filter_map(char::from_u32) {
        let checked = check_task_id(format!("t-{found}").into()).unwrap();
        if found.is_ascii_lowercase() || found.is_ascii_digit() {
            assert!(get(&checked, "issue.found").is_undefined());
        } else {
            assert_eq!(text(&checked, "issue.found"), found.to_string());
        }
    }
}

#[wasm_bindgen_test]
fn options_that_throw_or_are_odd() {
    let thrown = js("{ get revision() { throw new TypeError('mine'); } }");
    assert!(is_role_arn(ARN.into(), thrown.clone()));
    assert!(get(&check_role_arn(ARN.into(), thrown).unwrap(), "ok").is_truthy());
    for odd in ["'current'", "() => {}"] {
        assert!(!is_role_arn(ARN.into(), js(odd)), "{odd}");
        let checked = check_role_arn(ARN.into(), js(odd)).unwrap();
        assert_eq!(text(&checked, "issue.subject"), "argument `options`", "{odd}");
    }
    for odd in ["{ revision: ['current'] }", "{ revision: {} }", "{ revision: 5 }"] {
        let checked = check_role_arn(ARN.into(), js(odd)).unwrap();
        assert_eq!(text(&checked, "issue.subject"), "revision", "{odd}");
    }
    // A number is the index that array methods pass.
    for none in ["null", "5", "{}", "{ revision: null }"] {
        assert!(is_role_arn(ARN.into(), js(none)), "{none}");
    }
}

#[wasm_bindgen_test]
fn lines_of_strings_and_bytes() {
    let source = "t-0123456789\r\nx\n\nt-9876543210";
    let bytes = format!("new TextEncoder().encode({source:?})");
    for lines in [
        JsValue::from(source),
        js(&bytes),
        js(&format!("{bytes}.buffer")),
        js(&format!("new DataView({bytes}.buffer)")),
    ] {
        let checked = check_lines("taskId".into(), lines, UNDEFINED).expect("counts");
        assert_eq!((number(&checked, "lines"), number(&checked, "valid")), (4.0, 2.0));
        let issues: Vec<_> = items(&checked, "issues")
            .iter()
            .map(|line| (number(line, "line"), text(line, "issue.code")))
            .collect();
        assert_eq!(issues, [(2.0, "unexpected_character".into()), (3.0, "empty".into())]);
    }
    let expected =
        "the text is the number 5: expected a string, or a Uint8Array or ArrayBuffer that is not detached";
    assert_eq!(error(check_lines("taskId".into(), js("5"), UNDEFINED)).1, expected);
    let expected = "the kind is `role`: expected `taskId`, `graphId` or `roleArn`";
    assert_eq!(error(check_lines("role".into(), "".into(), UNDEFINED)).1, expected);
    let detached =
        js("(() => { const b = new ArrayBuffer(8); structuredClone(b, { transfer: [b] }); return b; })()");
    assert_eq!(error(check_lines("taskId".into(), detached, UNDEFINED)).0, "InvalidInputError");
    let impostor = js("{ [Symbol.toStringTag]: 'ArrayBuffer', length: 1e9, byteLength: 1e9 }");
    assert_eq!(error(check_lines("taskId".into(), impostor, UNDEFINED)).0, "InvalidInputError");
}

/// Pieces are cut inside of lines, of characters and of surrogate pairs.
#[wasm_bindgen_test]
fn lines_are_the_same_in_pieces_of_any_size() {
    let line = |index: usize| match index % 7 {
        0 => format!("{index}\u{1F600}"),
        3 => "\u{1F600}".repeat(index % 300),
        _ => "t-0123456789".to_string(),
    };
    let lines: Vec<String> = (0..12_000).map(line).collect();
    let source = lines.join("\n");
    let valid = lines.iter().filter(|line| Identifier::TaskId.accepts(line)).count();
    let bytes = js_sys::Uint8Array::from(source.as_bytes());
    let from_string = check_lines("taskId".into(), source.into(), UNDEFINED).expect("counts");
    let from_bytes = check_lines("taskId".into(), bytes.into(), UNDEFINED).expect("counts");
    assert_eq!(number(&from_string, "lines"), 12_000.0);
    assert_eq!(number(&from_string, "valid") as usize, valid);
    assert_eq!(json(&from_string), json(&from_bytes));
}

#[wasm_bindgen(module = "/js/patterns.js")]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = patterns)]
    static PATTERNS: JsValue;
}

#[wasm_bindgen_test]
fn patterns_are_the_ones_that_decide() {
    let published: [(&str, &Pattern); 4] = [
        ("taskId", &pattern::TASK_ID),
        ("graphId", &pattern::GRAPH_ID),
        ("roleArn", &pattern::ROLE_ARN_DOCUMENTED),
        ("roleArnCurrent", &pattern::ROLE_ARN_CURRENT),
    ];
    let patterns = PATTERNS.with(Clone::clone);
    assert_eq!(keys(&patterns), published.map(|(name, _)| name));
    for (name, pattern) in published {
        let object = get(&patterns, name);
        let members = ["source", "html", "revision", "page"].map(|member| text(&object, member));
        let revision = pattern.revision.as_str();
        assert_eq!(members, [pattern.source, pattern.html, revision, pattern.page], "{name}");
        assert!(js_sys::Object::is_frozen(&object.into()), "{name}");
    }
    let identifiers = [
        Identifier::TaskId,
        Identifier::GraphId,
        Identifier::RoleArn(Revision::Documented),
        Identifier::RoleArn(Revision::Current),
    ];
    for identifier in identifiers {
        for value in
            ["t-0123456789", "g-0123456789", ARN, "arn:aws:iam::123456789012:role/a/b", "", "\u{663}"]
        {
            assert_eq!(identifier.pattern().regex().is_match(value), identifier.accepts(value));
        }
    }
}
