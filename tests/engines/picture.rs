//! Everything in a database that two runs of one chain should agree on, as lines of text.

use nca_migrations::chain::Chain;
use nca_migrations::history::{Action, Outcome};
use nca_migrations::{Dialect, Migrator};

use crate::bed::Ask;

/// The schema and the rows of tables that have the columns `id`, `n` and `note`.
pub(crate) fn picture<C: Ask>(conn: &mut C) -> Vec<String> {
    let mut lines = conn.texts(schema(C::DIALECT));
    for table in conn.tables() {
        let rows = match C::DIALECT {
            Dialect::Postgres => format!("SELECT CAST(t AS text) AS value FROM {table} AS t"),
            _ => format!("SELECT CONCAT_WS(' ', id, n, note) AS value FROM {table}"),
        };
        let rows = conn.texts(&format!("{rows} ORDER BY id, value"));
        lines.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
    }
    lines.extend(conn.applied());
    lines
}

/// What is wrong with the log of a chain that has been run to its head: each version must be in it as
/// done once, and no number may be left out.
pub(crate) fn wrong_with_log<C: Ask>(conn: &mut C, chain: &Chain) -> Option<String> {
    let log = Migrator::new(chain).history(conn).unwrap().log;
    let sequences: Vec<_> = log.iter().map(|entry| entry.sequence).collect();
    if !(1..)
        .zip(&sequences)
        .all(|(expected, &found)| expected == found)
    {
        return Some(format!("the log has the numbers {sequences:?}"));
    }
    let done = log
        .iter()
        .filter(|entry| entry.action == Action::Upgrade && entry.outcome == Outcome::Done);
    let done: Vec<_> = done.filter_map(|entry| entry.version.as_deref()).collect();
    let applied = conn.applied();
    (done != applied).then(|| format!("the log has {done:?} as done, and applied are {applied:?}"))
}

fn schema(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => {
            "SELECT concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, \
             column_default) AS value \
             FROM information_schema.columns WHERE table_schema = current_schema() \
             UNION ALL SELECT concat_ws(' ', indexdef, CASE WHEN indisvalid THEN 'valid' ELSE 'INVALID' END) \
             FROM pg_indexes JOIN pg_index ON indexrelid = CAST(format('%I.%I', schemaname, indexname) AS regclass) \
             WHERE schemaname = current_schema() \
             UNION ALL SELECT concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid)) \
             FROM pg_constraint WHERE connamespace = current_schema()::regnamespace \
             UNION ALL SELECT concat_ws(' ', 'view', viewname, definition) \
             FROM pg_views WHERE schemaname = current_schema() \
             ORDER BY 1"
        }
        Dialect::Mysql => {
            "SELECT CONCAT_WS(' ', 'column', table_name, column_name, ordinal_position, column_type, \
             is_nullable, column_default) AS value \
             FROM information_schema.columns WHERE table_schema = DATABASE() \
             UNION ALL SELECT CONCAT_WS(' ', 'index', table_name, index_name, non_unique, \
             seq_in_index, column_name) \
             FROM information_schema.statistics WHERE table_schema = DATABASE() \
             ORDER BY 1"
        }
        _ => "SELECT concat_ws(' ', type, name, sql) AS value FROM sqlite_master ORDER BY name",
    }
}
