//! Reading the recorded vectors. The first line of each file, `about`, explains its fields.

use neptune_import_tasks::Response;
use neptune_import_tasks::protocol::json::Document;
use neptune_import_tasks::validate::{Identifier, Revision};
use serde_json::Value;

/// All identifiers with a grammar of their own.
pub(crate) const IDENTIFIERS: [Identifier; 4] =
    [Identifier::TaskId, Identifier::GraphId, ROLE_ARN_DOCUMENTED, ROLE_ARN_CURRENT];

pub(crate) const ROLE_ARN_DOCUMENTED: Identifier = Identifier::RoleArn(Revision::Documented);
pub(crate) const ROLE_ARN_CURRENT: Identifier = Identifier::RoleArn(Revision::Current);

/// The cases of a file of AWS's own. It is read in place, because it has another licence. `None` if it is not there, which is said.
pub(crate) fn fetched(name: &str) -> Option<Vec<Value>> {
    let path = format!("../shared/vectors/fetched/{name}.json");
    let cases = cases(&path);
    if cases.is_none() {
        eprintln!("skipped: {path} is not there");
    }
    cases
}

/// The cases of a file. `None` if the file does not exist.
pub(crate) fn cases(path: &str) -> Option<Vec<Value>> {
    let json = std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).ok()?;
    let mut file: Value = serde_json::from_str(&json).expect("a vectors file is JSON");
    match file["cases"].take() {
        Value::Array(cases) => Some(cases),
        _ => panic!("{path} has no cases"),
    }
}

/// A string of a case: verbatim, as UTF-16 code units that may be ill-formed, or as a template.
pub(crate) fn string(case: &Value, name: &str, template: &str) -> Option<String> {
    if let Some(units) = case[name]["$utf16"].as_array() {
        let units: Vec<u16> =
            units.iter().map(|unit| u16::try_from(unit.as_u64().unwrap()).unwrap()).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    if let Some(string) = case[name].as_str() {
        return Some(string.to_string());
    }
    let template = case.get(template)?;
    let part = |name: &str| template[name].as_str().unwrap_or_default();
    let count = |name: &str| usize::try_from(template[name].as_u64().unwrap_or_default()).unwrap();
    Some(format!(
        "{}{}{}{}",
        part("prefix"),
        part("repeat").repeat(count("count")),
        part("then").repeat(count("thenCount")),
        part("suffix")
    ))
}

/// A recorded response with this body.
pub(crate) fn response(case: &Value, body: &[u8]) -> Response<Document> {
    let status = u16::try_from(case["status"].as_u64().expect("a status")).unwrap();
    Response::from_bytes(status, headers(case), body)
}

/// The headers of a recorded response.
pub(crate) fn headers(case: &Value) -> impl Iterator<Item = (&str, &str)> {
    let headers = case["headers"].as_array().into_iter().flatten();
    headers.map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()))
}
