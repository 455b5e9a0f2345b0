//! Walking along a chain.

use nca_migrations_core::chain::Chain;

use super::{Backend, TestDatabase, TestError};
use crate::backend::Engine;
use crate::migrator::Migrator;
use crate::report::Report;
use crate::target::Target;

/// Brings a test's database up to a revision: `head`, `+1`, a version, a slug.
///
/// To test what a migration does with rows: begin before it, put rows in, go on.
///
/// ```
/// # use diesel::{Connection as _, SqliteConnection, connection::SimpleConnection as _};
/// # use nca_migrations::{EmbeddedMigrations, embed_migrations};
/// # static MIGRATIONS: EmbeddedMigrations = embed_migrations!();
/// use nca_migrations::testing::{TestDatabase, downgrade_to, upgrade_to};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let database = TestDatabase::<SqliteConnection>::at(&MIGRATIONS, "base")?;
/// let mut conn = database.connect()?;
/// upgrade_to(&mut conn, &MIGRATIONS, "create_memory_tiers")?;
/// conn.batch_execute("INSERT INTO agents (public_id, name) VALUES (randomblob(16), 'Noor')")?;
/// upgrade_to(&mut conn, &MIGRATIONS, "+1")?;
/// downgrade_to(&mut conn, &MIGRATIONS, "-1")?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// When the revision is not above where the database is, or a script fails.
pub fn upgrade_to<C, M>(conn: &mut C, migrations: &M, target: &str) -> Result<Report, TestError>
where
    C: Engine,
    M: AsRef<Chain> + ?Sized,
{
    let target: Target = target.parse()?;
    Ok(Migrator::new(migrations).upgrade(conn, &target)?)
}

/// Takes a test's database down to a revision: `base`, `-1`, a version, a slug.
///
/// # Errors
/// When the revision is not below where the database is, one in the way has no way back, or a script fails.
pub fn downgrade_to<C, M>(conn: &mut C, migrations: &M, target: &str) -> Result<Report, TestError>
where
    C: Engine,
    M: AsRef<Chain> + ?Sized,
{
    let target: Target = target.parse()?;
    Ok(Migrator::new(migrations).downgrade(conn, &target)?)
}

/// Walks the whole chain from an empty database: each revision up, down and up again. One without a way back is
/// walked upwards.
///
/// It tells whether every script runs. Whether down scripts bring back what was there, and with rows, is what
/// [`assert_round_trip`](super::assert_round_trip) looks at.
///
/// # Errors
/// When there is no server, or a script fails: with its revision and the way that was walked.
pub fn stairway<C, M>(migrations: &M) -> Result<(), TestError>
where
    C: Backend,
    M: AsRef<Chain> + ?Sized,
{
    let chain = migrations.as_ref();
    let database = TestDatabase::<C>::at(chain, "base")?;
    let mut conn = database.connect()?;
    let migrator = Migrator::new(chain);
    for revision in chain.iter() {
        let stair = |direction| {
            let revision = revision.name.clone();
            move |error| TestError::Stair {
                revision,
                direction,
                error: Box::new(error),
            }
        };
        let (up, down) = (Target::steps_up(1), Target::steps_down(1));
        migrator.upgrade(&mut conn, &up).map_err(stair("up"))?;
        if revision.irreversible.is_none() {
            let downed = migrator.downgrade(&mut conn, &down);
            downed.map_err(stair("down"))?;
            let again = migrator.upgrade(&mut conn, &up);
            again.map_err(stair("up again after its down script"))?;
        }
    }
    Ok(())
}
