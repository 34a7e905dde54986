//! What is said of values that do not pass, word for word.

use neptune_import_tasks::check::Kind::{self, GraphId, RoleArnCurrent, RoleArnDocumented, TaskId};

/// The message, then the hint and the suggestion where there are any.
fn refusal(kind: Kind, value: &str) -> String {
    let issue = kind.check(value).expect_err(value);
    let mut text = issue.to_string();
    for (label, part) in [("hint", &issue.hint), ("suggestion", &issue.suggestion)] {
        if let Some(part) = part {
            text = format!("{text} | {label}: {part}");
        }
    }
    text
}

macro_rules! refusals {
    ($($name:ident: $kind:expr, $value:expr => $text:expr;)*) => {
        $(#[test] fn $name() { assert_eq!(refusal($kind, $value), $text); })*
    };
}

const TIDY: &str = "hint: it would pass without spaces, quotes, invisible or look-alike signs";

refusals! {
    empty_id: TaskId, "" => "the task id is empty: expected `t-` and 10 characters a-z or 0-9";
    empty_graph_id: GraphId, "" => "the graph id is empty: expected `g-` and 10 characters a-z or 0-9";
    empty_arn: RoleArnCurrent, "" =>
        "the role ARN is empty: expected an ARN such as `arn:aws:iam::123456789012:role/NAME`";
    one_letter: TaskId, "t" => "the task id ends at index 1 in its prefix: expected `-`";
    nine_characters: TaskId, "t-012345678" =>
        "the task id ends at index 11 in its suffix: expected 10 characters a-z or 0-9, found 9";
    eleven_characters: TaskId, "t-0123456789a" => "unexpected `a` at index 12 after the task id: expected the end";
    bad_letter: TaskId, "t-01_3456789" =>
        "unexpected `_` at index 4 in the suffix of the task id: expected a-z or 0-9";
    upper_case: TaskId, "T-01AB456789" =>
        "unexpected `T` at index 0 in the prefix of the task id: expected `t-` \
         | hint: it would pass in lower case | suggestion: t-01ab456789";
    line_end: TaskId, "t-0123456789\n" => format!(
        "unexpected U+000A at index 12 after the task id: expected the end | {TIDY} | suggestion: t-0123456789");
    quotes: TaskId, "\u{201C}t-0123456789\u{201D}" => format!(
        "unexpected `\u{201C}` at index 0 in the prefix of the task id: expected `t-` | {TIDY} \
         | suggestion: t-0123456789");
    full_width: GraphId, "g\u{FF0D}012345678\u{FF19}" => format!(
        "unexpected `\u{FF0D}` at index 1 in the prefix of the graph id: expected `-` | {TIDY} \
         | suggestion: g-0123456789");
    zero_width: TaskId, "t-01234\u{200B}56789" => format!(
        "unexpected U+200B at index 7 in the suffix of the task id: expected a-z or 0-9 | {TIDY} \
         | suggestion: t-0123456789");
    beyond_the_first_plane: TaskId, "\u{1D41A}t-012345678" =>
        "unexpected `\u{1D41A}` at index 0 in the prefix of the task id: expected `t-`";
    graph_for_task: TaskId, "g-0123456789" =>
        "unexpected `g` at index 0 in the prefix of the task id: expected `t-` | hint: this is a graph id";
    task_for_graph: GraphId, "t-0123456789" =>
        "unexpected `t` at index 0 in the prefix of the graph id: expected `g-` | hint: this is a task id";
    graph_for_task_in_capitals: TaskId, "G-ABCDEFGHIJ" =>
        "unexpected `G` at index 0 in the prefix of the task id: expected `t-` | hint: this is a graph id";
    arn_with_id_in_capitals: TaskId, "arn:aws:neptune-graph:us-east-1:123456789012:import-task/T-ABCDEFGHIJ" =>
        "unexpected `a` at index 0 in the prefix of the task id: expected `t-` \
         | hint: the text contains the task id `t-abcdefghij` | suggestion: t-abcdefghij";
    quoted_path_when_documented: RoleArnDocumented, "'arn:aws:iam::123456789012:role/team/x'" =>
        "unexpected `'` at index 0 in the prefix of the role ARN: expected `arn:aws` \
         | hint: the current revision accepts this: it knows role paths";
    ec2: TaskId, "import-ami-0123456789abcdef0" =>
        "unexpected `i` at index 0 in the prefix of the task id: expected `t-` \
         | hint: this is an import task of Amazon EC2";
    uuid: TaskId, "3f7c3a1e-0b1d-4c5e-9f6a-1234567890ab" =>
        "unexpected `3` at index 0 in the prefix of the task id: expected `t-` \
         | hint: this is a UUID, such as the bulk loader of Neptune Database uses";
    arn_with_id: TaskId, "arn:aws:neptune-graph:us-east-1:123456789012:import-task/t-abcdefghij" =>
        "unexpected `a` at index 0 in the prefix of the task id: expected `t-` \
         | hint: the text contains the task id `t-abcdefghij` | suggestion: t-abcdefghij";
    console_url: TaskId, "https://us-east-1.console.aws.amazon.com/neptune/home#importTask:id=t-abcdefghij;g=g-0123456789" =>
        "unexpected `h` at index 0 in the prefix of the task id: expected `t-` \
         | hint: the text contains the task id `t-abcdefghij` | suggestion: t-abcdefghij";
    two_ids: TaskId, "t-abcdefghij or t-abcdefghik" =>
        "unexpected U+0020 at index 12 after the task id: expected the end";
    arn_without_id: TaskId, "arn:aws:iam::123456789012:role/x" =>
        "unexpected `a` at index 0 in the prefix of the task id: expected `t-` \
         | hint: this is an ARN without such an id";
    not_an_id_in_a_word: TaskId, "import-0123456789" =>
        "unexpected `i` at index 0 in the prefix of the task id: expected `t-` \
         | hint: this is an import task of Amazon EC2";

    account_of_13: RoleArnDocumented, "arn:aws:iam::1234567890123:role/x" =>
        "unexpected `3` at index 25 in the resource type of the role ARN: expected `:role/` \
         | hint: an account id has 12 digits, this one has 13";
    account_of_5: RoleArnCurrent, "arn:aws:iam::12345:role/x" =>
        "unexpected `:` at index 18 in the account id of the role ARN: expected 0-9 \
         | hint: an account id has 12 digits, this one has 5";
    account_cut_off: RoleArnCurrent, "arn:aws:iam::12345" =>
        "the role ARN ends at index 18 in its account id: expected 12 characters 0-9, found 5";
    assumed_role: RoleArnDocumented, "arn:aws:sts::123456789012:assumed-role/Import/session" =>
        "unexpected `s` at index 8 in the service of the role ARN: expected `iam::` \
         | hint: this is the session of an assumed role: give the ARN of the role itself";
    user: RoleArnDocumented, "arn:aws:iam::123456789012:user/Bob" =>
        "unexpected `u` at index 26 in the resource type of the role ARN: expected `role/` \
         | hint: this is the ARN of an IAM user, not of a role";
    upper_case_role: RoleArnDocumented, "arn:aws:iam::123456789012:ROLE/x" =>
        "unexpected `R` at index 26 in the resource type of the role ARN: expected `role/` \
         | hint: `role` is written in lower case";
    region_in_arn: RoleArnDocumented, "arn:aws:iam:us-east-1:123456789012:role/x" =>
        "unexpected `u` at index 12 in the service of the role ARN: expected `:` \
         | hint: the ARN of a role has no region";
    id_for_arn: RoleArnDocumented, "t-0123456789" =>
        "unexpected `t` at index 0 in the prefix of the role ARN: expected `arn:aws` \
         | hint: this is an id, not the ARN of a role";
    path_when_documented: RoleArnDocumented, "arn:aws:iam::123456789012:role/team/x" =>
        "unexpected `/` at index 35 in the role name of the role ARN: \
         expected a letter, a digit or one of _+=,.@- \
         | hint: the current revision accepts this: it knows role paths";
    no_name_when_current: RoleArnCurrent, "arn:aws:iam::123456789012:role/" =>
        "the role ARN ends at index 31 in its path or role name: \
         expected a letter, a digit or one of _+=,.@- \
         | hint: the documented revision accepts this: there a name may be empty";
    spaces_around_arn: RoleArnDocumented, " arn:aws:iam::123456789012:role/X " => format!(
        "unexpected U+0020 at index 0 in the prefix of the role ARN: expected `arn:aws` | {TIDY} \
         | suggestion: arn:aws:iam::123456789012:role/X");
}

fn warnings(kind: Kind, value: &str) -> Vec<String> {
    kind.check(value).expect(value).iter().map(ToString::to_string).collect()
}

#[test]
fn unusual_values_pass_with_a_warning() {
    assert_eq!(warnings(RoleArnDocumented, "arn:aws:iam::123456789012:role/x"), [""; 0]);
    assert_eq!(warnings(RoleArnDocumented, "arn:aws-us-gov:iam::123456789012:role/x"), [""; 0]);
    assert_eq!(
        warnings(RoleArnDocumented, "arn:aws-foo:iam::123456789012:role/x"),
        ["`aws-foo` is no known partition of a role ARN: expected `aws`, `aws-cn` or another of AWS"]
    );
    assert_eq!(
        warnings(RoleArnDocumented, "arn:aws:iam::123456789012:role/"),
        ["the role ARN has no role name: expected at least one character"]
    );
    let issues = RoleArnCurrent.check("arn:aws\n:iam::123456789012:role/x").expect("passes");
    assert_eq!(
        issues.iter().map(|issue| (issue.code.as_str(), issue.index)).collect::<Vec<_>>(),
        [("control_character", 7), ("unknown_value", 4)]
    );
}

#[test]
fn a_long_value_is_never_repeated() {
    let secret = "s".repeat(100_000);
    let issue = TaskId.check(&secret).expect_err("no id");
    assert_eq!(issue.to_string(), "unexpected `s` at index 0 in the prefix of the task id: expected `t-`");
    assert!(issue.suggestion.is_none());
}
