//! Tables.

use super::{Check, Column, Exclusion, ForeignKey, Index, Key, Name, Setting, Trigger};

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: Name,
    /// `strict`, `without rowid`, `unlogged`, `inherits`, `partition by`, `engine`, `collate`, and the like.
    pub settings: Vec<Setting>,
    /// Its comment.
    pub comment: Option<String>,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its primary key.
    pub primary_key: Option<Key>,
    /// Its unique constraints. A unique index that is no constraint is among the indexes.
    pub uniques: Vec<Key>,
    /// Its foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// Its check constraints.
    pub checks: Vec<Check>,
    /// Its exclusion constraints.
    pub exclusions: Vec<Exclusion>,
    /// Its indexes, but for those that constraints bring with them.
    pub indexes: Vec<Index>,
    /// Its triggers.
    pub triggers: Vec<Trigger>,
}

impl Table {
    /// A table without anything.
    pub const fn new(name: Name) -> Self {
        Self {
            name,
            settings: Vec::new(),
            comment: None,
            columns: Vec::new(),
            primary_key: None,
            uniques: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            exclusions: Vec::new(),
            indexes: Vec::new(),
            triggers: Vec::new(),
        }
    }
}
