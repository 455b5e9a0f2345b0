//! How a moment is written as a version.

use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::fmt::strtime;
use nca_migrations::RevisionName;

/// How a moment is written as a version: `strftime` codes, such as `%Y-%m-%d-%H%M%S`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VersionFormat(String);

/// Why a text is no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadFormat {
    #[error("{0}")]
    Codes(String),
    #[error(
        "`{0}` is no version: expected ASCII letters, digits, dots and dashes, and no `_`, at most 50"
    )]
    Version(String),
    #[error("`{later}`, for {later_time}, does not sort after `{earlier}`, for {earlier_time}")]
    Order {
        earlier: String,
        earlier_time: String,
        later: String,
        later_time: String,
    },
}

/// Moments in order, at least a day apart, of which each differs from the one before in what a
/// format could leave out or write in another order.
const MOMENTS: [&str; 7] = [
    "2026-01-02T23:59:58",
    "2026-01-03T00:00:00",
    "2026-01-12T00:00:00",
    "2026-02-01T01:00:00",
    "2026-11-30T00:00:00",
    "2027-01-01T00:00:00",
    "2030-01-01T00:00:00",
];

impl Default for VersionFormat {
    /// Diesel's own.
    fn default() -> Self {
        Self("%Y-%m-%d-%H%M%S".to_owned())
    }
}

impl VersionFormat {
    /// The moment as it stands in a directory's name.
    pub(crate) fn write(&self, time: DateTime) -> String {
        // Reading the format has tried every code in it.
        strtime::format(&self.0, time).unwrap_or_default()
    }

    /// The moment that a version, dashes removed, stands for.
    pub(crate) fn read(&self, version: &str) -> Option<DateTime> {
        let broken_down = strtime::parse(self.0.replace('-', ""), version).ok()?;
        broken_down
            .to_datetime()
            .or_else(|_| {
                let date = broken_down.to_date()?;
                Ok::<_, jiff::Error>(date.at(
                    broken_down.hour().unwrap_or_default(),
                    broken_down.minute().unwrap_or_default(),
                    0,
                    0,
                ))
            })
            .ok()
    }
}

impl FromStr for VersionFormat {
    type Err = BadFormat;

    fn from_str(text: &str) -> Result<Self, BadFormat> {
        let mut before: Option<(String, &str)> = None;
        for moment in MOMENTS {
            let time: DateTime = moment
                .parse()
                .map_err(|error: jiff::Error| BadFormat::Codes(error.to_string()))?;
            let written =
                strtime::format(text, time).map_err(|error| BadFormat::Codes(error.to_string()))?;
            let name = RevisionName::parse(&written)
                .ok()
                .filter(|name| name.slug().is_empty() && !written.starts_with(['.', '-']))
                .filter(|_| !written.contains('_') && !written.starts_with("README"))
                .ok_or_else(|| BadFormat::Version(written.clone()))?;
            let version = name.version().into_owned();
            if let Some((earlier, earlier_time)) = before
                && version <= earlier
            {
                return Err(BadFormat::Order {
                    earlier,
                    earlier_time: earlier_time.to_owned(),
                    later: version,
                    later_time: moment.to_owned(),
                });
            }
            before = Some((version, moment));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for VersionFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        for good in [
            "%Y-%m-%d-%H%M%S",
            "%Y%m%d%H%M%S",
            "%Y%j",
            "v%Y.%m.%d",
            "%Y-%m-%d-%H%M",
        ] {
            let format: VersionFormat = good.parse().unwrap();
            let time: DateTime = "2026-11-23T11:30:00".parse().unwrap();
            let written = RevisionName::parse(&format.write(time)).unwrap();
            if good != "%Y%j" {
                assert_eq!(
                    format.read(&written.version()).map(DateTime::date),
                    Some(time.date()),
                    "{good}"
                );
            }
        }
        for bad in [
            "",
            "x",
            "%d-%m-%Y",
            "%H%M%S",
            "%Y",
            "%Y/%m/%d",
            "%Y_%m_%d",
            "../%Y%m%d",
            "%Y%m%d %H",
            "%Q",
            "%Y%-m%-d",
            ".%Y%m%d",
            "%Y%m%d\n",
            "README%Y%m%d",
            "%Y%m%d%Y%m%d%Y%m%d%Y%m%d%Y%m%d%Y%m%d%Y%m%d",
        ] {
            assert!(bad.parse::<VersionFormat>().is_err(), "{bad:?}");
        }
    }
}
