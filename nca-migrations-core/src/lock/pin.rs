//! Files that are generated from the chain, and what holds them to it.

use std::fmt;

use crate::dialect::Dialect;
use crate::digest::Digest;

/// A file that was generated from the chain, pinned. It is out of date when the chain has gone on since,
/// whatever is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The engine that it was generated on.
    pub dialect: Dialect,
    /// The digest of the file's normalised text.
    pub file: Digest,
    /// The chain digest of the head that it was generated at.
    pub chain: Digest,
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            dialect,
            file,
            chain,
        } = self;
        write!(f, "{dialect} {file} chain {chain}")
    }
}

impl Pin {
    pub(super) fn read(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        let [dialect, file, "chain", chain] = words[..] else {
            return None;
        };
        Some(Self {
            dialect: dialect.parse().ok()?,
            file: file.parse().ok()?,
            chain: chain.parse().ok()?,
        })
    }
}

/// The file in the migrations directory that holds the text of the head's catalog: `catalog.sqlite.txt`.
pub fn catalog_file(dialect: Dialect) -> String {
    format!("catalog.{dialect}.txt")
}

/// The engine whose catalog a file of this name holds.
pub fn dialect_of_catalog(file: &str) -> Option<Dialect> {
    let dialect = file.strip_prefix("catalog.")?.strip_suffix(".txt")?;
    dialect.parse().ok()
}
