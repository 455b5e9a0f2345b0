//! The name of a new migration: a version after the head's, and a slug.

use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use nca_migrations::RevisionName;
use nca_migrations_core::name::{BadName, LONGEST_VERSION, RESERVED};

use crate::args::RevisionArgs;
use crate::slug;

/// Why a new migration gets no name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RevisionError {
    #[error("the message `{0}` has no letter or digit to name a directory with")]
    NoSlug(String),
    #[error(
        "the name `{0}` is one of `head`, `heads`, `base` or `current`, which are places in every \
         chain\n\
         choose another message or `--rev-id`"
    )]
    Reserved(String),
    #[error("`--irreversible` gives no reason: say why there is no way back")]
    NoReason,
    #[error(
        "`{0}` is no version: expected ASCII letters, digits, dots and dashes, at most \
         {LONGEST_VERSION} of them, not starting with a dot or `README`"
    )]
    BadVersion(String),
    #[error(
        "the version `{version}` does not sort after the head's, `{head}`\n\
         expected one that does: databases apply migrations in the order of their versions"
    )]
    NotAfterHead { version: String, head: String },
    #[error(
        "the time now, `{now}`, does not sort after the head's version `{head}`, which is no \
         timestamp\n\
         choose the version: `revision --rev-id VERSION`"
    )]
    HeadAfterClock { now: String, head: String },
}

impl RevisionError {
    pub(crate) fn is_usage(&self) -> bool {
        !matches!(self, Self::HeadAfterClock { .. })
    }
}

/// The name that the arguments ask for.
pub(super) fn name(
    args: &RevisionArgs,
    head: Option<&RevisionName>,
) -> Result<RevisionName, RevisionError> {
    let slug =
        slug::of(&args.message).ok_or_else(|| RevisionError::NoSlug(args.message.clone()))?;
    if let Some(version) = &args.rev_id {
        return given(version, &slug, head);
    }
    let now = Timestamp::now().to_zoned(TimeZone::UTC).datetime();
    by_the_clock(now, &slug, head)
}

fn given(
    version: &str,
    slug: &str,
    head: Option<&RevisionName>,
) -> Result<RevisionName, RevisionError> {
    let bad = || RevisionError::BadVersion(version.to_owned());
    // What starts so is taken for litter when the directory is read. A `/` is no part of a version.
    if version.starts_with(['.', '-']) || version.starts_with("README") || version.contains('_') {
        return Err(bad());
    }
    let name = RevisionName::parse(&format!("{version}_{slug}")).map_err(|why| match why {
        BadName::Reserved if RESERVED.contains(&slug) => RevisionError::Reserved(slug.to_owned()),
        BadName::Reserved => RevisionError::Reserved(version.to_owned()),
        _ => bad(),
    })?;
    match head {
        Some(head) if name.version() <= head.version() => Err(RevisionError::NotAfterHead {
            version: name.version().into_owned(),
            head: head.version().into_owned(),
        }),
        _ => Ok(name),
    }
}

/// The time now; a second after the head where that is later, as when a colleague's clock is fast.
fn by_the_clock(
    now: DateTime,
    slug: &str,
    head: Option<&RevisionName>,
) -> Result<RevisionName, RevisionError> {
    let stamp = |time: DateTime| time.strftime("%Y-%m-%d-%H%M%S").to_string();
    let named = |time: DateTime| {
        let name = RevisionName::parse(&format!("{}_{slug}", stamp(time)));
        name.map_err(|why| match why {
            BadName::Reserved => RevisionError::Reserved(slug.to_owned()),
            _ => RevisionError::BadVersion(stamp(time)),
        })
    };
    let name = named(now)?;
    let Some(head) = head.filter(|head| name.version() <= head.version()) else {
        return Ok(name);
    };
    let after = DateTime::strptime("%Y%m%d%H%M%S", &*head.version())
        .ok()
        .and_then(|time| time.checked_add(1.second()).ok());
    let name = after.map(named).transpose()?;
    name.filter(|name| name.version() > head.version())
        .ok_or_else(|| RevisionError::HeadAfterClock {
            now: stamp(now),
            head: head.version().into_owned(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(now: &str, head: &str) -> Result<String, RevisionError> {
        let head = RevisionName::parse(head).unwrap();
        by_the_clock(now.parse().unwrap(), "x", Some(&head)).map(|name| name.to_string())
    }

    #[test]
    fn after_the_head_by_the_clock() {
        let now = "2026-11-23T11:30:00";
        assert_eq!(
            clock(now, "2026-11-23-112959_a").unwrap(),
            "2026-11-23-113000_x"
        );
        assert_eq!(
            clock(now, "2026-11-23-113000_a").unwrap(),
            "2026-11-23-113001_x"
        );
        assert_eq!(
            clock(now, "2027-12-31-235959_a").unwrap(),
            "2028-01-01-000000_x"
        );
        assert_eq!(clock(now, "0001_a").unwrap(), "2026-11-23-113000_x");
        for head in ["v1_a", "3_a", "20270000000000_a", "2027-01-01-000000-5_a"] {
            let error = clock(now, head).unwrap_err();
            assert!(
                matches!(error, RevisionError::HeadAfterClock { .. }),
                "{head}"
            );
        }
    }

    #[test]
    fn given_versions() {
        let head = RevisionName::parse("0007_a").unwrap();
        let given = |version: &str| given(version, "x", Some(&head)).map(|name| name.to_string());
        assert_eq!(given("0008").unwrap(), "0008_x");
        assert_eq!(given("2026-01-01").unwrap(), "2026-01-01_x");
        for bad in [
            "", "../../x", "a/b", "a\\b", "..", ".5", "-5", "a_b", "a b", "README", "é", "a\n",
        ] {
            let error = given(bad).unwrap_err();
            assert_eq!(error, RevisionError::BadVersion(bad.to_owned()));
        }
        for reserved in ["head", "base"] {
            let error = given(reserved).unwrap_err();
            assert_eq!(error, RevisionError::Reserved(reserved.to_owned()));
        }
        let now = "2026-11-23T11:30:00".parse().unwrap();
        assert_eq!(
            by_the_clock(now, "current", None).unwrap_err(),
            RevisionError::Reserved("current".to_owned())
        );
        for late in ["0007", "00-07", "0006"] {
            let error = given(late).unwrap_err();
            assert!(
                matches!(error, RevisionError::NotAfterHead { .. }),
                "{late}"
            );
        }
    }
}
