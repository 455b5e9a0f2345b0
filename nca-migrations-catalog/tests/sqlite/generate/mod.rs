//! Scripts between two catalogs, run on SQLite with rows in the tables.

mod changes;
mod columns;
mod keys;
mod objects;
mod random;
mod rows;
mod tables;
mod trial;
