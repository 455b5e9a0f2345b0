//! The version of a new migration: the time now, or what comes after the head.

mod format;

pub(crate) use format::VersionFormat;

use jiff::civil::DateTime;
use jiff::{Span, Timestamp, ToSpan as _, tz::TimeZone};
use nca_migrations::RevisionName;
use nca_migrations_core::name::BadName;

/// Why there is no name for a new migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoName {
    /// The slug is the name of a place in every chain.
    Reserved,
    /// The time now does not sort after the head, whose version is no time.
    HeadAfterClock {
        /// The time now as a version.
        now: String,
        /// The head's.
        head: String,
    },
}

/// The time now, in UTC.
pub(crate) fn now() -> DateTime {
    Timestamp::now().to_zoned(TimeZone::UTC).datetime()
}

/// A name of `now`; of the next moment after the head where that is later, as when a colleague's
/// clock is fast.
pub(crate) fn by_the_clock(
    now: DateTime,
    format: &VersionFormat,
    slug: &str,
    head: Option<&RevisionName>,
) -> Result<RevisionName, NoName> {
    let sorts = |name: &RevisionName| head.is_none_or(|head| name.version() > head.version());
    let name = named(&format.write(now), slug)?;
    if sorts(&name) {
        return Ok(name);
    }
    let head = head
        .map(|head| head.version().into_owned())
        .unwrap_or_default();
    if let Some(time) = format.read(&head) {
        // A format without seconds needs a longer step.
        let steps: [Span; 6] = [
            1.second(),
            1.minute(),
            1.hour(),
            1.day(),
            1.month(),
            1.year(),
        ];
        for step in steps {
            let Ok(later) = time.checked_add(step) else {
                continue;
            };
            let name = named(&format.write(later), slug)?;
            if sorts(&name) {
                return Ok(name);
            }
        }
    }
    Err(NoName::HeadAfterClock {
        now: format.write(now),
        head,
    })
}

/// A new name for a migration that moves behind `head`: of the kind that its own is. A number counts
/// on from the head's, with as many digits; anything else gets the time.
pub(crate) fn behind(
    now: DateTime,
    format: &VersionFormat,
    head: Option<&RevisionName>,
    old: &RevisionName,
) -> Result<RevisionName, NoName> {
    let version = old.version();
    let is_time = format.read(&version).is_some();
    if let (false, Some(head)) = (is_time, head)
        && let Some(next) = counted_on(&head.version())
        && next.len() == version.len()
    {
        return named(&next, old.slug());
    }
    by_the_clock(now, format, old.slug(), head)
}

/// `0007` is `0008`, `aaaa1111` is `aaaa1112`; nothing for `v` and for `v9`, after which `v10` does
/// not sort.
fn counted_on(version: &str) -> Option<String> {
    let digits = version.len() - version.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (start, number) = version.split_at(version.len() - digits);
    let next = number.parse::<u64>().ok()?.checked_add(1)?.to_string();
    (next.len() <= digits).then(|| format!("{start}{next:0>digits$}"))
}

fn named(version: &str, slug: &str) -> Result<RevisionName, NoName> {
    let name = if slug.is_empty() {
        version.to_owned()
    } else {
        format!("{version}_{slug}")
    };
    RevisionName::parse(&name).map_err(|why| {
        debug_assert_eq!(why, BadName::Reserved, "the format was tried: {name}");
        NoName::Reserved
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(format: &str, now: &str, head: &str) -> Result<String, NoName> {
        let head = RevisionName::parse(head).unwrap();
        let format = format.parse().unwrap();
        by_the_clock(now.parse().unwrap(), &format, "x", Some(&head)).map(|name| name.to_string())
    }

    #[test]
    fn after_the_head_by_the_clock() {
        let now = "2026-11-23T11:30:00";
        let usual = VersionFormat::default().to_string();
        for (format, head, name) in [
            (&*usual, "2026-11-23-112959_a", "2026-11-23-113000_x"),
            (&usual, "2026-11-23-113000_a", "2026-11-23-113001_x"),
            (&usual, "2027-12-31-235959_a", "2028-01-01-000000_x"),
            (&usual, "0001_a", "2026-11-23-113000_x"),
            ("%Y%m%d", "20261123_a", "20261124_x"),
            ("%Y%m%d", "20261231_a", "20270101_x"),
            ("v%Y.%m.%d.%H%M", "v2026.11.23.1130_a", "v2026.11.23.1131_x"),
        ] {
            assert_eq!(clock(format, now, head).unwrap(), name, "{head}");
        }
        for head in ["v1_a", "3_a", "20270000000000_a", "2027-01-01-000000-5_a"] {
            let error = clock(&usual, now, head).unwrap_err();
            assert!(matches!(error, NoName::HeadAfterClock { .. }), "{head}");
        }
    }

    #[test]
    fn places_of_every_chain_are_no_slugs() {
        let now = "2026-11-23T11:30:00".parse().unwrap();
        let error = by_the_clock(now, &VersionFormat::default(), "current", None).unwrap_err();
        assert_eq!(error, NoName::Reserved);
    }

    #[test]
    fn behind_another() {
        let behind = |head: &str, old: &str| {
            let now = "2026-11-23T11:30:00".parse().unwrap();
            let [head, old] = [head, old].map(|name| RevisionName::parse(name).unwrap());
            let name = behind(now, &VersionFormat::default(), Some(&head), &old);
            name.map(|name| name.to_string())
        };
        for (head, old, new) in [
            (
                "2026-11-23-110000_a",
                "2026-11-23-100000_x",
                "2026-11-23-113000_x",
            ),
            (
                "2026-11-23-120000_a",
                "20261123100000_x",
                "2026-11-23-120001_x",
            ),
            ("0008_a", "0007_x", "0009_x"),
            ("0009_a", "0008", "0010"),
            ("aaaa2222_a", "bbbb1111_x", "aaaa2223_x"),
            ("0008_a", "7_x", "2026-11-23-113000_x"),
            ("0009_a", "2026-11-23-100000_x", "2026-11-23-113000_x"),
        ] {
            assert_eq!(behind(head, old).unwrap(), new, "{head} {old}");
        }
        for (head, old) in [("9_a", "8_x"), ("vx_a", "v1_x")] {
            assert!(behind(head, old).is_err(), "{head} {old}");
        }
    }
}
