//! Coming from another tool.

mod alembic;
mod bed;
mod diesel;
mod refinery;
mod resumed;
#[cfg(all(unix, any(feature = "postgres", feature = "mysql")))]
mod servers;
mod sqlx;
