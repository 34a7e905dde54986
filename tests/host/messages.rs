//! The messages of issues and their explanations, word for word.

use neptune_import_tasks::Issue;
use neptune_import_tasks::validate::Identifier::{self, GraphId, TaskId};

use crate::support::{ROLE_ARN_CURRENT as CURRENT, ROLE_ARN_DOCUMENTED as DOCUMENTED};

/// The message, then the hint and the suggestion if there are any.
fn message(issue: &Issue) -> String {
    let mut line = issue.to_string();
    let hint = issue.hint();
    for (label, part) in [("hint", hint.as_deref()), ("suggestion", issue.suggestion())] {
        if let Some(part) = part {
            line = format!("{line} | {label}: {part}");
        }
    }
    line
}

macro_rules! rejections {
    ($($name:ident: $identifier:expr, $value:expr => $message:expr, $explanation:expr;)*) => {
        $(#[test] fn $name() {
            let issue = $identifier.validate($value).expect_err($value);
            assert_eq!(message(&issue), $message);
            assert_eq!(issue.explanation(), $explanation);
        })*
    };
}

const CLEANED: &str = "hint: valid without spaces, quotes, invisible or look-alike characters";
const WHEN_CLEANED: &str = "It is valid without spaces, quotes, invisible or look-alike characters.";

