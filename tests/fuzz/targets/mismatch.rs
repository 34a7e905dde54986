//! Any message beside a signed request: an explanation points into the request, and never prints the session token.

#![no_main]

use libfuzzer_sys::fuzz_target;
use neptune_import_tasks::sigv4::SignatureMismatch;

const TOKEN: &str = "IQoJb3JpZ2luX2VjEXAMPLETOKEN";
const HEADERS: &str = "host:neptune-graph.us-east-1.amazonaws.com\nx-amz-date:20150830T123600Z";
const NAMES: &str = "host;x-amz-date;x-amz-security-token";
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fuzz_target!(|message: &str| {
    let canonical_request =
        format!("DELETE\n/importtasks/t-0123456789\n\n{HEADERS}\nx-amz-security-token:{TOKEN}\n\n{NAMES}\n{EMPTY}");
    let scope = "20150830/us-east-1/neptune-graph/aws4_request";
    let string_to_sign = format!("AWS4-HMAC-SHA256\n20150830T123600Z\n{scope}\n{EMPTY}");
    if let Some(mismatch) = SignatureMismatch::explain(message, &canonical_request, &string_to_sign) {
        for text in [&mismatch.ours, &mismatch.theirs, &mismatch.cause] {
            assert!(!text.contains(TOKEN), "{text}");
        }
        assert!(!mismatch.cause.is_empty());
        assert!(mismatch.index <= mismatch.ours.encode_utf16().count());
    }
});
