//! `merge`: what a linear chain does instead.

use crate::args::MergeArgs;
use crate::exit::Exit;
use crate::failure::Failure;

/// Why nothing is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum MergeError {
    #[error(
        "linear history: there is nothing to merge\n\
         of two branches that each added a migration, one goes to the end of the other: `rebase` does it \
         in the migrations directory"
    )]
    Linear,
}

/// Whatever was to be merged.
pub(super) fn run(_: &MergeArgs) -> Result<Exit, Failure> {
    Err(MergeError::Linear.into())
}
