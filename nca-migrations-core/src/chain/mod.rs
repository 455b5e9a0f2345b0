//! A chain of revisions: what a checked directory gives, and what the macro embeds.

#[doc(hidden)]
pub mod tables;
mod verified;

use std::fmt;
use std::sync::Arc;

use crate::dialect::{Dialect, Dialects};
use crate::digest::Digest;
use crate::name::RevisionName;
use crate::shared_str::SharedStr;
use tables::Tables;
pub(crate) use verified::Verified;
pub use verified::{CatalogText, Fingerprint};

/// Revisions in order: the parent of each is the one before it, that of the first is the base.
///
/// Embedded, it is a pointer to constants; read from a directory, it shares what was read. Either
/// way a clone is cheap, and a revision is handed out by value without copying its text.
#[derive(Clone)]
pub struct Chain(Repr);

#[derive(Clone)]
enum Repr {
    Embedded(&'static Tables),
    Loaded(Arc<LoadedChain>),
}

#[derive(Default)]
struct LoadedChain {
    revisions: Vec<Revision>,
    verified: Verified,
}

impl Chain {
    /// A chain without revisions.
    pub const EMPTY: Self = Self::embedded(&Tables::EMPTY);

    /// A chain that is part of the program.
    #[doc(hidden)]
    pub const fn embedded(tables: &'static Tables) -> Self {
        Self(Repr::Embedded(tables))
    }

    /// How many revisions there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Repr::Embedded(tables) => tables.names.len(),
            Repr::Loaded(loaded) => loaded.revisions.len(),
        }
    }

    /// Whether there is no revision.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The revision at `index`, the base's child being 0.
    pub fn get(&self, index: usize) -> Option<Revision> {
        match &self.0 {
            Repr::Embedded(tables) => (index < tables.names.len()).then(|| tables.revision(index)),
            Repr::Loaded(loaded) => loaded.revisions.get(index).cloned(),
        }
    }

    /// The revision at `index`, the base's child being 0.
    ///
    /// # Panics
    /// When there is none.
    pub fn revision(&self, index: usize) -> Revision {
        let length = self.len();
        self.get(index)
            .unwrap_or_else(|| panic!("revision {index} of a chain of {length}"))
    }

    /// The head.
    pub fn last(&self) -> Option<Revision> {
        self.get(self.len().checked_sub(1)?)
    }

    /// The revisions, base first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Revision> + ExactSizeIterator {
        (0..self.len()).map(|index| self.revision(index))
    }
}

impl FromIterator<Revision> for Chain {
    fn from_iter<I: IntoIterator<Item = Revision>>(revisions: I) -> Self {
        Self(Repr::Loaded(Arc::new(LoadedChain {
            revisions: revisions.into_iter().collect(),
            verified: Verified::default(),
        })))
    }
}

impl AsRef<Self> for Chain {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl PartialEq for Chain {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Chain {}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// One migration in its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its directory's name, which holds version and slug.
    pub name: RevisionName,
    /// Whether its scripts run inside a transaction.
    pub run_in_transaction: bool,
    /// Why there is no way back, when there is none. Then there is no down script.
    pub irreversible: Option<SharedStr>,
    /// What the down script does not bring back, when it loses something.
    pub lossy: Option<SharedStr>,
    /// The scripts of both directions, one entry per file.
    pub scripts: Scripts,
    /// The digests of the chain up to and including this revision.
    pub chain_digests: ChainDigests,
}

impl Revision {
    /// The script that `dialect` runs in this direction.
    pub fn script(&self, direction: Direction, dialect: Dialect) -> Option<Script> {
        let serves =
            |script: &Script| script.direction == direction && script.dialects.contains(dialect);
        self.scripts.iter().find(serves)
    }

    /// The digest of the chain up to and including this revision, for one dialect.
    pub fn chain_digest(&self, dialect: Dialect) -> Option<Digest> {
        self.chain_digests.of(dialect)
    }
}

/// The scripts of one revision.
#[derive(Clone)]
pub struct Scripts(ScriptsRepr);

#[derive(Clone)]
enum ScriptsRepr {
    Embedded {
        tables: &'static Tables,
        first: usize,
        count: usize,
    },
    Loaded(Arc<[Script]>),
}

impl Scripts {
    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            ScriptsRepr::Embedded { count, .. } => *count,
            ScriptsRepr::Loaded(scripts) => scripts.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The scripts.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Script> {
        (0..self.len()).map(|index| match &self.0 {
            ScriptsRepr::Embedded { tables, first, .. } => tables.script(first + index),
            ScriptsRepr::Loaded(scripts) => scripts[index].clone(),
        })
    }
}

impl FromIterator<Script> for Scripts {
    fn from_iter<I: IntoIterator<Item = Script>>(scripts: I) -> Self {
        Self(ScriptsRepr::Loaded(scripts.into_iter().collect()))
    }
}

impl PartialEq for Scripts {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Scripts {}

impl fmt::Debug for Scripts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// The SQL of one direction for one or more dialects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Up or down.
    pub direction: Direction,
    /// The dialects that run this file.
    pub dialects: Dialects,
    /// The file's name inside the migration's directory: `up.sql`, `down.postgres.sql`.
    pub file: SharedStr,
    /// The normalised text.
    pub text: SharedStr,
    /// The digest of the text.
    pub digest: Digest,
}

/// A digest of the chain for each dialect that has an up script in every revision so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChainDigests([Option<Digest>; Dialect::ALL.len()]);

impl ChainDigests {
    /// The digest for one dialect.
    pub fn of(self, dialect: Dialect) -> Option<Digest> {
        self.0[dialect as usize]
    }
}

impl FromIterator<(Dialect, Digest)> for ChainDigests {
    fn from_iter<I: IntoIterator<Item = (Dialect, Digest)>>(digests: I) -> Self {
        let mut all = Self::default();
        for (dialect, digest) in digests {
            all.0[dialect as usize] = Some(digest);
        }
        all
    }
}

/// Which way a script goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Towards the head.
    Up,
    /// Towards the base.
    Down,
}

impl Direction {
    /// `up` or `down`: the start of a script's file name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// The digest of a chain after one more revision: over the digest before it (zeros at the base),
/// the version and the digest of the up script. Down scripts may be mended after a release and do
/// not count.
pub fn chain_digest(before: Option<Digest>, version: &str, up: Digest) -> Digest {
    let before = before.unwrap_or(Digest::from_bytes([0; 32]));
    Digest::of_parts([
        b"nca-chain 1\n".as_slice(),
        before.as_bytes(),
        version.as_bytes(),
        b"\n",
        up.as_bytes(),
    ])
}