rejections! {
    empty_id: TaskId, "" =>
        "the task id is empty: expected `t-` and 10 characters a-z or 0-9",
        "The task ID is empty. Expected `t-` and 10 characters a-z or 0-9.";
    empty_graph_id: GraphId, "" =>
        "the graph id is empty: expected `g-` and 10 characters a-z or 0-9",
        "The graph ID is empty. Expected `g-` and 10 characters a-z or 0-9.";
    empty_arn: CURRENT, "" =>
        "the role ARN is empty: expected an ARN such as `arn:aws:iam::123456789012:role/NAME`",
        "The role ARN is empty. Expected an ARN such as `arn:aws:iam::123456789012:role/NAME`.";
    one_letter: TaskId, "t" =>
        "the task id ends at index 1 in its prefix: expected `-`",
        "The task ID ends too early, in its prefix. Expected `-`.";
    prefix_only: GraphId, "g-" =>
        "the graph id ends at index 2 in its suffix: expected 10 characters a-z or 0-9, found 0",
        "10 characters short: 0 of 10 after g-.";
    eight_characters: TaskId, "t-01234567" =>
        "the task id ends at index 10 in its suffix: expected 10 characters a-z or 0-9, found 8",
        "2 characters short: 8 of 10 after t-.";
    nine_characters: TaskId, "t-012345678" =>
        "the task id ends at index 11 in its suffix: expected 10 characters a-z or 0-9, found 9",
        "One character short: 9 of 10 after t-.";
    eleven_characters: TaskId, "t-0123456789a" =>
        "unexpected `a` at index 12 after the task id: expected the end",
        "The task ID must end after 12 characters; found `a`.";
    underscore: TaskId, "t-01_3456789" =>
        "unexpected `_` at index 4 in the suffix of the task id: expected a-z or 0-9",
        "Character 5, `_`, must be a lower-case letter or a digit.";
    upper_case: TaskId, "T-01AB456789" =>
        "unexpected `T` at index 0 in the prefix of the task id: expected `t-` \
         | hint: valid in lower case | suggestion: t-01ab456789",
        "Expected `t-` at character 1, found `T`. It is valid in lower case.";
    upper_case_in_suffix: TaskId, "t-01A3456789" =>
        "unexpected `A` at index 4 in the suffix of the task id: expected a-z or 0-9 \
         | hint: valid in lower case | suggestion: t-01a3456789",
        "Character 5, `A`, must be a lower-case letter or a digit. It is valid in lower case.";
    line_end: TaskId, "t-0123456789\n" =>
        format!("unexpected U+000A at index 12 after the task id: expected the end | {CLEANED} \
         | suggestion: t-0123456789"),
        format!("The task ID must end after 12 characters; found U+000A. {WHEN_CLEANED}");
    quotes: TaskId, "\u{201C}t-0123456789\u{201D}" =>
        format!("unexpected `\u{201C}` at index 0 in the prefix of the task id: expected `t-` | {CLEANED} \
         | suggestion: t-0123456789"),
        format!("Expected `t-` at character 1, found `\u{201C}`. {WHEN_CLEANED}");
    full_width: GraphId, "g\u{FF0D}012345678\u{FF19}" =>
        format!("unexpected `\u{FF0D}` at index 1 in the prefix of the graph id: expected `-` | {CLEANED} \
         | suggestion: g-0123456789"),
        format!("Expected `-` at character 2, found `\u{FF0D}`. {WHEN_CLEANED}");
    zero_width: TaskId, "t-01234\u{200B}56789" =>
        format!("unexpected U+200B at index 7 in the suffix of the task id: expected a-z or 0-9 | {CLEANED} \
         | suggestion: t-0123456789"),
        format!("Character 8, U+200B, must be a lower-case letter or a digit. {WHEN_CLEANED}");
    beyond_the_first_plane: TaskId, "\u{1D41A}t-012345678" =>
        "unexpected `\u{1D41A}` at index 0 in the prefix of the task id: expected `t-`",
        "Expected `t-` at character 1, found `\u{1D41A}`.";
    graph_for_task: TaskId, "g-0123456789" =>
        "unexpected `g` at index 0 in the prefix of the task id: expected `t-` | hint: this is a graph id",
        "This is a graph ID; a task ID starts with t-.";
    task_for_graph: GraphId, "t-0123456789" =>
        "unexpected `t` at index 0 in the prefix of the graph id: expected `g-` | hint: this is a task id",
        "This is a task ID; a graph ID starts with g-.";
    graph_for_task_in_capitals: TaskId, "G-ABCDEFGHIJ" =>
        "unexpected `G` at index 0 in the prefix of the task id: expected `t-` | hint: this is a graph id",
        "This is a graph ID; a task ID starts with t-.";
    arn_with_id_in_capitals: TaskId, "arn:aws:neptune-graph:us-east-1:123456789012:import-task/T-ABCDEFGHIJ" =>
        "unexpected `a` at index 0 in the prefix of the task id: expected `t-` \
         | hint: the value contains the task id `t-abcdefghij` | suggestion: t-abcdefghij",
        "Expected `t-` at character 1, found `a`. It contains the task ID `t-abcdefghij`.";
    quoted_path_when_documented: DOCUMENTED, "'arn:aws:iam::123456789012:role/team/x'" =>
        "unexpected `'` at index 0 in the prefix of the role ARN: expected `arn:aws` \
         | hint: valid under the current revision, which allows role paths",
        "Expected `arn:aws` at character 1, found `'`. \
         The current revision of the pattern accepts it: role paths are allowed there.";
    ec2: TaskId, "import-ami-0123456789abcdef0" =>
        "unexpected `i` at index 0 in the prefix of the task id: expected `t-` \
         | hint: this is an import task of Amazon EC2",
        "This is an Amazon EC2 import task; Neptune Analytics uses other IDs.";
    uuid: TaskId, "3f7c3a1e-0b1d-4c5e-9f6a-1234567890ab" =>
        "unexpected `3` at index 0 in the prefix of the task id: expected `t-` \
         | hint: this is a UUID, such as the bulk loader of Neptune Database uses",
        "This is a UUID, such as the bulk loader of Neptune Database uses.";
    arn_with_id: TaskId, "arn:aws:neptune-graph:us-east-1:123456789012:import-task/t-abcdefghij" =>
        "unexpected `a` at index 0 in the prefix of the task id: expected `t-` \
         | hint: the value contains the task id `t-abcdefghij` | suggestion: t-abcdefghij",
        "Expected `t-` at character 1, found `a`. It contains the task ID `t-abcdefghij`.";
    console_url: TaskId, "https://us-east-1.console.aws.amazon.com/neptune/home#importTask:id=t-abcdefghij;g=g-0123456789" =>
        "unexpected `h` at index 0 in the prefix of the task id: expected `t-` \
         | hint: the value contains the task id `t-abcdefghij` | suggestion: t-abcdefghij",
        "Expected `t-` at character 1, found `h`. It contains the task ID `t-abcdefghij`.";
    two_ids: TaskId, "t-abcdefghij or t-abcdefghik" =>
        "unexpected U+0020 at index 12 after the task id: expected the end",
        "The task ID must end after 12 characters; found U+0020.";
    arn_without_id: TaskId, "arn:aws:iam::123456789012:role/x" =>
        "unexpected `a` at index 0 in the prefix of the task id: expected `t-` \
         | hint: this is an ARN without a task id",
        "This is an ARN that contains no task ID.";
    not_an_id_in_a_word: TaskId, "import-0123456789" =>
        "unexpected `i` at index 0 in the prefix of the task id: expected `t-` \
         | hint: this is an import task of Amazon EC2",
        "This is an Amazon EC2 import task; Neptune Analytics uses other IDs.";

    arn_cut_off: CURRENT, "arn:aws-cn" =>
        "the role ARN ends at index 10 in its service: expected `:iam::`",
        "The role ARN ends too early, in its service. Expected `:iam::`.";
    account_of_13: DOCUMENTED, "arn:aws:iam::1234567890123:role/x" =>
        "unexpected `3` at index 25 in the resource type of the role ARN: expected `:role/` \
         | hint: an account id has 12 digits, this one has 13",
        "The account ID has 13 digits; it must have 12.";
    account_of_5: CURRENT, "arn:aws:iam::12345:role/x" =>
        "unexpected `:` at index 18 in the account id of the role ARN: expected 0-9 \
         | hint: an account id has 12 digits, this one has 5",
        "The account ID has 5 digits; it must have 12.";
    account_of_1: CURRENT, "arn:aws:iam::1:role/x" =>
        "unexpected `:` at index 14 in the account id of the role ARN: expected 0-9 \
         | hint: an account id has 12 digits, this one has 1",
        "The account ID has 1 digit; it must have 12.";
    account_cut_off: CURRENT, "arn:aws:iam::12345" =>
        "the role ARN ends at index 18 in its account id: expected 12 characters 0-9, found 5",
        "The account ID has 5 digits; it must have 12.";
    account_missing: CURRENT, "arn:aws:iam::" =>
        "the role ARN ends at index 13 in its account id: expected 12 characters 0-9, found 0",
        "The account ID has no digits; it must have 12.";
    account_with_dashes: CURRENT, "arn:aws:iam::1234-5678-9012:role/x" =>
        "unexpected `-` at index 17 in the account id of the role ARN: expected 0-9 \
         | hint: valid in the form `arn:aws:iam::123456789012:role/NAME` \
         | suggestion: arn:aws:iam::123456789012:role/x",
        "Character 18, `-`, must be a digit. It is valid in the form `arn:aws:iam::123456789012:role/NAME`.";
    assumed_role: DOCUMENTED, "arn:aws:sts::123456789012:assumed-role/Import/session" =>
        "unexpected `s` at index 8 in the service of the role ARN: expected `iam::` \
         | hint: this is the session of an assumed role: use the ARN of the role itself \
         | suggestion: arn:aws:iam::123456789012:role/Import",
        "This is the session of an assumed role; the ARN of the role itself is needed.";
    user: DOCUMENTED, "arn:aws:iam::123456789012:user/Bob" =>
        "unexpected `u` at index 26 in the resource type of the role ARN: expected `role/` \
         | hint: this is the ARN of an IAM user, not of a role",
        "This is the ARN of an IAM user; the ARN of a role is needed.";
    root: DOCUMENTED, "arn:aws:iam::123456789012:root" =>
        "unexpected `o` at index 28 in the resource type of the role ARN: expected `le/` \
         | hint: this is the ARN of a root user, not of a role",
        "This is the ARN of a root user; the ARN of a role is needed.";
    instance_profile: CURRENT, "arn:aws:iam::123456789012:instance-profile/x" =>
        "unexpected `i` at index 26 in the resource type of the role ARN: expected `role/` \
         | hint: this is the ARN of an IAM instance profile, not of a role",
        "This is the ARN of an IAM instance profile; the ARN of a role is needed.";
    upper_case_role: DOCUMENTED, "arn:aws:iam::123456789012:ROLE/x" =>
        "unexpected `R` at index 26 in the resource type of the role ARN: expected `role/` \
         | hint: `role` is written in lower case \
         | suggestion: arn:aws:iam::123456789012:role/x",
        "Expected `role/` at character 27, found `R`. `role` is written in lower case.";
    region_in_arn: DOCUMENTED, "arn:aws:iam:us-east-1:123456789012:role/x" =>
        "unexpected `u` at index 12 in the service of the role ARN: expected `:` \
         | hint: the ARN of a role has no region \
         | suggestion: arn:aws:iam::123456789012:role/x",
        "The ARN of a role has no region.";
    id_for_arn: DOCUMENTED, "t-0123456789" =>
        "unexpected `t` at index 0 in the prefix of the role ARN: expected `arn:aws` \
         | hint: this is an id, not the ARN of a role",
        "This is an ID; the ARN of an IAM role is needed.";
    missing_colon: DOCUMENTED, "arn:aws:iam:123456789012:role/Import" =>
        "unexpected `1` at index 12 in the service of the role ARN: expected `:` \
         | hint: valid in the form `arn:aws:iam::123456789012:role/NAME` \
         | suggestion: arn:aws:iam::123456789012:role/Import",
        "Expected `:` at character 13, found `1`. \
         It is valid in the form `arn:aws:iam::123456789012:role/NAME`.";
    placeholder: CURRENT, "arn:aws:iam::${AWS::AccountId}:role/Import" =>
        "unexpected `$` at index 13 in the account id of the role ARN: expected 0-9 \
         | hint: a part of this is a placeholder",
        "A part of this is a placeholder, which must be filled in.";
    path_when_documented: DOCUMENTED, "arn:aws:iam::123456789012:role/team/x" =>
        "unexpected `/` at index 35 in the role name of the role ARN: \
         expected a letter, a digit or one of _+=,.@- \
         | hint: valid under the current revision, which allows role paths",
        "Character 36, `/`, must be a letter, a digit or one of _+=,.@-. \
         The current revision of the pattern accepts it: role paths are allowed there.";
    no_name_when_current: CURRENT, "arn:aws:iam::123456789012:role/" =>
        "the role ARN ends at index 31 in its path or role name: \
         expected a letter, a digit or one of _+=,.@- \
         | hint: valid under the documented revision, which allows an empty role name",
        "The role ARN ends too early, in its path or role name. Expected a letter, a digit or one of _+=,.@-. \
         The documented revision of the pattern accepts it: the role name may be empty there.";
    space_in_role_name: CURRENT, "arn:aws:iam::123456789012:role/my role" =>
        "unexpected U+0020 at index 33 in the path or role name of the role ARN: \
         expected a letter, a digit or one of _+=,.@-",
        "Character 34, U+0020, must be a letter, a digit or one of _+=,.@-.";
    spaces_around_arn: DOCUMENTED, " arn:aws:iam::123456789012:role/X " =>
        format!("unexpected U+0020 at index 0 in the prefix of the role ARN: expected `arn:aws` | {CLEANED} \
         | suggestion: arn:aws:iam::123456789012:role/X"),
        format!("Expected `arn:aws` at character 1, found U+0020. {WHEN_CLEANED}");
}

