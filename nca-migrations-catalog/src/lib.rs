//! What a database holds, as data: tables, columns, keys, checks, indexes, views, triggers and all
//! else that a migration can make. Internal part of `nca-migrations`.
//!
//! [`introspect()`] reads a [`Catalog`] from a connection. [`Outline`] is the same as a tree of lines,
//! with a text form that people read in a pull request and a fingerprint. [`compare()`] says where two
//! outlines differ.
//!
//! # What counts
//!
//! * The tables of the migration history, and what belongs to them, never do.
//! * Rows never do, nor what a row changes: the next value of a sequence, the last id of a table.
//! * Neither do owners, privileges, statistics and storage parameters of tables that do not change what can
//!   be stored.
//! * The place of a column among the others counts on SQLite and MySQL, where a script can put it back.
//!   On PostgreSQL a column that comes back comes last whatever the script does, so there it does not.

pub mod compare;
mod database;
pub mod diagram;
pub mod diesel_schema;
pub mod generate;
pub mod introspect;
pub mod model;
pub mod outline;
pub mod quote;
pub mod rows;
pub mod seed;

pub use compare::{Change, Difference, compare};
pub use database::Database;
pub use introspect::{Introspect, IntrospectError, Known, Scope, introspect};
pub use model::Catalog;
pub use outline::{Item, Outline};
