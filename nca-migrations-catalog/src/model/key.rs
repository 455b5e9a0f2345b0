//! Primary keys and unique constraints.

use super::{Part, Setting};

/// A primary key or a unique constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its columns, in order.
    pub parts: Vec<Part>,
    /// PostgreSQL: columns that its index carries along.
    pub include: Vec<String>,
    /// When it is checked.
    pub deferral: Deferral,
    /// `on conflict replace`, `nulls not distinct`, and the like.
    pub settings: Vec<Setting>,
    /// Its comment.
    pub comment: Option<String>,
}

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deferral {
    /// At the end of each statement.
    #[default]
    Immediate,
    /// At the end of each statement, unless a transaction asks for later.
    Deferrable,
    /// At the end of the transaction.
    Deferred,
}
