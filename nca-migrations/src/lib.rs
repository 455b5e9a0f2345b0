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
//! let report = migrator.downgrade(&mut conn, &"base".parse::<Target>()?)?;
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
//! # Outside a transaction
//!
//! A migration with `run_in_transaction = false` is recorded statement by statement, and a run that
//! was stopped goes on after the last one recorded. A statement and its record are one transaction,
//! or are both in the one that the script began itself, so that neither is there without the other.
//! What is left:
//!
//! * `VACUUM`, `PRAGMA`, `ATTACH` and the like cannot be in a transaction: a process that is killed
//!   between one of these and its record runs that one statement again.
//! * What a script set on its connection (a `PRAGMA`, a temporary table, an attached database) is
//!   gone when a later run goes on with it.
//! * A run that goes on with a script does not compare foreign keys: what led nowhere before the
//!   script began is not known any more.
//! * Such a migration needs the lock file beside the database, and is refused where that cannot be
//!   had.
//!
//! # Inside a transaction of yours
//!
//! On a connection with an open transaction (a test transaction, say) the run nests in it with
//! savepoints, takes no lock and changes no setting of the session. On SQLite that includes the
//! enforcement of foreign keys, which cannot be changed there: do not rebuild parent tables in this
//! way while it is on. A `DROP TABLE` that would delete or change rows of other tables is refused.

mod apply;
pub mod backend;
mod embed;
mod embedded;
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
mod outside;
mod plan;
mod record;
mod recording;
mod references;
mod refusal;
mod remedy;
mod report;
mod said;
mod script;
mod session;
mod source;
mod stamp;
mod tables;
mod target;
mod who;

pub use embedded::EmbeddedMigrations;
pub use error::{
    DropReaches, Error, LockTimeout, ReferencesBroken, State, StatementFailure, TransactionEnded,
    TransactionLeftOpen,
};
pub use event::Event;
pub use fault::Fault;
pub use file_based::{BrokenDirectory, FileBasedMigrations};
pub use harness::MigrationHarness;
pub use migrator::{Current, Migrator, Status, TransactionMode};
pub use plan::{Command, Plan, Position, Step, plan, position};
pub use references::BrokenReference;
pub use refusal::{Refusal, Within};
pub use report::{Done, Report};
pub use script::Place;
pub use source::ScriptError;
pub use stamp::{Stamp, Stamped};
pub use target::{Target, TargetError, TargetSyntax};
pub use who::Who;

pub use nca_migrations_core::chain;
pub use nca_migrations_core::dialect::Dialect;
pub use nca_migrations_core::digest::Digest;
pub use nca_migrations_core::name::RevisionName;
pub use nca_migrations_core::problem;

/// For the output of `embed_migrations!`: not for people.
#[doc(hidden)]
pub mod __private {
    pub use std::include_str as include;

    pub use nca_migrations_core::chain::Chain;
    pub use nca_migrations_core::chain::tables::Tables;
    pub use nca_migrations_macros::embed_migrations;
}

// Linked in for its bundled SQLite only.
#[cfg(feature = "sqlite")]
use libsqlite3_sys as _;
