//! What to do about what a database refuses.

use diesel::result::{DatabaseErrorKind, Error};
use nca_migrations_core::chain::Direction;

/// The next step; `file` is the script's, as its reader knows it. Other than "repair it" only where
/// the error surely means that.
pub(crate) fn next_step(error: &Error, sql: &str, file: &str, direction: Direction) -> String {
    let again = match direction {
        Direction::Up => "upgrade again",
        Direction::Down => "downgrade again",
    };
    let Error::DatabaseError(kind, _) = error else {
        return format!("repair `{file}` and {again}");
    };
    if let Some(access) = access(error) {
        return format!("{access}, and {again}");
    }
    match kind {
        DatabaseErrorKind::ClosedConnection => reconnect(again),
        DatabaseErrorKind::SerializationFailure => {
            format!("another transaction was in the way: {again}")
        }
        // Diesel gives these kinds to errors about a key or a check, and these statements add them
        // to rows that are there already.
        DatabaseErrorKind::UniqueViolation
        | DatabaseErrorKind::CheckViolation
        | DatabaseErrorKind::ExclusionViolation
            if constrains_a_table(sql) =>
        {
            format!(
                "rows of the table do not fit this: change them, in the database or earlier in \
                 `{file}`, and {again}"
            )
        }
        _ => format!("repair `{file}` and {again}"),
    }
}

/// The next step when the connection is gone.
pub(crate) fn reconnect(again: &str) -> String {
    format!(
        "the connection was lost: when the database can be reached, {again}; what it has recorded \
         is not run twice"
    )
}

/// What to do where the database does not let this connection do it.
pub(crate) fn access(error: &Error) -> Option<&'static str> {
    const READ_ONLY: &str =
        "only reading is allowed here: connect to a server and as a user that may write";
    const READ_ONLY_FILE: &str =
        "the file can only be read: make it and its directory writable, or take another";
    const NO_ROOM: &str =
        "make room on the disk of the database, or look for what is wrong with it";
    const DENIED: &str =
        "the user of this connection lacks the right: grant it, or connect as one that has it";
    let Error::DatabaseError(kind, information) = error else {
        return None;
    };
    // Of these, Diesel has a kind only for PostgreSQL's read-only transactions.
    let message = information.message();
    let says = |words: &[&str]| words.iter().any(|words| message.contains(words));
    if matches!(kind, DatabaseErrorKind::ReadOnlyTransaction) || says(&["--read-only option"]) {
        Some(READ_ONLY)
    } else if says(&["attempt to write a readonly database"]) {
        Some(READ_ONLY_FILE)
    } else if says(&[
        "database or disk is full",
        "disk I/O error",
        "No space left on device",
        "Disk full",
    ]) {
        Some(NO_ROOM)
    } else if says(&[
        "permission denied for ",
        "must be owner of ",
        " command denied to user ",
    ]) {
        Some(DENIED)
    } else {
        None
    }
}

/// Whether a statement puts a constraint on a table that may have rows.
fn constrains_a_table(sql: &str) -> bool {
    let mut words = sql.split_ascii_whitespace().map(str::to_ascii_uppercase);
    matches!(
        (words.next().as_deref(), words.next().as_deref()),
        (Some("ALTER"), Some("TABLE")) | (Some("CREATE"), Some("UNIQUE"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(kind: DatabaseErrorKind, sql: &str) -> String {
        let error = Error::DatabaseError(kind, Box::new(String::new()));
        next_step(&error, sql, "x/up.sql", Direction::Up)
    }

    #[test]
    fn the_script_is_not_always_to_blame() {
        let repair = "repair `x/up.sql` and upgrade again";
        for kind in [
            DatabaseErrorKind::ClosedConnection,
            DatabaseErrorKind::SerializationFailure,
            DatabaseErrorKind::ReadOnlyTransaction,
        ] {
            let step = step(kind, "SELECT 1");
            assert!(
                step.contains("upgrade again") && !step.contains("up.sql"),
                "{step}"
            );
        }
        for message in [
            "permission denied for schema public",
            "attempt to write a readonly database",
            "database or disk is full",
            "could not extend file \"base/5/2619\": No space left on device",
            "CREATE command denied to user 'a'@'b' for table 'c'",
        ] {
            let error =
                Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned()));
            let step = next_step(&error, "SELECT 1", "x/up.sql", Direction::Up);
            assert!(step.ends_with(", and upgrade again"), "{step}");
        }
        for sql in [
            "create unique\n index i ON t (a)",
            "ALTER TABLE t ADD UNIQUE (a)",
        ] {
            let step = step(DatabaseErrorKind::UniqueViolation, sql);
            assert!(step.starts_with("rows of the table do not fit"), "{step}");
        }
        for sql in [
            "INSERT INTO t VALUES (1)",
            "CREATE TYPE t AS ENUM ('a', 'a')",
        ] {
            assert_eq!(step(DatabaseErrorKind::UniqueViolation, sql), repair);
        }
        // A default in the script may be what is missing.
        let adds = "ALTER TABLE t ADD b int NOT NULL";
        assert_eq!(step(DatabaseErrorKind::NotNullViolation, adds), repair);
        assert_eq!(
            next_step(&Error::NotFound, "SELECT 1", "x/down.sql", Direction::Down),
            "repair `x/down.sql` and downgrade again"
        );
    }
}
