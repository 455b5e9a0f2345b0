//! The lock file beside a SQLite database.
//!
//! SQLite's own lock is free between two transactions, so processes that start together would take
//! turns. The lock file makes one of them do the whole run while the others wait. Scripts that run
//! in a transaction do not need it for being right: each begins with `BEGIN IMMEDIATE` and reads the
//! history again. So where the file cannot be had (something else has its name, a file system
//! without locks), these go on without it. Between the statements of a script outside a transaction
//! nothing but the file keeps another process out: without it they are refused.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use diesel::sql_types::{Nullable, Text};
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use crate::backend::Attempt;
use crate::who::Who;

/// What keeps other processes out.
#[derive(Debug)]
pub enum Sidecar {
    /// Nothing has to: the database is this connection's alone.
    NotNeeded,
    /// Nothing can, and this is why.
    Unavailable(String),
    /// The lock file.
    Held(Held),
}

/// The held lock file. The operating system frees it when the process dies.
#[derive(Debug)]
pub struct Held {
    path: PathBuf,
    /// Locked as long as it is open.
    file: File,
    access: Access,
}

/// What may be done with the lock file beside locking it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Write,
    /// It is somebody else's: to be locked, but neither written nor removed.
    Read,
}

impl Drop for Held {
    /// Removes the file while it is still locked: nobody can have got it in between. Where a waiter
    /// cannot tell that its file was removed, the file stays.
    fn drop(&mut self) {
        // Nothing can be done about a failure, and a file that stays does no harm. Without its text
        // it at least accuses nobody.
        match self.access {
            Access::Read => {}
            Access::Write if cfg!(unix) => {
                if is_at(&self.file, &self.path) {
                    let _ = std::fs::remove_file(&self.path);
                }
            }
            Access::Write => {
                let _ = self.file.set_len(0);
            }
        }
    }
}

#[derive(QueryableByName)]
struct DatabaseRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    file: Option<String>,
}

/// Where the lock file of this connection's database is; `None` for one in memory.
pub(super) fn path(conn: &mut SqliteConnection) -> QueryResult<Option<PathBuf>> {
    let databases: Vec<DatabaseRow> = sql_query("PRAGMA database_list").load(conn)?;
    let main = databases
        .into_iter()
        .find(|database| database.name == "main");
    let file = main
        .and_then(|main| main.file)
        .filter(|file| !file.is_empty());
    Ok(file.map(|file| PathBuf::from(file + "-migrate-lock")))
}

/// Tries to get the lock file, once.
pub(super) fn try_lock(path: &Path, who: &Who) -> Attempt<Sidecar> {
    loop {
        let (file, access) = match open(path) {
            Ok(Some(opened)) => opened,
            Ok(None) => continue,
            Err(error) => return unavailable(path, &error),
        };
        if let Some(attempt) = try_lock_open(file, access, path, who) {
            return attempt;
        }
    }
}

/// Opens the file, or makes it. `None` when it came or went meanwhile. Whoever can write to the
/// directory can put a link there, so a file that is there already is looked at before it is opened,
/// and [`is_at`] makes sure that it was this one that was opened.
fn open(path: &Path) -> io::Result<Option<(File, Access)>> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    // This follows no link.
    let created = options.clone().create_new(true).open(path);
    let not_created = match created {
        Ok(file) => return Ok(Some((file, Access::Write))),
        Err(error) => error,
    };
    match std::fs::symlink_metadata(path) {
        Ok(there) if there.is_file() => {}
        Ok(_) => return Err(io::Error::other("it is not a regular file")),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return match not_created.kind() {
                ErrorKind::AlreadyExists => Ok(None),
                _ => Err(not_created),
            };
        }
        Err(error) => return Err(error),
    }
    let opened = match options.open(path) {
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            File::open(path).map(|file| (file, Access::Read))
        }
        other => other.map(|file| (file, Access::Write)),
    };
    match opened {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

/// `None` when this is not, or no longer, the file at `path`: its holder removed it after it was
/// opened here, and somebody else may hold the new one.
fn try_lock_open(
    mut file: File,
    access: Access,
    path: &Path,
    who: &Who,
) -> Option<Attempt<Sidecar>> {
    if !is_at(&file, path) {
        return None;
    }
    match file.try_lock() {
        Ok(()) if !is_at(&file, path) => None,
        Ok(()) => {
            if access == Access::Write {
                // For people who wait; without it they do not learn who it is.
                let _ = file.set_len(0).and_then(|()| writeln!(file, "{who}"));
            }
            Some(Attempt::Held(Sidecar::Held(Held {
                path: path.to_owned(),
                file,
                access,
            })))
        }
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = (&mut file).take(500).read_to_string(&mut holder);
            let holder = holder.trim();
            let holder = (!holder.is_empty()).then(|| holder.to_owned());
            Some(Attempt::Busy { holder })
        }
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => None,
        Err(TryLockError::Error(error)) => Some(unavailable(path, &error)),
    }
}

