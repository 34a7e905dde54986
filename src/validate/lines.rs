//! Many values at once, one a line, as files and pasted text have them.

use std::ops::Range;

use super::Identifier;
use super::grammar::Cursor;

/// The numbers of lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All lines.
    pub lines: usize,
    /// The lines that are valid.
    pub valid: usize,
}

/// Checks every line of `text`, and calls `on_invalid` with the number of each invalid line and its range in `text`.
///
/// A line ends at `\n`; a `\r` before it is dropped. A final `\n` adds no line. An empty line is invalid like any other value
/// that does not match. Lines count from 1. A large file need not be in memory: cut it after any `\n`.
///
/// ```
/// use neptune_import_tasks::validate::{Identifier, lines};
///
/// let mut invalid = Vec::new();
/// let text = b"t-0123456789\r\nT-0123456789\nt-9876543210";
/// let counts = lines::check(Identifier::TaskId, text, |number, range| {
///     let issue = Identifier::TaskId.check(&String::from_utf8_lossy(&text[range])).unwrap_err();
///     invalid.push((number, issue.to_string()));
/// });
/// assert_eq!((counts.lines, counts.valid), (3, 2));
/// let message = "unexpected `T` at index 0 in the prefix of the task id: expected `t-`";
/// assert_eq!(invalid, [(2, message.to_string())]);
/// ```
pub fn check(identifier: Identifier, text: &[u8], mut on_invalid: impl FnMut(usize, Range<usize>)) -> Counts {
    let grammar = identifier.grammar();
    let mut counts = Counts::default();
    let mut rest = text;
    while !rest.is_empty() {
        let start = text.len() - rest.len();
        let mut cursor = Cursor::default();
        // Where the walk finds the end of the line, no byte is read twice.
        let mut read = if grammar.allows_line_ends { 0 } else { grammar.advance(&mut cursor, rest) };
        let end = rest.iter().skip(read).position(|&byte| byte == b'\n');
        let (line, after) =
            rest.split_at_checked(end.map_or(rest.len(), |end| read + end)).unwrap_or_default();
        rest = after.get(1..).unwrap_or_default();
        // A `\r` at the end of the text is not followed by a `\n`.
        let line = line.strip_suffix(b"\r").filter(|_| end.is_some()).unwrap_or(line);
        if grammar.allows_line_ends {
            read = grammar.advance(&mut cursor, line);
        }
        let is_valid = read == line.len() && grammar.finish(cursor).is_ok();
        debug_assert_eq!(is_valid, identifier.accepts_bytes(line));
        counts.lines += 1;
        if is_valid {
            counts.valid += 1;
        } else {
            on_invalid(counts.lines, start..start + line.len());
        }
    }
    counts
}
