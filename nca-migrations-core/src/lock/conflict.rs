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

/// Which side of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The first: the branch that is checked out, or what a rebase goes onto.
    Ours,
    /// The second: what is merged in, or the commit that a rebase moves.
    Theirs,
}

impl Which {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}

/// A line between two markers or outside of any.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Both,
    One(Which),
    /// The common ancestor, which `merge.conflictStyle = diff3` shows.
    Ancestor,
    Marker,
}

/// Each line with where it starts and what it is a part of.
fn parts(text: &str) -> impl Iterator<Item = (usize, &str, Part)> {
    let (mut start, mut part) = (0, Part::Both);
    text.split_inclusive('\n').map(move |line| {
        let here = start;
        start += line.len();
        let after = match line.get(..7) {
            Some("<<<<<<<") => Part::One(Which::Ours),
            Some("|||||||") => Part::Ancestor,
            Some("=======") => Part::One(Which::Theirs),
            Some(">>>>>>>") => Part::Both,
            _ => return (here, line, part),
        };
        part = after;
        (here, line, Part::Marker)
    })
}

/// The text as one side has it: its lines and those of both, without markers.
pub fn side(text: &str, which: Which) -> String {
    let lines = parts(text).filter(|(_, _, part)| *part == Part::Both || *part == Part::One(which));
    lines.map(|(_, line, _)| line).collect()
}

/// The conflict, at its first marker, if there is one.
pub(super) fn find(source: &Arc<Source>) -> Option<Problem> {
    let mut first = None;
    let mut sides = [Side::default(), Side::default()];
    for (start, line, part) in parts(&source.text) {
        let content = line.trim_end();
        match part {
            Part::Marker => {
                first.get_or_insert(start..start + content.len());
                let label = || content[7..].trim().to_owned();
                match content.get(..7) {
                    Some("<<<<<<<") => sides[0].label = label(),
                    Some(">>>>>>>") => sides[1].label = label(),
                    _ => {}
                }
            }
            Part::One(which) => {
                if let Some(name) = content.strip_prefix("revision ") {
                    sides[which as usize].revisions.push(name.to_owned());
                }
            }
            Part::Both | Part::Ancestor => {}
        }
    }
    let kind = Kind::LockConflict { sides };
    first.map(|span| Problem::new(kind, Place::new(source, span)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_as_it_was() {
        let text = "format 1\n<<<<<<< HEAD\na\n||||||| 1234\nold\n=======\nb\n>>>>>>> main\n\n\
                    <<<<<<< HEAD\n=======\nc\n>>>>>>> main\n";
        assert_eq!(side(text, Which::Ours), "format 1\na\n\n");
        assert_eq!(side(text, Which::Theirs), "format 1\nb\n\nc\n");
    }
}
