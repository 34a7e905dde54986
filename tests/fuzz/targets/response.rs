//! Any response, written as in HTTP: it is an output or an error, and an error has the status.

#![no_main]

use libfuzzer_sys::fuzz_target;
use neptune_import_tasks::{
    CancelExportTask, CancelImportTask, GetImportTask, ListImportTasks, Operation, Response,
};

fn check<T: Operation>(status: u16, headers: &[(&str, &str)], body: &[u8]) {
    let response = Response::from_bytes(status, headers.iter().copied(), body);
    match T::parse(&response) {
        Ok(_) => assert!(status < 300),
        Err(error) => {
            assert_eq!(error.metadata().http_status_code, status);
            assert!(!error.to_string().is_empty());
        }
    }
}

/// Three digits, lines of headers, an empty line, the body.
fn parse(data: &[u8]) -> Option<(u16, Vec<(&str, &str)>, &[u8])> {
    let end = data.windows(2).position(|pair| pair == b"\n\n")?;
    let mut lines = std::str::from_utf8(&data[..end]).ok()?.lines();
    let status = lines.next()?.parse().ok()?;
    Some((status, lines.filter_map(|line| line.split_once(": ")).collect(), &data[end + 2..]))
}

fuzz_target!(|data: &[u8]| {
    let Some((status, headers, body)) = parse(data) else { return };
    check::<CancelImportTask>(status, &headers, body);
    check::<GetImportTask>(status, &headers, body);
    check::<ListImportTasks>(status, &headers, body);
    check::<CancelExportTask>(status, &headers, body);
});
