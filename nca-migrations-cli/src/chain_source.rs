//! Where a program's chain comes from.

use nca_migrations::chain::Chain;

/// Where a program's chain comes from.
#[derive(Clone, Debug)]
pub(crate) enum ChainSource {
    /// It is part of the program.
    Embedded(Chain),
    /// It is read from a migrations directory when a command needs it.
    Directory,
}
