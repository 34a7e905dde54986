//! What AWS's messages say about a request whose signature was rejected, with messages in AWS's format that are built here.

mod escapes;
mod messages;

use neptune_import_tasks::endpoint::CustomEndpoint;
use neptune_import_tasks::sigv4::{Credentials, SignatureMismatch, SignedText, Signer, Timestamp};
use neptune_import_tasks::{CancelImportTask, Endpoint, EndpointOptions, Operation};

const SESSION_TOKEN: &str = "IQoJb3JpZ2luX2VjEExample";

/// The canonical request and the string to sign.
struct Strings {
    canonical_request: String,
    string_to_sign: String,
}

impl Strings {
    fn explain(&self, message: &str) -> Option<SignatureMismatch> {
        SignatureMismatch::explain(message, &self.canonical_request, &self.string_to_sign)
    }

    /// AWS's message with these strings.
    fn message(&self) -> String {
        format!(
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key \
             and signing method. Consult the service documentation for details.\n\n\
             The Canonical String for this request should have been\n'{}'\n\n\
             The String-to-Sign should have been\n'{}'\n",
            self.canonical_request, self.string_to_sign,
        )
    }

    /// The explanation if AWS's canonical request differs in one piece.
    fn explain_request(&self, piece: &str, other: &str) -> SignatureMismatch {
        assert!(self.canonical_request.contains(piece), "{piece}");
        let canonical_request = self.canonical_request.replacen(piece, other, 1);
        let theirs = Strings { canonical_request, string_to_sign: self.string_to_sign.clone() };
        self.explain(&theirs.message()).expect("a message about the signature")
    }

    /// The explanation if AWS's string to sign differs in one piece.
    fn explain_string(&self, piece: &str, other: &str) -> SignatureMismatch {
        assert!(self.string_to_sign.contains(piece), "{piece}");
        let string_to_sign = self.string_to_sign.replacen(piece, other, 1);
        let theirs = Strings { canonical_request: self.canonical_request.clone(), string_to_sign };
        self.explain(&theirs.message()).expect("a message about the signature")
    }
}

fn ours() -> Strings {
    let given = "https://example.com/a%20b";
    let custom = Some(CustomEndpoint { given, parsed: Some(given) });
    let options = EndpointOptions { region: "us-east-1", custom, ..EndpointOptions::default() };
    let endpoint = Endpoint::resolve(&options).expect("an endpoint");
    let task_identifier = "t-0123456789".parse().expect("an ID");
    let credentials = Credentials {
        session_token: Some(SESSION_TOKEN.to_string().into()),
        ..Credentials::new("AKIDEXAMPLE", "secret")
    };
    let time = Timestamp::from_epoch_millis(1_440_938_160_000).expect("a time");
    let mut request = CancelImportTask { task_identifier }.request(&endpoint);
    let scope = endpoint.credential_scope(&time);
    let signed = Signer::new().sign_request(&mut request, &credentials, scope, &time);
    Strings {
        canonical_request: signed.canonical_request.to_string(),
        string_to_sign: signed.string_to_sign.to_string(),
    }
}

#[test]
fn all_fields() {
    let mismatch = ours().explain_request("/a%2520b/", "/a%252520b/");
    assert_eq!(
        serde_json::to_value(&mismatch).expect("an object"),
        serde_json::json!({
            "text": "canonicalRequest",
            "line": 2,
            "index": 6,
            "ours": "/a%2520b/importtasks/t-0123456789",
            "theirs": "/a%252520b/importtasks/t-0123456789",
            "cause": "the path was encoded once more between signing and AWS",
        })
    );
    let mismatch = ours().explain_string("us-east-1", "us-east-2");
    assert_eq!(mismatch.text, SignedText::StringToSign);
    assert_eq!(serde_json::to_value(mismatch.text).expect("a string"), "stringToSign");
}

#[test]
fn the_first_line_and_character_that_differ_and_the_cause() {
    let ours = ours();
    let in_request = |piece, other| ours.explain_request(piece, other);
    let in_string = |piece, other| ours.explain_string(piece, other);
    let expectations = [
        (in_request("DELETE", "POST"), 1, 0, "the method was changed between signing and AWS"),
        (in_request("/a%2520b/", "/a%20b/"), 2, 4, "the path was encoded once less between signing and AWS"),
        (in_request("/a%2520b/", "/"), 2, 1, "the path was changed between signing and AWS"),
        (in_request("/importtasks", "/v1/importtasks"), 2, 9, "the path was changed between signing and AWS"),
        (in_request("\n\n", "\nx=1\n"), 3, 0, "the query was changed between signing and AWS"),
        (
            in_request("example.com", "internal:8080"),
            4,
            5,
            "the header host was changed between signing and AWS",
        ),
        (in_request("host:example.com", "host:"), 4, 5, "the header host was signed and did not arrive"),
        (in_request("host:example.com\n", ""), 4, 0, "AWS does not count a header that was signed: host"),
        (in_request("host:", "accept:*/*\nhost:"), 4, 0, "AWS counts a header that was not signed: accept"),
        (
            in_request("20150830T123600Z", "20150830T123601Z"),
            5,
            25,
            "AWS has another time for the request: the explanation is of another request",
        ),
        (in_request("host;x", "accept;host;x"), 8, 0, "AWS counts other headers as signed"),
        (in_request("e3b0c442", "deadbeef"), 9, 0, "a body arrived that was not signed, or another one"),
        (
            in_string("T123600Z", "T123601Z"),
            2,
            14,
            "AWS has another time for the request than the one that was signed",
        ),
        (
            in_string("us-east-1", "us-east-2"),
            3,
            17,
            "the region in the scope is wrong: AWS expects us-east-2",
        ),
        (
            in_string("neptune-graph", "neptune-db"),
            3,
            27,
            "the service in the scope is wrong: AWS expects neptune-db",
        ),
        (in_string("20150830/", "20150831/"), 3, 7, "the date in the scope is wrong: AWS expects 20150831"),
        (
            in_string("aws4_request", "aws5_request"),
            3,
            36,
            "the end in the scope is wrong: AWS expects aws5_request",
        ),
        (
            ours.explain(&ours.message()).expect("a message about the signature"),
            0,
            0,
            "both sides signed the same string, so the secret access key does not belong to the access key id",
        ),
    ];
    for (mismatch, line, index, cause) in expectations {
        assert_eq!((mismatch.line, mismatch.index, mismatch.cause.as_str()), (line, index, cause));
    }
}

