//! Finds the revision that a name means.

use nca_migrations_core::chain::Chain;
use nca_migrations_core::name::{self, RevisionName};

use crate::position::Position;

pub(crate) enum Found {
    One(Position),
    /// The directories of all that match, base first.
    Several(Vec<String>),
    None {
        /// The directory of the revision with the most similar name, or `head` or `base`, if one is
        /// similar.
        nearest: Option<String>,
    },
}

/// A whole version, slug or directory beats the start of one.
pub(crate) fn find(chain: &Chain, wanted: &str) -> Found {
    let names: Vec<RevisionName> = chain.iter().map(|revision| revision.name).collect();
    match name::find(&names, wanted) {
        name::Found::One(index) => Found::One(Position(index + 1)),
        name::Found::Several(several) => Found::Several(
            several
                .into_iter()
                .map(|index| names[index].to_string())
                .collect(),
        ),
        name::Found::None => Found::None {
            nearest: name::nearest(&names, &["head", "base"], wanted),
        },
    }
}
