//! Which migrations move: those that are named, or those that nothing shows to be released.

use std::sync::Arc;

use nca_migrations::TargetError;
use nca_migrations_core::lock::{self, Lock, Side, Which};
use nca_migrations_core::name;
use nca_migrations_core::problem::{Kind, Problem};
use nca_migrations_core::rebase::{Keep, Sides};
use nca_migrations_core::source::Source;
use nca_migrations_core::{Loaded, Migration};

use super::RebaseError;
use crate::args::RebaseArgs;
use crate::commands::revision;
use crate::directory::Directory;
use crate::failure::Failure;
use crate::git;

/// Which migrations move, and how that is known.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) keep: Keep,
    /// For people.
    pub(super) because: String,
    locks: Locks,
    /// Where what is locked may be released, and why.
    pub(super) released: Lock,
    pub(super) why_released: String,
}

/// The lock file, or the two that are in conflict.
#[derive(Debug)]
enum Locks {
    One(Lock),
    Two { sides: [Side; 2], locks: [Lock; 2] },
}

/// That every migration names its parent, and the lock file says something.
pub(super) fn refuse_uncertain(directory: &Directory, loaded: &Loaded) -> Result<(), Failure> {
    let in_the_way: Vec<Problem> = loaded
        .problems
        .iter()
        .filter(|problem| leaves_the_order_uncertain(&problem.kind))
        .cloned()
        .collect();
    if in_the_way.is_empty() {
        return Ok(());
    }
    Err(Failure::problems(directory, in_the_way))
}

fn leaves_the_order_uncertain(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::DirectoryMissing { .. }
            | Kind::Unreadable { .. }
            | Kind::DanglingLink { .. }
            | Kind::NotUtf8 { .. }
            | Kind::BadName { .. }
            | Kind::OnlyDirectories { .. }
            | Kind::EmptyDirectory { .. }
            | Kind::MergeConflict { .. }
            | Kind::MetadataMissing { .. }
            | Kind::MetadataSyntax { .. }
            | Kind::MetadataUnknownKey { .. }
            | Kind::MetadataType { .. }
            | Kind::MetadataKeyMissing { .. }
            | Kind::UnknownParent { .. }
            | Kind::SelfParent { .. }
            | Kind::Cycle { .. }
            | Kind::LockHeaderMissing { .. }
            | Kind::LockEmpty
            | Kind::LockFormat { .. }
            | Kind::LockSyntax { .. }
            | Kind::LockedGone { .. }
    )
}

