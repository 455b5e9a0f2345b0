//! The client's session: what it is called, and what it is told first.

use std::time::Duration;

use nca_migrations_core::check::Framing;
use nca_migrations_core::dialect::Dialect;

use super::sheet::Sheet;

/// How a script is run.
pub(super) const fn command(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "psql --no-psqlrc --dbname=DATABASE --file=SCRIPT",
        Dialect::Sqlite => "sqlite3 DATABASE < SCRIPT",
        _ => "mariadb --comments DATABASE < SCRIPT    (or mysql)",
    }
}

/// Stops at the first error, and makes the session one as Diesel's.
pub(super) fn open(sheet: &mut Sheet, wait: Duration) {
    match sheet.dialect {
        Dialect::Postgres => {
            sheet.comment("Commands of psql: stop at the first error, begin no transactions.");
            sheet.verbatim(
                "\\set ON_ERROR_STOP on\n\\set ON_ERROR_ROLLBACK off\n\\set AUTOCOMMIT on",
            );
        }
        Dialect::Sqlite => {
            sheet.comment(
                "Commands of sqlite3: stop at the first error, wait for others (milliseconds).",
            );
            sheet.verbatim(&format!(".bail on\n.timeout {}", wait.as_millis()));
            sheet.comment(
                "Foreign keys are not enforced while tables are rebuilt, but checked before each \
                 commit.\nThis is sqlite3's own default, and what the script leaves.",
            );
        }
        _ => {
            sheet.comment(
                "The client stops at the first error by itself, unless it is told `--force`. Without \
                 `--comments`\nit takes the comments out of what it sends.",
            );
            for setting in KEPT {
                sheet.sql(&format!("SET @nca_{setting} = @@{setting}"));
            }
        }
    }
    set(sheet);
}

/// Sets the session up again, after a script that may have changed it: as the client had it at first,
/// where a run knows what its caller had.
pub(super) fn renew(sheet: &mut Sheet, framing: Framing) {
    sheet.comment("The migration may have changed the session.");
    match sheet.dialect {
        Dialect::Postgres => {
            for reset in ["RESET SESSION AUTHORIZATION", "RESET ROLE", "RESET ALL"] {
                sheet.sql(reset);
            }
        }
        Dialect::Sqlite => {
            sheet.sql("PRAGMA query_only = OFF");
            if framing == Framing::None {
                for pragma in [
                    "ignore_check_constraints",
                    "legacy_alter_table",
                    "recursive_triggers",
                ] {
                    sheet.sql(&format!("PRAGMA {pragma} = OFF"));
                }
            }
        }
        _ => {
            sheet.sql("UNLOCK TABLES");
            for setting in KEPT {
                sheet.sql(&format!("SET SESSION {setting} = @nca_{setting}"));
            }
        }
    }
    set(sheet);
}

/// Settings of MySQL and MariaDB that scripts are known to change. Which database is selected is not
/// among them: `USE` takes no variable.
const KEPT: [&str; 3] = ["sql_mode", "foreign_key_checks", "unique_checks"];

fn set(sheet: &mut Sheet) {
    let statements: &[&str] = match sheet.dialect {
        // Diesel's, and strings as our splitter reads them.
        Dialect::Postgres => &[
            "SET client_encoding = 'UTF8'",
            "SET standard_conforming_strings = on",
            "SET TIME ZONE 'UTC'",
        ],
        Dialect::Sqlite => &["PRAGMA foreign_keys = OFF"],
        // Diesel's, and strings as our splitter reads them.
        _ => &[
            "SET NAMES utf8mb4",
            "SET SESSION time_zone = '+00:00'",
            "SET SESSION sql_mode = REPLACE(@@sql_mode, 'NO_BACKSLASH_ESCAPES', '')",
            "SET SESSION autocommit = 1",
        ],
    };
    for statement in statements {
        sheet.sql(statement);
    }
}
