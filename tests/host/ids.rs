//! Identifiers: the recorded verdicts, and the traits of the types.

use std::collections::{BTreeSet, HashMap};

use neptune_import_tasks::validate::{Identifier, Revision, RoleArnParts};
use neptune_import_tasks::{GraphId, Issue, RoleArn, TaskId};

use crate::support::{self, ROLE_ARN_CURRENT, ROLE_ARN_DOCUMENTED};

#[test]
fn recorded_verdicts() {
    let cases = support::cases("tests/fixtures/ids.json").expect("the fixture exists");
    let mut checked = 0;
    for case in &cases {
        let identifier = match case["pattern"].as_str() {
            Some("TaskId") => Identifier::TaskId,
            Some("GraphId") => Identifier::GraphId,
            Some("RoleArnDocumented") => ROLE_ARN_DOCUMENTED,
            Some("RoleArnModel") => ROLE_ARN_CURRENT,
            // Patterns of other operations.
            Some("GraphName" | "KmsKeyArn") => continue,
            other => panic!("unknown pattern {other:?}"),
        };
        let value = support::string(case, "s", "template").expect("a string");
        let verdict = identifier.check(&value);
        assert_eq!(verdict.is_ok(), case["valid"] == true, "{}: {verdict:?}", case["id"]);
        assert_eq!(identifier.accepts(&value), verdict.is_ok(), "{}", case["id"]);
        assert_eq!(identifier.accepts_bytes(value.as_bytes()), verdict.is_ok(), "{}", case["id"]);
        assert_eq!(identifier.validate(&value).err(), verdict.as_ref().err().cloned(), "{}", case["id"]);
        if let Err(issue) = verdict {
            let (valid, _) = value.split_at_checked(issue.index()).expect("an index between characters");
            assert_eq!(valid.encode_utf16().count(), issue.index_utf16(), "{}", case["id"]);
            for sentence in [issue.to_string(), issue.explanation()] {
                let is_one_line = sentence.len() < 400 && !sentence.contains('\n');
                assert!(is_one_line, "{}: {sentence}", case["id"]);
            }
            if let Some(suggestion) = issue.suggestion() {
                assert!(identifier.accepts(suggestion), "{}: {suggestion}", case["id"]);
            }
        }
        checked += 1;
    }
    assert_eq!(checked, 1682, "of {} cases", cases.len());
}

/// The traits that a validated string has, for one type.
macro_rules! traits {
    ($name:ident: $type:ty, $valid:literal < $greater:literal, $invalid:literal) => {
        #[test]
        fn $name() {
            let id: $type = $valid.parse().expect("valid");
            let greater: $type = $greater.parse().expect("valid");
            assert_eq!(<$type>::try_from($valid).as_ref(), Ok(&id));
            assert_eq!(<$type>::try_from($valid.to_string()).as_ref(), Ok(&id));

            // Every way in rejects the same values, with the same issue.
            let issue: Issue = $invalid.parse::<$type>().expect_err("invalid");
            assert_eq!(<$type>::try_from($invalid).as_ref(), Err(&issue));
            assert_eq!(<$type>::try_from($invalid.to_string()).as_ref(), Err(&issue));
            let error = serde_json::from_str::<$type>(&format!("{:?}", $invalid)).expect_err("invalid");
            assert!(error.to_string().starts_with(&issue.to_string()), "{error}");
            assert!(serde_json::from_str::<$type>("5").is_err());

            assert_eq!(id.as_str(), $valid);
            assert_eq!(AsRef::<str>::as_ref(&id), $valid);
            assert_eq!(id.to_string(), $valid);
            assert_eq!(format!("{id:?}"), format!("{}({:?})", stringify!($type), $valid));
            assert_eq!(String::from(id.clone()), $valid);

            assert!(id == *$valid && id == $valid && id != *$greater && id != $greater && id != greater);
            assert!(id < greater && greater > id && id <= id.clone());
            let sorted: BTreeSet<$type> = [greater.clone(), id.clone()].into();
            assert_eq!(sorted.into_iter().collect::<Vec<_>>(), [id.clone(), greater.clone()]);

            // `Borrow<str>`: maps and sets are searched by plain strings.
            let numbers = HashMap::from([(id.clone(), 1), (greater, 2)]);
            assert_eq!(
                (numbers.get($valid), numbers.get($greater), numbers.get("")),
                (Some(&1), Some(&2), None)
            );
            assert!(BTreeSet::from([id.clone()]).contains($valid));

            let json = serde_json::to_string(&id).expect("a string");
            assert_eq!(json, format!("{:?}", $valid));
            assert_eq!(serde_json::from_str::<$type>(&json).expect("valid"), id);
        }
    };
}

