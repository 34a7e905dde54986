//! Validated identifiers as types: a value of one of them matches its pattern.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::validate::{Identifier, Issue, Revision, RoleArnParts};

macro_rules! identifier {
    ($(#[$docs:meta])* $name:ident, parsed as $identifier:expr, deserialized as $any:expr) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(String);

        impl $name {
            /// The string.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Issue;

            fn try_from(value: String) -> Result<Self, Issue> {
                $identifier.validate(&value)?;
                Ok($name(value))
            }
        }

        impl TryFrom<&str> for $name {
            type Error = Issue;

            fn try_from(value: &str) -> Result<Self, Issue> {
                value.to_string().try_into()
            }
        }

        impl FromStr for $name {
            type Err = Issue;

            fn from_str(value: &str) -> Result<Self, Issue> {
                value.try_into()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = String::deserialize(deserializer)?;
                match $any.iter().find(|identifier| identifier.accepts(&value)) {
                    Some(_) => Ok($name(value)),
                    None => value.try_into().map_err(D::Error::custom),
                }
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

identifier! {
    /// The ID of an import or export task: `t-` and ten characters a-z or 0-9.
    ///
    /// ```
    /// use neptune_import_tasks::TaskId;
    ///
    /// let id: TaskId = "t-0123456789".parse()?;
    /// assert_eq!(id, "t-0123456789");
    /// # Ok::<(), neptune_import_tasks::Issue>(())
    /// ```
    TaskId, parsed as Identifier::TaskId, deserialized as [Identifier::TaskId]
}

identifier! {
    /// The ID of a graph: `g-` and ten characters a-z or 0-9.
    GraphId, parsed as Identifier::GraphId, deserialized as [Identifier::GraphId]
}

identifier! {
    /// The ARN of an IAM role.
    ///
    /// [`str::parse`] uses the documented pattern, [`RoleArn::parse_revision`] either one; deserialization accepts both.
    ///
    /// ```
    /// use neptune_import_tasks::RoleArn;
    /// use neptune_import_tasks::validate::Revision;
    ///
    /// let arn = RoleArn::parse_revision("arn:aws:iam::123456789012:role/team/a/Import", Revision::Current)?;
    /// let parts = arn.parts();
    /// assert_eq!((parts.account_id, parts.path, parts.role_name), ("123456789012", "/team/a/", "Import"));
    /// # Ok::<(), neptune_import_tasks::Issue>(())
    /// ```
    RoleArn,
    parsed as Identifier::RoleArn(Revision::Documented),
    deserialized as Identifier::ROLE_ARNS
}

impl RoleArn {
    /// Checks `value` under the pattern of `revision`. [`str::parse`] uses the documented one.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with `value`.
    pub fn parse_revision(value: &str, revision: Revision) -> Result<Self, Issue> {
        Identifier::RoleArn(revision).validate(value)?;
        Ok(RoleArn(value.to_string()))
    }

    /// The parts of the ARN.
    #[must_use]
    pub fn parts(&self) -> RoleArnParts<'_> {
        RoleArnParts::of(&self.0)
    }
}
