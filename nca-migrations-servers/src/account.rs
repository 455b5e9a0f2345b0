//! Whom a server runs as: database servers refuse to run as root.

use std::fs;

use crate::error::Error;

/// A user of this machine who is not root.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

/// The account to change to: none when this process does not run as root; `preferred` if it exists.
pub(crate) fn unprivileged(what: &str, preferred: &str) -> Result<Option<Account>, Error> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let none = |said: String| Error::Account {
        what: what.to_owned(),
        account: preferred.to_owned(),
        said,
    };
    let accounts = fs::read_to_string("/etc/passwd").map_err(|error| none(error.to_string()))?;
    let account = named(&accounts, preferred).or_else(|| named(&accounts, "nobody"));
    account
        .map(Some)
        .ok_or_else(|| none("neither is there".to_owned()))
}

/// `name:password:uid:gid:...` (passwd(5)).
fn named(accounts: &str, name: &str) -> Option<Account> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next() == Some(name)).then_some(())?;
        Some(Account {
            name: name.to_owned(),
            uid: fields.nth(1)?.parse().ok()?,
            gid: fields.next()?.parse().ok()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn accounts_are_found_by_their_whole_name() {
        let accounts =
            "root:x:0:0:root:/root:/bin/sh\npostgres-old:x:5:6::/:\npostgres:x:7:8::/:\n";
        let account = named(accounts, "postgres").unwrap();
        assert_eq!((account.uid, account.gid), (7, 8));
        assert!(named(accounts, "mysql").is_none());
        assert!(named("postgres:x:", "postgres").is_none());
    }
}
