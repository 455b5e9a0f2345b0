//! `#[nca_migrations::test]`: a function that takes a database becomes a test.

mod arguments;
mod expand;

pub(crate) use expand::expand;
