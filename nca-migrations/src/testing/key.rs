//! What a template or an image stands for.

use std::fmt::Write as _;

use nca_migrations_core::chain::{Chain, Direction};
use nca_migrations_core::dialect::Dialect;

use crate::history::FORMAT;

/// What a template or an image stands for. Of one family only the newest is kept.
pub(super) struct Key {
    pub(super) family: String,
    pub(super) content: String,
}

impl Key {
    /// A chain up to a place in it. Whatever else is in the database counts too: the log keeps down scripts.
    pub(super) fn of(chain: &Chain, position: usize, dialect: Dialect) -> Self {
        // A chain is told from others by where it begins, which does not change once it was released.
        let start = chain.get(0);
        let start = start.and_then(|base| base.chain_digest(dialect));
        let last = position.checked_sub(1).map(|last| chain.revision(last));
        let place = match &last {
            Some(last) if position < chain.len() => last.name.to_string(),
            _ => "head".to_owned(),
        };
        let digest = last.and_then(|last| last.chain_digest(dialect));
        let version = env!("CARGO_PKG_VERSION");
        let mut content = format!("{dialect} {digest:?} {version} {FORMAT}");
        for revision in chain.iter().take(position) {
            let down = revision.script(Direction::Down, dialect);
            let down = down.map(|script| script.digest);
            let _ = write!(content, "\n{} {down:?}", revision.name);
        }
        Self {
            family: format!("{dialect} {start:?} {place}"),
            content,
        }
    }
}
