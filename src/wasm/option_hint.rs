//! Mistakes in options and other objects that only JavaScript has, and their words.

use crate::validate::hint::Hint;

/// A recognised mistake in an object.
pub(super) enum OptionHint {
    ClientOption,
    MemberName { found: String, expected: &'static str },
    NestedCredentials(String),
    UnresolvedProvider,
    Seconds,
    ProxiedUrl,
}

impl From<OptionHint> for Hint {
    fn from(hint: OptionHint) -> Self {
        let phrase = match hint {
            OptionHint::ClientOption => "this is an option of the client functions".into(),
            OptionHint::MemberName { found, expected } => {
                format!("name the member `{expected}`, not `{found}`").into()
            }
            OptionHint::NestedCredentials(name) => format!("pass the member `{name}` of the object").into(),
            OptionHint::UnresolvedProvider => {
                "this is a provider of the AWS SDK v2: await its getPromise() first".into()
            }
            OptionHint::Seconds => "this is a time in seconds; milliseconds are needed".into(),
            OptionHint::ProxiedUrl => "this is a proxy of a URL: pass a string".into(),
        };
        Hint::Phrase(phrase)
    }
}
