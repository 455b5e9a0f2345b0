//! What is generated between two catalogs, run.

mod bench;
mod changes;
mod random;
mod rows;
