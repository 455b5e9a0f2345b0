//! What comes out.

use nca_migrations_catalog::Outline;
use nca_migrations_catalog::generate::{Hazard, Stage, Statement};
use nca_migrations_core::dialect::Dialect;

/// The scripts that lead from the head of a chain to the desired schema on one engine.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The engine.
    pub engine: Dialect,
    /// The revisions that it takes, in order: one, unless the change is made in stages. None if nothing is
    /// different.
    pub parts: Vec<Part>,
    /// The desired schema.
    pub desired: Outline,
}

/// One revision of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which stage of the change it is.
    pub stage: Stage,
    /// The statements upwards.
    pub up: Vec<Statement>,
    /// The statements back, if a way back was asked for.
    pub down: Option<Vec<Statement>>,
}

impl Part {
    /// What the way up may cost.
    pub fn hazards(&self) -> impl Iterator<Item = &Hazard> {
        self.up.iter().flat_map(|statement| &statement.hazards)
    }

    /// What the way up deletes.
    pub fn deletes(&self) -> impl Iterator<Item = &Hazard> {
        self.hazards().filter(|hazard| hazard.is_loss())
    }
}
