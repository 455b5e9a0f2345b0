//! What is generated between two catalogs, run.

mod bench;
mod case;
mod casts;
mod changes;
mod columns;
mod dice;
mod keys;
mod obstacles;
mod online;
mod partitions;
mod random;
mod rows;
mod types;
mod views;
mod whole;
