//! What is wrong with a revision.

use nca_migrations_catalog::Difference;

use crate::error::Error;

/// What is wrong with a revision.
#[derive(Debug)]
#[non_exhaustive]
pub enum Finding {
    /// Its up script fails.
    Up(Box<Error>),
    /// Its down script fails.
    Down(Box<Error>),
    /// Its up script succeeds once, and fails after the down script.
    Again(Box<Error>),
    /// Its down script leaves another catalog than the up script found.
    Differs(Vec<Difference>),
    /// After the down script its up script leaves another catalog than the first time.
    DiffersAgain(Vec<Difference>),
    /// Up and down take rows away, and the metadata does not say `lossy`.
    Loses(Vec<RowsLost>),
}

/// Rows that a table has lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsLost {
    /// The table, as its catalog calls it.
    pub table: String,
    /// How many there were before the up script.
    pub before: u64,
    /// How many there are after the down script.
    pub after: u64,
}
