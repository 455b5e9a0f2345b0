//! Databases that commands try migrations on.

#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server;
#[cfg(feature = "sqlite-system")]
mod sqlite;

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
