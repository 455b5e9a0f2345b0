//! A chain of revisions: what a checked directory gives, and what the macro embeds.
//!
//! Every type here can be built in a `const`, so that an embedded chain is read-only data with no
//! start-up work, and can own its text, so that a directory read at run time gives the same type.

#[doc(hidden)]
pub mod embedded;

use std::borrow::Cow;

use crate::dialect::{Dialect, Dialects};
use crate::digest::Digest;
use crate::name::RevisionName;

/// Revisions in order: the parent of each is the one before it, that of the first is the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The revisions, base first.
    pub revisions: Cow<'static, [Revision]>,
}

impl Chain {
    /// A chain without revisions.
    pub const EMPTY: Self = Self {
        revisions: Cow::Borrowed(&[]),
    };
}

impl AsRef<Self> for Chain {
    fn as_ref(&self) -> &Self {
        self
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
    pub irreversible: Option<Cow<'static, str>>,
    /// What the down script does not bring back, when it loses something.
    pub lossy: Option<Cow<'static, str>>,
    /// The scripts of both directions, one entry per file.
    pub scripts: Cow<'static, [Script]>,
    /// The digests of the chain up to and including this revision.
    pub chain_digests: ChainDigests,
}

impl Revision {
    /// The script that `dialect` runs in this direction.
    pub fn script(&self, direction: Direction, dialect: Dialect) -> Option<&Script> {
        self.scripts
            .iter()
            .find(|script| script.direction == direction && script.dialects.contains(dialect))
    }

    /// The digest of the chain up to and including this revision, for one dialect.
    pub fn chain_digest(&self, dialect: Dialect) -> Option<Digest> {
        self.chain_digests.of(dialect)
    }
}

/// A digest of the chain for each dialect that has an up script in every revision so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChainDigests([Option<Digest>; Dialect::ALL.len()]);

impl ChainDigests {
    /// The digest for one dialect.
    pub fn of(self, dialect: Dialect) -> Option<Digest> {
        self.0[dialect as usize]
    }

    /// The dialects that have one.
    pub fn dialects(self) -> Dialects {
        Dialect::ALL
            .into_iter()
            .filter(|dialect| self.of(*dialect).is_some())
            .collect()
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

/// The SQL of one direction for one or more dialects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Up or down.
    pub direction: Direction,
    /// The dialects that run this file.
    pub dialects: Dialects,
    /// The file's name inside the migration's directory: `up.sql`, `down.postgres.sql`.
    pub file: Cow<'static, str>,
    /// The normalised text.
    pub text: Cow<'static, str>,
    /// The digest of the text.
    pub digest: Digest,
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

/// The digest of a chain after one more revision: over the digest before it (none at the base),
/// the version and the digest of the up script. Down scripts may be mended after a release and do
/// not count.
pub fn chain_digest(before: Option<Digest>, version: &str, up: Digest) -> Digest {
    let before = before.map_or_else(|| "base".to_owned(), |digest| digest.to_string());
    Digest::of_lines(["nca-chain 1", &before, version, &up.to_string()])
}
