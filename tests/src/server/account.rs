//! Whom a server runs as: database servers refuse to run as root.

use std::fs;
use std::os::unix::fs::MetadataExt;

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
