//! Properties of any value: each verdict equals that of regex-lite (asserted inside, in debug builds), and nothing panics.

use neptune_import_tasks::validate::grammar::Cursor;
use neptune_import_tasks::validate::lines;
use neptune_import_tasks::{CancelImportTask, Operation, Response};
use proptest::prelude::*;

use crate::support::IDENTIFIERS;

/// Values that are nearly valid, which random ones never are.
fn nearly_valid() -> impl Strategy<Value = String> {
    prop_oneof![
        "[tg][-_]?[a-zA-Z0-9 ]{8,12}",
        "arn:aws[a-z:\\n-]{0,4}:iam:[a-z]?:[0-9]{11,13}:(role|user)/?(service-role/?|[a-z/!@-]{0,6}){0,2}",
        // Slips in role ARNs.
        "(arn:?)?:?(aws|AWS|aws-cn):{0,2}(iam|sts|s3):{0,3}(us-east-1:|eu-west-1:)?([0-9]{12}|[0-9]{4}[- ][0-9]{4}[- ][0-9]{4}|ACCOUNT|<id>)[:/]{0,2}(role|Role|assumed-role|user|policy)[:/]{0,2}([a-zA-Z]{1,3}[/:]?){0,3}",
        ".{0,20}",
    ]
}

proptest! {
    #[test]
    fn rejections_point_into_the_value(value in nearly_valid()) {
        for identifier in IDENTIFIERS {
            match identifier.check(&value) {
                Ok(_) => prop_assert!(identifier.accepts(&value)),
                Err(issue) => {
                    prop_assert!(!identifier.accepts(&value));
                    prop_assert!(value.is_char_boundary(issue.index()));
                    // What precedes the index begins some valid value: a walk over it does not stop.
                    let valid = &value[..issue.index()];
                    let mut cursor = Cursor::default();
                    prop_assert_eq!(identifier.grammar().advance(&mut cursor, valid.as_bytes()), valid.len());
                    prop_assert!(issue.suggestion().is_none_or(|suggestion| identifier.accepts(suggestion)));
                }
            }
        }
    }

    #[test]
    fn explanations_are_sentences(value in nearly_valid()) {
        for identifier in IDENTIFIERS {
            for issue in identifier.check(&value).unwrap_or_else(|issue| vec![issue]) {
                let explanation = issue.explanation();
                prop_assert!(explanation.ends_with('.') && !explanation.contains('\n'), "{}", explanation);
            }
        }
    }

    #[test]
    fn each_line_is_checked_like_a_single_value(
        values in prop::collection::vec(nearly_valid(), 0..8),
        crlf: bool,
        ends_last_line: bool,
    ) {
        let values: Vec<String> = values.iter().map(|value| value.replace(['\n', '\r'], "")).collect();
        let line_end = if crlf { "\r\n" } else { "\n" };
        let mut text = values.join(line_end);
        if ends_last_line && !values.is_empty() {
            text += line_end;
        }
        // Without a final line end, an empty last value is not a line.
        let count = if text.is_empty() {
            0
        } else if !ends_last_line && values.last().is_some_and(String::is_empty) {
            values.len() - 1
        } else {
            values.len()
        };
        for identifier in IDENTIFIERS {
            let mut invalid = Vec::new();
            let counts = lines::check(identifier, text.as_bytes(), |number, range| {
                invalid.push((number, text.as_bytes()[range].to_vec()));
            });
            let expected: Vec<_> = (1..)
                .zip(&values[..count])
                .filter(|(_, value)| !identifier.accepts(value))
                .map(|(number, value)| (number, value.clone().into_bytes()))
                .collect();
            prop_assert_eq!(counts.lines, count);
            prop_assert_eq!(counts.valid, count - expected.len());
            prop_assert_eq!(invalid, expected);
        }
    }

    #[test]
    fn any_bytes_are_lines(bytes: Vec<u8>) {
        for identifier in IDENTIFIERS {
            let counts = lines::check(identifier, &bytes, |_, range| {
                assert!(!identifier.accepts_bytes(&bytes[range]));
            });
            prop_assert!(counts.valid <= counts.lines);
        }
    }

    #[test]
    fn any_response_is_parsed(
        status in 100_u16..1000,
        name in "[ -~]{0,12}",
        body in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..64),
            r#"\{"(code|__type|message|taskId)": ?("[a-zA-Z#:,]{0,8}"|5|null|\[\]|\{\})\}"#.prop_map(String::into_bytes),
        ],
    ) {
        let response = Response::from_bytes(status, [("x-amzn-errortype", name)], &body);
        match CancelImportTask::parse(&response) {
            Ok(_) => prop_assert!(status < 300),
            Err(error) => {
                prop_assert!(!error.to_string().is_empty());
                prop_assert_eq!(error.metadata().http_status_code, status);
            }
        }
    }
}