#[test]
fn positions_count_utf16_code_units() {
    let issue = CURRENT.validate("arn:aws\u{1F600}\u{E9}:s3::").expect_err("another service");
    assert_eq!((issue.index(), issue.index_utf16()), (14, 11));
    assert_eq!(
        issue.to_string(),
        "unexpected `s` at index 11 in the service of the role ARN: expected `iam::`"
    );
    assert_eq!(issue.explanation(), "Expected `iam::` at character 12, found `s`.");
}

fn warnings(identifier: Identifier, value: &str) -> Vec<String> {
    identifier.check(value).expect(value).iter().map(ToString::to_string).collect()
}

#[test]
fn unusual_values_are_valid_with_a_warning() {
    assert_eq!(warnings(DOCUMENTED, "arn:aws:iam::123456789012:role/x"), [""; 0]);
    assert_eq!(warnings(DOCUMENTED, "arn:aws-us-gov:iam::123456789012:role/x"), [""; 0]);
    assert_eq!(
        warnings(DOCUMENTED, "arn:aws-foo:iam::123456789012:role/x"),
        [
            "`aws-foo` is not a known partition of a role ARN: expected `aws`, `aws-cn` or another partition of AWS"
        ]
    );
    assert_eq!(
        warnings(DOCUMENTED, "arn:aws:iam::123456789012:role/"),
        ["the role ARN has no role name: expected at least one character"]
    );
    let issues = CURRENT.check("arn:aws\n:iam::123456789012:role/x").expect("valid");
    assert_eq!(
        issues.iter().map(|issue| (issue.code().as_str(), issue.index())).collect::<Vec<_>>(),
        [("control_character", 7), ("unknown_value", 4)]
    );
    assert_eq!(
        issues[0].to_string(),
        "U+000A at index 7 in the partition of the role ARN: expected visible characters"
    );
}

