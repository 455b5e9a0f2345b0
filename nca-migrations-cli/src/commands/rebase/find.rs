//! Which migrations move: those that are named, or those that nothing shows to be released.

use std::sync::Arc;

use nca_migrations::TargetError;
use nca_migrations_core::lock::{self, Lock, Side, Which};
use nca_migrations_core::metadata::Parent;
use nca_migrations_core::name;
use nca_migrations_core::problem::{Kind, Problem};
use nca_migrations_core::rebase::{self, Keep, Sides};
use nca_migrations_core::source::Source;
use nca_migrations_core::{Loaded, Migration};

use super::RebaseError;
use super::evidence::Evidence;
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
    /// All that are there, each with a parent that is there.
    pub(super) migrations: Vec<Migration>,
    locks: Locks,
    /// Where what is locked may be released, and why.
    pub(super) released: Lock,
    pub(super) why_released: String,
}

/// The lock file, or the two that are in conflict.
#[derive(Debug)]
pub(super) enum Locks {
    One(Lock),
    Two { sides: [Side; 2], locks: [Lock; 2] },
}

/// That every migration has a parent. One that was renamed meanwhile has been found.
fn refuse_uncertain(
    directory: &Directory,
    loaded: &Loaded,
    followed: &[Migration],
) -> Result<(), Failure> {
    let is_followed = |kind: &Kind| {
        let Kind::UnknownParent {
            migration, parent, ..
        } = kind
        else {
            return false;
        };
        let mut all = followed.iter();
        let found = all.find(|one| one.name.as_str() == migration);
        let parent = Parent::Migration(parent.clone());
        found.is_some_and(|one| one.parent.as_ref() != Some(&parent))
    };
    let in_the_way: Vec<Problem> = loaded
        .problems
        .iter()
        .filter(|problem| leaves_the_order_uncertain(&problem.kind) && !is_followed(&problem.kind))
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
    let migrations = rebase::follow_renamed(&loaded.migrations, locks.both());
    refuse_uncertain(directory, loaded, &migrations)?;
    let evidence = Evidence {
        migrations: &migrations,
        locks: &locks,
        git: git::unreleased(&directory.path),
        mainline: git::mainline(&directory.path),
    };
    let asked = || "as was asked for".to_owned();
    let (keep, because) = if let Some(name) = &args.revision {
        let first = vec![named(name, &migrations)?];
        let also = evidence.unreleased().into_iter().map(|(mut moved, _)| {
            moved.extend(&first);
            moved
        });
        let choices = std::iter::once(first.clone()).chain(also);
        let choices = choices.map(|moved| (Keep::Without(moved), asked()));
        first_clear(&migrations, choices)?
    } else if let Some(name) = &args.onto {
        (Keep::To(named(name, &migrations)?), asked())
    } else {
        let choices = evidence.unreleased();
        if let (
            true,
            Locks::Two {
                sides: [ours, theirs],
                ..
            },
        ) = (choices.is_empty(), &locks)
        {
            return Err(RebaseError::WhichSide {
                ours: ours.revisions.clone(),
                theirs: theirs.revisions.clone(),
            }
            .into());
        }
        let choices = choices.into_iter();
        let choices = choices.map(|(moved, because)| (Keep::Without(moved), because));
        first_clear(&migrations, choices)?
    };
    let (released, why_released) = evidence.released();
    Ok(Found {
        keep,
        because,
        migrations,
        locks,
        released,
        why_released,
    })
}

/// The first of the choices that makes one line; the last one's reason why it does not, if none does.
fn first_clear(
    migrations: &[Migration],
    choices: impl Iterator<Item = (Keep, String)>,
) -> Result<(Keep, String), RebaseError> {
    let mut unclear = RebaseError::Ends(Vec::new());
    for (keep, because) in choices {
        match rebase::order(migrations, &keep) {
            Ok(_) => return Ok((keep, because)),
            Err(why) => unclear = super::unclear(migrations, &why),
        }
    }
    Err(unclear)
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
                let number = |side: &Side| {
                    let revisions = side.revisions.iter();
                    revisions.filter(|name| moved.contains(name)).count()
                };
                let which = if number(&sides[0]) > number(&sides[1]) {
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

impl Locks {
    fn both(&self) -> [&Lock; 2] {
        match self {
            Self::One(lock) => [lock, lock],
            Self::Two {
                locks: [ours, theirs],
                ..
            } => [ours, theirs],
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
    let Some(source) = loaded
        .lock_source
        .as_ref()
        .filter(|_| loaded.lock.is_none())
    else {
        return Ok(Locks::One(revision::lock_of(loaded)));
    };
    let read = |text: String| {
        let side = Source {
            text: text.into(),
            ..Source::clone(source)
        };
        lock::read(&Arc::new(side)).map_err(|problems| Failure::problems(directory, problems))
    };
    let Some(sides) = conflict else {
        return Ok(Locks::One(read(without_parents(&source.text))?));
    };
    let read = |which| read(lock::side(&source.text, which));
    let locks = [read(Which::Ours)?, read(Which::Theirs)?];
    Ok(Locks::Two { sides, locks })
}

/// Git can merge two lock files into one whose blocks do not name the one before: each then follows
/// that, which is what a block without a parent does.
fn without_parents(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    lines.filter(|line| !line.starts_with("parent ")).collect()
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
