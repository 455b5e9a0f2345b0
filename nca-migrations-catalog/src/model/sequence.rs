//! Sequences.

use super::{Name, Setting};

/// A sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// Its name.
    pub name: Name,
    /// What is not the default for its type: `as integer`, `start 10`, `increment 2`, `cycle`.
    pub settings: Vec<Setting>,
    /// The column that it goes with: a table and a column.
    pub owned_by: Option<(Name, String)>,
    /// Its comment.
    pub comment: Option<String>,
}
