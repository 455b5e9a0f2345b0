//! Migrations for Diesel: embedded in the program, checked by the compiler, safe to start any number
//! of times at once.
//!
//! A program that embeds its migrations needs nothing beside itself to create, upgrade, inspect or
//! downgrade its database. [`EmbeddedMigrations::run_pending`] at start-up is all that most need:
//! when there is nothing to do it costs one query.
//!
//! ```
//! use diesel::{Connection, SqliteConnection};
//! use nca_migrations::{EmbeddedMigrations, Migrator, Target, embed_migrations};
//!
//! static MIGRATIONS: EmbeddedMigrations = embed_migrations!();
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut conn = SqliteConnection::establish(":memory:")?;
//! MIGRATIONS.run_pending(&mut conn)?;
//!
//! let migrator = Migrator::new(&MIGRATIONS);
//! let status = migrator.status(&mut conn)?;
//! assert!(status.pending.is_empty());
//!
//! let mut another = SqliteConnection::establish(":memory:")?;
//! migrator.upgrade(&mut another, &"head-1".parse::<Target>()?)?;
//! let report = migrator.downgrade(&mut another, &Target::base())?;
//! assert_eq!(report.to, None);
//! # Ok(())
//! # }
//! ```
//!
//! * [`Migrator`] has the settings and the other commands.
//! * [`MigrationHarness`] has the methods of `diesel_migrations`, for a change of one `use` line.
//!   [`EmbeddedMigrations`] is a [`diesel::migration::MigrationSource`] too, so Diesel's own
//!   harnesses take it.
//! * [`backend`] says which connections can be migrated.
//!
//! # What is promised
//!
//! * Any number of processes may start at once on one database: one of them applies, the others wait
//!   or see that there is nothing to do. A process that is killed loses nothing: the next start
//!   finishes the work.
//! * Diesel's table says what is applied, so `diesel migration` works on the same database. A log
//!   beside it keeps who did what, when, with which script.
//! * Nothing is ever printed: progress is [events](Event) to an observer.
//!
//! # Backends
//!
//! | feature | engine | client library |
//! |---|---|---|
//! | `sqlite` (default) | SQLite | built in |
//! | `sqlite-system` | SQLite | of the system |
//! | `postgres`, `postgres-bundled` | PostgreSQL | of the system, or built in |
//! | `mysql`, `mysql-bundled` | MySQL and MariaDB | of the system, or built in |
//!
//! They can be enabled together, in any combination. A connection from a pool is given as
//! `&mut *connection`, and one inside an enum of `#[derive(MultiConnection)]` by matching on it.
//!
//! # Outside a transaction
//!
//! A migration with `run_in_transaction = false`, and on MySQL and MariaDB every migration, is
//! recorded statement by statement, and a run that was stopped goes on after the last one recorded. A
//! statement and its record are one transaction, or are both in the one that the script began itself,
//! so that neither is there without the other. For statements that cannot be in a transaction
//! (`CREATE INDEX CONCURRENTLY`, and whatever changes the schema on MySQL and MariaDB) the log keeps
//! what the objects looked like that they name: a run that goes on compares, and so knows whether
//! the statement was done. An invalid index that was left behind is dropped first. What is left:
//!
//! * On SQLite `VACUUM`, `PRAGMA`, `ATTACH` and the like are simply run again by a run that follows
//!   a process that was killed between one of these and its record.
//! * A run that goes on runs the statements again that set something on their session (`SET`, `USE`,
//!   `PRAGMA`, `ATTACH`); a temporary table or a value that a query put into a variable is gone.
//! * A run that goes on with a script does not compare foreign keys: what led nowhere before the
//!   script began is not known any more.
//! * On SQLite such a migration needs the lock file beside the database, and is refused where that
//!   cannot be had. On PostgreSQL it needs a connection that no proxy moves between server processes.
//!
//! # MySQL and MariaDB
//!
//! These servers commit each change of the schema by itself, whatever the metadata says, so every script
//! runs there as one outside a transaction does. Statements that only change rows are recorded in one
//! transaction with what they do. What was stopped in any other, or between it and its record, is looked
//! into by the next run: the definition of what the statement names tells whether it was done. This
//! takes MySQL 8 or MariaDB 10.6, where a change of the schema is done or not. What is left:
//!
//! * What nothing shows may be done twice: `CALL` of a procedure that changes the schema or commits,
//!   rows of tables without transactions (`MyISAM`, `Aria`), `TRUNCATE`, `GRANT`, statements about users.
//! * A `DROP` of several tables that was stopped halfway, and an exchange of tables that are alike, are
//!   errors that say what a person has to look at.
//! * A script does not go on with a user variable or `LAST_INSERT_ID()` from before it was stopped.
//! * `LOCK TABLES` is refused: nothing could be recorded. The lock of the migrations is there anyway.
//! * That lock is a named one (`GET_LOCK`) of one server: in a Galera cluster, let all that migrate talk
//!   to the same node.
//! * A transaction for the whole run, and a run inside a transaction of yours, are refused when there is
//!   anything to do.
//!
//! # Inside a transaction of yours
//!
//! On a connection with an open transaction (a test transaction, say) the run nests in it with
//! savepoints, takes no lock and changes no setting of the session. MySQL and MariaDB commit each
//! change of the schema by themselves, so there it is refused. On SQLite the enforcement of foreign
//! keys cannot be changed there: do not rebuild parent tables in this way while it is on. A `DROP
//! TABLE` that would delete or change rows of other tables is refused.
//!
//! What counts is what Diesel knows: a transaction that was begun with `batch_execute("BEGIN")` is not
//! seen.

