//! The signer, compared with that of the AWS SDK for Rust for random requests: `SEED=1 cargo test against_aws` repeats a run.

#[rustfmt::skip]
mod pieces;

use std::env;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sigv4::http_request::{self, SignableBody, SigningError, SigningSettings};
use aws_sigv4::sign::v4;
use neptune_import_tasks::endpoint::CustomEndpoint;
use neptune_import_tasks::endpoint::SIGNING_NAME;
use neptune_import_tasks::sigv4::{CredentialScope, Credentials, SignableRequest, Signed, Signer, Timestamp};
use neptune_import_tasks::{CancelImportTask, Endpoint, EndpointOptions, Operation, TaskId};

use crate::endpoints;

/// Half of them are complete cancellations, the others are requests of any kind.
const REQUESTS: usize = 10_000;

/// The days from 1970 to 2099.
const DAYS: usize = 47_482;

/// Random numbers: the upper half of xorshift64*.
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

    /// One to `most` of the pieces.
    fn string(&mut self, most: usize, pieces: &[&str]) -> String {
        (0..=self.below(most)).map(|_| self.pick(pieces)).collect()
    }

    /// A string of `length` characters.
    fn word(&mut self, length: usize, alphabet: &str) -> String {
        (0..length).map(|_| char::from(self.pick(alphabet.as_bytes()))).collect()
    }
}

/// The credentials, the scope and the day.
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

    /// Changes nothing, one field or all: the signer must use the key that it remembers, or must derive another.
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
    random.string(20, pieces::KEY_ID)
}

fn secret(random: &mut Random) -> String {
    if random.one_in(2) {
        // With the four bytes before it, a secret of 60 bytes fills a block. HMAC uses the digest of a longer key.
        let length = 1 + random.below(130);
        return random.word(length, "abcXYZ019+/= ");
    }
    random.string(40, pieces::SECRET)
}

