//! Where servers have their directories.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::account::Account;

const MEMORY: &str = "/dev/shm";

/// What a test suite may need: 8 MB for each PostgreSQL database that is there at a time, and logs.
const ENOUGH: u64 = 4 << 30;

/// `TMPDIR` where it is set and fit; else memory, where there is enough of it, since a PostgreSQL
/// database is 300 files, which take a busy disk ten times as long; else `/tmp`.
pub(crate) fn for_servers(account: Option<&Account>) -> PathBuf {
    let chosen = env::var_os("TMPDIR").map(PathBuf::from);
    let memory = || (free(MEMORY) >= Some(ENOUGH)).then(|| PathBuf::from(MEMORY));
    chosen
        .or_else(memory)
        .filter(|directory| fits(directory, account))
        .unwrap_or_else(|| PathBuf::from("/tmp"))
}

/// The temporary directory where servers of this process have theirs: for databases that are files.
pub fn temporary_directory() -> PathBuf {
    for_servers(None)
}

/// Whether the path of a socket in it is short enough (108 bytes with the final zero: unix(7)), and
/// the account can make a directory there.
fn fits(directory: &Path, account: Option<&Account>) -> bool {
    const EVERYONE_WRITES: u32 = 0o002;
    let short = directory.is_absolute() && directory.as_os_str().len() <= 70;
    let open = fs::metadata(directory)
        .is_ok_and(|metadata| metadata.permissions().mode() & EVERYONE_WRITES != 0);
    short && (account.is_none() || open)
}

/// How many bytes there are for those who are not root.
fn free(directory: &str) -> Option<u64> {
    let space = rustix::fs::statvfs(directory).ok()?;
    space.f_bavail.checked_mul(space.f_frsize)
}
