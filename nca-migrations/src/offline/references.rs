//! Foreign keys that lead nowhere, on SQLite: a migration must not make them more.

use nca_migrations_core::dialect::Dialect;

use super::guard::REFERENCES;
use super::sheet::Sheet;

/// How many there are between two tables. See
/// <https://www.sqlite.org/pragma.html#pragma_foreign_key_check>.
const BROKEN: &str = "SELECT \"table\" AS child, parent, count(*) AS broken \
    FROM pragma_foreign_key_check GROUP BY \"table\", parent";

/// Keeps those before a migration.
pub(super) fn before(sheet: &mut Sheet) {
    if sheet.dialect == Dialect::Sqlite {
        sheet.sql("DELETE FROM temp.__nca_references");
        sheet.sql(&format!("INSERT INTO temp.__nca_references {BROKEN}"));
    }
}

/// Fails when there are more after it.
pub(super) fn after(sheet: &mut Sheet) {
    if sheet.dialect == Dialect::Sqlite {
        sheet.sql(&format!(
            "INSERT INTO temp.__nca_guard ({REFERENCES}) SELECT 0 FROM ({BROKEN}) AS now \
             LEFT JOIN temp.__nca_references AS earlier \
             ON earlier.child = now.child AND earlier.parent = now.parent \
             WHERE now.broken > coalesce(earlier.broken, 0)"
        ));
    }
}
