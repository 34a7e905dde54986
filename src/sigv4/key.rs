//! The key of a scope, and what it signs.

use std::fmt;

use hmac::block_api::HmacCore;
use hmac::digest::block_api::{Buffer, CoreProxy};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

use super::{Credentials, Scope};
use crate::text;

/// The key for one scope, derived from the secret. Never printed, and wiped when it is dropped (in WebAssembly there is but the
/// one that is remembered).
#[derive(Clone)]
pub struct SigningKey(
    // Not `Hmac` with its buffer, which would keep what happened to be in the memory where it was made.
    HmacCore<Sha256>,
);

/// The signature of a request: 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature(String);

impl SigningKey {
    /// Derives the key: one step for each part of the scope.
    #[must_use]
    pub fn derive(credentials: &Credentials<'_>, scope: &Scope) -> Self {
        // As long as it must be from the beginning: a buffer that grows leaves copies behind.
        let mut secret = text::concat(&["AWS4", credentials.secret_access_key]).into_bytes();
        let mut state = keyed(&secret);
        secret.as_mut_slice().zeroize();
        for part in text::split(scope.as_str(), b'/') {
            let mut key = mac(state, part);
            state = keyed(&key);
            key.zeroize();
        }
        SigningKey(state.decompose().0)
    }

    /// Signs a text.
    #[must_use]
    pub fn sign(&self, text: &str) -> Signature {
        let mut digits = String::new();
        push_hex(
            &mut digits,
            &mac(Hmac::compose(self.0.clone(), Buffer::<HmacCore<Sha256>>::default()), text),
        );
        Signature(digits)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

impl Signature {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Signs with the key of the scope that was signed for last, so that it is not derived anew for each request of a day.
///
/// It knows by a digest of scope and secret whose key it is, and keeps neither secret nor token.
#[derive(Debug, Default)]
pub(super) struct LastKey(Option<([u8; 32], SigningKey)>);

impl LastKey {
    pub(super) const fn new() -> Self {
        LastKey(None)
    }

    #[inline(never)]
    pub(super) fn sign(&mut self, credentials: &Credentials<'_>, scope: &Scope, text: &str) -> Signature {
        // With a length, so that no other scope and secret make the same text.
        let length = text::decimal(scope.as_str().len());
        let whose = text::concat(&[&length, "/", scope.as_str(), credentials.secret_access_key]);
        let mut whose = whose.into_bytes();
        let owner = digest(&whose);
        whose.as_mut_slice().zeroize();
        if !matches!(&self.0, Some((last, _)) if *last == owner) {
            self.0 = Some((owner, SigningKey::derive(credentials, scope)));
        }
        self.0.as_ref().map_or(Signature(String::new()), |(_, key)| key.sign(text))
    }
}

/// Overwrites what a calculation has left below this place on the stack: blocks with a key in them.
#[inline(never)]
pub(super) fn wipe_stack() {
    // More than the deepest of these calculations takes, in words because each is written on its own.
    [0_u64; 256].zeroize();
}

/// The SHA-256 digest of `bytes`.
#[inline(never)]
pub(super) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Adds a digest in hexadecimal digits.
pub(super) fn push_hex(text: &mut String, digest: &[u8; 32]) {
    for byte in digest {
        text.push(text::digit(byte >> 4, b'a'));
        text.push(text::digit(byte & 15, b'a'));
    }
}

#[inline(never)]
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    // HMAC takes a key of any length, so the other key never comes to be used.
    Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default()))
}

#[inline(never)]
fn mac(mut mac: Hmac<Sha256>, text: &str) -> [u8; 32] {
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}
