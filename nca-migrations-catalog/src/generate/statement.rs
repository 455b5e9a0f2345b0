//! Statements of a generated script.

use super::Hazard;

/// A statement of a generated script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its text, without a semicolon at its end.
    pub sql: String,
    /// What it may cost.
    pub hazards: Vec<Hazard>,
    /// Which revision it belongs to.
    pub stage: Stage,
}

/// Which revision a statement belongs to, where a change that blocks nobody takes more than one. Each stage is
/// a revision of its own, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The change itself, in a transaction.
    #[default]
    Change,
    /// PostgreSQL: constraints that were added `NOT VALID` are checked, in a transaction of its own.
    Validate,
    /// PostgreSQL: indexes are built or dropped `CONCURRENTLY`, outside a transaction.
    Concurrent,
    /// PostgreSQL: indexes that were built so become the indexes of constraints, in a transaction.
    Adopt,
}

impl Statement {
    /// A statement that costs nothing to speak of.
    pub(crate) fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            hazards: Vec::new(),
            stage: Stage::Change,
        }
    }

    pub(crate) fn costs(mut self, hazard: Hazard) -> Self {
        self.hazards.push(hazard);
        self
    }

    pub(crate) fn in_stage(mut self, stage: Stage) -> Self {
        self.stage = stage;
        self
    }
}