fn unavailable(path: &Path, error: &io::Error) -> Attempt<Sidecar> {
    let because = format!("`{}` cannot be locked: {error}", path.display());
    Attempt::Held(Sidecar::Unavailable(because))
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    // Of a link, this is the link itself.
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(attempt: Attempt<Sidecar>) -> Held {
        match attempt {
            Attempt::Held(Sidecar::Held(held)) => held,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_holds_it_and_the_next_learns_who() {
        let directory = tempfile::tempdir().unwrap();
        let (path, who) = (directory.path().join("lock"), Who::this_process());
        let first = held(try_lock(&path, &who));
        let Attempt::Busy { holder } = try_lock(&path, &who) else {
            panic!("two have it")
        };
        assert_eq!(holder, Some(who.to_string()));
        drop(first);
        assert_eq!(path.exists(), !cfg!(unix));
        held(try_lock(&path, &who));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_was_removed_meanwhile_is_not_the_lock() {
        let directory = tempfile::tempdir().unwrap();
        let (path, who) = (directory.path().join("lock"), Who::this_process());
        let first = held(try_lock(&path, &who));
        let waiting = || File::open(&path).unwrap();
        let (alone, beside_another) = (waiting(), waiting());
        drop(first);
        assert!(
            try_lock_open(alone, Access::Write, &path, &who).is_none(),
            "there is no file at the path"
        );
        let second = held(try_lock(&path, &who));
        assert!(
            try_lock_open(beside_another, Access::Write, &path, &who).is_none(),
            "there is another one"
        );
        drop(second);
    }

    #[test]
    fn where_it_cannot_be_made_there_is_none() {
        let path = Path::new("/nowhere/at/all/lock");
        assert!(matches!(
            try_lock(path, &Who::this_process()),
            Attempt::Held(Sidecar::Unavailable(_))
        ));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_neither_followed_nor_removed() {
        let directory = tempfile::tempdir().unwrap();
        let (path, precious) = (directory.path().join("lock"), directory.path().join("p"));
        std::fs::write(&precious, "precious").unwrap();
        for target in [&precious, &directory.path().join("missing")] {
            std::os::unix::fs::symlink(target, &path).unwrap();
            let attempt = try_lock(&path, &Who::this_process());
            let Attempt::Held(Sidecar::Unavailable(because)) = attempt else {
                panic!("{attempt:?}")
            };
            assert!(because.ends_with("it is not a regular file"), "{because}");
            std::fs::remove_file(&path).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&precious).unwrap(), "precious");
        assert!(!directory.path().join("missing").exists());
    }

    #[test]
    fn somebody_elses_file_is_locked_and_left_alone() {
        let directory = tempfile::tempdir().unwrap();
        let (path, who) = (directory.path().join("lock"), Who::this_process());
        std::fs::write(&path, "theirs").unwrap();
        let reading = || File::open(&path).unwrap();
        let first = held(try_lock_open(reading(), Access::Read, &path, &who).unwrap());
        let second = try_lock_open(reading(), Access::Read, &path, &who).unwrap();
        assert!(matches!(second, Attempt::Busy { .. }), "{second:?}");
        drop(first);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "theirs");
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_on_a_file_that_cannot_be_written_counts() {
        use std::os::unix::fs::PermissionsExt as _;

        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("lock");
        let theirs = File::create(&path).unwrap();
        theirs.lock().unwrap();
        let read_only = std::fs::Permissions::from_mode(0o444);
        std::fs::set_permissions(&path, read_only).unwrap();
        let attempt = try_lock(&path, &Who::this_process());
        assert!(matches!(attempt, Attempt::Busy { .. }), "{attempt:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_took_its_place_is_not_removed() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("lock");
        let held = held(try_lock(&path, &Who::this_process()));
        std::fs::rename(&path, directory.path().join("away")).unwrap();
        std::fs::write(&path, "another").unwrap();
        drop(held);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "another");
    }
}
