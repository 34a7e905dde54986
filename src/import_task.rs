//! An import task as the service describes it.
//!
//! Status, format and Parquet type are open: the service has added values to each more than once, so one that no
//! publication lists is kept as it came.

use crate::check::Kind;
use crate::text;

macro_rules! known_values {
    ($(#[$docs:meta])* $module:ident, $known:literal: $($constant:ident = $meaning:literal,)*) => {
        $(#[$docs])*
        pub mod $module {
            $(
                #[doc = $meaning]
                pub const $constant: &str = stringify!($constant);
            )*

            /// All of them, with a space between them.
            pub const KNOWN: &str = $known;
        }
    };
}

known_values! {
    /// Where a task is in its life.
    status,
    "INITIALIZING EXPORTING ANALYZING_DATA IMPORTING REPROVISIONING ROLLING_BACK SUCCEEDED FAILED CANCELLING \
        CANCELLED DELETED":
    INITIALIZING = "It has been accepted.",
    EXPORTING = "Data is being read out of Neptune Database.",
    ANALYZING_DATA = "The data is being measured.",
    IMPORTING = "The data is being loaded.",
    REPROVISIONING = "The graph gets its final size.",
    ROLLING_BACK = "It failed and is being undone.",
    SUCCEEDED = "It ended, and the data is in.",
    FAILED = "It ended, and the data is not in.",
    CANCELLING = "It has been told to stop, and has not stopped yet.",
    CANCELLED = "It was stopped.",
    DELETED = "It is gone.",
}

known_values! {
    /// The format of the data in Amazon S3.
    format,
    "CSV OPEN_CYPHER PARQUET NTRIPLES":
    CSV = "Gremlin CSV.",
    OPEN_CYPHER = "openCypher CSV.",
    PARQUET = "Parquet.",
    NTRIPLES = "RDF as N-Triples.",
}

known_values! {
    /// How Parquet files are laid out.
    parquet_type,
    "COLUMNAR":
    COLUMNAR = "By columns.",
}

/// A member of the answer.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    /// Whether the service model requires it.
    pub(crate) is_required: bool,
    /// The patterns of its value, if it has any: one of them is enough.
    pub(crate) kinds: &'static [Kind],
    /// The values that some publication lists, with a space between them, if it has any.
    pub(crate) known: &'static str,
}

/// The members in the order of [`ImportTask`].
pub(crate) static MEMBERS: [Member; 7] = [
    Member { name: "taskId", is_required: true, kinds: &[Kind::TaskId], known: "" },
    Member { name: "source", is_required: true, kinds: &[], known: "" },
    Member {
        name: "roleArn",
        is_required: true,
        kinds: &[Kind::RoleArnDocumented, Kind::RoleArnCurrent],
        known: "",
    },
    Member { name: "status", is_required: true, kinds: &[], known: status::KNOWN },
    Member { name: "graphId", is_required: false, kinds: &[Kind::GraphId], known: "" },
    Member { name: "format", is_required: false, kinds: &[], known: format::KNOWN },
    Member { name: "parquetType", is_required: false, kinds: &[], known: parquet_type::KNOWN },
];

impl Member {
    /// Says whether some publication knows `value`.
    pub(crate) fn knows(&self, value: &str) -> bool {
        (self.kinds.is_empty() && self.known.is_empty())
            || self.kinds.iter().any(|kind| kind.accepts(value))
            || (!self.known.is_empty() && text::is_one_of(value, self.known))
    }
}

/// An import task, as far as the answer to `CancelImportTask` tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportTask {
    /// The texts in the order of [`MEMBERS`]. Kept as a list because most of what is done with them is the same.
    pub(crate) texts: [Option<String>; MEMBERS.len()],
}

impl ImportTask {
    /// Its id, as the service gave it.
    #[must_use]
    pub fn task_id(&self) -> &str {
        self.texts[0].as_deref().unwrap_or_default()
    }

    /// Where the data comes from: an Amazon S3 path, or a Neptune Database endpoint or snapshot.
    #[must_use]
    pub fn source(&self) -> &str {
        self.texts[1].as_deref().unwrap_or_default()
    }

    /// The role that may read the data.
    #[must_use]
    pub fn role_arn(&self) -> &str {
        self.texts[2].as_deref().unwrap_or_default()
    }

    /// Where the task is in its life: one of [`status`], or a value that no publication lists.
    #[must_use]
    pub fn status(&self) -> &str {
        self.texts[3].as_deref().unwrap_or_default()
    }

    /// The graph that the data goes into.
    #[must_use]
    pub fn graph_id(&self) -> Option<&str> {
        self.texts[4].as_deref()
    }

    /// The format of the data: one of [`format`](mod@format), or a value that no publication lists.
    #[must_use]
    pub fn format(&self) -> Option<&str> {
        self.texts[5].as_deref()
    }

    /// How Parquet files are laid out: one of [`parquet_type`], or a value that no publication lists.
    #[must_use]
    pub fn parquet_type(&self) -> Option<&str> {
        self.texts[6].as_deref()
    }
}
