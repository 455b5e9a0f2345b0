//! The lock file that a sound directory should have.

use crate::chain::{Chain, Revision};
use crate::dialect::Dialects;
use crate::load::Loaded;
use crate::lock::{Block, Content, Lock, Receipt};
use crate::problem::{Kind, Problem};
use crate::script_file;

/// What [`renew`] may change beyond adding what is new.
#[derive(Clone, Debug, Default)]
pub struct Accept {
    /// Migrations whose locked scripts, parents or removal are accepted, by directory name.
    pub migrations: Vec<String>,
    /// The dialects that the chain is to serve from now on. Unchanged when none.
    pub dialects: Option<Dialects>,
}

/// The lock file for a directory as it is now: what is new is added at the end, drafts are locked,
/// what was accepted is replaced, receipts for unchanged scripts are kept.
///
/// # Errors
/// The problems that have to be repaired or accepted first.
pub fn renew(loaded: &Loaded, accept: &Accept) -> Result<Lock, Vec<Problem>> {
    let in_the_way: Vec<Problem> = loaded
        .problems
        .iter()
        .filter(|problem| !settles(problem, accept))
        .cloned()
        .collect();
    if !in_the_way.is_empty() {
        return Err(in_the_way);
    }
    let old = loaded.lock.clone().unwrap_or_default();
    let dialects = accept.dialects.unwrap_or_else(|| {
        if old.dialects.is_empty() {
            served(&loaded.chain)
        } else {
            old.dialects
        }
    });
    let mut lock = Lock {
        dialects,
        schemas: old.schemas.clone(),
        catalogs: old.catalogs.clone(),
        blocks: Vec::new(),
    };
    for revision in loaded.chain.iter() {
        let parent = lock.blocks.last().map(|block| block.name.clone());
        lock.blocks.push(block(&revision, parent, &old));
    }
    Ok(lock)
}

/// Whether writing the lock file is what repairs this.
fn settles(problem: &Problem, accept: &Accept) -> bool {
    let accepted = |migration: &String| accept.migrations.contains(migration);
    match &problem.kind {
        Kind::LockMissing | Kind::NotLocked { .. } | Kind::ReceiptMissing { .. } => true,
        Kind::ScriptEdited { migration, .. }
        | Kind::ScriptSetChanged { migration, .. }
        | Kind::ParentChanged { migration, .. }
            if accepted(migration) =>
        {
            true
        }
        // What still names it as its parent would be lost with it.
        Kind::LockedGone { migration, .. } => accepted(migration) && problem.places.len() == 1,
        // Scripts for a backend that the chain is to serve from now on.
        Kind::ScriptSetChanged { added, removed, .. } => {
            let new = accept.dialects.unwrap_or_default();
            let is_for_new = |file: &String| {
                script_file::parse(file)
                    .is_some_and(|(_, of)| of.is_some_and(|of| new.contains(of)))
            };
            removed.is_empty() && added.iter().all(is_for_new)
        }
        _ => false,
    }
}

fn served(chain: &Chain) -> Dialects {
    chain.get(0).map_or(
        Dialects::only(crate::dialect::Dialect::Sqlite),
        |revision| {
            revision
                .scripts
                .iter()
                .flat_map(|script| script.dialects.iter())
                .collect()
        },
    )
}

fn block(revision: &Revision, parent: Option<String>, old: &Lock) -> Block {
    let name = revision.name.to_string();
    let scripts = super::in_order(
        revision
            .scripts
            .iter()
            .map(|script| (script.file.to_string(), script.digest)),
    );
    let receipts = match old.block(&name).map(|block| &block.content) {
        Some(Content::Locked {
            scripts: same,
            receipts,
        }) if *same == scripts => receipts.clone(),
        _ => Vec::<Receipt>::new(),
    };
    Block {
        name,
        parent,
        content: Content::Locked { scripts, receipts },
        span: 0..0,
    }
}
