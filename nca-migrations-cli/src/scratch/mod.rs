//! Databases that commands try migrations on.

#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server;
#[cfg(feature = "sqlite-system")]
mod sqlite;

#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(crate) use server::{OnServer, server_at};
#[cfg(feature = "sqlite-system")]
pub(crate) use sqlite::Images;
