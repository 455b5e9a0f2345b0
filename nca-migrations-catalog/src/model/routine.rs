//! Functions and procedures.

use super::{Name, Setting};

/// A function, a procedure or an aggregate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routine {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: RoutineKind,
    /// The types of its arguments, which tell it from others of the same name: `integer, text`.
    pub arguments: String,
    /// The statement that makes it.
    pub definition: String,
    /// Settings that are not in the definition.
    pub settings: Vec<Setting>,
    /// Its comment.
    pub comment: Option<String>,
}

/// What a routine is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoutineKind {
    /// A function.
    Function,
    /// A procedure.
    Procedure,
    /// An aggregate.
    Aggregate,
}
