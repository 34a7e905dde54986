//! Many values at once: one a line, as files and pasted text have them.

use std::ops::Range;

use crate::check::Kind;
use crate::grammar::Cursor;

/// Checks every line of `text`, calls `refused` with the number of each refused line and with its place in `text`, and
/// returns how many lines there are and how many passed.
///
/// A line ends at `\n`; a `\r` before it is dropped. A final `\n` adds no line. An empty line is refused like any other
/// value that does not match. Lines count from 1. A large file need not be in memory: cut it behind any `\n`.
///
/// ```
/// use neptune_import_tasks::{check::Kind, lines};
///
/// let mut refused = Vec::new();
/// let text = b"t-0123456789\r\nT-0123456789\nt-9876543210";
/// let counts = lines::check(Kind::TaskId, text, &mut |number, place| {
///     let issue = Kind::TaskId.check(&String::from_utf8_lossy(&text[place])).unwrap_err();
///     refused.push((number, issue.to_string()));
/// });
/// assert_eq!(counts, (3, 2));
/// let message = "unexpected `T` at index 0 in the prefix of the task id: expected `t-`";
/// assert_eq!(refused, [(2, message.to_string())]);
/// ```
pub fn check(kind: Kind, text: &[u8], refused: &mut dyn FnMut(usize, Range<usize>)) -> (usize, usize) {
    let grammar = kind.grammar();
    let (mut lines, mut valid) = (0, 0);
    let mut rest = text;
    while !rest.is_empty() {
        let start = text.len() - rest.len();
        let mut cursor = Cursor::default();
        // Where the walk finds the end of the line, nothing is read twice.
        let mut read = if grammar.takes_line_ends { 0 } else { grammar.advance(&mut cursor, rest) };
        let end = rest.iter().skip(read).position(|&byte| byte == b'\n');
        let (line, after) =
            rest.split_at_checked(end.map_or(rest.len(), |end| read + end)).unwrap_or_default();
        rest = after.get(1..).unwrap_or_default();
        // A `\r` at the very end of the text has no `\n` behind it.
        let line = line.strip_suffix(b"\r").filter(|_| end.is_some()).unwrap_or(line);
        if grammar.takes_line_ends {
            read = grammar.advance(&mut cursor, line);
        }
        let passes = read == line.len() && grammar.finish(cursor).is_ok();
        debug_assert_eq!(passes, kind.accepts_bytes(line));
        lines += 1;
        if passes {
            valid += 1;
        } else {
            refused(lines, start..start + line.len());
        }
    }
    (lines, valid)
}
