//! The chain that a program carries.

use nca_migrations_core::chain::{Chain, Revision};

use crate::backend::Engine;
use crate::error::Error;
use crate::migrator::Migrator;
use crate::report::Report;

/// The migrations that `embed_migrations!` put into the program: a pointer to read-only data.
#[derive(Clone, Copy, Debug)]
pub struct EmbeddedMigrations {
    chain: &'static Chain,
}

impl EmbeddedMigrations {
    /// No migrations.
    pub const EMPTY: Self = Self {
        chain: const { &Chain::EMPTY },
    };

    /// For the output of `embed_migrations!`.
    #[doc(hidden)]
    pub const fn from_chain(chain: &'static Chain) -> Self {
        Self { chain }
    }

    /// The revisions, base first.
    pub fn revisions(&self) -> impl DoubleEndedIterator<Item = Revision> + ExactSizeIterator {
        self.chain.iter()
    }

    /// Brings the database to the head, with the settings of [`Migrator::new`].
    ///
    /// # Errors
    /// As for [`Migrator::upgrade`].
    pub fn run_pending<E: Engine>(&self, conn: &mut E) -> Result<Report, Error> {
        Migrator::new(self).run_pending(conn)
    }
}

impl AsRef<Chain> for EmbeddedMigrations {
    fn as_ref(&self) -> &Chain {
        self.chain
    }
}
