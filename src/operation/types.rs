//! Shapes that several operations share.

use serde::Serialize;

use super::members::Members;
use super::open_enum::open_enum;
use crate::protocol::error::UnreadableResponseError;
use crate::protocol::json::Object;
use crate::validate::Identifier;

open_enum! {
    /// The status of an import task.
    ImportTaskStatus {
        /// The task has been accepted.
        Initializing = "INITIALIZING",
        /// Data is being exported from Neptune Database.
        Exporting = "EXPORTING",
        /// The data is being measured.
        AnalyzingData = "ANALYZING_DATA",
        /// The data is being loaded.
        Importing = "IMPORTING",
        /// The graph is being brought to its final size.
        Reprovisioning = "REPROVISIONING" | "RE_PROVISIONING",
        /// The import failed and is being undone.
        RollingBack = "ROLLING_BACK",
        /// Final: the data has been imported.
        Succeeded = "SUCCEEDED",
        /// Final: the data has not been imported.
        Failed = "FAILED",
        /// The task has been told to stop, and has not stopped yet.
        Cancelling = "CANCELLING" | "CANCELING",
        /// Final: the task has stopped.
        Cancelled = "CANCELLED" | "CANCELED",
        /// Final: the task has been deleted.
        Deleted = "DELETED",
    }
}

open_enum! {
    /// The format of the data in Amazon S3.
    ImportFormat {
        /// Gremlin CSV.
        Csv = "CSV",
        /// openCypher CSV.
        OpenCypher = "OPEN_CYPHER",
        /// Apache Parquet.
        Parquet = "PARQUET",
        /// RDF as N-Triples.
        NTriples = "NTRIPLES",
    }
}

open_enum! {
    /// The layout of Parquet files.
    ParquetType {
        /// By columns.
        Columnar = "COLUMNAR",
    }
}

/// What every operation reports of an import task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImportTask {
    /// The ID of the task, as the service sent it.
    pub task_id: String,
    /// The location of the data: an Amazon S3 path, or a Neptune Database endpoint or snapshot.
    pub source: String,
    /// The role that may read the data.
    pub role_arn: String,
    /// The status.
    pub status: ImportTaskStatus,
    /// The graph that the data is imported into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub graph_id: Option<String>,
    /// The format of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<ImportFormat>,
    /// The layout of Parquet files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parquet_type: Option<ParquetType>,
}

impl ImportTask {
    pub(super) fn read<O: Object>(members: &mut Members<'_, O>) -> Result<Self, UnreadableResponseError> {
        Ok(ImportTask {
            task_id: members.identifier("taskId", &[Identifier::TaskId])?,
            source: members.string("source")?,
            role_arn: members.identifier("roleArn", &Identifier::ROLE_ARNS)?,
            status: members.open_enum("status")?,
            graph_id: members.optional_identifier("graphId", &[Identifier::GraphId])?,
            format: members.optional_open_enum("format")?,
            parquet_type: members.optional_open_enum("parquetType")?,
        })
    }
}
