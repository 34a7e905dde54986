//! Dates as HTTP headers have them: `Sun, 06 Nov 1994 08:49:37 GMT`. Only the form that servers must send.

const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
/// A `0` stands for a digit, a `?` for any letter.
const FORM: &[u8] = b"???, 00 ??? 0000 00:00:00 GMT";
const DAY: i64 = 86_400;

/// The milliseconds since the beginning of 1970 that `date` is, or nothing if it is no such date.
#[must_use]
pub(crate) fn parse(date: &str) -> Option<i64> {
    let date = date.as_bytes();
    let mut numbers = [0_i64; 5];
    let mut place = 0;
    let mut was_digit = false;
    for (at, sign) in FORM.iter().enumerate() {
        let byte = *date.get(at)?;
        let is_digit = *sign == b'0';
        place += usize::from(was_digit && !is_digit);
        was_digit = is_digit;
        if is_digit && byte.is_ascii_digit() {
            let number = numbers.get_mut(place)?;
            *number = *number * 10 + i64::from(byte - b'0');
        } else if *sign != b'?' && *sign != byte {
            return None;
        }
    }
    let [day, year, hour, minute, second] = numbers;
    let name = date.get(8..11)?;
    let month = (1_i64..).zip(MONTHS.chunks_exact(3)).find(|(_, month)| *month == name)?.0;
    // A leap second is the first one of the next minute.
    if date.len() > FORM.len()
        || !(1..=31).contains(&day)
        || year < 1970
        || hour > 23
        || minute > 59
        || second > 60
    {
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
