//! The operations that this crate knows, by AWS's names.

/// An operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// [`cancel_import_task`](crate::cancel_import_task).
    CancelImportTask,
    /// [`get_import_task`](crate::get_import_task).
    GetImportTask,
    /// [`list_import_tasks`](crate::list_import_tasks).
    ListImportTasks,
}

impl Operation {
    /// AWS's name for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Operation::CancelImportTask => "CancelImportTask",
            Operation::GetImportTask => "GetImportTask",
            Operation::ListImportTasks => "ListImportTasks",
        }
    }

    /// Whether it changes nothing, so that it can be sent again whatever became of it.
    #[must_use]
    pub fn is_read(self) -> bool {
        self != Operation::CancelImportTask
    }
}

/// The operation of this number. Where nothing is sent there is but one.
#[cfg(any(feature = "client", target_arch = "wasm32"))]
pub(crate) fn of_number(number: u32) -> Operation {
    match number {
        _ if cfg!(not(feature = "client")) => Operation::CancelImportTask,
        0 => Operation::CancelImportTask,
        1 => Operation::GetImportTask,
        _ => Operation::ListImportTasks,
    }
}
