//! Where a database is, and what is still to be done.

use nca_migrations_core::chain::Chain;
use nca_migrations_core::name::RevisionName;

use crate::history::History;
use crate::position::Position;
use crate::refusal::Refusal;

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Current {
    /// The version of the last revision that is applied; `None` at the base.
    pub version: Option<String>,
    /// That revision, if it is in the chain.
    pub revision: Option<RevisionName>,
    /// Whether it is the head, with all before it applied.
    pub is_head: bool,
}

impl Current {
    pub(crate) fn of_chain(chain: &Chain, position: usize) -> Self {
        let revision = Position(position).name(chain);
        Self {
            version: revision.as_ref().map(|name| name.version().into_owned()),
            is_head: position == chain.len(),
            revision,
        }
    }
}

/// What is applied, what is not, and what does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// Where the database is.
    pub current: Current,
    /// The revisions that are not applied, base first.
    pub pending: Vec<RevisionName>,
    /// Why an upgrade would be refused, if it would.
    pub problem: Option<Refusal>,
    /// What the database says.
    pub history: History,
}
