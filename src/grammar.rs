//! A pattern as a table of named parts, and the one matcher that walks such a table.
//!
//! Not a regular-expression engine: the table can say just what the published patterns need, so that the walk
//! never goes back and a refusal knows the part, the place and what could have stood there.

/// A pattern, cut into named parts that follow each other.
#[derive(Debug)]
pub struct Grammar {
    /// What a value of this grammar is called in messages: `task id`.
    pub subject: &'static str,
    /// What such a value looks like, in words.
    pub shape: &'static str,
    /// Says that a value may hold line ends. Where it may not, a walk over many lines stops at the end of each.
    pub takes_line_ends: bool,
    /// The parts, first to last.
    pub parts: &'static [Part],
}

/// One named part of a [`Grammar`].
#[derive(Debug)]
pub struct Part {
    /// Its name in messages: `suffix`.
    pub name: &'static str,
    /// What may stand in it.
    pub kind: Kind,
}

/// What may stand in a [`Part`].
#[derive(Debug)]
pub enum Kind {
    /// Just this text.
    Literal(&'static str),
    /// Just this many bytes of one class.
    Exactly(usize, &'static Class),
    /// Any number of bytes of one class. What does not belong to it is left to the next part.
    Any(&'static Class),
    /// This text or nothing. The next part must be any number of a class that all of the text is of but its last
    /// byte: so what begins like the text and is not the text belongs to the next part, and the walk never goes back.
    Optional(&'static str),
    /// One or more runs of at least one byte, with a `/` between them.
    Segments(&'static Class),
}

/// A set of bytes.
#[derive(Debug)]
pub struct Class {
    /// The set in words, for messages: `a-z or 0-9`.
    pub name: &'static str,
    members: [bool; 256],
}

impl Class {
    /// The class of the bytes of `ranges`, first and last of each.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
    const fn new(name: &'static str, ranges: &[(u8, u8)]) -> Self {
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
        Class { name, members }
    }

    /// Says whether `byte` is in the class.
    #[expect(clippy::inline_always, reason = "a call for each byte would cost more than the byte")]
    #[inline(always)]
    #[must_use]
    pub fn contains(&self, byte: u8) -> bool {
        // No check is left of this: every byte is an index of the table.
        #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
        self.members[usize::from(byte)]
    }

    /// How many bytes of the class stand in `bytes` from `from` on, `room` at most.
    #[expect(
        clippy::inline_always,
        reason = "opt-level z leaves it out of line, and checks of lines slow by a quarter"
    )]
    #[inline(always)]
    fn run(&self, bytes: &[u8], from: usize, room: usize) -> usize {
        let rest = bytes.get(from..).unwrap_or_default();
        let rest = rest.get(..room).unwrap_or(rest);
        let mut run = 0;
        for &byte in rest {
            if !self.contains(byte) {
                break;
            }
            run += 1;
        }
        run
    }
}

static LOWER_OR_DIGIT: Class = Class::new("a-z or 0-9", &[(b'a', b'z'), (b'0', b'9')]);
static DIGIT: Class = Class::new("0-9", &[(b'0', b'9')]);
static NOT_COLON: Class = Class::new("anything but `:`", &[(0, b':' - 1), (b':' + 1, 255)]);
static ROLE_NAME: Class = Class::new(
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

const SUFFIX: Part = Part { name: "suffix", kind: Kind::Exactly(10, &LOWER_OR_DIGIT) };

/// [`TASK_ID`](crate::pattern::TASK_ID) as a table.
pub static TASK_ID: Grammar = Grammar {
    subject: "task id",
    shape: "`t-` and 10 characters a-z or 0-9",
    takes_line_ends: false,
    parts: &[Part { name: "prefix", kind: Kind::Literal("t-") }, SUFFIX],
};

/// [`GRAPH_ID`](crate::pattern::GRAPH_ID) as a table.
pub static GRAPH_ID: Grammar = Grammar {
    subject: "graph id",
    shape: "`g-` and 10 characters a-z or 0-9",
    takes_line_ends: false,
    parts: &[Part { name: "prefix", kind: Kind::Literal("g-") }, SUFFIX],
};

const ROLE_ARN_PREFIX: Part = Part { name: "prefix", kind: Kind::Literal("arn:aws") };
const PARTITION: Part = Part { name: "partition", kind: Kind::Any(&NOT_COLON) };
const SERVICE: Part = Part { name: "service", kind: Kind::Literal(":iam::") };
const ACCOUNT_ID: Part = Part { name: "account id", kind: Kind::Exactly(12, &DIGIT) };
const RESOURCE_TYPE: Part = Part { name: "resource type", kind: Kind::Literal(":role/") };

/// [`ROLE_ARN_DOCUMENTED`](crate::pattern::ROLE_ARN_DOCUMENTED) as a table.
pub static ROLE_ARN_DOCUMENTED: Grammar = Grammar {
    subject: "role ARN",
    shape: "an ARN such as `arn:aws:iam::123456789012:role/NAME`",
    // The partition is anything but a colon.
    takes_line_ends: true,
    parts: &[
        ROLE_ARN_PREFIX,
        PARTITION,
        SERVICE,
        ACCOUNT_ID,
        RESOURCE_TYPE,
        Part { name: "path", kind: Kind::Optional("service-role/") },
        Part { name: "role name", kind: Kind::Any(&ROLE_NAME) },
    ],
};

/// [`ROLE_ARN_CURRENT`](crate::pattern::ROLE_ARN_CURRENT) as a table. Its alternative `role/service-role` is not
/// in it because a path of any names includes that one.
pub static ROLE_ARN_CURRENT: Grammar = Grammar {
    subject: "role ARN",
    shape: "an ARN such as `arn:aws:iam::123456789012:role/NAME`",
    // The partition is anything but a colon.
    takes_line_ends: true,
    parts: &[
        ROLE_ARN_PREFIX,
        PARTITION,
        SERVICE,
        ACCOUNT_ID,
        RESOURCE_TYPE,
        Part { name: "path or role name", kind: Kind::Segments(&ROLE_NAME) },
    ],
};

/// How far a walk has come: what has been read is the beginning of some value that the grammar accepts.
///
/// There are finitely many of these for a grammar, because `count` stops growing where it no longer decides
/// anything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The part that the walk stands in; the number of parts once all are full.
    part: usize,
    /// How much of that part has been read, where that decides anything.
    count: usize,
}

/// Where a walk could not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The number of bytes that were accepted.
    pub index: usize,
    /// The part that refused.
    pub part: &'static str,
    /// What could have stood there instead.
    pub wanted: Wanted,
}

/// What the grammar accepts at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// This text.
    Literal(&'static str),
    /// Bytes of a class.
    Run {
        /// The name of the class.
        class: &'static str,
        /// Just how many the part needs, or 0 where it takes any number.
        need: usize,
        /// How many of those were read.
        have: usize,
    },
    /// Nothing more: the value is complete.
    End,
}

impl Grammar {
    /// Says whether all of `text` is a value of this grammar.
    #[inline]
    #[must_use]
    pub fn accepts(&self, text: &[u8]) -> bool {
        self.walk(text).is_ok()
    }

    /// Walks `text` from the start to its end or to the first byte that cannot stand there.
    ///
    /// # Errors
    ///
    /// The place where the walk stopped, with the part that refused and what it accepts there.
    pub fn walk(&self, text: &[u8]) -> Result<(), Stop> {
        let mut cursor = Cursor::default();
        let index = self.advance(&mut cursor, text);
        if index < text.len() {
            return Err(self.stop(cursor, index));
        }
        self.finish(cursor).map_err(|cursor| self.stop(cursor, index))
    }

    /// Moves `cursor` over as much of `bytes` as can stand there, and returns how many bytes that was.
    #[inline(never)]
    pub fn advance(&self, cursor: &mut Cursor, bytes: &[u8]) -> usize {
        let Cursor { mut part, mut count } = *cursor;
        let mut index = 0;
        while let (Some(&byte), Some(Part { kind, .. })) = (bytes.get(index), self.parts.get(part)) {
            let is_full = match kind {
                Kind::Literal(text) | Kind::Optional(text) => {
                    if text.as_bytes().get(count) == Some(&byte) {
                        index += 1;
                        count += 1;
                        count == text.len()
                    } else if matches!(kind, Kind::Optional(_)) {
                        true
                    } else {
                        break;
                    }
                }
                Kind::Exactly(need, class) => {
                    let run = class.run(bytes, index, need - count);
                    index += run;
                    count += run;
                    if count < *need {
                        break;
                    }
                    true
                }
                Kind::Any(class) => {
                    index += class.run(bytes, index, usize::MAX);
                    // At the end of the bytes more of the class may come.
                    index < bytes.len()
                }
                Kind::Segments(class) => {
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
            if is_full {
                (part, count) = (part + 1, 0);
            }
        }
        *cursor = Cursor { part, count };
        index
    }

    /// Says whether a value may end where `cursor` stands.
    ///
    /// # Errors
    ///
    /// The cursor at the part that needs more.
    #[inline]
    pub fn finish(&self, mut cursor: Cursor) -> Result<(), Cursor> {
        while let Some(part) = self.parts.get(cursor.part) {
            match part.kind {
                Kind::Any(_) | Kind::Optional(_) => cursor = Cursor { part: cursor.part + 1, count: 0 },
                Kind::Segments(_) if cursor.count > 0 => return Ok(()),
                Kind::Literal(_) | Kind::Exactly(..) | Kind::Segments(_) => return Err(cursor),
            }
        }
        Ok(())
    }

    fn stop(&self, cursor: Cursor, index: usize) -> Stop {
        // A last part without an upper bound never fills up: what it refuses is its own affair, not the end's.
        let open_ended = |part: &&Part| matches!(part.kind, Kind::Any(_));
        let part = self.parts.get(cursor.part).or_else(|| self.parts.last().filter(open_ended));
        let Some(part) = part else {
            return Stop { index, part: "end", wanted: Wanted::End };
        };
        let wanted = match part.kind {
            Kind::Literal(text) | Kind::Optional(text) => {
                Wanted::Literal(text.get(cursor.count..).unwrap_or(text))
            }
            Kind::Exactly(need, class) => Wanted::Run { class: class.name, need, have: cursor.count },
            Kind::Any(class) | Kind::Segments(class) => Wanted::Run { class: class.name, need: 0, have: 0 },
        };
        Stop { index, part: part.name, wanted }
    }
}
