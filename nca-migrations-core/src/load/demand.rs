//! What a build demands beyond a sound chain.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::locked::MOST_SHOWN;
use super::node::{Node, State};
use crate::chain::{self, Direction};
use crate::dialect::{Dialect, Dialects};
use crate::digest::Digest;
use crate::listing;
use crate::lock::{self, Content, Lock};
use crate::problem::{Kind, Problem};
use crate::source::{Place, Source};

/// What a build demands beyond a sound chain: the arguments of `embed_migrations!`.
#[derive(Clone, Debug, Default)]
pub struct Demands {
    /// Embed only these. All that the chain serves when none.
    pub backends: Option<Dialects>,
    /// What the chain is going to serve, where that is not what the lock file says.
    pub serves: Option<Dialects>,
    /// Each revision must have a receipt for its current bytes on these engines.
    pub verified: Dialects,
    /// The generated schema module must be the one that is pinned: its path, and as shown.
    pub schema: Option<(PathBuf, String)>,
}

pub(super) fn check(
    demands: &Demands,
    nodes: &[Node],
    order: &[usize],
    lock: &Lock,
    lock_source: &Arc<Source>,
    problems: &mut Vec<Problem>,
) {
    let wanted: Dialects = demands
        .backends
        .unwrap_or_default()
        .iter()
        .chain(demands.verified.iter())
        .collect();
    if !wanted.without(lock.dialects).is_empty() {
        let kind = Kind::BackendNotServed {
            wanted,
            served: lock.dialects,
        };
        problems.push(Problem::new(kind, header_line(lock_source, "dialects")));
    }
    // A receipt is for a sound chain; while it is not, what is wrong with it comes first.
    if problems.is_empty() {
        for engine in demands.verified.iter() {
            receipts(engine, nodes, order, lock, problems);
        }
    }
    if let Some((path, shown)) = &demands.schema {
        problems.extend(schema(path, shown, lock, lock_source));
    }
}

fn header_line(lock_source: &Arc<Source>, word: &str) -> Place {
    let text = &lock_source.text;
    let line = text
        .lines()
        .find(|line| line.split(' ').next() == Some(word))
        .unwrap_or_default();
    let start = text.find(line).unwrap_or_default();
    Place::new(lock_source, start..start + line.len())
}

fn receipts(
    engine: Dialect,
    nodes: &[Node],
    order: &[usize],
    lock: &Lock,
    problems: &mut Vec<Problem>,
) {
    let (mut missing, mut stale, mut places) = (Vec::new(), Vec::new(), Vec::new());
    let mut digest = None;
    // A sound chain's blocks are its revisions, in the same order. A draft left in the lock file is
    // one whose directory is gone.
    let locked = lock
        .blocks
        .iter()
        .filter(|block| block.content != Content::Draft);
    for (node, block) in order.iter().map(|index| &nodes[*index]).zip(locked) {
        let Some(up) = node.digest(Direction::Up, engine) else {
            break;
        };
        let after = chain::chain_digest(digest, &node.name.version(), up);
        digest = Some(after);
        if node.metadata.unverified.is_some() || node.state != State::Sound {
            continue;
        }
        let Content::Locked { receipts, .. } = &block.content else {
            continue;
        };
        let proof = lock::proof(after, node.digest(Direction::Down, engine));
        let receipt = receipts.iter().find(|receipt| receipt.engine == engine);
        match receipt {
            Some(receipt) if receipt.proof == proof => continue,
            Some(_) => stale.push(node.name.to_string()),
            None => missing.push(node.name.to_string()),
        }
        if places.len() < MOST_SHOWN {
            places.push(node.first_place());
        }
    }
    if !places.is_empty() {
        let kind = Kind::ReceiptMissing {
            engine,
            missing,
            stale,
        };
        problems.push(Problem { kind, places });
    }
}

fn schema(path: &Path, shown: &str, lock: &Lock, lock_source: &Arc<Source>) -> Option<Problem> {
    let file = shown.to_owned();
    let source = match listing::read_file(path, file.clone(), file.clone()) {
        Ok(source) => source,
        Err(problem) => return Some(*problem),
    };
    let found = Digest::of(&source.text);
    match lock.schema {
        None => {
            let kind = Kind::SchemaNotPinned { file };
            Some(Problem::new(kind, header_line(lock_source, "dialects")))
        }
        Some(locked) if locked != found => {
            let kind = Kind::SchemaStale {
                file,
                locked,
                found,
            };
            let problem = Problem::new(kind, Place::first_line(&source));
            Some(problem.and(header_line(lock_source, "schema")))
        }
        Some(_) => None,
    }
}
