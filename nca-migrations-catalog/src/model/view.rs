//! Views.

use super::{Column, Index, Name, Setting, Trigger};

/// A view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: Name,
    /// Whether its rows are kept.
    pub kind: ViewKind,
    /// Its columns, as far as the engine knows them.
    pub columns: Vec<Column>,
    /// The query.
    pub definition: String,
    /// `with check option`, `security invoker`, and the like.
    pub settings: Vec<Setting>,
    /// Its indexes, if its rows are kept.
    pub indexes: Vec<Index>,
    /// Its triggers.
    pub triggers: Vec<Trigger>,
    /// Its comment.
    pub comment: Option<String>,
}

/// Whether a view's rows are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewKind {
    /// They are looked up each time.
    Plain,
    /// They are kept until it is refreshed.
    Materialized,
}
