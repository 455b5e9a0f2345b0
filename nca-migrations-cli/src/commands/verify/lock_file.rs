//! What verifying writes: receipts in the lock file, and the text of the head's catalog beside it.

use nca_migrations::Dialect;
use nca_migrations::chain::Chain;
use nca_migrations::verify::Outcome;
use nca_migrations_core::Loaded;
use nca_migrations_core::lock::{self, Content, Lock};

use super::Tried;
use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;

/// Receipts for what holds; those of what does not are taken away.
pub(in crate::commands) fn give(lock: &mut Lock, chain: &Chain, outcome: &Outcome) {
    for verified in &outcome.verified {
        let revision = chain.revision(verified.index);
        lock.give(&revision, outcome.engine, &outcome.major, verified.catalog);
    }
    let failed = outcome.failed.iter().map(|failed| failed.index);
    for index in failed.chain(outcome.untried.iter().copied()) {
        lock.withdraw(&chain.revision(index), outcome.engine);
    }
}

/// What was new stays a draft: its scripts are not what they will be.
pub(super) fn keep_drafts(lock: &mut Lock, before: &Lock) {
    for block in &mut lock.blocks {
        let was_locked = before
            .block(&block.name)
            .is_some_and(|block| block.content != Content::Draft);
        if !was_locked {
            block.content = Content::Draft;
        }
    }
}

/// Whether the catalog of the head is kept, as it was written.
pub(super) fn has_catalog(loaded: &Loaded, engine: Dialect) -> bool {
    let head = loaded
        .chain
        .last()
        .and_then(|head| head.chain_digest(engine));
    let lock = loaded.lock.as_ref();
    let mut pins = lock.into_iter().flat_map(|lock| &lock.catalogs);
    let pin = pins.find(|pin| pin.dialect == engine);
    let text = loaded.chain.catalog_text(engine);
    match (pin, text) {
        (Some(pin), Some(text)) => {
            Some(pin.chain) == head && pin.file == nca_migrations::Digest::of(text.text.as_str())
        }
        // There is nothing to keep of an empty chain.
        _ => loaded.chain.is_empty(),
    }
}

/// Writes what has changed, and names it.
pub(in crate::commands) fn write(
    directory: &Directory,
    loaded: &Loaded,
    lock: &mut Lock,
    all: &[Tried],
) -> Result<Vec<String>, Failure> {
    let mut written = Vec::new();
    for tried in all.iter().filter(|tried| tried.is_sound()) {
        let Some(head) = tried
            .outcome
            .as_ref()
            .and_then(|outcome| outcome.head.as_ref())
        else {
            continue;
        };
        let text = text(tried.engine, &head.to_string());
        let name = lock::catalog_file(tried.engine);
        if std::fs::read_to_string(directory.path.join(&name))
            .ok()
            .as_deref()
            != Some(&*text)
        {
            files::swap(&directory.path.join(&name), directory.show(&name), &text)?;
            written.push(directory.show(&name));
        }
        lock.pin_catalog(&loaded.chain, tried.engine, &text);
    }
    let before = loaded.lock_source.as_ref().map(|source| &*source.text);
    let text = lock.to_string();
    if before != Some(&*text) {
        files::replace(directory, lock)?;
        written.push(directory.show(lock::FILE));
    }
    Ok(written)
}

fn text(engine: Dialect, catalog: &str) -> String {
    format!(
        "# What the head of this chain leaves behind on {}. Written by `nca-migrate verify`; commit it, do \
         not edit it.\n{catalog}",
        engine.title()
    )
}