#![cfg_attr(
    not(any(feature = "sqlite-system", feature = "postgres", feature = "mysql")),
    expect(
        dead_code,
        unused_imports,
        unused_macros,
        reason = "without an engine nothing is run; a library may still embed a chain"
    )
)]

mod account;
mod adopt;
mod apply;
#[cfg(feature = "catalog")]
pub mod autogenerate;
pub mod backend;
#[cfg(feature = "catalog")]
pub mod drift;
mod embed;
mod embedded;
mod ensure;
mod error;
mod event;
mod execute;
mod fault;
mod file_based;
mod find;
mod harness;
pub mod history;
mod kept;
mod lock;
mod migrator;
#[cfg_attr(
    not(feature = "mysql"),
    expect(
        dead_code,
        reason = "an offline script only asks whether anything is named"
    )
)]
mod named;
mod offline;
mod outside;
mod plan;
mod position;
mod record;
mod recording;
mod references;
mod refusal;
mod remedy;
mod report;
mod said;
mod script;
mod session;
mod session_value;
mod source;
mod stamp;
mod status;
mod tables;
mod target;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "catalog")]
pub mod verify;
mod who;

pub use adopt::Adopted;
pub use embedded::EmbeddedMigrations;
pub use ensure::Ensured;
pub use error::{
    DropReaches, Error, LockTimeout, ReferencesBroken, State, StatementFailure, TransactionEnded,
    TransactionLeftOpen,
};
pub use event::Event;
pub use fault::Fault;
pub use file_based::{BrokenDirectory, FileBasedMigrations};
pub use harness::MigrationHarness;
pub use migrator::{Migrator, TransactionMode};
pub use offline::{SqlRange, SqlRangeSyntax};
pub use plan::{Command, Plan, Step, plan};
pub use position::{Position, position};
pub use references::BrokenReference;
pub use refusal::{Refusal, Within};
pub use report::{Done, Report};
pub use script::Place;
pub use source::ScriptError;
pub use stamp::{Stamp, Stamped};
pub use status::{Current, Status};
pub use target::{Target, TargetError, TargetSyntax};
pub use who::Who;

#[cfg(feature = "testing")]
pub use nca_migrations_macros::test;

pub use nca_migrations_core::chain;
pub use nca_migrations_core::dialect::Dialect;
pub use nca_migrations_core::digest::Digest;
pub use nca_migrations_core::name::RevisionName;
pub use nca_migrations_core::problem;

/// For the output of the macros: not for people.
#[doc(hidden)]
pub mod __private {
    pub use std::include_str as include;

    pub use nca_migrations_core::chain::Chain;
    pub use nca_migrations_core::chain::tables::Tables;
    pub use nca_migrations_macros::embed_migrations;

    #[cfg(feature = "testing")]
    pub use crate::testing::test_database;
}

// Linked in for what is built into them only.
#[cfg(feature = "sqlite")]
use libsqlite3_sys as _;
#[cfg(feature = "mysql-bundled")]
use mysqlclient_sys as _;
#[cfg(feature = "postgres-bundled")]
use pq_sys as _;
