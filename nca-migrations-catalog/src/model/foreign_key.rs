//! Foreign keys.

use super::{Deferral, Name, Setting};

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its columns, in order.
    pub columns: Vec<String>,
    /// The table that it leads to.
    pub references: Name,
    /// The columns that it leads to, in the same order. On SQLite none stands for the primary key when none
    /// was written.
    pub referenced: Vec<String>,
    /// What becomes of a row when the one that it leads to gets another key.
    pub on_update: Action,
    /// What becomes of a row when the one that it leads to goes.
    pub on_delete: Action,
    /// When it is checked.
    pub deferral: Deferral,
    /// `match full`, `not valid`, `set null (column)`, and the like.
    pub settings: Vec<Setting>,
    /// Its comment.
    pub comment: Option<String>,
}

/// What becomes of a row when what it refers to changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// `NO ACTION`.
    #[default]
    Nothing,
    /// `RESTRICT`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}
