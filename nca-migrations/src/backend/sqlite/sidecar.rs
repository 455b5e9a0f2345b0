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
        let Ok(mut file) = open else {
            return Attempt::Held(None);
        };
        match file.try_lock() {
            // Its holder removed it after we had opened it: somebody may hold a new one.
            Ok(()) if !is_at(&file, path) => {}
            Ok(()) => {
                // For people who wait; without it they do not learn who it is.
                let _ = file.set_len(0).and_then(|()| writeln!(file, "{who}"));
                return Attempt::Held(Some(Sidecar {
                    path: path.to_owned(),
                    file,
                }));
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = (&mut file).take(500).read_to_string(&mut holder);
                let holder = holder.trim();
                return Attempt::Busy {
                    holder: (!holder.is_empty()).then(|| holder.to_owned()),
                };
            }
            Err(TryLockError::Error(_)) => return Attempt::Held(None),
        }
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
