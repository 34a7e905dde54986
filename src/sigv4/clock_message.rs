//! The times in AWS's message about a signature of the wrong time.

use crate::protocol::date::parse_basic_iso_date;

/// `Signature expired: T1 is now earlier than T2 (T3 - 5 min.)`, or `Signature not yet current: T1 is still later than T2 (T3 + 5
/// min.)`. Times are milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClockMessage {
    /// T1: the time that was signed.
    pub(crate) signed: i64,
    /// T3: the time at AWS.
    pub(crate) now: i64,
}

impl ClockMessage {
    /// The first such message in `message`, which may have other sentences around it and line ends in place of spaces.
    pub(crate) fn find(message: &str) -> Option<Self> {
        message.split("Signature ").skip(1).find_map(Self::parse)
    }

    fn parse(rest: &str) -> Option<Self> {
        let mut words = rest.split_ascii_whitespace();
        let is_expired = match words.next()? {
            "expired:" => true,
            "not" => {
                words.next().filter(|word| *word == "yet")?;
                words.next().filter(|word| *word == "current:")?;
                false
            }
            _ => return None,
        };
        let signed = parse_basic_iso_date(words.next()?)?;
        let comparison =
            if is_expired { ["is", "now", "earlier", "than"] } else { ["is", "still", "later", "than"] };
        for expected in comparison {
            words.next().filter(|word| *word == expected)?;
        }
        parse_basic_iso_date(words.next()?)?;
        let now = parse_basic_iso_date(words.next()?.strip_prefix('(')?)?;
        // A message that contradicts itself is not AWS's.
        let is_consistent = if is_expired { signed < now } else { signed > now };
        is_consistent.then_some(ClockMessage { signed, now })
    }
}
