//! The guard on SQLite, which has no `IF`: a temporary table with constraints whose names say what is
//! wrong. Whatever fails, the transaction is gone with the client.

use super::{Check, Tables, create_tables};
use crate::offline::sheet::Sheet;
use crate::tables::{APPLIED, LOG};

/// The column for references that a migration has broken.
pub(in crate::offline) const REFERENCES: &str = "broken_references";

const BROKEN: &str =
    "the migration leaves rows whose foreign keys lead nowhere: see PRAGMA foreign_key_check";

pub(super) fn write(sheet: &mut Sheet, checks: &[Check], tables: Tables) {
    let exist = Check {
        holds: format!(
            "(SELECT count(*) FROM main.sqlite_master WHERE type = 'table' \
             AND lower(name) IN ('{APPLIED}', '{LOG}')) = 2"
        ),
        message: "the database has no migration history".to_owned(),
    };
    let (applied, log) = (sheet.tables.applied(), sheet.tables.log());
    sheet.begin();
    let columns = std::iter::once(exist.message.as_str())
        .chain(checks.iter().map(|check| check.message.as_str()))
        .enumerate()
        .map(|(number, message)| column(&format!("check_{number}"), message))
        .chain([column(REFERENCES, BROKEN)]);
    let columns: Vec<String> = columns.collect();
    let columns = columns.join(",\n");
    sheet.sql(&format!("CREATE TEMP TABLE __nca_guard (\n{columns}\n)"));
    sheet.sql("CREATE TEMP TABLE __nca_references (child TEXT, parent TEXT, broken INTEGER)");
    if tables == Tables::Created {
        create_tables(sheet);
    }
    let insert = |number: usize, holds: &str, from: &str| {
        format!("INSERT INTO temp.__nca_guard (check_{number}) SELECT {holds}{from}")
    };
    sheet.sql(&insert(0, &exist.holds, ""));
    sheet.sql(&format!(
        "CREATE TEMP TABLE __nca_found AS SELECT\n    \
         (SELECT count(*) FROM {applied}) AS applied_count,\n    \
         (SELECT max(version) FROM {applied}) AS applied_last,\n    \
         (SELECT max(format) FROM {log} WHERE action = 'format') AS log_format,\n    \
         (SELECT outcome FROM {log} ORDER BY sequence DESC LIMIT 1) AS log_outcome,\n    \
         (SELECT chain_digest FROM {log} ORDER BY sequence DESC LIMIT 1) AS log_digest"
    ));
    for (number, check) in (1..).zip(checks) {
        sheet.sql(&insert(number, &check.holds, " FROM temp.__nca_found"));
    }
}

pub(super) fn close(sheet: &mut Sheet) {
    for table in ["__nca_guard", "__nca_references", "__nca_found"] {
        sheet.sql(&format!("DROP TABLE temp.{table}"));
    }
}

fn column(name: &str, message: &str) -> String {
    let message = message.replace('"', "\"\"");
    format!("    {name} INTEGER CONSTRAINT \"{message}\" CHECK ({name})")
}
