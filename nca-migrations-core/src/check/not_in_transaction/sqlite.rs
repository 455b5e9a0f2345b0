//! Tried on SQLite 3.40. `ATTACH` works inside a transaction there. `PRAGMA temp_store` is refused
//! only when there are temporary tables, and so not looked at.

use std::ops::Range;

use crate::check::pragma::Pragma;
use crate::sql::Statement;

pub(super) fn find(statement: &Statement<'_>, first: &str) -> Option<(&'static str, Range<usize>)> {
    // "cannot VACUUM from within a transaction"
    if first.eq_ignore_ascii_case("vacuum") {
        return Some(("VACUUM", statement.range.clone()));
    }
    // "database x is locked", as soon as the transaction has read or written it, or has begun
    // after it was attached; and without either there was no use in attaching it.
    if first.eq_ignore_ascii_case("detach") {
        return Some(("DETACH", statement.range.clone()));
    }
    let pragma = Pragma::of(statement, first)?;
    let name = match () {
        // No error: the old mode stays, and is the answer.
        () if pragma.is("journal_mode") && pragma.sets => "PRAGMA journal_mode",
        // "Safety level may not be changed inside a transaction"
        () if pragma.is("synchronous") && pragma.sets => "PRAGMA synchronous",
        // "database table is locked"
        () if pragma.is("wal_checkpoint") => "PRAGMA wal_checkpoint",
        () => return None,
    };
    Some((name, pragma.range))
}

#[cfg(test)]
mod tests {
    use crate::check::{Finding, Framing, script};
    use crate::dialect::Dialect;

    #[test]
    fn raises() {
        for (text, name) in [
            ("vacuum", "VACUUM"),
            ("VACUUM main INTO 'a.db'", "VACUUM"),
            ("detach database a", "DETACH"),
            ("pragma journal_mode = wal", "PRAGMA journal_mode"),
            ("pragma main.journal_mode(wal)", "PRAGMA journal_mode"),
            ("pragma synchronous = off", "PRAGMA synchronous"),
            ("pragma wal_checkpoint(truncate)", "PRAGMA wal_checkpoint"),
            ("pragma wal_checkpoint", "PRAGMA wal_checkpoint"),
        ] {
            let finding = Finding::NotInTransaction {
                statement: name.to_owned(),
            };
            let found = script(text, Dialect::Sqlite, Framing::Transaction);
            assert_eq!(found, [(finding, 0..text.len())], "{text}");
            assert_eq!(script(text, Dialect::Sqlite, Framing::None), [], "{text}");
        }
    }

    #[test]
    fn does_not_raise() {
        for text in [
            "pragma journal_mode",
            "pragma synchronous",
            "pragma user_version = 3",
            "attach 'a.db' as a",
            "reindex",
            "analyze",
            "insert into vacuum select 1",
        ] {
            assert_eq!(
                script(text, Dialect::Sqlite, Framing::Transaction),
                [],
                "{text}"
            );
        }
    }
}
