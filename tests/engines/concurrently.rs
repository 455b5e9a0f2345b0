//! Indexes that are built concurrently.

use nca_migrations::chain::Chain;
use nca_tests::tables;

/// An index on a table with rows.
pub(crate) fn an_index() -> Chain {
    tables(&["one"]).chain()
}

pub(crate) fn asleep() -> Chain {
    tables(&["one"]).chain()
}
