//! `chain.lock`: what was released, written by the tool and committed to git.
//!
//! Line-oriented, one block per revision in chain order, new ones at the end: two branches that
//! each add a migration conflict in git instead of forking silently.

mod conflict;
mod pin;
mod read;
mod receipts;
mod renew;
mod write;

use std::ops::Range;

pub use conflict::{Side, Which, side};
pub use pin::{Pin, catalog_file, dialect_of_catalog};
pub use read::read;
pub use renew::{Accept, renew};

use crate::chain::{Direction, Revision};
use crate::dialect::{Dialect, Dialects};
use crate::digest::Digest;
use crate::script_file;

/// The file's name in the migrations directory.
pub const FILE: &str = "chain.lock";

/// The format that this version writes, and the only one so far.
pub const FORMAT: u32 = 1;

/// What a lock file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The dialects that the chain serves: every revision has scripts for each.
    pub dialects: Dialects,
    /// The generated schema modules.
    pub schemas: Vec<Pin>,
    /// The texts of the head's catalog, at most one per dialect.
    pub catalogs: Vec<Pin>,
    /// The revisions, base first.
    pub blocks: Vec<Block>,
}

/// What a lock file says about one revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The directory's name.
    pub name: String,
    /// The parent's directory name; none for the base.
    pub parent: Option<String>,
    /// Whether it is locked.
    pub content: Content,
    /// Where its first line stands in the file. Not part of what it says.
    pub span: Range<usize>,
}

/// Whether a revision is locked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The tool has made it, and its scripts are still being written.
    Draft,
    /// Its scripts are these.
    Locked {
        /// File names and digests, in the order of directions, then backends.
        scripts: Vec<(String, Digest)>,
        /// At most one per engine and major version.
        receipts: Vec<Receipt>,
    },
}

/// Proof that a revision's up and down ran on an engine and left the catalog as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The engine.
    pub engine: Dialect,
    /// Its major version: `3`, `15`, `mariadb-10.11`.
    pub major: String,
    /// The catalog's fingerprint after the revision.
    pub catalog: Digest,
    /// What was run: see [`proof`].
    pub proof: Digest,
}

/// What a receipt is for: the chain of up scripts to this revision, and its down script (zeros when
/// there is none). A receipt whose proof differs was given for other bytes.
pub fn proof(chain: Digest, down: Option<Digest>) -> Digest {
    let down = down.unwrap_or(Digest::from_bytes([0; 32]));
    Digest::of_parts([
        b"nca-receipt 1\n".as_slice(),
        chain.as_bytes(),
        down.as_bytes(),
    ])
}

/// What a receipt of this revision on this engine has to be for. None when the engine has no way up to it.
pub fn proof_of(revision: &Revision, engine: Dialect) -> Option<Digest> {
    let down = revision.script(Direction::Down, engine);
    let down = down.map(|script| script.digest);
    Some(proof(revision.chain_digest(engine)?, down))
}

/// Scripts as a block lists them: up before down, then by backend.
pub(crate) fn in_order(scripts: impl Iterator<Item = (String, Digest)>) -> Vec<(String, Digest)> {
    let mut scripts: Vec<_> = scripts.collect();
    scripts.sort_by_key(|(file, _)| script_file::parse(file));
    scripts
}

impl Lock {
    /// The block of a revision.
    pub fn block(&self, name: &str) -> Option<&Block> {
        Some(&self.blocks[self.place(name)?])
    }

    /// Where the block of a revision is. Names mostly ascend along a chain, so that a long one need not be gone
    /// through for each of its revisions.
    fn place(&self, name: &str) -> Option<usize> {
        match self
            .blocks
            .binary_search_by(|block| (*block.name).cmp(name))
        {
            Ok(place) => Some(place),
            Err(_) => self.blocks.iter().position(|block| block.name == name),
        }
    }
}
