//! The key of a scope, and the signatures that it makes.

use std::fmt;

use hmac::block_api::HmacCore;
use hmac::digest::block_api::{Buffer, CoreProxy};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::hash::push_hex;
use super::{CredentialScope, Credentials};

/// The key for one scope, derived from the secret. Never printed, and wiped when it is dropped.
#[derive(Clone)]
pub struct SigningKey(
    // Not `Hmac`, whose buffer keeps what was in the memory where it was made.
    HmacCore<Sha256>,
);

/// A signature: 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature(String);

impl SigningKey {
    /// Derives the key: one step for each part of the scope.
    #[must_use]
    pub fn derive(credentials: &Credentials, scope: &CredentialScope) -> Self {
        let secret = Zeroizing::new(["AWS4", &*credentials.secret_access_key].concat());
        let mut state = hmac(secret.as_bytes());
        for part in scope.as_str().split('/') {
            state.update(part.as_bytes());
            let mut key: [u8; 32] = state.finalize().into_bytes().into();
            state = hmac(&key);
            key.zeroize();
        }
        SigningKey(state.decompose().0)
    }

    /// Signs a string to sign.
    #[must_use]
    pub fn sign(&self, string_to_sign: &str) -> Signature {
        let mut state = Hmac::compose(self.0.clone(), Buffer::<HmacCore<Sha256>>::default());
        state.update(string_to_sign.as_bytes());
        let mut digits = String::with_capacity(64);
        push_hex(&mut digits, &state.finalize().into_bytes().into());
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

/// The key of the scope that was signed for last, so that it is not derived again for each request of a day.
///
/// It knows its owner by a digest of scope and secret, and keeps neither secret nor token. Never printed.
#[derive(Default)]
pub(super) struct KeyCache(Option<([u8; 32], SigningKey)>);

impl KeyCache {
    pub(super) const fn new() -> Self {
        KeyCache(None)
    }

    /// Signs with the key of `credentials` for `scope`.
    ///
    /// A function of its own, so that [`wipe_stack`] reaches all that it leaves on the stack.
    #[inline(never)]
    pub(super) fn sign(
        &mut self,
        credentials: &Credentials,
        scope: &CredentialScope,
        string_to_sign: &str,
    ) -> Signature {
        let mut owner = Sha256::new();
        // With its length, so that no other scope and secret make the same input.
        owner.update(scope.as_str().len().to_le_bytes());
        owner.update(scope.as_str());
        owner.update(credentials.secret_access_key.as_bytes());
        let owner: [u8; 32] = owner.finalize().into();
        if self.0.as_ref().is_some_and(|(last, _)| *last != owner) {
            self.0 = None;
        }
        let (_, key) = self.0.get_or_insert_with(|| (owner, SigningKey::derive(credentials, scope)));
        key.sign(string_to_sign)
    }
}

impl fmt::Debug for KeyCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyCache(..)")
    }
}

/// Overwrites what a calculation has left below this place on the stack: blocks with a key in them.
#[inline(never)]
pub(super) fn wipe_stack() {
    // More than the deepest of these calculations uses.
    [0_u64; 512].zeroize();
}

fn hmac(key: &[u8]) -> Hmac<Sha256> {
    // A key of any length is valid, so the other key is never used.
    Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default()))
}
