//! The methods of `diesel_migrations::MigrationHarness`, over our runs.

use diesel::migration::{Migration, MigrationVersion, Result};
use nca_migrations_core::chain::Chain;

use crate::backend::Engine;
use crate::migrator::Migrator;
use crate::position::Position;
use crate::report::Report;
use crate::source;
use crate::target::Target;

/// `diesel_migrations::MigrationHarness`, with the locking, the checks and the errors of
/// [`Migrator`]: a Diesel user changes one `use` line.
///
/// The errors are [`crate::Error`]s in Diesel's box.
pub trait MigrationHarness<DB: diesel::backend::Backend> {
    /// Whether any revision is not applied.
    ///
    /// # Errors
    /// When the history cannot be read or does not fit the chain.
    fn has_pending_migration<S: AsRef<Chain>>(&mut self, source: S) -> Result<bool>;

    /// Applies every revision that is not applied, and gives their versions.
    ///
    /// # Errors
    /// As for [`Migrator::upgrade`].
    fn run_pending_migrations<S: AsRef<Chain>>(
        &mut self,
        source: S,
    ) -> Result<Vec<MigrationVersion<'_>>>;

    /// Applies the next revision.
    ///
    /// # Errors
    /// As for [`Migrator::upgrade`], and when there is none.
    fn run_next_migration<S: AsRef<Chain>>(&mut self, source: S) -> Result<MigrationVersion<'_>>;

    /// Reverts the last revision.
    ///
    /// # Errors
    /// As for [`Migrator::downgrade`], and when there is none.
    fn revert_last_migration<S: AsRef<Chain>>(
        &mut self,
        source: S,
    ) -> Result<MigrationVersion<'static>>;

    /// Reverts every revision, last first, and gives their versions in that order.
    ///
    /// # Errors
    /// As for [`Migrator::downgrade`].
    fn revert_all_migrations<S: AsRef<Chain>>(
        &mut self,
        source: S,
    ) -> Result<Vec<MigrationVersion<'_>>>;

    /// The revisions that are not applied, base first.
    ///
    /// # Errors
    /// When the history cannot be read or does not fit the chain.
    fn pending_migrations<S: AsRef<Chain>>(
        &mut self,
        source: S,
    ) -> Result<Vec<Box<dyn Migration<DB>>>>;

    /// The versions that are applied, last first. Unlike Diesel's this creates no table.
    ///
    /// # Errors
    /// When the history cannot be read.
    fn applied_migrations(&mut self) -> Result<Vec<MigrationVersion<'static>>>;
}

impl<E: Engine> MigrationHarness<E::Backend> for E {
    fn has_pending_migration<S: AsRef<Chain>>(&mut self, source: S) -> Result<bool> {
        let migrator = Migrator::new(source.as_ref());
        let head = Position(migrator.chain.len());
        if migrator.place(self)? == Some(head) {
            return Ok(false);
        }
        let plan = migrator.plan(self, crate::Command::Upgrade, &Target::head());
        Ok(!plan?.steps.is_empty())
    }

    fn run_pending_migrations<S: AsRef<Chain>>(
        &mut self,
        source: S,
    ) -> Result<Vec<MigrationVersion<'_>>> {
        Ok(versions(&Migrator::new(source.as_ref()).run_pending(self)?))
    }

    fn run_next_migration<S: AsRef<Chain>>(&mut self, source: S) -> Result<MigrationVersion<'_>> {
        only(&Migrator::new(source.as_ref()).upgrade(self, &Target::steps_up(1))?)
    }

    fn revert_last_migration<S: AsRef<Chain>>(
        &mut self,
        source: S,
    ) -> Result<MigrationVersion<'static>> {
        only(&Migrator::new(source.as_ref()).downgrade(self, &Target::steps_down(1))?)
    }

    fn revert_all_migrations<S: AsRef<Chain>>(
        &mut self,
        source: S,
    ) -> Result<Vec<MigrationVersion<'_>>> {
        Ok(versions(
            &Migrator::new(source.as_ref()).downgrade(self, &Target::base())?,
        ))
    }

    fn pending_migrations<S: AsRef<Chain>>(
        &mut self,
        source: S,
    ) -> Result<Vec<Box<dyn Migration<E::Backend>>>> {
        let chain = source.as_ref();
        let plan = Migrator::new(chain).plan(self, crate::Command::Upgrade, &Target::head())?;
        let pending = plan.steps.iter().map(|step| step.of(chain));
        Ok(pending
            .map(|revision| source::migration(revision, E::DIALECT))
            .collect())
    }

    fn applied_migrations(&mut self) -> Result<Vec<MigrationVersion<'static>>> {
        let history = Migrator::new(&Chain::EMPTY).history(self)?;
        Ok(history
            .applied
            .into_iter()
            .rev()
            .map(|applied| applied.version.into())
            .collect())
    }
}

fn versions(report: &Report) -> Vec<MigrationVersion<'static>> {
    report.versions().map(MigrationVersion::from).collect()
}

fn only(report: &Report) -> Result<MigrationVersion<'static>> {
    match versions(report).pop() {
        Some(version) => Ok(version),
        // One step is one revision or an error, unless the database moved meanwhile.
        None => Err("another process was there first: there was nothing left to do".into()),
    }
}
