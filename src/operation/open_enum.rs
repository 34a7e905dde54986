//! Enumerations that the service may extend. It has added values to each more than once, so a value that no publication lists is
//! kept as it came. Lower case is not known either: for the AWS SDKs' waiters it is another status.

/// An enumeration that the service may extend.
pub trait OpenEnum: From<String> + AsRef<str> {
    /// Returns true for a value that some publication lists.
    fn is_known(&self) -> bool;
}

// The spellings after the first one are those of AWS's prose. They count as the first.
macro_rules! open_enum {
    ($(#[$docs:meta])* $name:ident {
        $($(#[$variant_docs:meta])* $variant:ident = $value:literal $(| $spelling:literal)*,)*
    }) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_docs])* $variant,)*
            /// A value that no publication lists.
            Unknown(String),
        }

        impl $name {
            /// The value as the service writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $value,)*
                    $name::Unknown(value) => value,
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                match value.as_str() {
                    $($value $(| $spelling)* => $name::$variant,)*
                    _ => $name::Unknown(value),
                }
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::operation::open_enum::OpenEnum for $name {
            fn is_known(&self) -> bool {
                !matches!(self, $name::Unknown(_))
            }
        }
    };
}

pub(super) use open_enum;
