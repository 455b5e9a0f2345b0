//! The catalog of SQLite.
