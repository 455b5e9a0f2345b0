//! What verifying has shown.

use nca_migrations_catalog::Outline;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;

use super::Finding;

/// What verifying has shown.
#[derive(Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// The engine that it was tried on.
    pub engine: Dialect,
    /// The engine's major version.
    pub major: String,
    /// The revisions whose way up and down holds.
    pub verified: Vec<Verified>,
    /// The revisions with which something is wrong.
    pub failed: Vec<Failed>,
    /// The revisions that could not be tried, because one before them has no way up. Places in the chain.
    pub untried: Vec<usize>,
    /// The catalog of the head, if it was reached.
    pub head: Option<Outline>,
    /// The tables for which no rows were found, for the revision that they were first needed for.
    pub unseeded: Vec<Unseeded>,
}

/// A revision whose way up and down holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Its place in the chain.
    pub index: usize,
    /// The fingerprint of the catalog that it leaves behind.
    pub catalog: Digest,
}

/// A revision with which something is wrong.
#[derive(Debug)]
pub struct Failed {
    /// Its place in the chain.
    pub index: usize,
    /// What.
    pub finding: Finding,
    /// Whether it takes rows: on an empty database nothing is wrong.
    pub takes_rows: bool,
}

/// A table for which no rows were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseeded {
    /// The revision before which it was to be filled: a place in the chain.
    pub index: usize,
    /// The table, as its catalog calls it.
    pub table: String,
    /// What the database said, or what was not understood.
    pub because: String,
}
