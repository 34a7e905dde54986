//! What holds for any text: each verdict is regex-lite's (asserted inside, in debug builds), and nothing panics.

use neptune_import_tasks::cancel_import_task;
use neptune_import_tasks::check::Kind;
use neptune_import_tasks::grammar::Cursor;
use neptune_import_tasks::http::Response;
use neptune_import_tasks::lines;
use proptest::prelude::*;

const KINDS: [Kind; 4] = [Kind::TaskId, Kind::GraphId, Kind::RoleArnDocumented, Kind::RoleArnCurrent];

/// Texts that are nearly right, which random ones never are.
fn nearly() -> impl Strategy<Value = String> {
    prop_oneof![
        "[tg][-_]?[a-zA-Z0-9 ]{8,12}",
        "arn:aws[a-z:\\n-]{0,4}:iam:[a-z]?:[0-9]{11,13}:(role|user)/?(service-role/?|[a-z/!@-]{0,6}){0,2}",
        ".{0,20}",
    ]
}

proptest! {
    #[test]
    fn refusals_point_into_the_value(value in nearly()) {
        for kind in KINDS {
            match kind.check(&value) {
                Ok(_) => prop_assert!(kind.accepts(&value)),
                Err(issue) => {
                    prop_assert!(!kind.accepts(&value));
                    prop_assert!(value.is_char_boundary(issue.index));
                    // The good part is the beginning of some value: a walk over it stops nowhere.
                    let good = &value[..issue.index];
                    let mut cursor = Cursor::default();
                    prop_assert_eq!(kind.grammar().advance(&mut cursor, good.as_bytes()), good.len());
                    prop_assert!(issue.suggestion.as_ref().is_none_or(|suggestion| kind.accepts(suggestion)));
                }
            }
        }
    }

    #[test]
    fn many_lines_are_single_checks(values in prop::collection::vec(nearly(), 0..8), crlf: bool, last: bool) {
        let values: Vec<String> = values.iter().map(|value| value.replace(['\n', '\r'], "")).collect();
        let end = if crlf { "\r\n" } else { "\n" };
        let mut text = values.join(end);
        if last && !values.is_empty() {
            text += end;
        }
        // Without a last line end an empty last value is no line.
        let count = if text.is_empty() { 0 } else if !last && values.last().is_some_and(String::is_empty) { values.len() - 1 } else { values.len() };
        for kind in KINDS {
            let mut refused = Vec::new();
            let (lines, valid) = lines::check(kind, text.as_bytes(), &mut |number, place| {
                refused.push((number, text.as_bytes()[place].to_vec()));
            });
            let wanted: Vec<_> = values[..count].iter().enumerate().filter(|(_, value)| !kind.accepts(value))
                .map(|(at, value)| (at + 1, value.clone().into_bytes())).collect();
            prop_assert_eq!(lines, count);
            prop_assert_eq!(valid, count - wanted.len());
            prop_assert_eq!(refused, wanted);
        }
    }

    #[test]
    fn any_bytes_are_lines(bytes: Vec<u8>) {
        for kind in KINDS {
            let (lines, valid) = lines::check(kind, &bytes, &mut |_, place| assert!(!kind.accepts_bytes(&bytes[place])));
            prop_assert!(valid <= lines);
        }
    }

    #[test]
    fn any_response_is_read(
        status in 100_u16..1000,
        name in "[ -~]{0,12}",
        body in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..64),
            r#"\{"(code|__type|message|taskId)": ?("[a-zA-Z#:,]{0,8}"|5|null|\[\]|\{\})\}"#.prop_map(String::into_bytes),
        ],
    ) {
        let headers = [("x-amzn-errortype", name)];
        let response = Response::from_bytes(status, headers, &body, |text| serde_json::from_str(text));
        match cancel_import_task::read(&response) {
            Ok(_) => prop_assert!(status < 300),
            Err(failure) => {
                prop_assert!(!failure.message.is_empty());
                prop_assert_eq!(failure.metadata.http_status_code, status);
            }
        }
    }
}
