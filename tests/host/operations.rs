//! Operations: their input, and the fields of their output.

use neptune_import_tasks::operation::types::{ImportFormat, ImportTaskStatus, ParquetType};
use neptune_import_tasks::operation::{
    CancelExportTask, ExportFormat, ExportTaskStatus, Input, MaxResults, OpenEnum, OperationName,
};
use neptune_import_tasks::{
    CancelImportTask, Endpoint, EndpointOptions, GetImportTask, Issue, ListImportTasks, Operation, Response,
};
use serde_json::{Value, json};

/// An input whose members are not typed yet.
struct Untyped(Value);

impl Input for Untyped {
    type Error = Issue;

    fn string(&self, name: &'static str, _: &'static str) -> Result<Option<String>, Issue> {
        Ok(self.0[name].as_str().map(str::to_string))
    }

    fn whole_number(&self, name: &'static str, _: &'static str) -> Result<Option<u32>, Issue> {
        Ok(self.0[name].as_u64().and_then(|number| u32::try_from(number).ok()))
    }
}

/// The method and the URL of a request, or the message of the issue.
fn request<T: Operation>(input: Value) -> String {
    let options = EndpointOptions { region: "eu-west-1", ..EndpointOptions::default() };
    let endpoint = Endpoint::resolve(&options).expect("an endpoint");
    match T::from_input(&Untyped(input)) {
        Ok(operation) => {
            let request = operation.request(&endpoint);
            assert!(request.headers.is_empty());
            format!("{} {}", request.method, request.url)
        }
        Err(issue) => issue.to_string(),
    }
}

#[test]
fn inputs() {
    const URL: &str = "https://neptune-graph.eu-west-1.amazonaws.com/importtasks";
    let task = || json!({ "taskIdentifier": "t-0123456789" });
    assert_eq!(request::<CancelImportTask>(task()), format!("DELETE {URL}/t-0123456789"));
    assert_eq!(request::<GetImportTask>(task()), format!("GET {URL}/t-0123456789"));
    let export = "DELETE https://neptune-graph.eu-west-1.amazonaws.com/exporttasks/t-0123456789";
    assert_eq!(request::<CancelExportTask>(task()), export);
    assert_eq!(request::<ListImportTasks>(json!({})), format!("GET {URL}"));
    let all = json!({ "nextToken": "a&b=/+\u{E9}", "maxResults": 100, "graphIdentifier": "g-0123456789" });
    assert_eq!(
        request::<ListImportTasks>(all),
        format!("GET {URL}?graphIdentifier=g-0123456789&maxResults=100&nextToken=a%26b%3D%2F%2B%C3%A9")
    );
    assert_eq!(request::<ListImportTasks>(json!({ "nextToken": "" })), format!("GET {URL}"));

    let missing = "the task id is missing: expected a string";
    assert_eq!(request::<CancelImportTask>(json!({})), missing);
    assert_eq!(request::<GetImportTask>(json!({})), missing);
    assert_eq!(request::<CancelExportTask>(json!({})), missing);
    // No path is made of these.
    for (id, message) in [
        ("", "the task id is empty: expected `t-` and 10 characters a-z or 0-9"),
        (".", "unexpected `.` at index 0 in the prefix of the task id: expected `t-`"),
        ("..", "unexpected `.` at index 0 in the prefix of the task id: expected `t-`"),
        ("g-0123456789", "unexpected `g` at index 0 in the prefix of the task id: expected `t-`"),
    ] {
        assert_eq!(request::<CancelImportTask>(json!({ "taskIdentifier": id })), message);
    }
    let graph = json!({ "graphIdentifier": "t-0123456789" });
    assert_eq!(
        request::<ListImportTasks>(graph),
        "unexpected `t` at index 0 in the prefix of the graph id: expected `g-`"
    );
    for number in [0, 101, u32::MAX] {
        let message =
            "the maxResults of the list of tasks is not allowed: expected a whole number from 1 to 100";
        assert_eq!(request::<ListImportTasks>(json!({ "maxResults": number })), message);
    }
    assert!(MaxResults::new(1).is_ok() && MaxResults::new(100).is_ok());
}