/// Finds out what moves.
pub(super) fn find(
    directory: &Directory,
    loaded: &Loaded,
    args: &RebaseArgs,
) -> Result<Found, Failure> {
    let locks = locks(directory, loaded)?;
    let git = git::unreleased(&directory.path);
    // What is known without anybody saying it.
    let unreleased: Option<(Vec<usize>, String)> = match (&locks, &git) {
        (Locks::Two { sides, .. }, Some(git)) => {
            let side = &sides[git.side as usize];
            let names = |name: &str| side.revisions.iter().any(|other| other == name);
            Some((indices(loaded, names), git.because.clone()))
        }
        (Locks::Two { .. }, None) => None,
        (Locks::One(lock), _) => {
            let is_new = |name: &str| lock.block(name).is_none();
            Some((
                indices(loaded, is_new),
                "chain.lock does not have them".to_owned(),
            ))
        }
    };
    let (keep, because) = if let Some(name) = &args.revision {
        let first = named(name, &loaded.migrations)?;
        let mut moved = vec![first];
        // What is not released anyway does not stay because something else was named, unless the one
        // that was named is to go behind it.
        let others = unreleased.map(|(others, _)| others).unwrap_or_default();
        if !others.contains(&first) || matches!(locks, Locks::One(_)) {
            let keep = Keep::Without(moved.clone());
            let is_clear = nca_migrations_core::rebase::order(&loaded.migrations, &keep).is_ok();
            if !is_clear {
                moved.extend(others);
            }
        }
        (Keep::Without(moved), "as was asked for".to_owned())
    } else if let Some(name) = &args.onto {
        let end = named(name, &loaded.migrations)?;
        (Keep::To(end), "as was asked for".to_owned())
    } else if let Some((moved, because)) = unreleased {
        (Keep::Without(moved), because)
    } else {
        let Locks::Two {
            sides: [ours, theirs],
            ..
        } = &locks
        else {
            return Err(RebaseError::Ends(Vec::new()).into());
        };
        return Err(RebaseError::WhichSide {
            ours: ours.revisions.clone(),
            theirs: theirs.revisions.clone(),
        }
        .into());
    };
    let (released, why_released) = match (&locks, &git) {
        (Locks::One(lock), _) => (lock.clone(), "chain.lock has it locked".to_owned()),
        (Locks::Two { locks, .. }, Some(git)) => (
            locks[git.side.other() as usize].clone(),
            format!("it is not on the side that moves: {}", git.because),
        ),
        // Nothing tells which side is released; what both have was there before.
        (Locks::Two { locks, sides }, None) => {
            let mut common = locks[0].clone();
            common
                .blocks
                .retain(|block| !sides[0].revisions.contains(&block.name));
            (common, "both sides of the conflict have it".to_owned())
        }
    };
    Ok(Found {
        keep,
        because,
        locks,
        released,
        why_released,
    })
}

impl Found {
    /// The lock file of what stays, and that of what moves.
    pub(super) fn sides(&self, moved: &[String]) -> Sides<'_> {
        match &self.locks {
            Locks::One(lock) => Sides {
                kept: lock,
                moved: lock,
            },
            Locks::Two { sides, locks } => {
                let has = |side: &Side| side.revisions.iter().any(|name| moved.contains(name));
                let which = if has(&sides[0]) && !moved.is_empty() {
                    Which::Ours
                } else {
                    Which::Theirs
                };
                Sides {
                    kept: &locks[which.other() as usize],
                    moved: &locks[which as usize],
                }
            }
        }
    }
}

fn locks(directory: &Directory, loaded: &Loaded) -> Result<Locks, Failure> {
    let conflict = loaded
        .problems
        .iter()
        .find_map(|problem| match &problem.kind {
            Kind::LockConflict { sides } => Some(sides.clone()),
            _ => None,
        });
    let (Some(sides), Some(source)) = (conflict, &loaded.lock_source) else {
        return Ok(Locks::One(revision::lock_of(loaded)));
    };
    let read = |which| {
        let text = lock::side(&source.text, which);
        let side = Source {
            text: text.into(),
            ..Source::clone(source)
        };
        lock::read(&Arc::new(side)).map_err(|problems| Failure::problems(directory, problems))
    };
    let locks = [read(Which::Ours)?, read(Which::Theirs)?];
    Ok(Locks::Two { sides, locks })
}

fn indices(loaded: &Loaded, test: impl Fn(&str) -> bool) -> Vec<usize> {
    let all = loaded.migrations.iter().enumerate();
    all.filter(|(_, migration)| test(migration.name.as_str()))
        .map(|(index, _)| index)
        .collect()
}

/// The migration that a name means, whether it has a place in the chain or not.
fn named(wanted: &str, migrations: &[Migration]) -> Result<usize, TargetError> {
    let names: Vec<&str> = migrations.iter().map(|one| one.name.as_str()).collect();
    match name::find(&names, wanted) {
        name::Found::One(index) => Ok(index),
        name::Found::Several(several) => Err(TargetError::Ambiguous {
            name: wanted.to_owned(),
            candidates: several
                .into_iter()
                .map(|index| names[index].to_owned())
                .collect(),
        }),
        name::Found::None => Err(TargetError::Unknown {
            name: wanted.to_owned(),
            nearest: name::nearest(&names, &[], wanted),
        }),
    }
}
