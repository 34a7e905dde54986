//! Dates as HTTP headers have them: `Sun, 06 Nov 1994 08:49:37 GMT`. Only the form that servers must send.

use crate::text;

const MONTHS: &str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
const DAY: i64 = 86_400;

/// The milliseconds since the beginning of 1970 that `date` is, or nothing if it is no such date.
#[must_use]
pub(crate) fn parse(date: &str) -> Option<i64> {
    let (_, rest) = text::cut(date, b',')?;
    let field = |number| text::field(rest.trim_ascii(), b' ', number);
    if field(4) != Some("GMT") || field(5).is_some() {
        return None;
    }
    let number = |digits: &str| digits.parse::<i64>().ok().filter(|_| text::is_number(digits));
    let month_name = field(1)?;
    let month = (1_i64..).zip(text::split(MONTHS, b' ')).find(|(_, name)| *name == month_name)?.0;
    let (day, year) = (number(field(0)?)?, number(field(2)?)?);
    let part = |place| text::field(field(3)?, b':', place).and_then(number);
    let (hour, minute, second) = (part(0)?, part(1)?, part(2)?);
    // A leap second is the first one of the next minute.
    if !(1..=31).contains(&day) || !(1970..=9999).contains(&year) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some((days_before(year, month, day) * DAY + hour * 3600 + minute * 60 + second) * 1000)
}

/// The days from the beginning of 1970 to a day of the Gregorian calendar, whose years are counted from March.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let years = if month > 2 { year } else { year - 1 };
    let months = (month + 9) % 12;
    years * 365 + years / 4 - years / 100 + years / 400 + (months * 306 + 5) / 10 + day - 1 - 719_468
}
