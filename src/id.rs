//! The two ids of the service: import tasks' and graphs'.

use std::fmt;
use std::str::FromStr;

use crate::check::Kind;
use crate::issue::Issue;

macro_rules! id {
    ($(#[$docs:meta])* $name:ident, $kind:expr) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The id as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = Issue;

            fn from_str(text: &str) -> Result<Self, Issue> {
                $kind.validate(text)?;
                Ok($name(text.to_string()))
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

id! {
    /// A checked id of an import task: `t-` and ten characters a-z or 0-9.
    ///
    /// ```
    /// use neptune_import_tasks::TaskId;
    ///
    /// let id: TaskId = "t-0123456789".parse()?;
    /// assert_eq!(id.as_str(), "t-0123456789");
    /// # Ok::<(), neptune_import_tasks::Issue>(())
    /// ```
    TaskId, Kind::TaskId
}

id! {
    /// A checked id of a graph: `g-` and ten characters a-z or 0-9.
    GraphId, Kind::GraphId
}
