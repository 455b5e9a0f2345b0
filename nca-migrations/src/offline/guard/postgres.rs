//! The guard on PostgreSQL: one `DO` block. It holds the lock of a run to the end of the script; as
//! a run does it, it does not wait for it inside the server.

use nca_migrations_core::dialect::Dialect;

use super::Check;
use crate::offline::sheet::Sheet;
use crate::tables::{APPLIED, LOG, SCHEMA, quoted};

/// The two numbers of the lock for the schema in a variable: those of `backend/postgres/lock.rs`.
fn lock(schema: &str) -> [String; 2] {
    let name = format!("'{LOG} in ' || {schema}");
    [1, 5].map(|from| {
        format!(
            "CAST(CAST('x' || encode(substring(sha256(convert_to({name}, 'UTF8')) FROM {from} FOR 4), \
             'hex') AS bit(32)) AS integer)"
        )
    })
}

pub(super) fn write(sheet: &mut Sheet, checks: &[Check]) {
    sheet.begin();
    let [first, second] = lock("place");
    let mut block = format!(
        "DECLARE\n    \
             place CONSTANT text := {SCHEMA};\n    \
             applied_count bigint := 0;\n    \
             applied_last text;\n    \
             log_format integer;\n    \
             log_outcome text;\n    \
             log_digest text;\n\
         BEGIN\n    \
             IF place IS NULL THEN\n        \
                 RAISE EXCEPTION 'the `search_path` names no schema that is there';\n    \
             END IF;\n    \
             IF NOT pg_try_advisory_lock(\n        \
                 {first},\n        \
                 {second}\n    \
             ) THEN\n        \
                 RAISE EXCEPTION 'another process migrates this database';\n    \
             END IF;\n    \
             IF to_regclass(format('%I.{APPLIED}', place)) IS NOT NULL THEN\n        \
                 EXECUTE format('SELECT count(*), max(version COLLATE \"C\") FROM %I.{APPLIED}', place)\n            \
                     INTO applied_count, applied_last;\n    \
             END IF;\n    \
             IF to_regclass(format('%I.{LOG}', place)) IS NOT NULL THEN\n        \
                 EXECUTE format('SELECT max(format) FROM %I.{LOG}', place) INTO log_format;\n        \
                 EXECUTE format('SELECT outcome, chain_digest FROM %I.{LOG} ORDER BY sequence DESC LIMIT 1', place)\n            \
                     INTO log_outcome, log_digest;\n    \
             END IF;\n"
    );
    let refuse = |check: &Check| {
        format!(
            "    IF NOT ({}) THEN\n        \
                 RAISE EXCEPTION USING MESSAGE = {},\n            \
                     DETAIL = format('Applied: %s, the last is %s.', applied_count, coalesce(applied_last, 'none'));\n    \
             END IF;\n",
            check.holds,
            quoted(&check.message, Dialect::Postgres)
        )
    };
    block.extend(checks.iter().map(refuse));
    block += "END";
    // Names of revisions are in it.
    let mut mark = "$nca$".to_owned();
    while block.contains(&mark) {
        mark.insert(1, '_');
    }
    sheet.sql(&format!("DO {mark}\n{block}\n{mark}"));
    sheet.comment("Where the history is, for psql to put in below.");
    let [first, second] = lock("place");
    sheet.verbatim(&format!(
        "SELECT place AS nca_schema,\n    \
         {first} AS nca_lock_1,\n    \
         {second} AS nca_lock_2\n\
         FROM (SELECT {SCHEMA} AS place) AS history \\gset"
    ));
}

pub(super) fn close(sheet: &mut Sheet) {
    sheet.verbatim("SELECT pg_advisory_unlock(:nca_lock_1, :nca_lock_2) AS nca_unlocked \\gset");
}