#[test]
fn indices_count_utf16_code_units() {
    let request = |host| Strings {
        canonical_request: format!("GET\n/\n\nhost:{host}\n\nhost\n{}", "0".repeat(64)),
        string_to_sign: ours().string_to_sign,
    };
    let mismatch = request("\u{1F600}x").explain(&request("\u{1F600}y").message()).expect("a difference");
    assert_eq!((mismatch.line, mismatch.index), (4, 7));
}

/// Encoded once more in one place, and once less in another.
#[test]
fn a_path_that_is_encoded_in_another_place_was_changed() {
    let request = |path| Strings {
        canonical_request: format!("GET\n{path}\n\nhost:example.com\n\nhost\n{}", "0".repeat(64)),
        string_to_sign: ours().string_to_sign,
    };
    let theirs = request("/a%20b%2520c").message();
    let mismatch = request("/a%2520b%20c").explain(&theirs).expect("a difference");
    assert_eq!((mismatch.line, mismatch.cause.as_str()), (2, "the path was changed between signing and AWS"));
}

#[test]
fn a_session_token_is_masked() {
    let mismatch = ours().explain_request(SESSION_TOKEN, &SESSION_TOKEN[..SESSION_TOKEN.len() - 1]);
    assert_eq!(mismatch.ours, "x-amz-security-token:(24 characters)");
    assert_eq!(mismatch.theirs, "x-amz-security-token:(23 characters)");
    assert_eq!((mismatch.line, mismatch.index), (6, "x-amz-security-token:".len() + 23));
}

#[test]
fn a_session_token_is_masked_at_any_position() {
    let ours = ours();
    for mismatch in [
        ours.explain_request("\n\nhost", &format!("\nX-Amz-Security-Token={SESSION_TOKEN}\nhost")),
        ours.explain_request("/importtasks", &format!("/{SESSION_TOKEN}/importtasks")),
        ours.explain_request("x-amz-security-token:", "X-Amz-Security-Token : "),
        ours.explain_request("host:example.com", &format!("{SESSION_TOKEN}:example.com")),
    ] {
        let json = serde_json::to_string(&mismatch).expect("an object");
        assert!(!json.contains(SESSION_TOKEN), "{json}");
    }
}

/// A front end may repeat the path in the query, and AWS quotes both.
#[test]
fn a_session_token_is_masked_wherever_it_is_repeated() {
    let twice = format!("/{SESSION_TOKEN}/{SESSION_TOKEN}/importtasks");
    let mismatch = ours().explain_request("/importtasks", &twice);
    assert_eq!(mismatch.theirs, "/a%2520b/(24 characters)/(24 characters)/importtasks/t-0123456789");
}

/// A header that was not signed, although a signed one contains its name.
#[test]
fn names_of_headers_are_compared_as_a_whole() {
    let ours = ours();
    for name in ["date", "x-amz", "amz", "host-header", "x-amz-security-token-2"] {
        let mismatch = ours.explain_request("host:", &format!("{name}:a\nhost:"));
        assert_eq!(mismatch.cause, format!("AWS counts a header that was not signed: {name}"));
    }
    // The value of a signed header is not a name.
    let mismatch = ours.explain_request("host:", "example.com:a\nhost:");
    assert_eq!(mismatch.cause, "AWS counts a header that was not signed: example.com");
    // After the last header.
    let mismatch = ours.explain_request("\n\nhost;", "\nx-forwarded-for:a\n\nhost;");
    assert_eq!(mismatch.cause, "AWS counts a header that was not signed: x-forwarded-for");
    let mismatch = ours.explain_request(&format!("x-amz-security-token:{SESSION_TOKEN}\n"), "");
    assert_eq!(mismatch.cause, "AWS does not count a header that was signed: x-amz-security-token");
}

#[test]
fn a_message_of_a_megabyte_is_read_in_linear_time() {
    let ours = ours();
    let pieces = [
        "Signature expired: a is (",
        "The Canonical String for this request should have been '",
        "Signature expired: 20150830T123600Z is ",
        "The String-to-Sign should have been '",
        "Credential should be scoped to correct service: '",
        "x-amz-security-token:",
        "Signature expired: 20150830T123600Z is now earlier than ",
        "/%2525",
    ];
    for piece in pieces {
        // In quadratic time this would take minutes.
        ours.explain(&piece.repeat(2_000_000 / piece.len()));
        let quoted = piece.repeat(1_000_000 / piece.len());
        ours.explain(&format!("{}{quoted}' {}x'", pieces[1], pieces[3]));
    }
}

#[test]
fn crlf_line_ends() {
    let ours = ours();
    let canonical_request = ours.canonical_request.replace("example.com", "internal");
    let theirs = Strings { canonical_request, string_to_sign: ours.string_to_sign.clone() };
    let message = theirs.message().replace('\n', "\r\n");
    assert_eq!(ours.explain(&message).map(|mismatch| mismatch.line), Some(4));
}
