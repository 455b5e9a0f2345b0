//! Carrying a rebase out, from wherever it was left.

use std::fs;
use std::path::{Path, PathBuf};

use nca_migrations_core::lock;
use nca_migrations_core::metadata;
use nca_migrations_core::rebase::{Move, Plan};

use super::RebaseError;
use super::journal::{Journal, Phase};
use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;

/// That nothing outside of the directory would be written, and nothing is in the way.
pub(super) fn refuse_links(directory: &Directory, plan: &Plan) -> Result<(), Failure> {
    files::lock_file(directory)?;
    for Move { from, to, .. } in &plan.moves {
        let folder = directory.path.join(from.as_str());
        files::own(&folder, &directory.show(from.as_str()))?;
        let file = format!("{from}/{}", metadata::FILE);
        files::own(&folder.join(metadata::FILE), &directory.show(&file))?;
        let is_taken = fs::symlink_metadata(directory.path.join(to.as_str())).is_ok();
        if is_taken && plan.moves.iter().all(|other| other.from != *to) {
            let shown = directory.show(to.as_str());
            return Err(RebaseError::InTheWay(shown).into());
        }
    }
    Ok(())
}

/// Does what a journal says, all of it or what is left.
pub(super) fn finish(directory: &Directory, mut journal: Journal) -> Result<(), Failure> {
    if journal.phase == Phase::Aside {
        journal.write(directory)?;
        for (index, one) in journal.moves.iter().enumerate() {
            let aside = aside(directory, index);
            if !is_there(&aside) {
                rename(
                    directory,
                    &directory.path.join(one.from.as_str()),
                    &aside,
                    one,
                )?;
            }
        }
        journal.phase = Phase::Back;
        journal.write(directory)?;
    }
    for (index, one) in journal.moves.iter().enumerate() {
        let (aside, to) = (
            aside(directory, index),
            directory.path.join(one.to.as_str()),
        );
        if is_there(&aside) {
            reparent(directory, &aside, one)?;
            rename(directory, &aside, &to, one)?;
        } else if !is_there(&to) {
            return Err(RebaseError::Vanished(one.from.to_string()).into());
        }
    }
    let path = files::lock_file(directory)?;
    files::swap(&path, directory.show(lock::FILE), &journal.lock)?;
    Journal::remove(directory)
}

/// Where a directory is put while its name may still be another's.
fn aside(directory: &Directory, index: usize) -> PathBuf {
    directory.path.join(format!(".rebase-{}", index + 1))
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn rename(directory: &Directory, from: &Path, to: &Path, one: &Move) -> Result<(), Failure> {
    if !is_there(from) {
        return Err(RebaseError::Vanished(one.from.to_string()).into());
    }
    let failed = |error| files::failure("rename", directory.show(one.from.as_str()), error);
    fs::rename(from, to).map_err(failed)
}

/// Writes the new parent into the metadata, and leaves every other byte of it as it is.
fn reparent(directory: &Directory, folder: &Path, one: &Move) -> Result<(), Failure> {
    let path = folder.join(metadata::FILE);
    let shown = directory.show(&format!("{}/{}", one.from, metadata::FILE));
    files::own(&path, &shown)?;
    let text =
        fs::read_to_string(&path).map_err(|error| files::failure("read", shown.clone(), error))?;
    let new = metadata::with_parent(&text, &one.parent).ok_or_else(|| RebaseError::NoParent {
        shown: shown.clone(),
    })?;
    if new == text {
        return Ok(());
    }
    files::swap(&path, shown, &new)
}
