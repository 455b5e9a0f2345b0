//! A connection to whichever engine the database's URL names.

use std::fmt;

use diesel::{Connection as _, ConnectionResult};
use nca_migrations::Dialect;

use crate::url::DatabaseUrl;

/// A connection to whichever engine the database's URL names.
#[non_exhaustive]
pub enum Connection {
    /// SQLite.
    #[cfg(feature = "sqlite-system")]
    Sqlite(diesel::SqliteConnection),
    /// PostgreSQL.
    #[cfg(feature = "postgres")]
    Postgres(diesel::PgConnection),
    /// MySQL or MariaDB.
    #[cfg(feature = "mysql")]
    Mysql(diesel::MysqlConnection),
}

/// Evaluates an expression with the connection of its engine.
macro_rules! on {
    ($connection:expr, $conn:ident => $result:expr) => {
        match $connection {
            #[cfg(feature = "sqlite-system")]
            crate::connection::Connection::Sqlite($conn) => $result,
            #[cfg(feature = "postgres")]
            crate::connection::Connection::Postgres($conn) => $result,
            #[cfg(feature = "mysql")]
            crate::connection::Connection::Mysql($conn) => $result,
        }
    };
}
pub(crate) use on;

/// The engines that this build can talk to, in the order of [`Dialect::ALL`].
pub(crate) const BACKENDS: &[Dialect] = &[
    #[cfg(feature = "sqlite-system")]
    Dialect::Sqlite,
    #[cfg(feature = "postgres")]
    Dialect::Postgres,
    #[cfg(feature = "mysql")]
    Dialect::Mysql,
];

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").finish_non_exhaustive()
    }
}

impl Connection {
    pub(crate) fn establish(url: &DatabaseUrl) -> ConnectionResult<Self> {
        let connect = &*url.connect;
        match url.dialect {
            #[cfg(feature = "sqlite-system")]
            Dialect::Sqlite => diesel::SqliteConnection::establish(connect).map(Self::Sqlite),
            #[cfg(feature = "postgres")]
            Dialect::Postgres => diesel::PgConnection::establish(connect).map(Self::Postgres),
            #[cfg(feature = "mysql")]
            Dialect::Mysql => diesel::MysqlConnection::establish(connect).map(Self::Mysql),
            // Reading the URL has refused it.
            _ => Err(diesel::ConnectionError::InvalidConnectionUrl(
                "there is no backend for it".to_owned(),
            )),
        }
    }
}
