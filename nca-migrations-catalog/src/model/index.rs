//! Indexes.

use super::{Part, Setting};

/// An index that no constraint brings with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Whether no two rows may be alike in it.
    pub unique: bool,
    /// The method, where that is not the engine's default: `gin`, `HASH`, `FULLTEXT`.
    pub method: Option<String>,
    /// What it looks up, in order.
    pub parts: Vec<Part>,
    /// Columns that it carries along.
    pub include: Vec<String>,
    /// The rows that are in it, if not all: the condition, without parentheses around it.
    pub predicate: Option<String>,
    /// `nulls not distinct`, `invalid`, `invisible`, `with (fillfactor=70)`, and the like.
    pub settings: Vec<Setting>,
    /// Its comment.
    pub comment: Option<String>,
}