#[test]
fn a_long_value_is_never_repeated() {
    let secret = "s".repeat(100_000);
    let issue = TaskId.check(&secret).expect_err("not an ID");
    assert_eq!(issue.to_string(), "unexpected `s` at index 0 in the prefix of the task id: expected `t-`");
    assert_eq!(issue.explanation(), "Expected `t-` at character 1, found `s`.");
    assert!(issue.suggestion().is_none());
}

/// Each suggestion is valid under the same revision.
#[test]
fn slips_in_role_arns() {
    let suggestion = |value: &str| {
        let suggestions = [DOCUMENTED, CURRENT].map(|identifier| {
            let issue = identifier.validate(value).expect_err(value);
            assert!(issue.hint().is_some(), "{value}");
            let suggestion = issue.suggestion().map(str::to_string);
            assert!(suggestion.as_deref().is_none_or(|suggestion| identifier.accepts(suggestion)));
            suggestion
        });
        assert_eq!(suggestions[0], suggestions[1], "{value}");
        suggestions[0].clone()
    };
    for value in [
        "arn:aws:iam:123456789012:role/Import",
        "arn:aws:iam:::123456789012:role/Import",
        "arn::aws:iam::123456789012:role/Import",
        "aws:iam::123456789012:role/Import",
        "arn:aws:iam::123456789012/role/Import",
        "arn:aws:iam::123456789012:role:Import",
        "arn:aws:iam::123456789012::role/Import",
        "arn:aws:iam::123456789012:Role/Import",
        "arn:aws:iam:us-east-1:123456789012:role/Import",
        "arn:aws:iam:us-gov-west-1:123456789012:role/Import",
        "arn:aws:iam::1234-5678-9012:role/Import",
        "arn:aws:iam::1234 5678 9012:role/Import",
        "arn:aws:sts::123456789012:assumed-role/Import/session",
        "\"arn:aws:iam::123456789012:role/Import\"",
        " arn:aws:iam:123456789012:role/Import ",
        "<arn:aws:iam::123456789012:role/Import>",
        "arn:aws:iam::123456789012:roles/Import",
        "arn:aws:ima::123456789012:role/Import",
        "arn:asw:iam::123456789012:role/Import",
        "anr:aws:iam::123456789012:role/Import",
        "arn:aws:sts::123456789012:role/Import",
        "role_arn = arn:aws:iam:123456789012:role/Import",
    ] {
        assert_eq!(suggestion(value).as_deref(), Some("arn:aws:iam::123456789012:role/Import"), "{value}");
    }
    // What was meant is not known.
    for value in [
        "arn:aws:iam::123456789012:user/Bob",
        "arn:aws:iam::123456789012:instance-profile/Import",
        "arn:aws:iam::123456789012:policy/Import",
        "arn:aws:iam::1234567890123:role/Import",
        "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/bob",
    ] {
        assert_eq!(suggestion(value), None, "{value}");
    }
    for value in [
        "arn:aws:iam::${AWS::AccountId}:role/Import",
        "arn:${AWS::Partition}:iam::123456789012:role/Import",
        "arn:aws:iam::<account-id>:role/Import",
        "arn:aws:iam::ACCOUNT_ID:role/Import",
        "arn:aws:iam::account-id:role/Import",
        "arn:aws:iam::xxxxxxxxxxxx:role/Import",
        "arn:aws:iam::{{ account }}:role/Import",
        "arn:aws:iam::{account}:role/Import",
        "arn:aws:iam::$ACCOUNT:role/Import",
        "arn:aws:iam::123456789012:role/<role-name>",
        "arn:aws:iam::123456789012:role/${RoleName}",
        "arn:aws:iam::123456789012:role/$ROLE_NAME",
        "${ROLE_ARN}",
        "<role-arn>",
    ] {
        let issue = DOCUMENTED.validate(value).expect_err(value);
        assert_eq!(
            (issue.hint().as_deref(), issue.suggestion()),
            (Some("a part of this is a placeholder"), None)
        );
        assert_eq!(issue.explanation(), "A part of this is a placeholder, which must be filled in.");
    }
    for value in [
        "arn:aws:s3:::bucket/role/Import",
        "arn:aws:iam:x:role/Import",
        "arn",
        ":::::",
        "role/Import",
        "{\"a\":1}",
    ] {
        assert_eq!(DOCUMENTED.validate(value).expect_err(value).suggestion(), None, "{value}");
    }
    assert!(DOCUMENTED.accepts("arn:aws:iam::111122223333:role/Import"));
}

