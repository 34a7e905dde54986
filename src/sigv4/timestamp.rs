//! The time of a signature, in the form that AWS writes it in.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::protocol::date::DateTime;
use crate::validate::{Code, Issue};

/// A time to the second: `20150830T123600Z`. Timestamps compare in the order of time.
///
/// ```
/// use neptune_import_tasks::sigv4::Timestamp;
///
/// let time = Timestamp::from_epoch_millis(1_440_938_160_000)?;
/// assert_eq!((time.as_str(), time.date()), ("20150830T123600Z", "20150830"));
/// assert!(Timestamp::from_epoch_millis(1_440_938_160)?.warning().is_some(), "these are seconds");
/// # Ok::<(), neptune_import_tasks::Issue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(String);

impl Timestamp {
    /// The time `millis` after 1970 began, in UTC. Fractions of a second are dropped.
    ///
    /// # Errors
    ///
    /// A time whose year does not have four digits.
    pub fn from_epoch_millis(millis: i64) -> Result<Self, Issue> {
        let DateTime { year, month, day, hour, minute, second } = DateTime::from_epoch_millis(millis);
        if !(0..=9999).contains(&year) {
            return Err(Issue::new(Code::NotAllowed, "date", "year", "0 to 9999"));
        }
        Ok(Timestamp(format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")))
    }

    /// A warning if this is long before such signatures existed: the caller passed seconds instead of milliseconds.
    #[must_use]
    pub fn warning(&self) -> Option<Issue> {
        let warning =
            || Issue::new(Code::UnlikelyDate, "date", "year", "milliseconds since 1970, not seconds");
        // Before the year 2000.
        self.as_str().starts_with(['0', '1']).then(|| warning().with_found(self.as_str()))
    }

    /// The time as a string: the value of the header `x-amz-date`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date in it, as scopes have it: `20150830`.
    #[must_use]
    pub fn date(&self) -> &str {
        self.as_str().split('T').next().unwrap_or_default()
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = Issue;

    fn try_from(time: SystemTime) -> Result<Self, Issue> {
        // What does not fit is far outside of the years with four digits.
        Self::from_epoch_millis(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, i64::saturating_neg),
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
