//! Dates in both directions, compared with a calendar that counts days.

use neptune_import_tasks::protocol::date::{DateTime, parse_basic_iso_date, parse_http_date};
use neptune_import_tasks::sigv4::Timestamp;

const DAY: i64 = 86_400_000;
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Every day of the years, counted one by one: its number since 1970, year, month and day.
fn days(years: std::ops::RangeInclusive<i64>) -> impl Iterator<Item = (i64, i64, i64, i64)> {
    let first: i64 = if *years.start() >= 1970 {
        (1970..*years.start()).map(|year| 365 + i64::from(is_leap(year))).sum()
    } else {
        -(*years.start()..1970).map(|year| 365 + i64::from(is_leap(year))).sum::<i64>()
    };
    let dates = years.flat_map(|year| {
        (1..=12).flat_map(move |month| (1..=days_in_month(year, month)).map(move |day| (year, month, day)))
    });
    (first..).zip(dates).map(|(number, (year, month, day))| (number, year, month, day))
}

#[test]
fn every_day_from_1970_to_2200() {
    let mut count = 0;
    for (number, year, month, day) in days(1970..=2200) {
        // Another second of each day.
        let second_of_day = number * 7919 % 86_400;
        let (hour, minute, second) = (second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
        let millis = number * DAY + second_of_day * 1000;
        let date = DateTime { year, month, day, hour, minute, second };
        for fraction in [0, 1, 999] {
            assert_eq!(DateTime::from_epoch_millis(millis + fraction), date);
        }
        assert_eq!(date.to_epoch_millis(), millis, "{date:?}");

        let iso = format!("{year}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z");
        assert_eq!(parse_basic_iso_date(&iso), Some(millis), "{iso}");
        assert_eq!(Timestamp::from_epoch_millis(millis).map(|time| time.to_string()), Ok(iso));

        let weekday = WEEKDAYS[usize::try_from(number % 7).unwrap()];
        let name = MONTHS[usize::try_from(month - 1).unwrap()];
        let http = format!("{weekday}, {day:02} {name} {year} {hour:02}:{minute:02}:{second:02} GMT");
        assert_eq!(parse_http_date(&http), Some(millis), "{http}");
        count += 1;
    }
    println!("{count} days");
    // 231 years, 56 of which are leap years.
    assert_eq!(count, 231 * 365 + 56);
}

#[test]
fn every_february_of_four_centuries() {
    let mut leap_years = 0;
    for year in 1900..=2300 {
        let date = |month, day| DateTime { year, month, day, hour: 0, minute: 0, second: 0 };
        let first_of_march = date(3, 1).to_epoch_millis();
        let last = DateTime::from_epoch_millis(first_of_march - 1);
        let length = 28 + i64::from(is_leap(year));
        assert_eq!(last, DateTime { hour: 23, minute: 59, second: 59, ..date(2, length) });
        assert_eq!(first_of_march - date(2, 1).to_epoch_millis(), length * DAY, "{year}");
        leap_years += i64::from(is_leap(year));
    }
    // 1900, 2100, 2200 and 2300 are not leap years, 2000 is one.
    assert_eq!(leap_years, 97);
    for year in [1900, 2100, 2200, 2300] {
        assert!(!is_leap(year));
    }
    assert!(is_leap(2000));
}

#[test]
fn days_before_1970() {
    for (number, year, month, day) in days(-400..=1969) {
        let date = DateTime { year, month, day, hour: 0, minute: 0, second: 0 };
        assert_eq!(DateTime::from_epoch_millis(number * DAY), date);
        assert_eq!(date.to_epoch_millis(), number * DAY, "{date:?}");
        let last = DateTime::from_epoch_millis(number * DAY + DAY - 1);
        assert_eq!(last, DateTime { hour: 23, minute: 59, second: 59, ..date });
    }
}

#[test]
fn http_dates() {
    for (date, millis) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777_000)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", Some(253_402_300_799_000)),
        // The weekday is not compared with the date.
        ("Mon, 06 Nov 1994 08:49:37 GMT", Some(784_111_777_000)),
        // A leap second is the first second of the next minute.
        ("Sun, 06 Nov 1994 08:49:60 GMT", Some(784_111_800_000)),
        ("Thu, 29 Feb 2024 00:00:00 GMT", Some(1_709_164_800_000)),
    ] {
        assert_eq!(parse_http_date(date), millis, "{date}");
    }
    for date in [
        "",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        " Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        "Sun, 06 Nov 1994  08:49:37 GMT",
        "Sun,06 Nov 1994 08:49:37 GMT",
        "Sunday, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Wed, 29 Feb 2023 00:00:00 GMT",
        "Sun, 06 NOV 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Wed, 31 Dec 1969 23:59:59 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37:00 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:3\u{660} GMT",
        "\u{E9}n, 06 Nov 1994 08:49:37 GMT\n",
        "784111777",
    ] {
        assert_eq!(parse_http_date(date), None, "{date}");
    }
}

#[test]
fn basic_iso_dates() {
    for (date, millis) in [
        ("20150830T123600Z", Some(1_440_938_160_000)),
        ("19700101T000000Z", Some(0)),
        ("19691231T235959Z", Some(-1_000)),
        ("00000101T000000Z", Some(-62_167_219_200_000)),
        ("99991231T235959Z", Some(253_402_300_799_000)),
        ("20240229T000000Z", Some(1_709_164_800_000)),
        ("20161231T235960Z", Some(1_483_228_800_000)),
    ] {
        assert_eq!(parse_basic_iso_date(date), millis, "{date}");
    }
    for date in [
        "",
        "Z",
        "T",
        "TZ",
        "20150830T123600",
        "20150830T123600z",
        "20150830t123600Z",
        "20150830 123600Z",
        "2015-08-30T12:36:00Z",
        "20150830T1236Z",
        "20150830T1236000Z",
        "201508300T123600Z",
        "2015083T123600Z",
        "20150030T123600Z",
        "20151330T123600Z",
        "20150800T123600Z",
        "20150832T123600Z",
        "20150431T123600Z",
        "20150229T123600Z",
        "21000229T123600Z",
        "20150231T123600Z",
        "20150830T243600Z",
        "20150830T126000Z",
        "20150830T123661Z",
        "2015083\u{660}T123600Z",
        "\u{E9}0150830T123600Z",
        "+0150830T123600Z",
        " 20150830T123600Z",
        "20150830T123600Z\n",
    ] {
        assert_eq!(parse_basic_iso_date(date), None, "{date}");
    }
}
