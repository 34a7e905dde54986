//! Any value: the verdict is regex-lite's (asserted inside), positions and suggestions are right, and lines are values.

#![no_main]

use libfuzzer_sys::fuzz_target;
use neptune_import_tasks::validate::{Identifier, Revision, lines};

const IDENTIFIERS: [Identifier; 4] = [
    Identifier::TaskId,
    Identifier::GraphId,
    Identifier::RoleArn(Revision::Documented),
    Identifier::RoleArn(Revision::Current),
];

fuzz_target!(|value: &str| {
    for identifier in IDENTIFIERS {
        match identifier.check(value) {
            Ok(warnings) => {
                assert!(identifier.accepts(value));
                assert!(warnings.iter().all(|warning| !warning.explanation().is_empty()));
            }
            Err(issue) => {
                assert!(!identifier.accepts(value));
                assert!(value.is_char_boundary(issue.index()));
                assert!(issue.suggestion().is_none_or(|suggestion| identifier.accepts(suggestion)));
                assert!(!issue.to_string().contains('\n') && !issue.explanation().contains('\n'));
            }
        }
        let mut invalid = 0;
        let counts = lines::check(identifier, value.as_bytes(), |_, range| {
            assert!(!identifier.accepts(&value[range]));
            invalid += 1;
        });
        assert_eq!(counts.lines, counts.valid + invalid);
    }
});
