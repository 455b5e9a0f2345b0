//! Where servers have their directories.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::account::Account;

const MEMORY: &str = "/dev/shm";

/// What a suite may need: 8 MB for each PostgreSQL database that is there at a time, and logs.
const ENOUGH_KILOBYTES: u64 = 4 << 20;

/// `TMPDIR` where it is set and fit; else memory, where there is enough of it, since a PostgreSQL
/// database is 300 files, which take a busy disk ten times as long; else `/tmp`.
pub(super) fn for_servers(account: Option<Account>) -> PathBuf {
    let chosen = env::var_os("TMPDIR").map(PathBuf::from);
    let memory = || {
        let enough = free_kilobytes(MEMORY) >= Some(ENOUGH_KILOBYTES);
        enough.then(|| PathBuf::from(MEMORY))
    };
    chosen
        .or_else(memory)
        .filter(|directory| fits(directory, account))
        .unwrap_or_else(|| PathBuf::from("/tmp"))
}

/// A temporary directory where servers have theirs: for databases that are files.
pub fn tempdir() -> TempDir {
    tempfile::tempdir_in(for_servers(None)).unwrap()
}

/// Whether the path of a socket in it is short enough (108 bytes with the final zero: unix(7)), and
/// the account can make a directory there.
fn fits(directory: &Path, account: Option<Account>) -> bool {
    const EVERYONE_WRITES: u32 = 0o002;
    let short = directory.is_absolute() && directory.as_os_str().len() <= 70;
    let open = fs::metadata(directory)
        .is_ok_and(|metadata| metadata.permissions().mode() & EVERYONE_WRITES != 0);
    short && (account.is_none() || open)
}

/// The fourth column of the second line: POSIX says so of `df -P`.
fn free_kilobytes(directory: &str) -> Option<u64> {
    let df = Command::new("df").args(["-Pk", directory]).output().ok()?;
    let text = String::from_utf8(df.stdout).ok()?;
    text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}
