//! AWS's messages about clock and scope, and messages about something else.

use neptune_import_tasks::sigv4::{SignatureMismatch, SignedText};

use super::ours;

/// Message, line, theirs, cause.
const EXPECTATIONS: &[(&str, usize, &str, &str)] = &[
    (
        "Signature expired: 20150830T123600Z is now earlier than 20150830T130000Z (20150830T130500Z - 5 min.)",
        2,
        "20150830T130500Z",
        "the clock is 29 minutes behind AWS's",
    ),
    (
        "Signature not yet current: 20150830T123600Z is still later than 20150830T120500Z (20150830T120000Z + 5 min.)",
        2,
        "20150830T120000Z",
        "the clock is 36 minutes ahead of AWS's",
    ),
    (
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123200Z (20150830T123700Z - 5 min.)",
        2,
        "20150830T123700Z",
        "the clock is 1 minute behind AWS's",
    ),
    (
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T123620Z - 20 sec.)",
        2,
        "20150830T123620Z",
        "the clock is 0 minutes behind AWS's",
    ),
    (
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T123540Z + 20 sec.)",
        2,
        "20150830T123540Z",
        "the clock is 0 minutes ahead of AWS's",
    ),
    // Wrapped by a log.
    (
        "Signature expired: 20150830T123600Z is now\nearlier than 20150830T130000Z\n  (20150830T130500Z - 5 min.)",
        2,
        "20150830T130500Z",
        "the clock is 29 minutes behind AWS's",
    ),
    // Over the end of a year, for another time than the one that was signed.
    (
        "Signature expired: 20141231T235959Z is now earlier than 20150101T235459Z (20150101T235959Z - 5 min.)",
        2,
        "20150101T235959Z",
        "the clock is 1440 minutes behind AWS's; the explanation is of another request",
    ),
    (
        "Credential should be scoped to a valid region, not 'us-east-1'. ",
        3,
        "",
        "the region in the scope is wrong: us-east-1 is not the region of the endpoint",
    ),
    (
        "Credential should be scoped to a valid region. ",
        3,
        "",
        "the region in the scope is wrong: us-east-1 is not the region of the endpoint",
    ),
    (
        "Credential should be scoped to correct service: 'execute-api'. ",
        3,
        "20150830/us-east-1/execute-api/aws4_request",
        "the service in the scope is wrong: AWS expects execute-api",
    ),
    (
        "The request should be sent again. Key should be scoped to correct service. ",
        3,
        "",
        "the service in the scope is wrong: AWS expects another",
    ),
    (
        "Credential should be scoped to correct service. ",
        3,
        "",
        "the service in the scope is wrong: AWS expects another",
    ),
    // As the user guide prints it.
    (
        "Credential should be scoped to a valid Region, not us-east-1",
        3,
        "",
        "the region in the scope is wrong: us-east-1 is not the region of the endpoint",
    ),
    (
        "Credential should be scoped to a valid region, not 'eu-west-1'.",
        3,
        "",
        "the region in the scope is wrong: eu-west-1 is not the region of the endpoint; \
             the explanation is of another request, or the header authorization was changed",
    ),
    (
        "Credential should be scoped to correct service: 'neptune-graph'. ",
        3,
        "20150830/us-east-1/neptune-graph/aws4_request",
        "the service in the scope is wrong: AWS expects neptune-graph; \
             the explanation is of another request, or the header authorization was changed",
    ),
    (
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws3_request'. ",
        3,
        "20150830/us-east-1/neptune-graph/aws4_request",
        "the end in the scope is wrong: AWS expects aws4_request; \
             the explanation is of another request, or the header authorization was changed",
    ),
    (
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
             '20150830' != '20150831', from '20150831T000100Z'.",
        3,
        "20150831/us-east-1/neptune-graph/aws4_request",
        "the date in the scope is wrong: AWS expects 20150831, the date of 20150831T000100Z",
    ),
    (
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP",
        3,
        "",
        "the date in the scope is not the date of the request",
    ),
    (
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key.",
        0,
        "",
        "AWS calculated another signature: the secret access key does not belong to the access key id, or the \
             request was changed between signing and AWS",
    ),
];

#[test]
fn messages_about_the_clock_the_region_and_the_service() {
    let ours = ours();
    for (message, line, theirs, cause) in EXPECTATIONS {
        // With other sentences around it.
        for message in [(*message).to_string(), format!("Rejected. {message} See the documentation.")] {
            let mismatch = ours.explain(&message).expect("a message about the signature");
            let SignatureMismatch { text, index, .. } = mismatch;
            assert_eq!((text, mismatch.line, index), (SignedText::StringToSign, *line, 0));
            assert_eq!((mismatch.theirs.as_str(), mismatch.cause.as_str()), (*theirs, *cause));
            let signed = line.checked_sub(1).and_then(|index| ours.string_to_sign.split('\n').nth(index));
            assert_eq!(mismatch.ours, signed.unwrap_or_default());
        }
    }
}

#[test]
fn other_messages() {
    let ours = ours();
    for message in [
        "",
        "The security token included in the request is invalid.",
        "{}x",
        "no",
        "Signature expired: 20150830T123600Z is now earlier than 20150830T130000Z",
        "Signature expired: yesterday is now earlier than today (20150830T130500Z - 5 min.)",
        "Signature expired: 20159930T123600Z is now earlier than 20150830T130000Z (20150830T130500Z - 5 min.)",
        // The calendar has no such day.
        "Signature expired: 20150830T123600Z is now earlier than 20150830T130000Z (20150931T130500Z - 5 min.)",
        // The times contradict the words.
        "Signature expired: 20150830T123600Z is now earlier than 20150830T120000Z (20150830T120500Z - 5 min.)",
        "Signature not yet current: 20150830T123600Z is still later than 20150830T130500Z (20150830T130000Z + 5 min.)",
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123100Z (20150830T123600Z - 5 min.)",
        "Signature not yet current: 20150830T123600Z is still later than 20150830T124100Z (20150830T123600Z + 5 min.)",
        "Credential should be scoped to something else",
        // About something else.
        "The queue should be scoped to a valid region",
        "Import should be scoped to a valid region, not 'us-east-1'",
        "This policy should be scoped to correct service: 'neptune-graph'",
        "The import should be terminated with 'aws4_request'",
        "The HotKey should be scoped to a valid region",
        // Not complete.
        "Credential should be scoped to a valid region, not ",
        "Credential should be scoped to a valid region, not '",
        "Credential should be scoped to correct service: 'execute-api",
        "Credential should be scoped with a valid terminator: 'aws",
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150830' != '2015",
        "The request signature we calculated does not match the signature you provided. \
         The Canonical String for this request should have been 'DELETE",
        "The Canonical String for this request should have been 'x'",
        "The String-to-Sign should have been 'x'",
    ] {
        assert_eq!(ours.explain(message), None, "{message}");
    }
}
