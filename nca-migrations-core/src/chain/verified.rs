//! What trying a chain out has shown: the catalog after each revision.

use std::sync::Arc;

use super::tables::Tables;
use super::{Chain, Repr};
use crate::dialect::Dialect;
use crate::digest::Digest;
use crate::shared_str::SharedStr;

/// The catalog that a revision leaves behind on an engine, as its receipt has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The engine.
    pub engine: Dialect,
    /// Its major version: `3`, `15`, `mariadb-10.11`.
    pub major: SharedStr,
    /// The fingerprint of the catalog.
    pub catalog: Digest,
}

/// The catalog that a revision leaves behind on an engine, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogText {
    /// The engine.
    pub engine: Dialect,
    /// The revision's place, the base's child being 0.
    pub index: usize,
    /// The catalog's text.
    pub text: SharedStr,
}

/// All of it, for a chain that was read from a directory.
#[derive(Debug, Default)]
pub(crate) struct Verified {
    /// For each revision.
    pub(crate) fingerprints: Vec<Vec<Fingerprint>>,
    pub(crate) texts: Vec<CatalogText>,
}

impl Chain {
    /// What the revision at `index` leaves behind, for each engine that it was verified on.
    pub fn fingerprints(&self, index: usize) -> impl Iterator<Item = Fingerprint> {
        let count = match &self.0 {
            Repr::Embedded(tables) => tables.engines.len(),
            Repr::Loaded(loaded) => loaded.verified.fingerprints.get(index).map_or(0, Vec::len),
        };
        (0..count).filter_map(move |nth| match &self.0 {
            Repr::Embedded(tables) => tables.fingerprint(index, nth),
            Repr::Loaded(loaded) => loaded.verified.fingerprints[index].get(nth).cloned(),
        })
    }

    /// The catalog of an engine as it is kept beside the lock file: that of the head, unless the chain has
    /// gone on since.
    pub fn catalog_text(&self, engine: Dialect) -> Option<CatalogText> {
        match &self.0 {
            Repr::Embedded(tables) => tables.catalog_text(engine),
            Repr::Loaded(loaded) => {
                let mut texts = loaded.verified.texts.iter();
                texts.find(|text| text.engine == engine).cloned()
            }
        }
    }

    /// The chain with what is known about it.
    pub(crate) fn verified(self, verified: Verified) -> Self {
        let revisions = self.iter().collect();
        Self(Repr::Loaded(Arc::new(super::LoadedChain {
            revisions,
            verified,
        })))
    }
}

impl Tables {
    fn fingerprint(&self, index: usize, nth: usize) -> Option<Fingerprint> {
        let (engine, major) = self.engines[nth];
        let place = 32 * (index * self.engines.len() + nth);
        let bytes = self.fingerprints.get(place..place + 32)?;
        let digest: [u8; 32] = bytes.try_into().ok()?;
        // Zeros stand for none.
        (digest != [0; 32]).then(|| Fingerprint {
            engine: Dialect::ALL[usize::from(engine)],
            major: SharedStr::of_program(major),
            catalog: Digest::from_bytes(digest),
        })
    }

    fn catalog_text(&self, engine: Dialect) -> Option<CatalogText> {
        let mut catalogs = self.catalogs.iter();
        let (_, index, text) = catalogs.find(|(of, ..)| *of == engine as u8)?;
        Some(CatalogText {
            engine,
            index: *index,
            text: SharedStr::of_program(text),
        })
    }
}

/// The engines of a chain's receipts, and for each revision the fingerprint on each of them, for
/// [`Tables::engines`] and [`Tables::fingerprints`].
pub(super) fn encode(chain: &Chain) -> (Vec<(u8, SharedStr)>, Vec<u8>) {
    let mut engines: Vec<(u8, SharedStr)> = Vec::new();
    for found in (0..chain.len()).flat_map(|index| chain.fingerprints(index)) {
        let engine = (found.engine as u8, found.major);
        if !engines.contains(&engine) {
            engines.push(engine);
        }
    }
    let mut bytes = Vec::with_capacity(32 * engines.len() * chain.len());
    for index in 0..chain.len() {
        for (engine, major) in &engines {
            let mut found = chain.fingerprints(index);
            let found = found.find(|f| f.engine as u8 == *engine && f.major == *major);
            bytes.extend(found.map_or([0; 32], |found| *found.catalog.as_bytes()));
        }
    }
    (engines, bytes)
}
