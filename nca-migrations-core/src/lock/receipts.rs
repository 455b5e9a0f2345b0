//! Which revisions want receipts, and giving them.

use super::{Block, Content, Lock, Pin, Receipt, proof_of};
use crate::chain::{Chain, Revision};
use crate::dialect::Dialect;
use crate::digest::Digest;

impl Lock {
    /// The receipts of a revision that hold: those for the scripts that it has now.
    pub fn receipts<'a>(
        &'a self,
        revision: &Revision,
    ) -> impl Iterator<Item = &'a Receipt> + use<'a> {
        let receipts = match self.block(revision.name.as_str()) {
            Some(Block {
                content: Content::Locked { receipts, .. },
                ..
            }) => &**receipts,
            _ => &[],
        };
        let proofs = Dialect::ALL.map(|engine| proof_of(revision, engine));
        let holds =
            move |receipt: &&Receipt| proofs[receipt.engine as usize] == Some(receipt.proof);
        receipts.iter().filter(holds)
    }

    /// Gives a revision its receipt, and takes those of the engine away that do not hold. Nothing happens
    /// where the revision is not locked, or the engine has no way up to it.
    pub fn give(&mut self, revision: &Revision, engine: Dialect, major: &str, catalog: Digest) {
        let Some(proof) = proof_of(revision, engine) else {
            return;
        };
        let Some(receipts) = self.receipts_mut(revision) else {
            return;
        };
        receipts.retain(|other| {
            other.engine != engine || (other.proof == proof && other.major != major)
        });
        receipts.push(Receipt {
            engine,
            major: major.to_owned(),
            catalog,
            proof,
        });
        receipts.sort_by(|a, b| (a.engine, &a.major).cmp(&(b.engine, &b.major)));
    }

    /// Takes away the receipts of a revision on an engine.
    pub fn withdraw(&mut self, revision: &Revision, engine: Dialect) {
        if let Some(receipts) = self.receipts_mut(revision) {
            receipts.retain(|receipt| receipt.engine != engine);
        }
    }

    fn receipts_mut(&mut self, revision: &Revision) -> Option<&mut Vec<Receipt>> {
        let place = self.place(revision.name.as_str())?;
        match &mut self.blocks[place].content {
            Content::Locked { receipts, .. } => Some(receipts),
            Content::Draft => None,
        }
    }

    /// Pins the text of the head's catalog.
    pub fn pin_catalog(&mut self, chain: &Chain, engine: Dialect, text: &str) {
        pin(&mut self.catalogs, chain, engine, [text]);
    }

    /// Pins the schema modules of an engine.
    pub fn pin_schemas<'a>(
        &mut self,
        chain: &Chain,
        engine: Dialect,
        texts: impl IntoIterator<Item = &'a str>,
    ) {
        pin(&mut self.schemas, chain, engine, texts);
    }
}

/// Files that were generated at the head, in the place of those before them.
fn pin<'a>(
    pins: &mut Vec<Pin>,
    chain: &Chain,
    engine: Dialect,
    texts: impl IntoIterator<Item = &'a str>,
) {
    let head = chain.last().and_then(|head| head.chain_digest(engine));
    pins.retain(|pin| pin.dialect != engine);
    pins.extend(texts.into_iter().filter_map(|text| {
        Some(Pin {
            dialect: engine,
            file: Digest::of(text),
            chain: head?,
        })
    }));
    pins.sort_by_key(|pin| pin.dialect);
}
