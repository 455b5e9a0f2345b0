//! The directory against the lock file.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::link::Links;
use super::node::{Node, State};
use crate::chain::Direction;
use crate::digest::Digest;
use crate::lock::{self, Block, Content, Lock};
use crate::metadata::Parent;
use crate::problem::{Kind, Problem};
use crate::source::{Place, Source};

pub(super) fn compare(
    nodes: &mut [Node],
    links: &Links,
    lock: &Lock,
    lock_source: &Arc<Source>,
    problems: &mut Vec<Problem>,
) {
    let blocks: HashMap<&str, &Block> = lock
        .blocks
        .iter()
        .map(|block| (&*block.name, block))
        .collect();
    gone(nodes, links, lock, lock_source, &blocks, problems);
    for node in nodes.iter_mut() {
        if let Some(block) = blocks.get(node.name.as_str())
            && let Content::Locked { scripts, .. } = &block.content
        {
            changed(node, block, scripts, lock_source, problems);
        }
    }
    not_locked(nodes, &blocks, problems);
}

/// Locked revisions that have no directory. One whose scripts turn up in a directory that is not
/// locked has been renamed.
fn gone(
    nodes: &mut [Node],
    links: &Links,
    lock: &Lock,
    lock_source: &Arc<Source>,
    blocks: &HashMap<&str, &Block>,
    problems: &mut Vec<Problem>,
) {
    let present: HashMap<&str, usize> = nodes
        .iter()
        .enumerate()
        .map(|(index, node)| (node.name.as_str(), index))
        .collect();
    let missing: Vec<&Block> = lock
        .blocks
        .iter()
        .filter(|block| block.content != Content::Draft && !present.contains_key(&*block.name))
        .collect();
    for block in missing {
        let renamed = nodes.iter_mut().find(|node| {
            !blocks.contains_key(node.name.as_str())
                && matches!(&block.content, Content::Locked { scripts, .. }
                    if !scripts.is_empty() && *scripts == digests(node))
        });
        let renamed_to = renamed.map(|node| {
            node.fault();
            node.name.to_string()
        });
        let kind = Kind::LockedGone {
            migration: block.name.clone(),
            renamed_to,
        };
        let mut problem = Problem::new(kind, Place::new(lock_source, block.span.clone()));
        for (_, place) in links
            .orphans
            .iter()
            .filter(|(parent, _)| *parent == block.name)
        {
            problem = problem.and(place.clone());
        }
        problems.push(problem);
    }
}

/// Script names and digests as the lock file has them.
fn digests(node: &Node) -> Vec<(String, Digest)> {
    let scripts = node.scripts.iter();
    lock::in_order(scripts.map(|script| (script.source.file_name().to_owned(), script.digest)))
}

fn changed(
    node: &mut Node,
    block: &Block,
    locked: &[(String, Digest)],
    lock_source: &Arc<Source>,
    problems: &mut Vec<Problem>,
) {
    let before = problems.len();
    let migration = node.name.to_string();
    let block_text = || Place::new(lock_source, block.span.clone());

    for script in node
        .scripts
        .iter()
        .filter(|script| script.state == State::Sound)
    {
        let file = script.source.file_name();
        let pinned = locked.iter().find(|(name, _)| name == file);
        if let Some((_, pinned)) = pinned
            && *pinned != script.digest
        {
            let kind = Kind::ScriptEdited {
                script: format!("{migration}/{file}"),
                migration: migration.clone(),
                direction: script.direction,
                locked: *pinned,
                found: script.digest,
            };
            let line = digest_line(lock_source, block, file);
            let place = Place::first_line(&script.source);
            problems.push(Problem::new(kind, place).and(Place::new(lock_source, line)));
        }
    }

    if node.state == State::Sound {
        let here = digests(node);
        let missing = |from: &[(String, Digest)], of: &[(String, Digest)]| -> Vec<String> {
            let lacks = |file: &&(String, Digest)| !from.iter().any(|(name, _)| *name == file.0);
            of.iter()
                .filter(lacks)
                .map(|(name, _)| name.clone())
                .collect()
        };
        let (added, removed) = (missing(locked, &here), missing(&here, locked));
        if !added.is_empty() || !removed.is_empty() {
            let place = node
                .scripts
                .iter()
                .find(|script| added.iter().any(|file| file == script.source.file_name()))
                .map_or_else(
                    || node.first_place(),
                    |script| Place::first_line(&script.source),
                );
            let kind = Kind::ScriptSetChanged {
                migration: migration.clone(),
                added,
                removed,
            };
            problems.push(Problem::new(kind, place).and(block_text()));
        }
        let parent = node.parent().map(|parent| match parent {
            Parent::Base => None,
            Parent::Migration(name) => Some(name.clone()),
        });
        if let Some(parent) = parent
            && parent != block.parent
        {
            let or_base = |name: Option<String>| name.unwrap_or_else(|| "base".to_owned());
            let kind = Kind::ParentChanged {
                migration,
                locked: or_base(block.parent.clone()),
                found: or_base(parent),
            };
            problems.push(Problem::new(kind, node.parent_place()).and(block_text()));
        }
    }
    if problems.len() > before {
        node.fault();
    }
}

/// The line of the lock file that pins a script.
fn digest_line(lock_source: &Arc<Source>, block: &Block, file: &str) -> Range<usize> {
    let mut start = block.span.start;
    for line in lock_source.text[start..].split_inclusive('\n') {
        if line.split(' ').next() == Some(file) {
            return start..start + line.trim_end().len();
        }
        start += line.len();
    }
    block.span.clone()
}

/// Of many migrations with the same problem, so many are shown.
pub(super) const MOST_SHOWN: usize = 3;

/// What is new, once it is all that is left: `lock` refuses to run while something else is wrong.
fn not_locked(nodes: &[Node], blocks: &HashMap<&str, &Block>, problems: &mut Vec<Problem>) {
    let is_new = |node: &&Node| {
        blocks
            .get(node.name.as_str())
            .is_none_or(|block| block.content == Content::Draft)
    };
    let new: Vec<&Node> = nodes.iter().filter(is_new).collect();
    if new.is_empty() || !problems.is_empty() {
        return;
    }
    let kind = Kind::NotLocked {
        migrations: new.iter().map(|node| node.name.to_string()).collect(),
    };
    let up = |node: &Node| {
        let up = node
            .scripts
            .iter()
            .find(|script| script.direction == Direction::Up);
        up.map_or_else(
            || node.first_place(),
            |script| Place::first_line(&script.source),
        )
    };
    problems.push(Problem {
        kind,
        places: new.into_iter().take(MOST_SHOWN).map(up).collect(),
    });
}
