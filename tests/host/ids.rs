//! The recorded verdicts on ids and ARNs.

use neptune_import_tasks::check::Kind;

use crate::support;

#[test]
fn verdicts_are_the_recorded_ones() {
    let cases = support::cases("tests/fixtures/ids.json").expect("the fixture is there");
    let mut checked = 0;
    for case in &cases {
        let kind = match case["pattern"].as_str() {
            Some("TaskId") => Kind::TaskId,
            Some("GraphId") => Kind::GraphId,
            Some("RoleArnDocumented") => Kind::RoleArnDocumented,
            Some("RoleArnModel") => Kind::RoleArnCurrent,
            // Patterns of other operations.
            Some("GraphName" | "KmsKeyArn") => continue,
            other => panic!("unknown pattern {other:?}"),
        };
        let text = support::text(case, "s", "template").expect("a text");
        let verdict = kind.check(&text);
        assert_eq!(verdict.is_ok(), case["valid"] == true, "{}: {verdict:?}", case["id"]);
        assert_eq!(kind.accepts(&text), verdict.is_ok(), "{}", case["id"]);
        if let Err(issue) = verdict {
            let (good, _) = text.split_at_checked(issue.index).expect("an index between characters");
            assert_eq!(good.encode_utf16().count(), issue.index_utf16, "{}", case["id"]);
            let message = issue.to_string();
            assert!(message.len() < 400 && !message.contains('\n'), "{}: {message}", case["id"]);
            if let Some(suggestion) = &issue.suggestion {
                assert!(kind.accepts(suggestion), "{}: {suggestion}", case["id"]);
            }
        }
        checked += 1;
    }
    assert_eq!(checked, 1682, "of {} cases", cases.len());
}
