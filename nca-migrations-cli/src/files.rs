//! Writing files of a migrations directory so that nothing is lost or half written, and nothing
//! outside of it is written at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use nca_migrations_core::lock::{self, Lock};

use crate::directory::Directory;
use crate::failure::Failure;

/// Why a file is not written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Linked {
    #[error(
        "`{shown}` is a link to `{target}`, which is not in the migrations directory\n\
         nothing outside of it is written: put the file itself there, or work where it is"
    )]
    Outside { shown: String, target: String },
    #[error(
        "`{shown}` is a link, and what it leads to is not changed\n\
         put the file or directory itself there, or change it where it is"
    )]
    Changed { shown: String },
}

/// Puts `lock` in the place of the lock file, in one step: whoever reads it sees the old or the new.
pub(crate) fn replace(directory: &Directory, lock: &Lock) -> Result<(), Failure> {
    let path = lock_file(directory)?;
    swap(&path, directory.show(lock::FILE), &lock.to_string())
}

/// Where the lock file is: through a link, as long as that stays in the directory.
pub(crate) fn lock_file(directory: &Directory) -> Result<PathBuf, Failure> {
    let path = directory.path.join(lock::FILE);
    if !is_link(&path) {
        return Ok(path);
    }
    let shown = directory.show(lock::FILE);
    let unreadable = |error| failure("read", shown.clone(), error);
    let target = fs::canonicalize(&path).map_err(unreadable)?;
    let inside = fs::canonicalize(&directory.path).map_err(unreadable)?;
    if target.starts_with(inside) {
        return Ok(target);
    }
    let target = fs::read_link(&path).unwrap_or(target);
    let target = target.display().to_string();
    Err(Linked::Outside { shown, target }.into())
}

/// That `path` is no link.
pub(crate) fn own(path: &Path, shown: &str) -> Result<(), Failure> {
    if is_link(path) {
        let shown = shown.to_owned();
        return Err(Linked::Changed { shown }.into());
    }
    Ok(())
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
}

/// Puts a file of this text in the place of whatever is at `path`, in one step.
pub(crate) fn swap(path: &Path, shown: String, text: &str) -> Result<(), Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // A dot file, which a build that comes between does not take for a stray one.
    let temporary = path.with_file_name(format!(".{name}.{}", std::process::id()));
    // One that a process of the same number left when it was killed.
    let _ = fs::remove_file(&temporary);
    let written = File::create_new(&temporary)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            if let Ok(before) = fs::metadata(path) {
                file.set_permissions(before.permissions())?;
            }
            file.sync_all()
        })
        .and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        // The error that is on its way says more than a failure to tidy up would.
        let _ = fs::remove_file(&temporary);
        failure("write", shown, error)
    })
}

/// Writes a file that must not be there yet.
pub(crate) fn create_new(path: &Path, shown: String, text: &str) -> Result<(), Failure> {
    let created = File::create_new(path);
    created
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| failure("create", shown, error))
}

pub(crate) fn failure(doing: &'static str, path: String, error: io::Error) -> Failure {
    Failure::File { doing, path, error }
}
