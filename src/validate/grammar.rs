//! A pattern as a table of named parts, and the one matcher that walks such a table.
//!
//! Not a regular-expression engine: a table expresses just what the published patterns need, so that the walk never goes
//! back, and a mismatch names the part, the position and what is allowed there.

/// A pattern, cut into named parts that follow each other.
///
/// ```
/// use neptune_import_tasks::validate::grammar;
///
/// assert!(grammar::TASK_ID.accepts(b"t-0123456789"));
/// let mismatch = grammar::TASK_ID.walk(b"t-01A3456789").unwrap_err();
/// assert_eq!((mismatch.part, mismatch.index), ("suffix", 4));
/// ```
#[derive(Debug)]
pub struct Grammar {
    /// The noun for a value of this grammar in messages: `task id`.
    pub subject: &'static str,
    /// The form of such a value in words.
    pub shape: &'static str,
    /// Whether a value may contain line ends. Where it may not, a walk over many lines stops at the end of each.
    pub allows_line_ends: bool,
    /// The parts, first to last.
    pub parts: &'static [Part],
}

/// One named part of a [`Grammar`].
#[derive(Debug)]
pub struct Part {
    /// Its name in messages: `suffix`.
    pub name: &'static str,
    /// What it may contain.
    pub kind: PartKind,
}

