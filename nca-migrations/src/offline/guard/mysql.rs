//! The guard on MySQL and MariaDB. Outside of stored programs, which a role may not be allowed to
//! create, neither `IF` nor a `SIGNAL` with a condition can be had on both; but a text can be prepared
//! as a statement. Where a check does not hold it is a string, and the server says that it is none,
//! and what it says.

use nca_migrations_core::dialect::Dialect;

use super::{Check, FOUND};
use crate::offline::sheet::Sheet;
use crate::tables::{APPLIED, LOG, quoted};

/// The name of the lock of a run: that of `backend/mysql/lock.rs`.
fn lock() -> String {
    format!(
        "CONCAT('nca-migrations-', LEFT(SHA2(CONCAT('{LOG} in ', LOWER(DATABASE())), 256), 40))"
    )
}

pub(super) fn write(sheet: &mut Sheet, checks: &[Check]) {
    let selected = Check {
        holds: "DATABASE() IS NOT NULL".to_owned(),
        message: "no database is selected".to_owned(),
    };
    check(sheet, &selected);
    let free = Check {
        holds: format!("coalesce(GET_LOCK({}, 0), 0) = 1", lock()),
        message: "another process migrates this database".to_owned(),
    };
    check(sheet, &free);
    read(
        sheet,
        APPLIED,
        &[
            ("applied_count", format!("SELECT count(*) FROM {APPLIED}")),
            (
                "applied_last",
                format!(
                    "SELECT version FROM {APPLIED} ORDER BY CAST(version AS BINARY) DESC LIMIT 1"
                ),
            ),
        ],
    );
    let newest =
        |column: &str| format!("SELECT {column} FROM {LOG} ORDER BY sequence DESC LIMIT 1");
    read(
        sheet,
        LOG,
        &[
            ("log_format", format!("SELECT max(format) FROM {LOG}")),
            ("log_outcome", newest("outcome")),
            ("log_digest", newest("chain_digest")),
        ],
    );
    for one in checks {
        check(sheet, one);
    }
}

pub(super) fn close(sheet: &mut Sheet) {
    sheet.sql(&format!("DO RELEASE_LOCK({})", lock()));
}

fn check(sheet: &mut Sheet, check: &Check) {
    let string = quoted(&check.message, Dialect::Mysql);
    sheet.sql(&format!(
        "SET @nca = IF({}, 'DO 0', {})",
        check.holds,
        quoted(&string, Dialect::Mysql)
    ));
    run(sheet);
}

/// Reads from a table that may not be there.
fn read(sheet: &mut Sheet, table: &str, found: &[(&str, String)]) {
    debug_assert!(found.iter().all(|(name, _)| FOUND.contains(name)));
    let listed = |each: &dyn Fn(&(&str, String)) -> String| {
        let all: Vec<String> = found.iter().map(each).collect();
        all.join(", ")
    };
    let variables = listed(&|(name, _)| format!("@nca_{name}"));
    let values = listed(&|(_, select)| format!("({select})"));
    let nothing = listed(&|(name, _)| {
        let number = name.ends_with("count");
        if number { "0" } else { "NULL" }.to_owned()
    });
    let select = format!("SELECT {values} INTO {variables}");
    let nothing = format!("SELECT {nothing} INTO {variables}");
    sheet.sql(&format!(
        "SET @nca = IF((SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE() \
         AND table_name = '{table}') = 1,\n    {},\n    {})",
        quoted(&select, Dialect::Mysql),
        quoted(&nothing, Dialect::Mysql)
    ));
    run(sheet);
}

fn run(sheet: &mut Sheet) {
    sheet.sql("PREPARE nca FROM @nca");
    sheet.sql("EXECUTE nca");
    sheet.sql("DEALLOCATE PREPARE nca");
}
