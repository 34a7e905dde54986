//! The signer against that of the AWS SDK for Rust, for random requests: `SEED=1 cargo test against_aws` repeats a run.

use std::env;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sigv4::http_request::{self, SignableBody, SignableRequest, SigningError, SigningSettings};
use aws_sigv4::sign::v4;
use neptune_import_tasks::endpoint::{Custom, Endpoint, Options, SIGNING_NAME};
use neptune_import_tasks::sigv4::{Credentials, Scope, Signable, Signed, Signer, Timestamp};
use neptune_import_tasks::{TaskId, cancel_import_task, http};

use crate::endpoints;

/// Half of them are whole cancellations, and half are requests of any other kind.
const REQUESTS: usize = 10_000;

/// So many days are between the beginnings of 1970 and 2100.
const DAYS: usize = 47_482;

/// What random texts are put together from.
///
/// The comments say what is left out: what aws-sigv4 refuses, or takes otherwise than botocore and the AWS SDK for
/// JavaScript do.
#[rustfmt::skip]
mod pieces {
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

    // No space, control character, `<`, `>` and backtick: refused, because no URL has them.
    pub(super) const PATH: &[&str] = &[
        "/", "/", "/", "//", "/.", "/..", "/./", "/../", "a", "Z", "0", "-", "_", ".", "~", "%", "%20", "%2F", "%2f",
        "%zz", "%C3%A9", "%e9", ":", "@", "!", "$", "&", "'", "\"", "(", ")", "*", "+", ",", ";", "=", "[", "]", "^",
        "{", "|", "}", "\\", "\u{E9}", "e\u{301}", "\u{4E2D}", "\u{1F600}",
    ];

    // Few, so that they are repeated.
    pub(super) const REPEATED_NAME: &[&str] = &["", "k", "K", "key", "%6b", "k-", "k%20"];

    pub(super) const REPEATED_VALUE: &[&str] = &["", "k", "K", "%6B", "l", "~", "=", "%3d", "=="];

    // No space, control character, `"`, `<` and `>`: refused, because no URL has them.
    // No `+`: taken for a space, as in forms. AWS has queries encoded as in RFC 3986, where it is none.
    // No encoded bytes that are no UTF-8: replaced by U+FFFD. So no piece begins with a hexadecimal digit either, which
    // would make another byte of a percent sign before it.
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

    // No line end and no other control character than the tab: refused, because no header has them.
    pub(super) const HEADER_VALUE: &[&str] = &[
        "v", "V", "0", " ", "  ", "     ", "\t", " \t ", ",", ", ", ":", ";", "=", "\"", "%20", "'", "~",
        "\u{E9}", "e\u{301}", "\u{A0}", "\u{1F600}",
    ];
}

/// Random numbers: xorshift64*, of which the upper half is good.
struct Random(u64);

impl Random {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap();
        number % end
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// One or more of the pieces, but not more than `most`.
    fn text(&mut self, most: usize, pieces: &[&str]) -> String {
        (0..=self.below(most)).map(|_| self.pick(pieces)).collect()
    }

    /// A text of `length` characters.
    fn word(&mut self, length: usize, alphabet: &str) -> String {
        (0..length).map(|_| char::from(self.pick(alphabet.as_bytes()))).collect()
    }
}

/// Who signs, for what and on which day.
#[derive(Clone)]
struct Context {
    key_id: String,
    secret: String,
    token: Option<String>,
    day: usize,
    region: String,
    service: &'static str,
}

impl Context {
    fn new(random: &mut Random) -> Self {
        Context {
            key_id: key_id(random),
            secret: secret(random),
            token: token(random),
            day: random.below(DAYS),
            region: region(random),
            service: service(random),
        }
    }

    /// Changes nothing, or one thing, or all: the signer must take the key that it remembers, or must not take it.
    fn change(&mut self, random: &mut Random) {
        match random.below(10) {
            0 => *self = Context::new(random),
            1 => self.key_id = key_id(random),
            2 => self.secret = secret(random),
            3 => self.token = token(random),
            4 => self.day = random.below(DAYS),
            5 => self.day = (self.day + 1) % DAYS,
            6 => self.region = region(random),
            7 => self.service = service(random),
            _ => {}
        }
    }
}

