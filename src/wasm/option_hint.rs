//! Mistakes in options and other objects that only JavaScript has, and their words.

use std::borrow::Cow;

use crate::validate::hint::Hint;

/// A recognised mistake in an object.
pub(super) enum OptionHint {
    SimilarName(&'static str),
    #[cfg(feature = "requests")]
    ClientOption,
    #[cfg(feature = "requests")]
    MemberName {
        found: String,
        expected: &'static str,
    },
    #[cfg(feature = "requests")]
    NestedCredentials(String),
    #[cfg(feature = "requests")]
    UnresolvedProvider,
    #[cfg(feature = "requests")]
    Seconds,
    #[cfg(feature = "requests")]
    ProxiedUrl,
}

impl From<OptionHint> for Hint {
    fn from(hint: OptionHint) -> Self {
        let (phrase, sentence): (Cow<'static, str>, Cow<'static, str>) = match hint {
            OptionHint::SimilarName(name) => {
                (format!("did you mean `{name}`").into(), format!("Did you mean `{name}`?").into())
            }
            #[cfg(feature = "requests")]
            OptionHint::ClientOption => (
                "this is an option of the client functions".into(),
                "It is an option of the client functions.".into(),
            ),
            #[cfg(feature = "requests")]
            OptionHint::MemberName { found, expected } => (
                format!("name the member `{expected}`, not `{found}`").into(),
                format!("Name the member `{expected}`, not `{found}`.").into(),
            ),
            #[cfg(feature = "requests")]
            OptionHint::NestedCredentials(name) => (
                format!("pass the member `{name}` of the object").into(),
                format!("Pass the member `{name}` of the object.").into(),
            ),
            #[cfg(feature = "requests")]
            OptionHint::UnresolvedProvider => (
                "this is a provider of the AWS SDK v2: await its getPromise() first".into(),
                "This is a provider of the AWS SDK v2; await its getPromise() first.".into(),
            ),
            #[cfg(feature = "requests")]
            OptionHint::Seconds => (
                "this is a time in seconds".into(),
                "This is a time in seconds; milliseconds are needed.".into(),
            ),
            #[cfg(feature = "requests")]
            OptionHint::ProxiedUrl => (
                "this is a proxy of a URL: pass a string".into(),
                "It is a proxy of a URL; pass a string.".into(),
            ),
        };
        Hint::Worded { phrase, sentence }
    }
}