#[test]
fn hints_of_arns() {
    for (resource, hint) in [
        ("iam::123456789012:user/Bob", Some("this is the ARN of an IAM user, not of a role")),
        ("iam::123456789012:root", Some("this is the ARN of a root user, not of a role")),
        ("iam::123456789012:group/Admins", Some("this is the ARN of an IAM group, not of a role")),
        ("iam::aws:policy/ReadOnlyAccess", Some("this is the ARN of an IAM policy, not of a role")),
        (
            "iam::123456789012:instance-profile/Import",
            Some("this is the ARN of an IAM instance profile, not of a role"),
        ),
        ("sts::123456789012:federated-user/Bob", Some("this is the ARN of a federated user, not of a role")),
        ("iam::123456789012:roles/Import", Some("valid in the form `arn:aws:iam::123456789012:role/NAME`")),
        ("iam::123456789012:ROLE/Import", Some("`role` is written in lower case")),
        ("iam::12345:role/Import", Some("an account id has 12 digits, this one has 5")),
        // Of another service, or with characters that no account has.
        ("s3::123456789012:role/Import", None),
        ("imx::123456789012:role/Import", None),
        ("ixa::123456789012:role/Import", None),
        ("iam::1234x:role/Import", None),
        // Neither a variable nor a name that is to be filled in.
        ("iam::123456789012:role/a$b", None),
        ("iam::123456789012:role/a<br>b", None),
    ] {
        let value = format!("arn:aws:{resource}");
        assert_eq!(DOCUMENTED.validate(&value).expect_err(&value).hint().as_deref(), hint, "{value}");
    }
}

#[test]
fn hints_of_uuids() {
    for value in ["deadbeef", "0123456789abcdef", "3f7c3a1e-0b1d-4c5e-9f6a-1234567890ax", &"f".repeat(36)] {
        assert_eq!(TaskId.validate(value).expect_err(value).hint(), None, "{value}");
    }
}
