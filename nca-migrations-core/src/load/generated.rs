//! What was generated from the chain: receipts that hold, and the texts of catalogs.

use std::sync::Arc;

use super::demand::header_line;
use crate::chain::{CatalogText, Chain, Fingerprint, Verified};
use crate::dialect::Dialect;
use crate::digest::Digest;
use crate::lock::{self, Lock};
use crate::problem::{Kind, Problem};
use crate::source::{Place, Source};

/// The texts of catalogs must be the ones that are pinned.
pub(super) fn check(
    lock: &Lock,
    lock_source: &Arc<Source>,
    catalogs: &[(Dialect, Arc<Source>)],
    root: &Arc<Source>,
    problems: &mut Vec<Problem>,
) {
    for pin in &lock.catalogs {
        let source = catalogs.iter().find(|(dialect, _)| *dialect == pin.dialect);
        let found = source.map(|(_, source)| Digest::of(&source.text));
        if found == Some(pin.file) {
            continue;
        }
        let kind = Kind::CatalogChanged {
            engine: pin.dialect,
            file: lock::catalog_file(pin.dialect),
            locked: pin.file,
            found,
        };
        let place = match source {
            Some((_, source)) => Place::first_line(source),
            None => Place::new(root, 0..0),
        };
        let line = header_line(lock_source, &format!("catalog {}", pin.dialect));
        problems.push(Problem::new(kind, place).and(line));
    }
}

/// What is known about a chain, and the files of the catalogs that are part of it.
pub(super) fn verified(
    chain: &Chain,
    lock: &Lock,
    catalogs: Vec<(Dialect, Arc<Source>)>,
) -> (Verified, Vec<(Dialect, Arc<Source>)>) {
    let mut verified = Verified::default();
    for revision in chain.iter() {
        let receipts = lock.receipts(&revision).map(|receipt| Fingerprint {
            engine: receipt.engine,
            major: (&*receipt.major).into(),
            catalog: receipt.catalog,
        });
        verified.fingerprints.push(receipts.collect());
    }
    let mut kept = Vec::new();
    for (engine, source) in catalogs {
        let pin = lock.catalogs.iter().find(|pin| pin.dialect == engine);
        // One of a chain that has another past by now is of no use.
        let index = pin.and_then(|pin| {
            let mut revisions = chain.iter();
            revisions.position(|revision| revision.chain_digest(engine) == Some(pin.chain))
        });
        if let Some(index) = index {
            let text = source.text.clone();
            verified.texts.push(CatalogText {
                engine,
                index,
                text,
            });
            kept.push((engine, source));
        }
    }
    (verified, kept)
}
