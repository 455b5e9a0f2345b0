//! The catalog of PostgreSQL.
