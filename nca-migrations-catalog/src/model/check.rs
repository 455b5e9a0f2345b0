//! Conditions on rows.

use super::{Deferral, Part, Setting};

/// A check constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The condition, without parentheses around it.
    pub expression: String,
    /// `no inherit`, `not valid`, `not enforced`, and the like.
    pub settings: Vec<Setting>,
    /// Its comment.
    pub comment: Option<String>,
}

/// An exclusion constraint of PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Its name.
    pub name: String,
    /// The index method.
    pub method: String,
    /// What is compared, each with its operator.
    pub parts: Vec<(Part, String)>,
    /// Columns that its index carries along.
    pub include: Vec<String>,
    /// The rows that it is about, if not all.
    pub predicate: Option<String>,
    /// When it is checked.
    pub deferral: Deferral,
    /// `with buffering=on`, and the like.
    pub settings: Vec<Setting>,
    /// Its comment.
    pub comment: Option<String>,
}
