//! Statements that lock tables against this session itself.

use diesel::QueryResult;
use diesel::result::Error;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::split;

/// Between `LOCK TABLES` and its end a session reaches no other table, so that no statement could be
/// recorded. See <https://dev.mysql.com/doc/refman/8.4/en/lock-tables.html>.
pub(super) fn refuse(statement: &str) -> QueryResult<()> {
    if !locks_tables(statement) {
        return Ok(());
    }
    Err(Error::QueryBuilderError(
        "locked tables would keep this run from recording what it does, so the statement was not \
         run\n\
         leave it out, and the `UNLOCK TABLES` (`mysqldump --skip-add-locks` writes neither)"
            .into(),
    ))
}

fn locks_tables(statement: &str) -> bool {
    let split = split(statement, Dialect::Mysql);
    let Some(statement) = split.statements.first() else {
        return false;
    };
    let mut words = statement.words().map(str::to_ascii_lowercase);
    match words.next().as_deref() {
        Some("lock") => words.next().is_some_and(|word| word.starts_with("table")),
        Some("flush") => {
            let words: Vec<_> = words.collect();
            let phrases = [["read", "lock"].as_slice(), &["for", "export"]];
            phrases
                .iter()
                .any(|phrase| words.windows(2).any(|pair| pair == *phrase))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_locks_tables() {
        for (statement, expected) in [
            ("LOCK TABLES a WRITE", true),
            ("/*!40000 lock table a read */", true),
            ("FLUSH TABLES WITH READ LOCK", true),
            ("FLUSH TABLES a FOR EXPORT", true),
            ("FLUSH TABLES", false),
            ("UNLOCK TABLES", false),
            ("SELECT 'LOCK TABLES'", false),
        ] {
            assert_eq!(locks_tables(statement), expected, "{statement}");
        }
    }
}
