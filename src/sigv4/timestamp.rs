//! The time of a signature, in the one form that it has in headers and texts.

use std::fmt;

use crate::issue::{Code, Issue};

/// A time to the second: `20150830T123600Z`.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let (year, month, day) = civil(days);
        if !(0..=9999).contains(&year) {
            return Err(Issue::new(Code::NotAllowed, "date", "year", "0 to 9999"));
        }
        let mut text = String::with_capacity("20150830T123600Z".len());
        digits(&mut text, year, 4);
        digits(&mut text, month, 2);
        digits(&mut text, day, 2);
        text.push('T');
        digits(&mut text, second / 3600, 2);
        digits(&mut text, second / 60 % 60, 2);
        digits(&mut text, second % 60, 2);
        text.push('Z');
        Ok(Timestamp(text))
    }

    /// The time as it is written: the value of the header `x-amz-date`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day of it, as scopes have it: `20150830`.
    #[must_use]
    pub fn day(&self) -> &str {
        self.0.get(..8).unwrap_or_default()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The last `count` decimal digits of `number`.
fn digits(text: &mut String, number: i64, count: u32) {
    for place in (0..count).rev() {
        let digit = u8::try_from(number / 10_i64.pow(place) % 10).unwrap_or_default();
        text.push(char::from(b'0' + digit));
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
