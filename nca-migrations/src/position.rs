//! Where a database is: how much of the chain is applied. Pure, as the plan is that begins there.

use std::collections::HashMap;

use nca_migrations_core::chain::{Chain, Revision};
use nca_migrations_core::name::RevisionName;

use crate::history::History;
use crate::refusal::Refusal;

/// How many revisions are below: 0 is the base, 1 the first revision, the chain's length the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub usize);

impl Position {
    /// The revision at this position; `None` at the base, or past the head.
    pub fn revision(self, chain: &Chain) -> Option<Revision> {
        self.0.checked_sub(1).and_then(|index| chain.get(index))
    }

    /// The name of the revision at this position; `None` at the base.
    pub fn name(self, chain: &Chain) -> Option<RevisionName> {
        self.revision(chain).map(|revision| revision.name)
    }

    pub(crate) fn name_in(self, chain: &Chain) -> Option<String> {
        self.revision(chain)
            .map(|revision| revision.name.to_string())
    }
}

/// How many revisions of the chain are applied.
///
/// # Errors
/// When the applied versions are not the first ones of the chain.
pub fn position(chain: &Chain, history: &History) -> Result<Position, Refusal> {
    let index: HashMap<_, _> = chain
        .iter()
        .enumerate()
        .map(|(index, revision)| (revision.name.version().into_owned(), index))
        .collect();
    let mut applied = vec![false; chain.len()];
    let mut unknown = Vec::new();
    for row in &history.applied {
        match index.get(&*row.version) {
            Some(index) => applied[*index] = true,
            None => unknown.push(&*row.version),
        }
    }
    let prefix = applied.iter().take_while(|applied| **applied).count();
    let count = applied.iter().filter(|applied| **applied).count();
    if !unknown.is_empty() {
        return Err(strangers(chain, history, &unknown, Position(prefix)));
    }
    if count > prefix {
        let last = applied
            .iter()
            .rposition(|applied| *applied)
            .unwrap_or(prefix);
        let missing = (prefix..last).filter(|index| !applied[*index]);
        return Err(Refusal::Gap {
            missing: missing
                .map(|index| chain.revision(index).name.to_string())
                .collect(),
            above: chain.revision(last).name,
        });
    }
    Ok(Position(prefix))
}

fn strangers(chain: &Chain, history: &History, unknown: &[&str], common: Position) -> Refusal {
    let head = chain.last().map(|revision| revision.name);
    let ahead = common.0 == chain.len()
        && head
            .as_ref()
            .is_none_or(|head| unknown.iter().all(|version| **version > *head.version()));
    let directories: HashMap<_, _> = history
        .log
        .iter()
        .filter_map(|entry| Some((entry.version.as_deref()?, entry.directory.as_deref()?)))
        .collect();
    let unknown = unknown
        .iter()
        .map(|version| (*directories.get(version).unwrap_or(version)).to_owned());
    let unknown = unknown.collect();
    if ahead {
        Refusal::Ahead { unknown, head }
    } else {
        Refusal::Diverged {
            unknown,
            common: common.name(chain),
        }
    }
}
