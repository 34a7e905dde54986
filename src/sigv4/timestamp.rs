//! The time of a signature, in the one form that it has in headers and texts.

use std::fmt;

use crate::issue::{Code, Issue};

/// A time to the second: `20150830T123600Z`. Times compare as they follow each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(String);

const DAY: i64 = 86_400;

impl Timestamp {
    /// The time so many milliseconds after the beginning of 1970 (UTC). What is less than a second is dropped.
    ///
    /// # Errors
    ///
    /// A time whose year has not four digits.
    pub fn from_epoch_millis(millis: i64) -> Result<Self, Issue> {
        let seconds = millis.div_euclid(1000);
        let (year, month, day) = civil(seconds.div_euclid(DAY));
        if !(0..=9999).contains(&year) {
            return Err(Issue::new(Code::NotAllowed, "date", "year", "0 to 9999"));
        }
        let second = seconds.rem_euclid(DAY);
        let date = (year * 100 + month) * 100 + day;
        let time = (second / 3600 * 100 + second / 60 % 60) * 100 + second % 60;
        let mut text = String::new();
        digits(&mut text, date, 8);
        text.push('T');
        digits(&mut text, time, 6);
        text.push('Z');
        Ok(Timestamp(text))
    }

    /// The warning that this is long before there were such signatures: seconds were taken for milliseconds.
    #[must_use]
    pub fn warning(&self) -> Option<Issue> {
        let expected = "milliseconds since 1970, not seconds";
        (*self.0 < *"2000")
            .then(|| Issue::new(Code::UnlikelyDate, "date", "year", expected).found(self.0.clone()))
    }

    /// The time as it is written: the value of the header `x-amz-date`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day of it, as scopes have it: `20150830`.
    #[must_use]
    pub fn day(&self) -> &str {
        self.as_str().get(..8).unwrap_or_default()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Adds `number` with `count` decimal digits.
fn digits(text: &mut String, number: i64, count: u32) {
    if count > 0 {
        digits(text, number / 10, count - 1);
        text.extend(char::from_digit(u32::try_from(number % 10).unwrap_or_default(), 10));
    }
}

/// Year, month and day of the Gregorian calendar for a number of days since 1970-01-01.
///
/// Years are counted from March here, so that the day that leap years add is the last of a year. The four-hundred-year
/// cycles of the calendar have 146,097 days each.
fn civil(days: i64) -> (i64, i64, i64) {
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
