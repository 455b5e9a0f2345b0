//! Writing a plan: nothing is overwritten that was not planned to be, and what was written by a run that
//! was stopped is taken as it is.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use nca_migrations_core::lock::{self, Lock};
use nca_migrations_core::{metadata, text};

use super::plan::{Content, Obstacle, Plan};
use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;

/// Takes out of the plan what is there already, and reports what is there and different. `locked` are
/// the migrations that were finished once: their metadata and down scripts may have been mended since.
pub(super) fn compare(plan: &mut Plan, directory: &Directory, locked: &[String]) {
    let mut obstacles = Vec::new();
    for migration in &mut plan.migrations {
        let folder = directory.path.join(migration.name.as_str());
        let is_locked = locked.contains(&migration.name.to_string());
        migration.files.retain(|file| {
            let Content::Write { bytes, .. } = &file.content else {
                return true;
            };
            let shown = directory.show(&format!("{}/{}", migration.name, file.name));
            match fs::read(folder.join(&file.name)) {
                Ok(found) if is_same(&found, bytes) => false,
                // Mended since.
                Ok(_) if is_locked && !file.name.starts_with("up.") => false,
                Ok(_) => {
                    obstacles.push(
                        Obstacle::new(shown, "another file is there already")
                            .help("move it away, or name another directory with `--dir`"),
                    );
                    false
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => true,
                Err(error) => {
                    obstacles.push(Obstacle::new(shown, error.to_string()));
                    false
                }
            }
        });
        if folder
            .symlink_metadata()
            .is_ok_and(|found| found.is_symlink())
        {
            let text = "this is a symbolic link: what it leads to is not written to";
            obstacles.push(Obstacle::new(directory.show(migration.name.as_str()), text));
        }
    }
    plan.migrations
        .retain(|migration| !migration.files.is_empty());
    plan.obstacles.extend(obstacles);
}

/// As scripts are compared everywhere: without their line endings.
fn is_same(found: &[u8], planned: &[u8]) -> bool {
    found == planned || {
        let texts = [found, planned].map(|bytes| text::normalise(bytes).ok());
        texts[0].is_some() && texts[0] == texts[1]
    }
}

/// Writes the plan, and the lock file last: without it a run can be begun again.
pub(super) fn write(plan: &Plan, directory: &Directory, lock: &Lock) -> Result<(), Failure> {
    let failed = |doing, shown: &str| {
        let shown = shown.to_owned();
        move |error| files::failure(doing, shown, error)
    };
    fs::create_dir_all(&directory.path).map_err(failed("create", &directory.shown))?;
    for migration in &plan.migrations {
        let folder = directory.path.join(migration.name.as_str());
        let shown = directory.show(migration.name.as_str());
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => created.map_err(failed("create", &shown))?,
        }
        for file in &migration.files {
            let (path, shown) = (folder.join(&file.name), format!("{shown}/{}", file.name));
            match &file.content {
                Content::Write { bytes, .. } => {
                    whole(&path, bytes).map_err(failed("write", &shown))?;
                }
                Content::Remove => fs::remove_file(&path).map_err(failed("remove", &shown))?,
            }
        }
    }
    let before = fs::read_to_string(directory.path.join(lock::FILE)).ok();
    if before.as_deref() == Some(&*lock.to_string()) {
        return Ok(());
    }
    files::replace(directory, lock)
}

/// A file is there whole or not at all. Only metadata takes the place of what was there: the same file
/// with more lines.
fn whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name != metadata::FILE && path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    // A dot file, which nobody takes for a script; of a run that was killed it is written anew.
    let temporary = path.with_file_name(format!(".{name}.adopt"));
    let _ = fs::remove_file(&temporary);
    let written = File::create_new(&temporary)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The error that is on its way says more than a failure to tidy up would.
        let _ = fs::remove_file(&temporary);
    }
    written
}
