//! Databases for tests: one for each test, migrated, in no time, and gone afterwards.
//!
//! Enable the feature `testing` where tests are built:
//!
//! ```toml
//! [dev-dependencies]
//! nca-migrations = { version = "0.1", features = ["testing"] }
//! ```
//!
//! ```
//! use diesel::connection::SimpleConnection as _;
//! use diesel::{QueryResult, SqliteConnection};
//! use nca_migrations::{EmbeddedMigrations, embed_migrations};
//!
//! static MIGRATIONS: EmbeddedMigrations = embed_migrations!();
//!
//! # const _: &str = stringify! {
//! #[nca_migrations::test]
//! # };
//! fn a_database_for_this_test_alone(conn: &mut SqliteConnection) -> QueryResult<()> {
//!     conn.batch_execute("SELECT version FROM __diesel_schema_migrations")
//! }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! #     use nca_migrations::testing::TestDatabase;
//! #     let database = TestDatabase::<SqliteConnection>::new(&MIGRATIONS)?;
//! #     Ok(a_database_for_this_test_alone(&mut database.connect()?)?)
//! # }
//! ```
//!
//! * [`nca_migrations::test`](macro@crate::test) makes a test of a function that takes a connection, a pool or a
//!   [`TestDatabase`]. The same in code of your own: [`TestDatabase::new`].
//! * [`upgrade_to`], [`downgrade_to`] and [`stairway`] walk along a chain, to test one data migration or all the
//!   ways.
//! * [`assert_round_trip`] and [`assert_no_drift`] compare catalogs.
//!
//! # Where the databases are
//!
//! | engine | database | made from |
//! |---|---|---|
//! | SQLite | a file in memory (`TMPDIR`, else `/dev/shm`, else the temporary directory) | an image |
//! | PostgreSQL | on a server | a template, with `CREATE DATABASE ... TEMPLATE` |
//! | MariaDB, MySQL | on a server | a template, with its definitions and rows |
//!
//! Image and template are made once for what the chain is now, by one process while others wait, and are
//! there for the next run. When the chain changes they are made anew, and the old ones go.
//!
//! The server is the one at the URL in `NCA_TEST_POSTGRES_URL` or `NCA_TEST_MYSQL_URL`. Without the variable it is a
//! throw-away server, started from the installed programs by the first test that needs one. The test processes
//! of one target directory share it, however many there are; it stops [a minute](LINGER) after the last.
//!
//! A database is dropped with its value, after a panic too. What a killed process leaves is found and removed by
//! the next.

mod argument;
mod assertions;
mod database;
mod error;
mod fixture;
#[cfg(feature = "sqlite-system")]
mod image;
mod key;
mod once;
mod place;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server;
mod steps;

use nca_migrations_core::chain::Chain;

pub use argument::Argument;
pub use assertions::{assert_no_drift, assert_round_trip};
pub use database::{Backend, TestDatabase};
pub use error::{FixtureFailure, TestError};
pub use fixture::Fixture;
pub use place::LINGER;
pub use steps::{downgrade_to, stairway, upgrade_to};

/// What the attribute makes before the arguments of a test.
#[doc(hidden)]
pub fn test_database<C, M>(
    migrations: &M,
    at: Option<&str>,
    fixtures: &[Fixture],
) -> Result<TestDatabase<C>, TestError>
where
    C: Backend,
    M: AsRef<Chain> + ?Sized,
{
    let database = match at {
        Some(target) => TestDatabase::at(migrations, target)?,
        None => TestDatabase::new(migrations)?,
    };
    database.load(fixtures)?;
    Ok(database)
}