#[test]
fn names() {
    let names = OperationName::ALL.map(OperationName::as_str);
    assert_eq!(names, ["CancelImportTask", "GetImportTask", "ListImportTasks", "CancelExportTask"]);
    for name in OperationName::ALL {
        assert_eq!(serde_json::to_value(name).expect("a string"), name.as_str());
        assert_eq!(name.is_read(), !name.as_str().starts_with("Cancel"), "{name:?}");
    }
}

fn parse<T: Operation>(body: &Value) -> (T::Output, Vec<String>) {
    let response = Response::from_bytes(200, [("", ""); 0], body.to_string().as_bytes());
    let success = T::parse(&response).unwrap_or_else(|error| panic!("{error}"));
    (success.output, success.warnings.iter().map(ToString::to_string).collect())
}

fn task() -> Value {
    json!({
        "taskId": "t-0123456789",
        "source": "s3://bucket/data/",
        "roleArn": "arn:aws:iam::123456789012:role/team/Import",
        "status": "ANALYZING_DATA",
        "graphId": "g-0123456789",
        "format": "PARQUET",
        "parquetType": "COLUMNAR",
    })
}

#[test]
fn outputs_have_all_members_and_serialize_under_the_same_names() {
    let (output, warnings) = parse::<CancelImportTask>(&task());
    assert_eq!((output.status.clone(), warnings.len()), (ImportTaskStatus::AnalyzingData, 0));
    assert_eq!(output.format, Some(ImportFormat::Parquet));
    assert_eq!(output.parquet_type, Some(ParquetType::Columnar));
    assert_eq!(CancelImportTask::import_task_status(&output), Some(&ImportTaskStatus::AnalyzingData));
    assert_eq!(serde_json::to_value(output).expect("an object"), task());

    let mut body = task();
    let more = json!({
        "attemptNumber": 1.0,
        "statusReason": "because",
        "importTaskDetails": {
            "status": "IMPORTING",
            "startTime": 1_440_938_160.5,
            "timeElapsedSeconds": 12_345_678_901.0,
            "progressPercentage": 42.0,
            "errorCount": 0.0,
            "statementCount": 9e15,
            "dictionaryEntryCount": 7.0,
            "errorDetails": "none",
        },
        "importOptions": {
            "neptune": {
                "s3ExportPath": "s3://bucket/export/",
                "s3ExportKmsKeyId": "key",
                "preserveDefaultVertexLabels": true,
                "preserveEdgeIds": false,
            },
        },
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let (output, warnings) = parse::<GetImportTask>(&body);
    assert_eq!(warnings, [""; 0]);
    assert_eq!(GetImportTask::import_task_status(&output), Some(&ImportTaskStatus::AnalyzingData));
    assert_eq!(serde_json::to_value(output).expect("an object"), body);

    let page = json!({ "tasks": [task(), task()], "nextToken": "next" });
    let (output, warnings) = parse::<ListImportTasks>(&page);
    assert_eq!(warnings, [""; 0]);
    assert_eq!(ListImportTasks::import_task_status(&output), None);
    assert_eq!(serde_json::to_value(output).expect("an object"), page);

    let export = json!({
        "taskId": "t-0123456789",
        "graphId": "g-0123456789",
        "roleArn": "arn:aws:iam::123456789012:role/Export",
        "status": "CANCELLING",
        "format": "PARQUET",
        "destination": "s3://bucket/export/",
        "kmsKeyIdentifier": "key",
        "parquetType": "COLUMNAR",
        "statusReason": "because",
    });
    let (output, warnings) = parse::<CancelExportTask>(&export);
    assert_eq!((output.status.clone(), warnings.len()), (ExportTaskStatus::Cancelling, 0));
    // Its status is not that of an import task.
    assert_eq!(CancelExportTask::import_task_status(&output), None);
    assert_eq!(serde_json::to_value(output).expect("an object"), export);
}

#[test]
fn absent_members_are_not_serialized() {
    let body = json!({ "taskId": "t-0123456789", "source": "s", "status": "FAILED",
        "roleArn": "arn:aws:iam::123456789012:role/r" });
    let mut with_nulls = body.clone();
    for name in ["graphId", "format", "parquetType", "attemptNumber", "statusReason", "importTaskDetails"] {
        with_nulls[name] = Value::Null;
    }
    with_nulls["importOptions"] = json!({});
    with_nulls["aMemberOfTomorrow"] = json!({ "a": [1, 2] });
    for body in [&body, &with_nulls] {
        let (output, warnings) = parse::<GetImportTask>(body);
        assert_eq!((output.import_options.clone(), warnings.len()), (None, 0));
        assert_eq!(
            serde_json::to_value(output).expect("an object").as_object().map(serde_json::Map::len),
            Some(4)
        );
    }
}

#[test]
fn details_of_another_type_are_left_out_with_a_warning() {
    let mut body = task();
    body["attemptNumber"] = json!("1");
    body["statusReason"] = json!(true);
    body["importTaskDetails"] = json!({ "progressPercentage": "42", "status": ["x"], "errorCount": 3 });
    body["importOptions"] = json!({ "neptune": { "preserveEdgeIds": "yes" } });
    let (output, warnings) = parse::<GetImportTask>(&body);
    assert_eq!((output.attempt_number, output.status_reason), (None, None));
    let details = output.import_task_details.expect("details");
    assert_eq!((details.progress_percentage, details.status, details.error_count), (None, None, Some(3.0)));
    let options = output.import_options.expect("options");
    assert_eq!(options.neptune.preserve_edge_ids, None);
    assert_eq!(
        warnings,
        [
            "`1` is not a known attemptNumber of a task: expected a documented value",
            "`true` is not a known statusReason of a task: expected a documented value",
            "`` is not a known status of a task: expected a documented value",
            "`42` is not a known progressPercentage of a task: expected a documented value",
            "`yes` is not a known preserveEdgeIds of a task: expected a documented value",
        ]
    );
}

#[test]
fn enumerations_keep_values_that_no_publication_lists() {
    fn check<T: OpenEnum + PartialEq + std::fmt::Debug>(known: &[&str]) {
        for value in known {
            let parsed = T::from((*value).to_string());
            assert!(parsed.is_known() && parsed.as_ref() == *value, "{value}");
        }
        for value in ["", "TOMORROW", &known[0].to_lowercase()] {
            let parsed = T::from(value.to_string());
            assert!(!parsed.is_known() && parsed.as_ref() == value, "{value}");
        }
    }
    check::<ImportTaskStatus>(&[
        "INITIALIZING",
        "EXPORTING",
        "ANALYZING_DATA",
        "IMPORTING",
        "REPROVISIONING",
        "ROLLING_BACK",
        "SUCCEEDED",
        "FAILED",
        "CANCELLING",
        "CANCELLED",
        "DELETED",
    ]);
    check::<ImportFormat>(&["CSV", "OPEN_CYPHER", "PARQUET", "NTRIPLES"]);
    check::<ParquetType>(&["COLUMNAR"]);
    check::<ExportTaskStatus>(&[
        "INITIALIZING",
        "EXPORTING",
        "SUCCEEDED",
        "FAILED",
        "CANCELLING",
        "CANCELLED",
        "DELETED",
    ]);
    check::<ExportFormat>(&["PARQUET", "CSV"]);
    let unknown = ImportTaskStatus::from("TOMORROW".to_string());
    assert_eq!(serde_json::to_value(&unknown).expect("a string"), "TOMORROW");
    assert_eq!(
        (unknown.to_string(), ImportTaskStatus::Cancelling.to_string()),
        ("TOMORROW".into(), "CANCELLING".into())
    );
}
