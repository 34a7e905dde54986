//! How the recorded vectors are read. Their own first line, `about`, explains their fields.

use serde_json::Value;

/// The cases of a fixture, or of a file of shared vectors. Nothing if that file is not there.
pub(crate) fn cases(path: &str) -> Option<Vec<Value>> {
    let text = std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).ok()?;
    let mut file: Value = serde_json::from_str(&text).expect("a vectors file is JSON");
    match file["cases"].take() {
        Value::Array(cases) => Some(cases),
        _ => panic!("{path} has no cases"),
    }
}

/// A text: as it is, as UTF-16 units that may be no text, or as a template.
pub(crate) fn text(case: &Value, name: &str, template: &str) -> Option<String> {
    if let Some(units) = case[name]["$utf16"].as_array() {
        let units: Vec<u16> =
            units.iter().map(|unit| u16::try_from(unit.as_u64().unwrap()).unwrap()).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    if let Some(text) = case[name].as_str() {
        return Some(text.to_string());
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
