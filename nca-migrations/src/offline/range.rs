//! From where to where an offline script goes.

use std::fmt;
use std::str::FromStr;

use nca_migrations_core::chain::Chain;

use crate::position::Position;
use crate::target::{Target, TargetError, TargetSyntax};

/// From where to where an offline script goes. Upwards or downwards follows from the order.
///
/// | text | means |
/// |---|---|
/// | `head` | from the base to the head |
/// | `create_memory_tiers:head` | from after that revision to the head |
/// | `head:base` | all the way down |
/// | `001:+2`, `head:-1` | a number of revisions up or down from the start |
///
/// Each side is a [`Target`]; that of the start says where the database is, so it cannot be a number
/// of steps.
///
/// ```
/// use nca_migrations::SqlRange;
///
/// let range: SqlRange = "base:+2".parse()?;
/// assert_eq!(range.to_string(), "base:+2");
/// assert!("+1:head".parse::<SqlRange>().is_err());
/// # Ok::<(), nca_migrations::SqlRangeSyntax>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SqlRange {
    from: Target,
    to: Target,
}

impl SqlRange {
    /// From the base to `to`.
    pub fn from_base(to: Target) -> Self {
        let from = Target::base();
        Self { from, to }
    }

    /// The places in `chain` that are meant: the start and the end.
    ///
    /// # Errors
    /// As for [`Target::resolve`].
    pub fn resolve(&self, chain: &Chain) -> Result<(Position, Position), TargetError> {
        let from = self.from.resolve(chain, Position(0))?;
        Ok((from, self.to.resolve(chain, from)?))
    }
}

impl fmt::Display for SqlRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.from, self.to)
    }
}

impl FromStr for SqlRange {
    type Err = SqlRangeSyntax;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some((from, to)) = text.split_once(':') else {
            return Ok(Self::from_base(text.parse()?));
        };
        // A directory's slug may have one, and which one is meant here cannot be told.
        if to.contains(':') {
            return Err(SqlRangeSyntax::Colons(text.to_owned()));
        }
        if from.is_empty() || to.is_empty() {
            return Err(SqlRangeSyntax::HalfEmpty(text.to_owned()));
        }
        let (from, to) = (from.parse::<Target>()?, to.parse()?);
        if from.is_relative() {
            return Err(SqlRangeSyntax::RelativeStart(from.to_string()));
        }
        Ok(Self { from, to })
    }
}

/// The text is no range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SqlRangeSyntax {
    /// One of its sides names no place in any chain.
    #[error(transparent)]
    Target(#[from] TargetSyntax),
    /// Nothing before or after the colon.
    #[error("the range `{0}` has an end that is empty: expected `from:to`, or `to` from the base")]
    HalfEmpty(String),
    /// More than one colon.
    #[error("the range `{0}` has more than one colon: expected `from:to`, each by its version")]
    Colons(String),
    /// The start is a number of steps.
    #[error(
        "the range starts at `{0}`, which counts from where a database is: expected `base`, `head` \
         or a revision"
    )]
    RelativeStart(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_range() {
        for (text, message) in [
            (
                "",
                "the target is empty: expected `head`, `base`, a revision, `+N` or `-N`",
            ),
            (
                ":head",
                "the range `:head` has an end that is empty: expected `from:to`, or `to` from the base",
            ),
            (
                "001:",
                "the range `001:` has an end that is empty: expected `from:to`, or `to` from the base",
            ),
            (
                "a:b:c",
                "the range `a:b:c` has more than one colon: expected `from:to`, each by its version",
            ),
            (
                "-1:head",
                "the range starts at `-1`, which counts from where a database is: expected `base`, \
                 `head` or a revision",
            ),
            (
                "001:+0",
                "the target `+0` goes nowhere: an offset counts from 1",
            ),
            (
                "001:+1junk",
                "the target `+1junk` is not a number of revisions: expected `+1`, `+2` and so on",
            ),
        ] {
            let error = text.parse::<SqlRange>().unwrap_err();
            assert_eq!(error.to_string(), message, "{text:?}");
        }
    }
}
