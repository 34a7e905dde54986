//! Objects on their way out as JSON text: one crossing for all of their members, and no table of JavaScript values.
//!
//! No general writer: it knows the shapes that the exports have, and `JSON.parse` makes objects of them.

use crate::issue::Issue;
use crate::text;

/// The text of an object or a list that is being written.
pub(super) struct JsonText(String);

impl JsonText {
    pub(super) fn new() -> Self {
        JsonText(String::new())
    }

    /// Begins a member of an object; what is added next is its value.
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        self.next();
        self.string(name);
        self.0.push(':');
        self
    }

    /// A `,` where something stands before what comes next.
    pub(super) fn next(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[')) {
            self.0.push(',');
        }
    }

    /// Adds what is JSON as it is: brackets, numbers, truth values.
    #[inline(never)]
    pub(super) fn raw(&mut self, json: &str) {
        self.0.push_str(json);
    }

    /// Adds a string.
    #[inline(never)]
    pub(super) fn string(&mut self, text: &str) {
        self.0.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => self.0.push('\\'),
                '\0'..='\x1F' => {
                    self.0.push_str("\\u00");
                    self.0.push(text::digit(character as u8 >> 4, b'A'));
                    self.0.push(text::digit(character as u8 & 15, b'A'));
                    continue;
                }
                _ => {}
            }
            self.0.push(character);
        }
        self.0.push('"');
    }

    /// Adds a member that is a string.
    #[inline(never)]
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.name(name).string(text);
    }

    /// Adds a member that is a string, if there is one.
    pub(super) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Adds an object of strings.
    pub(super) fn object(&mut self, members: &[(&str, &str)]) {
        self.raw("{");
        for (name, text) in members {
            self.text(name, text);
        }
        self.raw("}");
    }

    /// Adds an issue: `index` counts UTF-16 code units, and the message comes along.
    pub(super) fn issue(&mut self, issue: &Issue) {
        self.raw("{");
        self.text("code", issue.code.as_str());
        self.text("subject", issue.subject);
        self.text("part", issue.part);
        self.name("index").raw(&text::decimal(issue.index_utf16));
        self.text("expected", &issue.expected);
        self.optional("found", issue.found.as_deref());
        self.text("message", &issue.message());
        self.optional("hint", issue.hint.as_deref());
        self.optional("suggestion", issue.suggestion.as_deref());
        self.raw("}");
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// `{ ok: true, value, warnings }`, or `{ ok: false, issue }`, as a text of its own.
pub(super) fn outcome(result: &Result<Vec<Issue>, Issue>, value: &mut dyn FnMut(&mut JsonText)) -> String {
    let mut json = JsonText::new();
    write_outcome(&mut json, result.as_ref().map(Vec::as_slice), value);
    json.finish()
}

/// Adds the same.
pub(super) fn write_outcome(
    json: &mut JsonText,
    result: Result<&[Issue], &Issue>,
    value: &mut dyn FnMut(&mut JsonText),
) {
    json.raw("{");
    json.name("ok").raw(if result.is_ok() { "true" } else { "false" });
    match result {
        Ok(warnings) => {
            json.name("value");
            value(json);
            json.name("warnings").raw("[");
            for warning in warnings {
                json.next();
                json.issue(warning);
            }
            json.raw("]");
        }
        Err(issue) => json.name("issue").issue(issue),
    }
    json.raw("}");
}
