//! Edits, applied to the catalog of an engine.

mod column;
mod convention;
mod defaults;
mod evidence;
mod join;
mod key;
mod mentions;
mod note;
mod removal;
mod resolve;
mod table;
mod target;

use nca_migrations_core::dialect::Dialect;

pub use note::Note;

use super::edit::Edit;
use super::module::Module;
use super::obstacle::Obstacle;
use crate::model::Catalog;
use target::Target;

/// What was edited: the module as it is generated from the chain, and the engine that it is of.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The module as it was before.
    pub module: &'a Module,
    /// The kind of engine whose catalog it was generated from.
    pub dialect: Dialect,
}

/// What an engine is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desired {
    /// Its catalog with the edits.
    pub catalog: Catalog,
    /// What happened besides what the edits say.
    pub notes: Vec<Note>,
}

/// The catalog of an engine with the edits. `head` is what the chain's head leaves behind there. A new column gets the
/// type that columns of its Diesel type have there in the chain, else the one that Diesel's documentation has for it.
///
/// # Errors
/// Everything that stands in the way on that engine.
pub fn apply(edits: &[Edit], origin: Origin<'_>, head: &Catalog) -> Result<Desired, Vec<Obstacle>> {
    let mut target = Target::new(edits, origin, head);
    // What refers to something goes before it, and comes after it.
    for rank in 0..LAST_RANK {
        for edit in edits.iter().filter(|edit| self::rank(edit) == rank) {
            target.edit(edit);
        }
    }
    target.finish()
}

const LAST_RANK: usize = 6;

fn rank(edit: &Edit) -> usize {
    match edit {
        Edit::JoinRemoved(_) => 0,
        Edit::TableAdded(_) | Edit::ColumnAdded { .. } | Edit::ColumnMoved { .. } => 1,
        Edit::TypeChanged { .. }
        | Edit::MaxLengthChanged { .. }
        | Edit::NullabilityChanged { .. } => 2,
        Edit::PrimaryKeyChanged { .. } => 3,
        Edit::ColumnRemoved { .. } | Edit::TableRemoved(_) => 4,
        Edit::JoinAdded(_) => 5,
    }
}
