//! Reading a catalog from a database, in a number of queries that does not depend on what is in it.

mod known;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::rc::Rc;

pub use known::Known;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
use nca_migrations_core::check::HISTORY_TABLES;

use crate::model::Catalog;

/// Which schemas of a PostgreSQL database to read. The other engines have one, and are always read whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scope {
    /// Every schema but the system's own.
    #[default]
    All,
    /// The one that names without a schema are in, and these.
    Schemas(Vec<String>),
}

/// Why a catalog could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IntrospectError {
    /// The database said no.
    #[error("reading {what}: {error}")]
    Database {
        /// What was being read.
        what: &'static str,
        /// What the database said.
        #[source]
        error: diesel::result::Error,
    },
    /// The connection has no database selected, so there is none to read.
    #[cfg(feature = "mysql")]
    #[error(
        "the connection has no database selected: expected its name in the URL, as in \
         `mysql://user@host/name`"
    )]
    NoDatabase,
    /// The server hides something from the account.
    #[cfg(feature = "mysql")]
    #[error(
        "the account `{account}` may not look at {what}: expected the rights {rights}\n\
         somebody who has them may say: {grant}"
    )]
    Rights {
        /// Whom the server takes the connection for.
        account: String,
        /// What it may not look at.
        what: String,
        /// The rights that are missing.
        rights: String,
        /// The statement that gives them.
        grant: String,
    },
    /// A definition that the database keeps as text was not understood.
    #[error("the definition of `{object}` was not understood: expected {expected}\n{definition}")]
    Definition {
        /// Whose definition.
        object: String,
        /// What should be there.
        expected: String,
        /// The text.
        definition: String,
    },
}

/// A connection whose database's catalog can be read.
pub trait Introspect {
    /// Reads the catalog. Writes nothing, changes nothing of the session, and needs no more rights than to
    /// connect and to look at the system's own tables.
    ///
    /// # Errors
    /// When the database says no, or what it keeps is not understood.
    fn introspect(&mut self, scope: &Scope) -> Result<Catalog, IntrospectError>;

    /// The same, by somebody who read this database before: a catalog that is `known` is given out again, so
    /// that equal ones need not be compared. The database is asked each time.
    ///
    /// # Errors
    /// As for [`Introspect::introspect`].
    fn introspect_again(
        &mut self,
        scope: &Scope,
        known: &mut Known,
    ) -> Result<Rc<Catalog>, IntrospectError> {
        Ok(known.or_new(None, self.introspect(scope)?))
    }
}

/// Reads the catalog of a connection's database.
///
/// # Errors
/// As for [`Introspect::introspect`].
pub fn introspect<C: Introspect + ?Sized>(
    conn: &mut C,
    scope: &Scope,
) -> Result<Catalog, IntrospectError> {
    conn.introspect(scope)
}

/// Whether a table belongs to the migration history.
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub(crate) fn is_history(table: &str) -> bool {
    HISTORY_TABLES.contains(&table)
}
