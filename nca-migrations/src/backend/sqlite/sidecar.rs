//! The lock file beside a SQLite database.
//!
//! SQLite's own lock is free between two transactions, so processes that start together would take
//! turns. The lock file makes one of them do the whole run while the others wait. Nothing depends
//! on it for being right: each transaction begins with `BEGIN IMMEDIATE` and reads the history
//! again. So where the file cannot be had (a directory that is not writable, a file system without
//! locks), the run goes on without it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use diesel::sql_types::{Nullable, Text};
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use crate::backend::Attempt;
use crate::who::Who;

/// The held lock. The operating system frees it when the process dies.
#[derive(Debug)]
pub struct Sidecar {
    path: PathBuf,
    /// Locked as long as it is open.
    file: File,
}

impl Drop for Sidecar {
    /// Removes the file while it is still locked: nobody can have got it in between. Where a waiter
    /// cannot tell that its file was removed, the file stays.
    fn drop(&mut self) {
        // Nothing can be done about a failure, and a file that stays does no harm. Without its text
        // it at least accuses nobody.
        if cfg!(unix) {
            let _ = std::fs::remove_file(&self.path);
        } else {
            let _ = self.file.set_len(0);
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
pub(super) fn try_lock(path: &Path, who: &Who) -> Attempt<Option<Sidecar>> {
    loop {
        let open = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path);
        let Ok(file) = open else {
            return Attempt::Held(None);
        };
        if let Some(attempt) = try_lock_open(file, path, who) {
            return attempt;
        }
    }
}

/// `None` when this is no longer the file at `path`: its holder removed it after it was opened here,
/// and somebody else may hold the new one.
fn try_lock_open(mut file: File, path: &Path, who: &Who) -> Option<Attempt<Option<Sidecar>>> {
    match file.try_lock() {
        Ok(()) if !is_at(&file, path) => None,
        Ok(()) => {
            // For people who wait; without it they do not learn who it is.
            let _ = file.set_len(0).and_then(|()| writeln!(file, "{who}"));
            Some(Attempt::Held(Some(Sidecar {
                path: path.to_owned(),
                file,
            })))
        }
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = (&mut file).take(500).read_to_string(&mut holder);
            let holder = holder.trim();
            let holder = (!holder.is_empty()).then(|| holder.to_owned());
            Some(Attempt::Busy { holder })
        }
        Err(TryLockError::Error(_)) => Some(Attempt::Held(None)),
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    match (file.metadata(), std::fs::metadata(path)) {
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

    fn held(attempt: Attempt<Option<Sidecar>>) -> Sidecar {
        match attempt {
            Attempt::Held(Some(sidecar)) => sidecar,
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
            try_lock_open(alone, &path, &who).is_none(),
            "there is no file at the path"
        );
        let second = held(try_lock(&path, &who));
        assert!(
            try_lock_open(beside_another, &path, &who).is_none(),
            "there is another one"
        );
        drop(second);
    }

    #[test]
    fn where_it_cannot_be_made_there_is_none() {
        let path = Path::new("/nowhere/at/all/lock");
        assert!(matches!(
            try_lock(path, &Who::this_process()),
            Attempt::Held(None)
        ));
    }
}
