//! One attempt to reach a database, and what its outcome means.

use std::path::Path;

use diesel::ConnectionError;
use diesel::connection::SimpleConnection as _;
use nca_migrations::Dialect;

use crate::connection::{Connection, on};
use crate::url::DatabaseUrl;

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Ready,
    /// Nobody is there yet, or not ready: this is what was said instead.
    Nothing(String),
    /// It answers, and trying again would not help.
    Refused(String),
}

pub(super) fn ask(url: &DatabaseUrl) -> Answer {
    if let Some(file) = url.file().filter(|file| !file.exists()) {
        return directory_of(&file);
    }
    let said = |error: &dyn std::fmt::Display| {
        let said = url.scrub(&error.to_string());
        let lines: Vec<&str> = said.lines().map(str::trim).collect();
        lines.join(" ")
    };
    let answered = match Connection::establish(url) {
        // A file that is no database is opened without looking.
        Ok(mut conn) => on!(&mut conn, conn => conn.batch_execute(probe(url.dialect)))
            .map_err(|error| said(&error)),
        Err(ConnectionError::BadConnection(error)) => Err(said(&error)),
        Err(error) => return Answer::Refused(said(&error)),
    };
    match answered {
        Ok(()) => Answer::Ready,
        Err(said) if is_refusal(url.dialect, &said) => Answer::Refused(said),
        Err(said) => Answer::Nothing(said),
    }
}

fn probe(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "SELECT count(*) FROM sqlite_master",
        _ => "SELECT 1",
    }
}

/// A database of SQLite that is not there yet is created by `upgrade`, where there is a directory for it.
fn directory_of(file: &Path) -> Answer {
    let directory = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    if directory.is_dir() {
        Answer::Ready
    } else {
        Answer::Nothing(format!("there is no directory `{}`", directory.display()))
    }
}

/// Whether this is the answer of a server, or a file, that will not change by itself. Only what is
/// known to be one counts: to go on waiting is the lesser mistake.
fn is_refusal(dialect: Dialect, said: &str) -> bool {
    let (refusals, not_yet): (&[&str], &[&str]) = match dialect {
        // Errors of class 57P03 and 53300 pass:
        // <https://www.postgresql.org/docs/current/errcodes-appendix.html>
        Dialect::Postgres => (
            &[
                "FATAL:",
                "no password supplied",
                "server does not support SSL",
            ],
            &[
                "starting up",
                "shutting down",
                "not yet accepting connections",
                "not accepting connections",
                "in recovery mode",
                "too many clients",
                "too many connections",
                "connection slots",
            ],
        ),
        Dialect::Mysql => (
            &[
                "Access denied",
                "Unknown database",
                "is not allowed to connect",
                "is blocked because of",
                "uthentication plugin",
            ],
            &[],
        ),
        _ => (&["not a database", "encrypted"], &[]),
    };
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    has(refusals) && !has(not_yet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_will_not_change_by_itself() {
        for (dialect, said, expected) in [
            (
                Dialect::Postgres,
                "connection to server at \"db\" (10.0.0.2), port 5432 failed: Connection refused",
                false,
            ),
            (
                Dialect::Postgres,
                "could not translate host name \"db\" to address: Temporary failure in name resolution",
                false,
            ),
            (
                Dialect::Postgres,
                "connection to server at \"db\" failed: FATAL:  the database system is starting up",
                false,
            ),
            (
                Dialect::Postgres,
                "failed: FATAL:  sorry, too many clients already",
                false,
            ),
            (
                Dialect::Postgres,
                "failed: FATAL:  password authentication failed for user \"u\"",
                true,
            ),
            (
                Dialect::Postgres,
                "failed: FATAL:  database \"nope\" does not exist",
                true,
            ),
            (
                Dialect::Mysql,
                "Can't connect to server on 'db' (111)",
                false,
            ),
            (
                Dialect::Mysql,
                "Access denied for user 'u'@'h' (using password: YES)",
                true,
            ),
            (Dialect::Mysql, "Unknown database 'nope'", true),
            (Dialect::Mysql, "Too many connections", false),
            (Dialect::Sqlite, "file is not a database", true),
            (Dialect::Sqlite, "database is locked", false),
        ] {
            assert_eq!(is_refusal(dialect, said), expected, "{said}");
        }
    }
}