traits!(task_id: TaskId, "t-0123456789" < "t-abcdefghij", "g-0123456789");
traits!(graph_id: GraphId, "g-0123456789" < "g-abcdefghij", "g-012345678");
traits!(role_arn: RoleArn, "arn:aws-cn:iam::123456789012:role/a" < "arn:aws:iam::123456789012:role/a", "arn:aws");

#[test]
fn role_arns_of_both_revisions() {
    let with_path = "arn:aws:iam::123456789012:role/team/a/Import";
    let without_name = "arn:aws:iam::123456789012:role/";
    let both = "arn:aws:iam::123456789012:role/service-role/Import";
    for (arn, revisions) in [
        (with_path, &[Revision::Current][..]),
        (without_name, &[Revision::Documented]),
        (both, &[Revision::Documented, Revision::Current]),
    ] {
        for revision in [Revision::Documented, Revision::Current] {
            let parsed = RoleArn::parse_revision(arn, revision);
            assert_eq!(parsed.is_ok(), revisions.contains(&revision), "{arn} {revision:?}");
            if let Ok(parsed) = parsed {
                // Deserialization accepts both, so that what was serialized can be read again.
                let json = serde_json::to_string(&parsed).expect("a string");
                assert_eq!(serde_json::from_str::<RoleArn>(&json).expect(arn), parsed);
            }
        }
        assert_eq!(arn.parse::<RoleArn>().is_ok(), revisions.contains(&Revision::Documented), "{arn}");
    }
    let neither = serde_json::from_str::<RoleArn>(r#""arn:aws:iam::1:role/team/x""#).expect_err("13 digits");
    let message = "unexpected `:` at index 14 in the account id of the role ARN: expected 0-9";
    assert!(neither.to_string().starts_with(message), "{neither}");
}

#[test]
fn parts_of_role_arns() {
    let parts = |arn: &'static str| {
        let parsed = RoleArn::parse_revision(arn, Revision::Current).or_else(|_| arn.parse()).expect(arn);
        let RoleArnParts { partition, account_id, path, role_name } = parsed.parts();
        [partition, account_id, path, role_name].map(str::to_string)
    };
    assert_eq!(parts("arn:aws:iam::123456789012:role/x"), ["aws", "123456789012", "/", "x"]);
    assert_eq!(parts("arn:aws-cn:iam::123456789012:role/a/b/c"), ["aws-cn", "123456789012", "/a/b/", "c"]);
    assert_eq!(parts("arn:aws:iam::123456789012:role/"), ["aws", "123456789012", "/", ""]);
    assert_eq!(parts("arn:aws/x:iam::123456789012:role/x"), ["aws/x", "123456789012", "/", "x"]);
    let service_role = parts("arn:aws:iam::123456789012:role/service-role/x");
    assert_eq!(service_role, ["aws", "123456789012", "/service-role/", "x"]);
}

#[test]
fn names_of_revisions() {
    let names = [Revision::Documented, Revision::Current].map(Revision::as_str);
    assert_eq!(names, ["documented", "current"]);
}
