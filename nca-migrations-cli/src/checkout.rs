//! Whether a program that carries its chain is run where that chain is written.
//!
//! Such a program is also what runs in production, where no file that happens to lie about may
//! change what it does. So it looks at files at all only in a checkout of its own chain.

use nca_migrations::chain::Chain;
use nca_migrations_core::lock;

use crate::directory::Directory;

/// Whether `directory` is where `chain` is written: it has a lock file, and the migration that the
/// chain begins with. A chain that has none yet can be written anywhere.
pub(crate) fn is_of(chain: &Chain, directory: &Directory) -> bool {
    let begins = chain
        .get(0)
        .is_none_or(|first| directory.path.join(first.name.as_str()).is_dir());
    begins && directory.path.join(lock::FILE).exists()
}
