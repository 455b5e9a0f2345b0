//! What a run did.

use std::time::Duration;

use nca_migrations_core::chain::Direction;
use nca_migrations_core::name::RevisionName;

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The revision that the database was at; `None` is the base.
    pub from: Option<RevisionName>,
    /// The revision that the database is at now; `None` is the base.
    pub to: Option<RevisionName>,
    /// What was done, in the order in which it was done. Empty when there was nothing to do.
    pub done: Vec<Done>,
    /// How long the run waited for another one.
    pub waited: Duration,
}

impl Report {
    /// The versions that were applied or reverted, in that order.
    pub fn versions(&self) -> impl Iterator<Item = String> {
        self.done
            .iter()
            .map(|done| done.revision.version().into_owned())
    }
}

/// One revision that was applied or reverted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Done {
    /// The revision.
    pub revision: RevisionName,
    /// Up: applied. Down: reverted.
    pub direction: Direction,
    /// How long its script took.
    pub duration: Duration,
}
