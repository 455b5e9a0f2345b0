//! Durations as people write them.

use std::time::Duration;

use jiff::SignedDuration;

/// Why a text is no duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DurationError {
    #[error("expected a number with its unit, such as `30s`, `2m` or `500ms`")]
    Unknown,
    #[error("expected no less than `0s`")]
    Negative,
}

/// `30s`, `2m`, `1h 30m`, `500ms`.
pub(crate) fn duration(text: &str) -> Result<Duration, DurationError> {
    let duration: SignedDuration = text.parse().map_err(|_| DurationError::Unknown)?;
    Duration::try_from(duration).map_err(|_| DurationError::Negative)
}

/// As it would be given: `1m 30s`.
pub(crate) fn shown(duration: Duration) -> String {
    match SignedDuration::try_from(duration) {
        Ok(duration) => format!("{duration:#}"),
        Err(_) => format!("{duration:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_people_write_them() {
        for (text, seconds) in [
            ("30s", 30),
            ("2m", 120),
            ("1h 30m", 5400),
            ("90 seconds", 90),
            ("0s", 0),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        for text in ["", "30", "s", "soon", "1 fortnight"] {
            assert_eq!(duration(text), Err(DurationError::Unknown), "{text}");
        }
        assert_eq!(duration("-1s"), Err(DurationError::Negative));
        for text in ["0s", "300ms", "1m", "1h 30m"] {
            assert_eq!(shown(duration(text).unwrap()), text);
        }
    }
}
