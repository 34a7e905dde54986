//! The pieces that random strings consist of.
//!
//! The comments say what is left out: what aws-sigv4 rejects, or reads in another way than botocore and the AWS SDK for
//! JavaScript do.

pub(super) const KEY_ID: &[&str] =
    &["AKIA", "a", "Z", "0", "/", ",", ";", "+", "=", " ", "\t", "\"", "%20", "~"];

pub(super) const SECRET: &[&str] = &[
    "a", "Z", "0", "/", "+", " ", "\0", "\n", "\r", "\t", "\u{1B}", "\u{7F}", "\u{85}", "\u{E9}", "e\u{301}",
    "\u{301}", "\u{200B}", "\u{FEFF}", "\u{4E2D}", "\u{1F600}", "\u{10FFFF}", "\"", "\\", "AWS4",
];

pub(super) const TOKEN: &[&str] = &[
    "F", "w", "o", "G", "9", "/", "+", "=", " ", "  ", "   ", "\t", ",", ", ", ";", "\"", "%", "~",
];

pub(super) const KNOWN_REGION: &[&str] = &[
    "us-east-1", "eu-west-3", "us-gov-west-1", "cn-north-1", "eusc-de-east-1", "us-iso-west-1", "us-isob-east-1",
    "eu-isoe-west-1", "us-isof-south-1", "aws-cn-global", "eu-west-99", "local",
];

pub(super) const CUSTOM_HOST: &[&str] = &[
    "localhost", "example.com", "EXAMPLE.Com", "example.com.", "127.0.0.1", "0x7f.1", "2130706433", "[::1]",
    "[2001:DB8:0:0:7::1]", "[::ffff:192.0.2.1]", "b\u{FC}cher.example", "\u{4F8B}\u{3048}.jp", "under_score",
    "%65xample.com", "vpce-0a1b2c-d3e4.neptune-graph.us-east-1.vpce.amazonaws.com",
];

pub(super) const CUSTOM_PORT: &[&str] =
    &["", "", ":", ":80", ":443", ":0443", ":8080", ":8443", ":0", ":65535"];

pub(super) const CUSTOM_PATH: &[&str] = &[
    "/", "/", "/", "//", "/.", "/..", "/./", "/../", "/%2e/", "/.%2E/", "a", "Z", "0", "-", "_", ".", "~", " ", "%",
    "%2F", "%2f", "%zz", "%C3%A9", "%e9", ":", "@", "!", "$", "&", "'", "\"", "(", ")", "*", "+", ",", ";", "=",
    "<", ">", "[", "]", "^", "`", "{", "|", "}", "\u{E9}", "e\u{301}", "\u{4E2D}", "\u{1F600}", "\u{A0}",
    "\u{200B}",
];

pub(super) const METHOD: &[&str] = &["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

pub(super) const HOST: &[&str] =
    &["example.amazonaws.com", "localhost:8080", "127.0.0.1", "[::1]:8443", "xn--bcher-kva.example"];

// No space, control character, `<`, `>` and backtick: rejected, because URLs do not contain them.
pub(super) const PATH: &[&str] = &[
    "/", "/", "/", "//", "/.", "/..", "/./", "/../", "a", "Z", "0", "-", "_", ".", "~", "%", "%20", "%2F", "%2f",
    "%zz", "%C3%A9", "%e9", ":", "@", "!", "$", "&", "'", "\"", "(", ")", "*", "+", ",", ";", "=", "[", "]", "^",
    "{", "|", "}", "\\", "\u{E9}", "e\u{301}", "\u{4E2D}", "\u{1F600}",
];

// Few, so that they repeat.
pub(super) const REPEATED_NAME: &[&str] = &["", "k", "K", "key", "%6b", "k-", "k%20"];

pub(super) const REPEATED_VALUE: &[&str] = &["", "k", "K", "%6B", "l", "~", "=", "%3d", "=="];

// No space, control character, `"`, `<` and `>`: rejected, because URLs do not contain them.
// No `+`: decoded to a space, as in forms. AWS encodes queries as RFC 3986 says, where it stands for itself.
// No encoded bytes that are not UTF-8: replaced by U+FFFD. So no piece begins with a hexadecimal digit, which could
// complete a percent sign before it to another byte.
pub(super) const QUERY: &[&str] = &[
    "k", "K", "key", "x-", "-", "_", ".", "~", "%", "%4", "%zz", "%41", "%7e", "%20", "%22", "%2B", "%2b", "%26",
    "%3D", "%00", "%C3%A9", "%f0%9f%98%80", "/", "?", ":", "@", "!", "$", "'", "(", ")", "*", ",", ";", "[", "]",
    "^", "`", "{", "|", "}", "\\", "\u{E9}", "\u{4E2D}", "\u{1F600}",
];

pub(super) const HEADER_NAME: &[&str] = &[
    "My-Header1", "my-header1", "MY-HEADER1", "My-Header10", "My-Header", "my_header1", "a", "Z", "a!", "a-b",
    "a.b", "a~", "0", "Content-Type", "Content-Length", "User-Agent", "Range", "X-Amz-Target", "x-amz-meta-b",
    "x-amz-dat", "x-amz-date2",
];

// No line end and no control character but the tab: rejected, because headers do not contain them.
pub(super) const HEADER_VALUE: &[&str] = &[
    "v", "V", "0", " ", "  ", "     ", "\t", " \t ", ",", ", ", ":", ";", "=", "\"", "%20", "'", "~",
    "\u{E9}", "e\u{301}", "\u{A0}", "\u{1F600}",
];
