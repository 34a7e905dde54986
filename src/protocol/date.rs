//! Dates of the Gregorian calendar in UTC, and the forms that HTTP and AWS write them in. Times are milliseconds since
//! 1970-01-01T00:00:00Z. Nothing here reads a clock.

const DAY: i64 = 86_400;
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date and time to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime {
    /// The year, which may be negative.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
    /// 0 to 59.
    pub second: i64,
}

impl DateTime {
    /// The date and time `millis` after 1970 began. Fractions of a second are dropped.
    #[must_use]
    pub fn from_epoch_millis(millis: i64) -> Self {
        let seconds = millis.div_euclid(1000);
        let (year, month, day) = civil_from_days(seconds.div_euclid(DAY));
        let second = seconds.rem_euclid(DAY);
        DateTime { year, month, day, hour: second / 3600, minute: second / 60 % 60, second: second % 60 }
    }

    /// The milliseconds since 1970 began.
    #[must_use]
    pub fn to_epoch_millis(self) -> i64 {
        let days = days_from_civil(self.year, self.month, self.day);
        (days * DAY + self.hour * 3600 + self.minute * 60 + self.second) * 1000
    }

    /// Whether the calendar has the date, and each field of the time is in its range. A leap second counts as the first second
    /// of the next minute.
    fn is_valid(&self) -> bool {
        let days = days_from_civil(self.year, self.month, self.day);
        (1..=12).contains(&self.month)
            // 31 April would be 1 May.
            && civil_from_days(days) == (self.year, self.month, self.day)
            && (0..=23).contains(&self.hour)
            && (0..=59).contains(&self.minute)
            && (0..=60).contains(&self.second)
    }
}

/// Parses the date of an HTTP header, in the form that servers must send: `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// ```
/// use neptune_import_tasks::protocol::date::parse_http_date;
///
/// assert_eq!(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777_000));
/// assert_eq!(parse_http_date("Sun, 31 Apr 1994 08:49:37 GMT"), None);
/// ```
#[must_use]
pub fn parse_http_date(date: &str) -> Option<i64> {
    let (weekday, rest) = date.split_once(", ")?;
    let mut fields = rest.split(' ');
    let day = digits(fields.next()?, 2)?;
    let name = fields.next()?;
    let month = (1..).zip(MONTHS).find(|(_, month)| *month == name)?.0;
    let year = digits(fields.next()?, 4)?;
    let mut time = fields.next()?.split(':');
    let mut next = || digits(time.next()?, 2);
    let (hour, minute, second) = (next()?, next()?, next()?);
    let parsed = DateTime { year, month, day, hour, minute, second };
    let is_complete = weekday.len() == 3
        && time.next().is_none()
        && fields.next() == Some("GMT")
        && fields.next().is_none()
        && year >= 1970;
    (is_complete && parsed.is_valid()).then(|| parsed.to_epoch_millis())
}

/// Parses a time in the basic form of ISO 8601, as AWS quotes it in messages: `20150830T123600Z`.
///
/// ```
/// use neptune_import_tasks::protocol::date::parse_basic_iso_date;
///
/// assert_eq!(parse_basic_iso_date("20150830T123600Z"), Some(1_440_938_160_000));
/// ```
#[must_use]
pub fn parse_basic_iso_date(date: &str) -> Option<i64> {
    let (date, time) = date.strip_suffix('Z')?.split_once('T')?;
    let field = |text: &str, start: usize, length| digits(text.get(start..start + length)?, length);
    let parsed = DateTime {
        year: field(date, 0, 4)?,
        month: field(date, 4, 2)?,
        day: field(date, 6, 2)?,
        hour: field(time, 0, 2)?,
        minute: field(time, 2, 2)?,
        second: field(time, 4, 2)?,
    };
    (date.len() == 8 && time.len() == 6 && parsed.is_valid()).then(|| parsed.to_epoch_millis())
}

/// Parses a string of `length` ASCII digits.
fn digits(text: &str, length: usize) -> Option<i64> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

// Both conversions count years from March, so that a leap day is the last day of its year, in cycles of 400 years, which
// have 146,097 days each.

/// The days between 1970-01-01 and a date.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let years = if month > 2 { year } else { year - 1 };
    let months = (month + 9) % 12;
    years * 365 + years.div_euclid(4) - years.div_euclid(100)
        + years.div_euclid(400)
        + (months * 306 + 5) / 10
        + day
        - 1
        - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let cycle = days.div_euclid(146_097);
    let day_of_cycle = days.rem_euclid(146_097);
    let year_of_cycle =
        (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (cycle * 400 + year_of_cycle + i64::from(month <= 2), month, day)
}