fn key_id(random: &mut Random) -> String {
    if random.one_in(2) {
        return ["AKIA", &random.word(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")].concat();
    }
    random.text(20, pieces::KEY_ID)
}

fn secret(random: &mut Random) -> String {
    if random.one_in(2) {
        // With the four bytes that go before it, a secret of up to 60 is a key as it is. HMAC takes a digest of others.
        let length = 1 + random.below(130);
        return random.word(length, "abcXYZ019+/= ");
    }
    random.text(40, pieces::SECRET)
}

fn token(random: &mut Random) -> Option<String> {
    match random.below(4) {
        0 => Some(random.word(700, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")),
        1 => Some(random.text(60, pieces::TOKEN)),
        _ => None,
    }
}

fn region(random: &mut Random) -> String {
    if random.one_in(2) {
        return random.pick(pieces::KNOWN_REGION).into();
    }
    // No `p`, so that none happens to begin or end with `fips`.
    let middle = random.below(62);
    [
        random.word(1, "abcxyz"),
        random.word(middle, "-abcdefghijklmnoqrstuvwxyz0123456789"),
        random.word(1, "abcxyz0123456789"),
    ]
    .concat()
}

fn service(random: &mut Random) -> &'static str {
    random.pick(&[SIGNING_NAME, SIGNING_NAME, "service", "neptune-db"])
}

/// The URL of a service elsewhere, as somebody may write it.
fn custom_endpoint(random: &mut Random) -> String {
    let mut url = random.pick(&["https://", "http://", "hTTps://"]).to_string();
    url += random.pick(pieces::CUSTOM_HOST);
    url += random.pick(pieces::CUSTOM_PORT);
    if !random.one_in(4) {
        url.push('/');
        url += &random.text(12, pieces::CUSTOM_PATH);
    }
    // A space at the end would be refused.
    url.truncate(url.trim_end_matches(' ').len());
    url
}

/// A request that both sign.
struct Case {
    method: String,
    url: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// A request of any kind.
fn any_request(random: &mut Random) -> Case {
    let mut url = random.pick(&["http://", "https://"]).to_string();
    url += random.pick(pieces::HOST);
    url.push('/');
    if !random.one_in(8) {
        url += &random.text(12, pieces::PATH);
    }
    // No dot segment at the end: a `/` is left there of it, as in RFC 3986, and nothing by the other clients.
    if url.ends_with("/.") || url.ends_with("/..") {
        url.push('/');
    }
    for at in 0..random.below(7) {
        url.push(if at == 0 { '?' } else { '&' });
        url += &if random.one_in(2) {
            random.pick(pieces::REPEATED_NAME).to_string()
        } else {
            random.text(4, pieces::QUERY)
        };
        match random.below(4) {
            0 => {}
            1 => url = url + "=" + random.pick(pieces::REPEATED_VALUE),
            _ => url = url + "=" + &random.text(5, pieces::QUERY),
        }
    }

    let mut headers = Vec::new();
    for _ in 0..random.below(6) {
        let value = if random.one_in(8) { String::new() } else { random.text(10, pieces::HEADER_VALUE) };
        headers.push((random.pick(pieces::HEADER_NAME), value));
    }
    let ends = [1, 1, 10, 200, 5000];
    let end = random.pick(&ends);
    let body = (0..random.below(end)).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
    let length = 1 + random.below(8);
    let method =
        if random.one_in(8) { random.word(length, "ABCXYZ-_") } else { random.pick(pieces::METHOD).into() };
    Case { method, url, headers, body }
}

/// The headers that aws-sigv4 adds to a request.
fn theirs(case: &Case, context: &Context, time: SystemTime) -> Result<Vec<(String, String)>, SigningError> {
    let mut settings = SigningSettings::default();
    // It would leave some out, such as `user-agent`. Ours signs what it is given.
    settings.excluded_headers = None;
    // A tab is white space like any other to botocore and to ours. This one knows spaces only.
    let spaced = |value: &str| value.replace('\t', " ");
    let mut headers: Vec<_> = case.headers.iter().map(|(name, value)| (*name, spaced(value))).collect();
    // Nor does it look for spaces in a token that it adds itself, but in one that is among the headers it does.
    let mut token = context.token.clone();
    if let Some(token) =
        token.take_if(|token| spaced(token).split(' ').any(str::is_empty) || token.contains('\t'))
    {
        headers.push(("x-amz-security-token", spaced(&token)));
    }
    let credentials =
        aws_credential_types::Credentials::new(&context.key_id, &context.secret, token, None, "test");
    let identity = credentials.into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(&context.region)
        .name(context.service)
        .time(time)
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let headers = headers.iter().map(|(name, value)| (*name, &**value));
    let request = SignableRequest::new(&case.method, &case.url, headers, SignableBody::Bytes(&case.body));
    let (instructions, _) = http_request::sign(request?, &params)?.into_parts();
    Ok(instructions.headers().map(|(name, value)| (name.into(), value.into())).collect())
}

/// What our signer is to sign with. What comes back is the request, the headers that it is given, and the stages.
struct Ours<'a> {
    signer: &'a mut Signer,
    context: &'a Context,
    credentials: &'a Credentials<'a>,
    time: &'a Timestamp,
    failing: &'a str,
}

impl Ours<'_> {
    /// Goes all the way from an id and options to the headers.
    fn cancellation(self, random: &mut Random) -> (Case, Vec<(&'static str, String)>, Signed) {
        let id = random.word(10, "abcdefghijklmnopqrstuvwxyz0123456789");
        let id: TaskId = ["t-", &id].concat().parse().expect(self.failing);
        let mut region = self.context.region.clone();
        let given = random.one_in(2).then(|| custom_endpoint(random));
        let parsed = given.as_deref().and_then(endpoints::parsed);
        let may_choose = given.is_none();
        // The old spellings of a region with FIPS. No region is longer than 63 characters, however it is spelled.
        if may_choose && region.len() < 59 && random.one_in(4) {
            region = random.pick(&[["fips-", &region], [&region, "-fips"]]).concat();
        }
        let endpoint = Endpoint::resolve(&Options {
            region: &region,
            use_fips: may_choose && random.one_in(2),
            use_dual_stack: may_choose && random.one_in(2),
            endpoint: given.as_deref().map(|given| Custom { given, parsed: parsed.as_deref() }),
        });
        let endpoint =
            endpoint.unwrap_or_else(|issue| panic!("{}: {region} {given:?}: {issue}", self.failing));
        let mut request = cancel_import_task::request(&id, &endpoint);
        let scope = Scope::new(self.time, endpoint.region.as_str(), SIGNING_NAME);
        let signed = self.signer.sign_request(&mut request, self.credentials, scope, self.time);
        let case =
            Case { method: request.method.into(), url: request.url, headers: Vec::new(), body: Vec::new() };
        (case, request.headers, signed)
    }

    /// The headers stand in any order.
    fn any_request(self, random: &mut Random) -> (Case, Vec<(&'static str, String)>, Signed) {
        let case = any_request(random);
        let (host, target) = http::target(&case.url);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers: Vec<_> = case.headers.iter().map(|(name, value)| (*name, &**value)).collect();
        let mut add = |name, value| headers.insert(random.below(headers.len() + 1), (name, value));
        add("Host", host);
        add("X-Amz-Date", self.time.as_str());
        if let Some(token) = self.credentials.session_token {
            add("x-amz-security-token", token);
        }
        let signable = Signable { method: &case.method, path, query, headers: &headers, body: &case.body };
        let scope = Scope::new(self.time, &self.context.region, self.context.service);
        let signed = self.signer.sign(&signable, self.credentials, scope, self.time);
        let authorization = signed.authorization(self.credentials.access_key_id);
        (case, vec![("authorization", authorization)], signed)
    }
}

#[test]
fn random_requests() {
    let seed = match env::var("SEED") {
        Ok(seed) => seed.parse().expect("SEED is a number"),
        Err(_) => u64::try_from(UNIX_EPOCH.elapsed().unwrap().as_micros()).unwrap(),
    };
    println!("SEED={seed}");
    // No number would follow zero.
    let mut random = Random(seed.max(1));
    let mut signer = Signer::new();
    let mut context = Context::new(&mut random);
    for number in 0..REQUESTS {
        let failing = format!("SEED={seed}, request {number}");
        context.change(&mut random);
        // Several of a kind in a row, because the key that is remembered is for one service.
        let is_cancellation = number / 8 % 2 == 0;
        let mut context = context.clone();
        if is_cancellation {
            context.service = SIGNING_NAME;
        }
        let within_day = random.below(86_400);
        let second = context.day * 86_400 + random.pick(&[0, 86_399, within_day]);
        let millis = u64::try_from(second * 1000 + random.below(1000)).unwrap();
        let time = Timestamp::from_epoch_millis(millis.try_into().unwrap()).expect(&failing);
        let credentials = Credentials {
            session_token: context.token.as_deref(),
            ..Credentials::new(&context.key_id, &context.secret)
        };
        credentials.check(&time, &mut Vec::new()).expect(&failing);

        let ours = Ours {
            signer: &mut signer,
            context: &context,
            credentials: &credentials,
            time: &time,
            failing: &failing,
        };
        let (case, headers, stages) =
            if is_cancellation { ours.cancellation(&mut random) } else { ours.any_request(&mut random) };
        let theirs = theirs(&case, &context, UNIX_EPOCH + Duration::from_millis(millis));
        let theirs = theirs.unwrap_or_else(|error| panic!("{failing}: {} {error:?}", case.url));
        for (name, value) in &headers {
            // A token that was among the headers is not given back.
            let token = context.token.as_ref().filter(|_| *name == "x-amz-security-token");
            let wanted = theirs.iter().find(|(other, _)| other == name).map(|(_, value)| value).or(token);
            assert_eq!(
                Some(value),
                wanted,
                "{failing}: {name}\n{} {} {:?}\nsecret {:?}, token {:?}\n\n{}\n\n{}",
                case.method,
                case.url,
                case.headers,
                context.secret,
                context.token,
                stages.canonical_request,
                stages.string_to_sign,
            );
        }
        let count = if is_cancellation { 2 + usize::from(context.token.is_some()) } else { 1 };
        assert_eq!(headers.len(), count, "{failing}");
    }
}
