//! The slips of hand-written error bodies. Only bodies of errors are repaired: a success is read strictly.

/// In bytes. A longer body is no message.
pub(crate) const MAX_LENGTH: usize = 1 << 20;

/// Makes a JSON object of one that is nearly JSON: control characters in strings, `\'` and other escapes that JSON does not have, a
/// comma before a closing bracket, `NaN` and `Infinity`, text after the object. `None` if `text` is something else, or ends within the object.
pub(crate) fn repair(text: &str) -> Option<String> {
    let text = text.trim_ascii_start();
    if text.len() > MAX_LENGTH || !text.starts_with('{') {
        return None;
    }
    let mut json = Vec::with_capacity(text.len() + 64);
    let mut depth = 0;
    let mut in_string = false;
    let mut bytes = text.as_bytes().iter();
    while depth > 0 || json.is_empty() {
        let byte = *bytes.next()?;
        match byte {
            b'"' => in_string = !in_string,
            // Outside of a string, nothing repairs it.
            b'\\' => {
                let escape = *bytes.next()?;
                match escape {
                    b'\'' => {}
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' | b'u' => json.push(b'\\'),
                    _ => json.extend(br"\\"),
                }
                json.push(escape);
                continue;
            }
            0..0x20 if in_string => {
                json.extend(if byte < 0x10 { br"\u000" } else { br"\u001" });
                json.extend(b"0123456789abcdef".get(usize::from(byte & 0xF)));
                continue;
            }
            // As the encoder of Python writes numbers.
            b'N' | b'I' if !in_string => {
                let rest = if byte == b'N' { "aN" } else { "nfinity" };
                bytes = bytes.as_slice().strip_prefix(rest.as_bytes())?.iter();
                json.pop_if(|last| *last == b'-');
                json.extend(b"null");
                continue;
            }
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => {
                json.truncate(json.trim_ascii_end().len());
                json.pop_if(|last| *last == b',');
                depth -= 1;
            }
            _ => {}
        }
        json.push(byte);
    }
    String::from_utf8(json).ok()
}
