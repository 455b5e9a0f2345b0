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
        let heads = heads(nodes, order);
        problems.extend(schema(path, shown, &heads, lock, lock_source));
    }
}

/// The first line of the lock file that begins with these words.
pub(super) fn header_line(lock_source: &Arc<Source>, words: &str) -> Place {
    let text = &lock_source.text;
    let begins = |line: &&str| {
        let rest = line.strip_prefix(words);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let line = text.lines().find(begins).unwrap_or_default();
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
        let of_engine = || receipts.iter().filter(|receipt| receipt.engine == engine);
        if of_engine().any(|receipt| receipt.proof == proof) {
            continue;
        }
        let list = match of_engine().next() {
            Some(_) => &mut stale,
            None => &mut missing,
        };
        list.push(node.name.to_string());
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

/// The chain digest at the head, for each dialect that goes all the way.
fn heads(nodes: &[Node], order: &[usize]) -> Vec<(Dialect, Digest)> {
    let head = |dialect: Dialect| {
        order.iter().try_fold(None, |before, index| {
            let node = &nodes[*index];
            let up = node.digest(Direction::Up, dialect)?;
            Some(Some(chain::chain_digest(before, &node.name.version(), up)))
        })
    };
    let heads = Dialect::ALL.map(|dialect| Some((dialect, head(dialect)??)));
    heads.into_iter().flatten().collect()
}

/// The module must be one that is pinned, for the chain as it is now.
fn schema(
    path: &Path,
    shown: &str,
    heads: &[(Dialect, Digest)],
    lock: &Lock,
    lock_source: &Arc<Source>,
) -> Option<Problem> {
    let file = shown.to_owned();
    if !path.exists() {
        let place = header_line(lock_source, "dialects");
        return Some(Problem::new(Kind::SchemaMissing { file }, place));
    }
    let source = match listing::read_file(path, file.clone(), file.clone()) {
        Ok(source) => source,
        Err(problem) => return Some(*problem),
    };
    let Some(first) = lock.schemas.first() else {
        let kind = Kind::SchemaNotPinned { file };
        return Some(Problem::new(kind, header_line(lock_source, "dialects")));
    };
    let found = Digest::of(&source.text);
    let same = lock.schemas.iter().find(|pin| pin.file == found);
    let kind = match same {
        Some(pin) if heads.contains(&(pin.dialect, pin.chain)) => return None,
        Some(_) => Kind::SchemaOfAnotherChain { file },
        None => Kind::SchemaStale {
            file,
            locked: first.file,
            found,
        },
    };
    let pin = same.unwrap_or(first);
    let line = header_line(lock_source, &format!("schema {}", pin.dialect));
    Some(Problem::new(kind, Place::first_line(&source)).and(line))
}
