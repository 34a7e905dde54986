//! An import task as the service describes it.
//!
//! Status, format and Parquet type are open: the service has added values to each more than once, so one that no
//! publication lists is kept as it came.

use crate::answer::{Member, Need};
use crate::check::Kind;
use crate::endpoint::Endpoint;
use crate::http::Request;
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

/// The members of a task, in the order of [`ImportTask`].
pub(crate) static TASK: [Member; 9] = [
    Member { kinds: &[Kind::TaskId], ..Member::text("taskId", Need::Required) },
    Member::text("source", Need::Required),
    Member {
        kinds: &[Kind::RoleArnDocumented, Kind::RoleArnCurrent],
        ..Member::text("roleArn", Need::Required)
    },
    Member { known: status::KNOWN, ..Member::text("status", Need::Required) },
    Member { kinds: &[Kind::GraphId], ..Member::text("graphId", Need::Optional) },
    Member { known: format::KNOWN, ..Member::text("format", Need::Optional) },
    Member { known: parquet_type::KNOWN, ..Member::text("parquetType", Need::Optional) },
    Member::number("attemptNumber"),
    Member::text("statusReason", Need::Extra),
];

/// A request to the import tasks, or to one of them.
#[inline(never)]
pub(crate) fn request(method: &'static str, endpoint: &Endpoint<'_>, sign: &str, rest: &str) -> Request {
    let url = text::concat(&[&endpoint.url, "/importtasks", sign, rest]);
    Request { method, url, headers: Vec::new() }
}

/// An import task.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportTask {
    /// The texts in the order of [`TASK`]. Kept as a list because most of what is done with them is the same.
    pub(crate) texts: Vec<Option<String>>,
}

impl ImportTask {
    fn text(&self, place: usize) -> Option<&str> {
        self.texts.get(place)?.as_deref()
    }

    /// Its id, as the service gave it.
    #[must_use]
    pub fn task_id(&self) -> &str {
        self.text(0).unwrap_or_default()
    }

    /// Where the data comes from: an Amazon S3 path, or a Neptune Database endpoint or snapshot.
    #[must_use]
    pub fn source(&self) -> &str {
        self.text(1).unwrap_or_default()
    }

    /// The role that may read the data.
    #[must_use]
    pub fn role_arn(&self) -> &str {
        self.text(2).unwrap_or_default()
    }

    /// Where the task is in its life: one of [`status`], or a value that no publication lists.
    #[must_use]
    pub fn status(&self) -> &str {
        self.text(3).unwrap_or_default()
    }

    /// The graph that the data goes into.
    #[must_use]
    pub fn graph_id(&self) -> Option<&str> {
        self.text(4)
    }

    /// The format of the data: one of [`format`](mod@format), or a value that no publication lists.
    #[must_use]
    pub fn format(&self) -> Option<&str> {
        self.text(5)
    }

    /// How Parquet files are laid out: one of [`parquet_type`], or a value that no publication lists.
    #[must_use]
    pub fn parquet_type(&self) -> Option<&str> {
        self.text(6)
    }

    /// The number of the attempt to import, from 1. Only [`get_import_task`](crate::get_import_task) tells it.
    #[must_use]
    pub fn attempt_number(&self) -> Option<f64> {
        self.text(7)?.parse().ok()
    }

    /// Why the task is in its status. Only [`get_import_task`](crate::get_import_task) tells it.
    #[must_use]
    pub fn status_reason(&self) -> Option<&str> {
        self.text(8)
    }
}
