//! A merge conflict that git left in a lock file.

use std::sync::Arc;

use crate::problem::{Kind, Problem};
use crate::source::{Place, Source};

/// One side of a merge conflict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// What git calls it: `HEAD`, or a branch or commit. In a rebase `HEAD` is the other branch.
    pub label: String,
    /// The revisions that this side alone has.
    pub revisions: Vec<String>,
}

/// The conflict, at its first marker, if there is one.
pub(super) fn find(source: &Arc<Source>) -> Option<Problem> {
    let mut first = None;
    let mut sides = [Side::default(), Side::default()];
    let mut current = None;
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let content = line.trim_end();
        let label = || content[7..].trim().to_owned();
        match content.get(..7) {
            Some("<<<<<<<") => {
                sides[0].label = label();
                current = Some(0);
            }
            // The common ancestor, which `merge.conflictStyle = diff3` shows.
            Some("|||||||") => current = None,
            Some("=======") => current = Some(1),
            Some(">>>>>>>") => {
                sides[1].label = label();
                current = None;
            }
            _ => {
                if let (Some(side), Some(name)) = (current, content.strip_prefix("revision ")) {
                    sides[side].revisions.push(name.to_owned());
                }
                start += line.len();
                continue;
            }
        }
        first.get_or_insert(start..start + content.len());
        start += line.len();
    }
    let kind = Kind::LockConflict { sides };
    first.map(|span| Problem::new(kind, Place::new(source, span)))
}
