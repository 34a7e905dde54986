//! The key of a scope, and what it signs.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Credentials, Scope};

/// The key for one scope, derived from the secret. Wiped when it is dropped, and never printed.
#[derive(Clone)]
pub struct SigningKey(Zeroizing<[u8; 32]>);

/// The signature of a request: 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature(String);

impl SigningKey {
    /// Derives the key: one step for each part of the scope.
    #[must_use]
    pub fn derive(credentials: &Credentials, scope: &Scope) -> Self {
        // Sized before it is filled: a text that grows leaves copies behind.
        let secret = credentials.secret_access_key();
        let mut first = Zeroizing::new(Vec::with_capacity(4 + secret.len()));
        first.extend_from_slice(b"AWS4");
        first.extend_from_slice(secret.as_bytes());
        let mut parts = scope.as_str().split('/');
        let mut key = Zeroizing::new(mac(&first, parts.next().unwrap_or_default().as_bytes()));
        for part in parts {
            key = Zeroizing::new(mac(&*key, part.as_bytes()));
        }
        SigningKey(key)
    }

    /// Signs a text.
    #[must_use]
    pub fn sign(&self, text: &str) -> Signature {
        Signature(hex(&mac(&*self.0, text.as_bytes())))
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
        f.write_str(&self.0)
    }
}

/// The SHA-256 digest of `bytes` in hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes a key of any length, so there is no error to handle.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    mac.update(message);
    mac.finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }));
        }
    }
    text
}
