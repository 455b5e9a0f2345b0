//! The chain as Diesel's own harnesses take it.

use diesel::backend::Backend;
use diesel::connection::BoxableConnection;
use diesel::migration::{
    Migration, MigrationMetadata, MigrationName, MigrationVersion, Result as DieselResult,
};
use nca_migrations_core::chain::{Direction, Revision};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::name::RevisionName;

use crate::plan::script;
use crate::said::Said;
use crate::script::{Place, statements};

macro_rules! migration_source {
    ($source:ty, $backend:ty, $dialect:expr) => {
        impl diesel::migration::MigrationSource<$backend> for $source {
            fn migrations(&self) -> DieselResult<Vec<Box<dyn Migration<$backend>>>> {
                migrations(self.as_ref(), $dialect)
            }
        }
    };
}

#[cfg(feature = "sqlite-system")]
migration_source!(
    crate::EmbeddedMigrations,
    diesel::sqlite::Sqlite,
    Dialect::Sqlite
);
#[cfg(feature = "sqlite-system")]
migration_source!(
    crate::FileBasedMigrations,
    diesel::sqlite::Sqlite,
    Dialect::Sqlite
);
#[cfg(feature = "postgres")]
migration_source!(crate::EmbeddedMigrations, diesel::pg::Pg, Dialect::Postgres);
#[cfg(feature = "postgres")]
migration_source!(
    crate::FileBasedMigrations,
    diesel::pg::Pg,
    Dialect::Postgres
);
#[cfg(feature = "mysql")]
migration_source!(
    crate::EmbeddedMigrations,
    diesel::mysql::Mysql,
    Dialect::Mysql
);
#[cfg(feature = "mysql")]
migration_source!(
    crate::FileBasedMigrations,
    diesel::mysql::Mysql,
    Dialect::Mysql
);

#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
fn migrations<DB: Backend>(
    chain: &nca_migrations_core::chain::Chain,
    dialect: Dialect,
) -> DieselResult<Vec<Box<dyn Migration<DB>>>> {
    let migration = |revision: Revision| {
        script(&revision, Direction::Up, dialect)?;
        Ok(migration(revision, dialect))
    };
    chain.iter().map(migration).collect()
}

pub(crate) fn migration<DB: Backend>(
    revision: Revision,
    dialect: Dialect,
) -> Box<dyn Migration<DB>> {
    let (name, metadata) = (
        Name(revision.name.clone()),
        Metadata(revision.run_in_transaction),
    );
    Box::new(DieselMigration {
        revision,
        dialect,
        name,
        metadata,
    })
}

struct DieselMigration {
    revision: Revision,
    dialect: Dialect,
    name: Name,
    metadata: Metadata,
}

struct Name(RevisionName);

struct Metadata(bool);

impl<DB: Backend> Migration<DB> for DieselMigration {
    fn run(&self, conn: &mut dyn BoxableConnection<DB>) -> DieselResult<()> {
        self.execute(conn, Direction::Up)
    }

    fn revert(&self, conn: &mut dyn BoxableConnection<DB>) -> DieselResult<()> {
        self.execute(conn, Direction::Down)
    }

    fn metadata(&self) -> &dyn MigrationMetadata {
        &self.metadata
    }

    fn name(&self) -> &dyn MigrationName {
        &self.name
    }
}

impl DieselMigration {
    fn execute<DB: Backend>(
        &self,
        conn: &mut dyn BoxableConnection<DB>,
        direction: Direction,
    ) -> DieselResult<()> {
        let script = script(&self.revision, direction, self.dialect)?;
        let statements = statements(&script.text, self.dialect);
        for (index, range) in statements.iter().enumerate() {
            conn.batch_execute(&script.text[range.clone()])
                .map_err(|error| {
                    let place = Place::new(&self.revision, &script, &statements, index);
                    Box::new(ScriptError {
                        place: Box::new(place.failed(self.dialect, &error)),
                        error,
                    })
                })?;
        }
        Ok(())
    }
}

/// A statement of a script failed under a harness of Diesel's.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {}", Said(.error))]
#[non_exhaustive]
pub struct ScriptError {
    /// The statement in its file.
    pub place: Box<Place>,
    /// What the database said.
    pub error: diesel::result::Error,
}

impl MigrationName for Name {
    fn version(&self) -> MigrationVersion<'_> {
        self.0.version().into_owned().into()
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl MigrationMetadata for Metadata {
    fn run_in_transaction(&self) -> bool {
        self.0
    }
}
