//! Scripts between two catalogs, run on SQLite with rows in the tables.

mod chain;
mod changes;
mod columns;
mod drawn;
mod keys;
mod objects;
mod obstacles;
mod random;
mod renames;
mod rows;
mod runtime;
mod tables;
mod trial;
mod values;
