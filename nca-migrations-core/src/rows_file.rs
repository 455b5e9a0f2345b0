//! Files with rows that a migration is tried with: `rows.sql`, `rows.postgres.sql`. They are not part of the
//! chain: neither locked nor embedded nor run anywhere but on scratch databases.

use std::sync::Arc;

use crate::dialect::Dialect;
use crate::source::Source;

/// The name of a file with rows for every dialect.
pub const NAME: &str = "rows.sql";

/// The dialect that the rows of a file of this name are for; the inner `None` stands for all that have no
/// file of their own. `None` when it is another file.
pub fn parse(name: &str) -> Option<Option<Dialect>> {
    match name.strip_prefix("rows.")?.strip_suffix("sql")? {
        "" => Some(None),
        dialect => Some(Some(dialect.strip_suffix('.')?.parse().ok()?)),
    }
}

/// The file of these whose rows are for `dialect`.
pub fn of(files: &[Arc<Source>], dialect: Dialect) -> Option<&Arc<Source>> {
    let find = |wanted| {
        let mut files = files.iter();
        files.find(|file| parse(file.file_name()) == Some(wanted))
    };
    find(Some(dialect)).or_else(|| find(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(parse("rows.sql"), Some(None));
        assert_eq!(parse("rows.mysql.sql"), Some(Some(Dialect::Mysql)));
        for other in [
            "row.sql",
            "rows.oracle.sql",
            "rows",
            "rows.mysqlsql",
            "up.sql",
        ] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
