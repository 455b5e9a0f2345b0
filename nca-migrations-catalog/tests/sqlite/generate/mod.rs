//! Scripts between two catalogs, run on SQLite with rows in the tables.

mod changes;
mod columns;
mod keys;
mod objects;
mod obstacles;
mod random;
mod rows;
mod tables;
mod trial;
mod values;
