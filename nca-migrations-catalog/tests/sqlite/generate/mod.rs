//! Scripts between two catalogs, run on SQLite with rows in the tables.

mod changes;
mod random;
mod rows;
mod trial;
