//! Whom a server runs as: database servers refuse to run as root.

use std::env;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;

/// A user of this machine who is not root.
#[derive(Clone, Copy)]
pub(super) struct Account {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// The account to change to: none when the tests do not run as root; `preferred` if it exists.
pub(super) fn unprivileged(preferred: &str) -> Option<Account> {
    let root = tempfile::tempfile().unwrap().metadata().unwrap().uid() == 0;
    let accounts = root.then(|| fs::read_to_string("/etc/passwd").unwrap())?;
    let account = |name: &str| {
        accounts.lines().find_map(|line| {
            let mut fields = line.split(':');
            (fields.next() == Some(name)).then_some(())?;
            Some(Account {
                uid: fields.nth(1)?.parse().ok()?,
                gid: fields.next()?.parse().ok()?,
            })
        })
    };
    Some(account(preferred).or_else(|| account("nobody")).unwrap())
}

/// Where servers have their directories: the temporary directory, unless sockets in it would have
/// too long a path (108 bytes with the final zero: unix(7)) or the account cannot write there.
pub(super) fn directory(account: Option<Account>) -> PathBuf {
    const EVERYONE_WRITES: u32 = 0o002;
    let directory = env::temp_dir();
    let short = directory.as_os_str().len() <= 70;
    let open = fs::metadata(&directory)
        .is_ok_and(|metadata| metadata.permissions().mode() & EVERYONE_WRITES != 0);
    if short && (account.is_none() || open) {
        directory
    } else {
        PathBuf::from("/tmp")
    }
}