fn token(random: &mut Random) -> Option<String> {
    match random.below(4) {
        0 => Some(random.word(700, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")),
        1 => Some(random.string(60, pieces::TOKEN)),
        _ => None,
    }
}

fn region(random: &mut Random) -> String {
    if random.one_in(2) {
        return random.pick(pieces::KNOWN_REGION).into();
    }
    // No `p`, so that no region begins or ends with `fips`.
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

/// A custom endpoint in any spelling.
fn custom_endpoint(random: &mut Random) -> String {
    let mut url = random.pick(&["https://", "http://", "hTTps://"]).to_string();
    url += random.pick(pieces::CUSTOM_HOST);
    url += random.pick(pieces::CUSTOM_PORT);
    if !random.one_in(4) {
        url.push('/');
        url += &random.string(12, pieces::CUSTOM_PATH);
    }
    // A space at the end would be rejected.
    url.truncate(url.trim_end_matches(' ').len());
    url
}

/// A request that both signers sign.
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
        url += &random.string(12, pieces::PATH);
    }
    // No dot segment at the end: aws-sigv4 leaves a `/` there, as RFC 3986 says, and the other clients leave nothing.
    if url.ends_with("/.") || url.ends_with("/..") {
        url.push('/');
    }
    for at in 0..random.below(7) {
        url.push(if at == 0 { '?' } else { '&' });
        url += &if random.one_in(2) {
            random.pick(pieces::REPEATED_NAME).to_string()
        } else {
            random.string(4, pieces::QUERY)
        };
        match random.below(4) {
            0 => {}
            1 => url = url + "=" + random.pick(pieces::REPEATED_VALUE),
            _ => url = url + "=" + &random.string(5, pieces::QUERY),
        }
    }

    let mut headers = Vec::new();
    for _ in 0..random.below(6) {
        let value = if random.one_in(8) { String::new() } else { random.string(10, pieces::HEADER_VALUE) };
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
fn sign_with_aws_sigv4(
    case: &Case,
    context: &Context,
    time: SystemTime,
) -> Result<Vec<(String, String)>, SigningError> {
    let mut settings = SigningSettings::default();
    // By default it leaves some out, such as `user-agent`. This crate signs all headers that it is given.
    settings.excluded_headers = None;
    // botocore and this crate read a tab as white space. aws-sigv4 knows spaces only.
    let with_spaces = |value: &str| value.replace('\t', " ");
    let mut headers: Vec<_> = case.headers.iter().map(|(name, value)| (*name, with_spaces(value))).collect();
    // It does not trim a token that it adds itself, but one that is among the headers.
    let mut token = context.token.clone();
    if let Some(token) =
        token.take_if(|token| with_spaces(token).split(' ').any(str::is_empty) || token.contains('\t'))
    {
        headers.push(("x-amz-security-token", with_spaces(&token)));
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
    let request =
        http_request::SignableRequest::new(&case.method, &case.url, headers, SignableBody::Bytes(&case.body));
    let (instructions, _) = http_request::sign(request?, &params)?.into_parts();
    Ok(instructions.headers().map(|(name, value)| (name.into(), value.into())).collect())
}

/// What this crate signs with. Its methods return a request, the headers of its signature, and the stages.
struct Ours<'a> {
    signer: &'a mut Signer,
    context: &'a Context,
    credentials: &'a Credentials,
    time: &'a Timestamp,
    repeat: &'a str,
}

impl Ours<'_> {
    /// A cancellation, from a task ID and options to the headers.
    fn cancellation(self, random: &mut Random) -> (Case, Vec<(&'static str, String)>, Signed) {
        let id = random.word(10, "abcdefghijklmnopqrstuvwxyz0123456789");
        let task_identifier: TaskId = ["t-", &id].concat().parse().expect(self.repeat);
        let mut region = self.context.region.clone();
        let given = random.one_in(2).then(|| custom_endpoint(random));
        let parsed = given.as_deref().and_then(endpoints::parsed);
        let may_choose = given.is_none();
        // The old spellings of a region with FIPS, within 63 characters.
        if may_choose && region.len() < 59 && random.one_in(4) {
            region = random.pick(&[["fips-", &region], [&region, "-fips"]]).concat();
        }
        let endpoint = Endpoint::resolve(&EndpointOptions {
            region: &region,
            use_fips: may_choose && random.one_in(2),
            use_dual_stack: may_choose && random.one_in(2),
            custom: given.as_deref().map(|given| CustomEndpoint { given, parsed: parsed.as_deref() }),
        });
        let endpoint =
            endpoint.unwrap_or_else(|issue| panic!("{}: {region} {given:?}: {issue}", self.repeat));
        let mut request = CancelImportTask { task_identifier }.request(&endpoint);
        let scope = endpoint.credential_scope(self.time);
        let signed = self.signer.sign_request(&mut request, self.credentials, scope, self.time);
        let case =
            Case { method: request.method.into(), url: request.url, headers: Vec::new(), body: Vec::new() };
        (case, request.headers, signed)
    }

    /// A request of any kind, with the headers in any order.
    fn any_request(self, random: &mut Random) -> (Case, Vec<(&'static str, String)>, Signed) {
        let case = any_request(random);
        let (_, rest) = case.url.split_once("://").unwrap();
        let (host, target) = rest.split_at(rest.find('/').unwrap());
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers: Vec<_> = case.headers.iter().map(|(name, value)| (*name, &**value)).collect();
        let mut add = |name, value| headers.insert(random.below(headers.len() + 1), (name, value));
        add("Host", host);
        add("X-Amz-Date", self.time.as_str());
        if let Some(token) = &self.credentials.session_token {
            add("x-amz-security-token", token);
        }
        let signable =
            SignableRequest { method: &case.method, path, query, headers: &headers, body: &case.body };
        let scope = CredentialScope::new(self.time, &self.context.region, self.context.service);
        let signed = self.signer.sign(&signable, self.credentials, scope, self.time);
        let authorization = signed.authorization(&self.credentials.access_key_id);
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
    // Zero would be followed by zeros.
    let mut random = Random(seed.max(1));
    let mut signer = Signer::new();
    let mut context = Context::new(&mut random);
    for number in 0..REQUESTS {
        let repeat = format!("SEED={seed}, request {number}");
        context.change(&mut random);
        // Several of a kind in a row: the signer remembers the key of one service.
        let is_cancellation = number / 8 % 2 == 0;
        let mut context = context.clone();
        if is_cancellation {
            context.service = SIGNING_NAME;
        }
        let within_day = random.below(86_400);
        let second = context.day * 86_400 + random.pick(&[0, 86_399, within_day]);
        let millis = u64::try_from(second * 1000 + random.below(1000)).unwrap();
        let time = Timestamp::from_epoch_millis(millis.try_into().unwrap()).expect(&repeat);
        let credentials = Credentials {
            session_token: context.token.clone().map(Into::into),
            ..Credentials::new(&*context.key_id, &*context.secret)
        };
        credentials.check(&time).expect(&repeat);

        let ours = Ours {
            signer: &mut signer,
            context: &context,
            credentials: &credentials,
            time: &time,
            repeat: &repeat,
        };
        let (case, headers, stages) =
            if is_cancellation { ours.cancellation(&mut random) } else { ours.any_request(&mut random) };
        let theirs = sign_with_aws_sigv4(&case, &context, UNIX_EPOCH + Duration::from_millis(millis));
        let theirs = theirs.unwrap_or_else(|error| panic!("{repeat}: {} {error:?}", case.url));
        for (name, value) in &headers {
            // A token that was among the headers is not in the result.
            let token = context.token.as_ref().filter(|_| *name == "x-amz-security-token");
            let expected = theirs.iter().find(|(other, _)| other == name).map(|(_, value)| value).or(token);
            assert_eq!(
                Some(value),
                expected,
                "{repeat}: {name}\n{} {} {:?}\nsecret {:?}, token {:?}\n\n{}\n\n{}",
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
        assert_eq!(headers.len(), count, "{repeat}");
    }
}
