//! Scripts between two catalogs, run on SQLite with rows in the tables.

mod changes;
mod rows;
mod trial;
