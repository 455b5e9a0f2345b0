//! What is generated between two catalogs, run.

mod bench;
mod changes;