/// What a [`Part`] may contain.
#[derive(Debug)]
pub enum PartKind {
    /// This string.
    Literal(&'static str),
    /// This many bytes of one class.
    Exactly(usize, &'static Class),
    /// Any number of bytes of one class. The next part begins at the first byte of another class.
    Any(&'static Class),
    /// This string or nothing. The next part must be any number of bytes of a class that contains every byte of the
    /// string but its last: what begins like the string and is not the string belongs to the next part, and the walk
    /// never goes back.
    Optional(&'static str),
    /// One or more runs of at least one byte, separated by `/`.
    Segments(&'static Class),
}

/// A set of bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Class {
    /// The set for messages: `a-z or 0-9`.
    pub name: &'static str,
    /// One of its members in words: `a lower-case letter or a digit`.
    pub description: &'static str,
    members: [bool; 256],
}

impl Class {
    /// The class of the bytes in `ranges`, which are inclusive.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
    const fn new(name: &'static str, description: &'static str, ranges: &[(u8, u8)]) -> Self {
        let mut members = [false; 256];
        let mut range = 0;
        while range < ranges.len() {
            let (mut byte, last) = ranges[range];
            loop {
                members[byte as usize] = true;
                if byte == last {
                    break;
                }
                byte += 1;
            }
            range += 1;
        }
        Class { name, description, members }
    }

    /// Returns true if `byte` is in the class.
    #[expect(clippy::inline_always, reason = "a call for each byte would cost more than the byte")]
    #[inline(always)]
    #[must_use]
    pub fn contains(&self, byte: u8) -> bool {
        // No check is left of this: every byte is an index of the table.
        #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
        self.members[usize::from(byte)]
    }

    /// Returns the length of the run of this class in `bytes` from `from` on, `max` at most.
    #[inline]
    fn run(&self, bytes: &[u8], from: usize, max: usize) -> usize {
        let rest = bytes.get(from..).unwrap_or_default();
        let rest = rest.get(..max).unwrap_or(rest);
        rest.iter().position(|byte| !self.contains(*byte)).unwrap_or(rest.len())
    }
}

static LOWER_OR_DIGIT: Class =
    Class::new("a-z or 0-9", "a lower-case letter or a digit", &[(b'a', b'z'), (b'0', b'9')]);
static DIGIT: Class = Class::new("0-9", "a digit", &[(b'0', b'9')]);
static NOT_COLON: Class =
    Class::new("anything but `:`", "anything but a colon", &[(0, b':' - 1), (b':' + 1, 255)]);
static ROLE_NAME: Class = Class::new(
    "a letter, a digit or one of _+=,.@-",
    "a letter, a digit or one of _+=,.@-",
    &[
        (b'a', b'z'),
        (b'A', b'Z'),
        (b'0', b'9'),
        (b'_', b'_'),
        (b'+', b'+'),
        (b'=', b'='),
        (b',', b'.'),
        (b'@', b'@'),
    ],
);

const SUFFIX: Part = Part { name: "suffix", kind: PartKind::Exactly(10, &LOWER_OR_DIGIT) };

/// [`TASK_ID`](super::pattern::TASK_ID) as a table.
pub static TASK_ID: Grammar = Grammar {
    subject: "task id",
    shape: "`t-` and 10 characters a-z or 0-9",
    allows_line_ends: false,
    parts: &[Part { name: "prefix", kind: PartKind::Literal("t-") }, SUFFIX],
};

/// [`GRAPH_ID`](super::pattern::GRAPH_ID) as a table.
pub static GRAPH_ID: Grammar = Grammar {
    subject: "graph id",
    shape: "`g-` and 10 characters a-z or 0-9",
    allows_line_ends: false,
    parts: &[Part { name: "prefix", kind: PartKind::Literal("g-") }, SUFFIX],
};

const ROLE_ARN_PREFIX: Part = Part { name: "prefix", kind: PartKind::Literal("arn:aws") };
const PARTITION: Part = Part { name: "partition", kind: PartKind::Any(&NOT_COLON) };
const SERVICE: Part = Part { name: "service", kind: PartKind::Literal(":iam::") };
const ACCOUNT_ID: Part = Part { name: "account id", kind: PartKind::Exactly(12, &DIGIT) };
const RESOURCE_TYPE: Part = Part { name: "resource type", kind: PartKind::Literal(":role/") };

/// [`ROLE_ARN_DOCUMENTED`](super::pattern::ROLE_ARN_DOCUMENTED) as a table.
pub static ROLE_ARN_DOCUMENTED: Grammar = Grammar {
    subject: "role ARN",
    shape: "an ARN such as `arn:aws:iam::123456789012:role/NAME`",
    // The partition is anything but a colon.
    allows_line_ends: true,
    parts: &[
        ROLE_ARN_PREFIX,
        PARTITION,
        SERVICE,
        ACCOUNT_ID,
        RESOURCE_TYPE,
        Part { name: "path", kind: PartKind::Optional("service-role/") },
        Part { name: "role name", kind: PartKind::Any(&ROLE_NAME) },
    ],
};

/// [`ROLE_ARN_CURRENT`](super::pattern::ROLE_ARN_CURRENT) as a table. It needs no alternative `role/service-role`, because
/// a path of any names includes that one.
pub static ROLE_ARN_CURRENT: Grammar = Grammar {
    subject: "role ARN",
    shape: "an ARN such as `arn:aws:iam::123456789012:role/NAME`",
    // The partition is anything but a colon.
    allows_line_ends: true,
    parts: &[
        ROLE_ARN_PREFIX,
        PARTITION,
        SERVICE,
        ACCOUNT_ID,
        RESOURCE_TYPE,
        Part { name: "path or role name", kind: PartKind::Segments(&ROLE_NAME) },
    ],
};

/// The state of a walk: the bytes so far begin some value that the grammar accepts.
///
/// A grammar has finitely many of these, because `count` stops growing where it decides nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The index of the current part; the number of parts once all are complete.
    part: usize,
    /// The number of bytes read of that part, where it decides anything.
    count: usize,
}

/// The place where a walk ended early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch {
    /// The number of bytes that were accepted.
    pub index: usize,
    /// The part that rejected the next byte, or the end.
    pub part: &'static str,
    /// What is allowed there.
    pub expected: Expected,
}

/// What the grammar allows at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// This string.
    Literal(&'static str),
    /// Bytes of a class.
    Run {
        /// The class.
        class: &'static Class,
        /// How many bytes the part must have. `None` for any number.
        length: Option<usize>,
        /// How many of them were read.
        found: usize,
    },
    /// The end of the value.
    End,
}

impl Grammar {
    /// The string that every value begins with; empty if there is none.
    #[must_use]
    pub fn prefix(&self) -> &'static str {
        match self.parts {
            [Part { kind: PartKind::Literal(prefix), .. }, ..] => prefix,
            _ => "",
        }
    }

    /// Returns true if all of `value` matches.
    #[inline]
    #[must_use]
    pub fn accepts(&self, value: &[u8]) -> bool {
        self.walk(value).is_ok()
    }

    /// Walks `value` to its end or to the first byte that is not allowed.
    ///
    /// # Errors
    ///
    /// The position where the walk ended, the part, and what is allowed there.
    pub fn walk(&self, value: &[u8]) -> Result<(), Mismatch> {
        let mut cursor = Cursor::default();
        let index = self.advance(&mut cursor, value);
        if index < value.len() {
            return Err(self.mismatch(cursor, index));
        }
        self.finish(cursor).map_err(|cursor| self.mismatch(cursor, index))
    }

    /// Moves `cursor` over the bytes that are allowed, and returns their number.
    pub fn advance(&self, cursor: &mut Cursor, bytes: &[u8]) -> usize {
        let Cursor { mut part, mut count } = *cursor;
        let mut index = 0;
        while let (Some(&byte), Some(Part { kind, .. })) = (bytes.get(index), self.parts.get(part)) {
            let is_complete = match kind {
                PartKind::Literal(literal) | PartKind::Optional(literal) => {
                    if literal.as_bytes().get(count) == Some(&byte) {
                        index += 1;
                        count += 1;
                        count == literal.len()
                    } else if matches!(kind, PartKind::Optional(_)) {
                        true
                    } else {
                        break;
                    }
                }
                PartKind::Exactly(length, class) => {
                    let run = class.run(bytes, index, length - count);
                    index += run;
                    count += run;
                    if count < *length {
                        break;
                    }
                    true
                }
                PartKind::Any(class) => {
                    index += class.run(bytes, index, usize::MAX);
                    // More bytes of the class may follow the end of these.
                    index < bytes.len()
                }
                PartKind::Segments(class) => {
                    if class.contains(byte) {
                        count = 1;
                    } else if byte == b'/' && count > 0 {
                        count = 0;
                    } else {
                        break;
                    }
                    index += 1;
                    continue;
                }
            };
            if is_complete {
                (part, count) = (part + 1, 0);
            }
        }
        *cursor = Cursor { part, count };
        index
    }

    /// Returns `Ok` if a value may end at `cursor`.
    ///
    /// # Errors
    ///
    /// The cursor at the part that needs more.
    #[inline]
    pub fn finish(&self, mut cursor: Cursor) -> Result<(), Cursor> {
        while let Some(part) = self.parts.get(cursor.part) {
            match part.kind {
                PartKind::Any(_) | PartKind::Optional(_) => {
                    cursor = Cursor { part: cursor.part + 1, count: 0 }
                }
                PartKind::Segments(_) if cursor.count > 0 => return Ok(()),
                PartKind::Literal(_) | PartKind::Exactly(..) | PartKind::Segments(_) => return Err(cursor),
            }
        }
        Ok(())
    }

    fn mismatch(&self, cursor: Cursor, index: usize) -> Mismatch {
        // A last part without an upper bound is never complete: it rejects a byte itself.
        let open_ended = |part: &&Part| matches!(part.kind, PartKind::Any(_));
        let part = self.parts.get(cursor.part).or_else(|| self.parts.last().filter(open_ended));
        let Some(part) = part else {
            return Mismatch { index, part: "end", expected: Expected::End };
        };
        let expected = match part.kind {
            PartKind::Literal(literal) | PartKind::Optional(literal) => {
                Expected::Literal(literal.get(cursor.count..).unwrap_or(literal))
            }
            PartKind::Exactly(length, class) => {
                Expected::Run { class, length: Some(length), found: cursor.count }
            }
            PartKind::Any(class) | PartKind::Segments(class) => {
                Expected::Run { class, length: None, found: 0 }
            }
        };
        Mismatch { index, part: part.name, expected }
    }
}
