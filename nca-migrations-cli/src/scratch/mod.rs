//! Databases that commands try migrations on.

#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server;
#[cfg(feature = "sqlite-system")]
mod sqlite;

use nca_migrations::Dialect;

#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(crate) use server::{OnServer, server_at};
#[cfg(feature = "sqlite-system")]
pub(crate) use sqlite::Images;

/// Scratch databases of whichever engine.
pub(crate) enum Any {
    /// In memory.
    #[cfg(feature = "sqlite-system")]
    Sqlite(nca_migrations::verify::InMemory),
    /// On a server.
    #[cfg(feature = "postgres")]
    Postgres(OnServer<diesel::PgConnection>),
    /// On a server.
    #[cfg(feature = "mysql")]
    Mysql(OnServer<diesel::MysqlConnection>),
}

impl Any {
    /// The kind of engine.
    pub(crate) const fn engine(&self) -> Dialect {
        match self {
            #[cfg(feature = "sqlite-system")]
            Self::Sqlite(_) => Dialect::Sqlite,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Dialect::Postgres,
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => Dialect::Mysql,
        }
    }
}

/// The same for scratch databases of whichever engine.
macro_rules! with {
    ($any:expr, $scratch:ident => $then:expr) => {
        match $any {
            #[cfg(feature = "sqlite-system")]
            $crate::scratch::Any::Sqlite($scratch) => $then,
            #[cfg(feature = "postgres")]
            $crate::scratch::Any::Postgres($scratch) => $then,
            #[cfg(feature = "mysql")]
            $crate::scratch::Any::Mysql($scratch) => $then,
        }
    };
}
pub(crate) use with;
