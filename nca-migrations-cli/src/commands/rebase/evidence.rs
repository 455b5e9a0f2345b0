//! What tells which migrations are not released yet: the lock file, git's state, and the branch that
//! others are merged into.

use nca_migrations_core::Migration;
use nca_migrations_core::lock::{Content, Lock, Side};

use super::find::Locks;
use crate::git::{Mainline, Unreleased};

/// What there is to tell by which migrations are not released yet.
pub(super) struct Evidence<'a> {
    pub(super) migrations: &'a [Migration],
    pub(super) locks: &'a Locks,
    pub(super) git: Option<Unreleased>,
    pub(super) mainline: Option<Mainline>,
}

impl Evidence<'_> {
    /// Sets of migrations that may move, the likeliest first.
    pub(super) fn unreleased(&self) -> Vec<(Vec<usize>, String)> {
        let new = |name: &str| match &self.mainline {
            Some(mainline) => !is_locked(&mainline.lock, name),
            None => true,
        };
        let not_on_mainline = self.mainline.as_ref().map(|mainline| {
            let because = format!("`{}` does not have them", mainline.branch);
            (self.indices(new), because)
        });
        let mut choices = Vec::new();
        match self.locks {
            Locks::One(lock) => {
                let is_new = |name: &str| lock.block(name).is_none();
                let moved = self.indices(is_new);
                let because = if moved.is_empty() {
                    "each has to follow the one before it"
                } else {
                    "chain.lock does not have them"
                };
                choices.push((moved, because.to_owned()));
            }
            Locks::Two { sides, .. } => {
                let new_of = |side: &Side| -> Vec<usize> {
                    self.indices(|name| new(name) && side.revisions.iter().any(|of| of == name))
                };
                let both = [new_of(&sides[0]), new_of(&sides[1])];
                let one = match (&both, &not_on_mainline) {
                    ([one, none] | [none, one], Some((_, because))) if none.is_empty() => {
                        Some((one.clone(), because.clone()))
                    }
                    _ => None,
                };
                choices.extend(one);
                if let Some(git) = &self.git {
                    let moved = both[git.side as usize].clone();
                    choices.push((moved, git.because.clone()));
                }
            }
        }
        choices.extend(not_on_mainline);
        choices
    }

    /// Where what is locked may be released, and how that is known.
    pub(super) fn released(&self) -> (Lock, String) {
        if let Some(Mainline { branch, lock }) = &self.mainline {
            return (lock.clone(), format!("`{branch}` has it"));
        }
        match (self.locks, &self.git) {
            (Locks::One(lock), _) => (lock.clone(), "chain.lock has it locked".to_owned()),
            (Locks::Two { locks, .. }, Some(git)) => (
                locks[git.side.other() as usize].clone(),
                "it came from the other branch".to_owned(),
            ),
            // Nothing tells which side is released; what both have was there before.
            (Locks::Two { locks, sides }, None) => {
                let mut common = locks[0].clone();
                let alone = &sides[0].revisions;
                common.blocks.retain(|block| !alone.contains(&block.name));
                (common, "both sides of the conflict have it".to_owned())
            }
        }
    }

    fn indices(&self, test: impl Fn(&str) -> bool) -> Vec<usize> {
        let all = self.migrations.iter().enumerate();
        all.filter(|(_, migration)| test(migration.name.as_str()))
            .map(|(index, _)| index)
            .collect()
    }
}

/// Whether a lock file holds more than a draft of it.
pub(super) fn is_locked(lock: &Lock, name: &str) -> bool {
    let block = lock.block(name);
    block.is_some_and(|block| block.content != Content::Draft)
}
