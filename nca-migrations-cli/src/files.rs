//! Writing files of a migrations directory so that nothing is lost or half written.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use nca_migrations_core::lock::{self, Lock};

use crate::directory::Directory;
use crate::failure::Failure;

/// Puts `lock` in the place of the lock file, in one step: whoever reads it sees the old or the new.
pub(crate) fn replace(directory: &Directory, lock: &Lock) -> Result<(), Failure> {
    // A dot file, which a build that comes between does not take for a stray one.
    let name = format!(".{}.{}", lock::FILE, std::process::id());
    let temporary = directory.path.join(name);
    // One that a process of the same number left when it was killed.
    let _ = fs::remove_file(&temporary);
    let written = File::create_new(&temporary)
        .and_then(|mut file| {
            file.write_all(lock.to_string().as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&temporary, directory.path.join(lock::FILE)));
    written.map_err(|error| {
        // The error that is on its way says more than a failure to tidy up would.
        let _ = fs::remove_file(&temporary);
        failure("write", directory.show(lock::FILE), error)
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
