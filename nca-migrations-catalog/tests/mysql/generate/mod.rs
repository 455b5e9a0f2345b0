//! The statements that lead from one catalog to another, run on a real server with rows in the tables.

mod case;
mod chain;
mod changes;
mod columns;
mod fills;
mod keys;
mod obstacles;
mod programs;
mod random;
mod renamed;
mod rows;
mod schema;
mod tables;
mod views;
