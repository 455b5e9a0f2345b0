//! What a database has, as lines of text that are equal when the databases are: all but the history's
//! own tables.

use std::collections::BTreeSet;

use diesel::SqliteConnection;

use crate::bed::Ask;

/// A connection that can say what its database has.
pub(crate) trait Catalog {
    fn catalog(&mut self) -> BTreeSet<String>;
}

/// SQLite keeps the text of what was created, and edits it when a column or a name changes: quotes and
/// white space then differ.
impl Catalog for SqliteConnection {
    fn catalog(&mut self) -> BTreeSet<String> {
        let lines = self.texts(
            "SELECT type || ' ' || name || ': ' || sql AS value FROM sqlite_schema \
             WHERE sql IS NOT NULL AND tbl_name NOT LIKE '\\_\\_%' ESCAPE '\\' \
             UNION ALL SELECT 'temporary ' || name FROM sqlite_temp_schema",
        );
        let plain = |line: String| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.join(" ").replace('"', "").replace(" ,", ",")
        };
        lines.into_iter().map(plain).collect()
    }
}

#[cfg(feature = "postgres")]
impl Catalog for diesel::PgConnection {
    fn catalog(&mut self) -> BTreeSet<String> {
        let lines = self.texts(
            "WITH relation AS ( \
               SELECT oid AS id, relname::text AS name, relkind FROM pg_class \
               WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_\\_%') \
             SELECT concat_ws(' ', 'column', name, row_number() OVER (PARTITION BY id ORDER BY attnum), \
               attname, format_type(atttypid, atttypmod), attnotnull, attidentity, \
               pg_get_expr(adbin, adrelid), attcollation::regcollation) AS value \
             FROM relation JOIN pg_attribute ON attrelid = id AND attnum > 0 AND NOT attisdropped \
             LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum \
             WHERE relkind IN ('r', 'v') \
             UNION ALL SELECT concat_ws(' ', 'constraint', name, conname, convalidated, pg_get_constraintdef(c.oid)) \
             FROM relation JOIN pg_constraint AS c ON conrelid = id \
             UNION ALL SELECT concat_ws(' ', 'index', indisvalid, pg_get_indexdef(indexrelid)) \
             FROM relation JOIN pg_index ON indrelid = id \
             UNION ALL SELECT concat_ws(' ', 'sequence', name) FROM relation WHERE relkind = 'S' \
             UNION ALL SELECT concat_ws(' ', 'view', name, pg_get_viewdef(id)) FROM relation WHERE relkind = 'v' \
             UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid)) \
             FROM relation JOIN pg_trigger AS t ON tgrelid = id WHERE NOT tgisinternal \
             UNION ALL SELECT concat_ws(' ', 'function', pg_get_functiondef(oid)) FROM pg_proc \
             WHERE pronamespace = 'public'::regnamespace",
        );
        // The names of the history's own sequences and indexes begin with those of its tables.
        let ours = |line: &String| !line.contains(" __") && !line.contains(".__");
        lines.into_iter().filter(ours).collect()
    }
}

#[cfg(feature = "mysql")]
impl Catalog for diesel::MysqlConnection {
    /// Columns with their place; keys and checks in no order.
    fn catalog(&mut self) -> BTreeSet<String> {
        let mut lines: BTreeSet<String> = self
            .texts(
                "SELECT CONCAT_WS(' ', 'trigger', event_object_table, trigger_name, action_timing, \
                   event_manipulation, action_statement) AS value \
                 FROM information_schema.triggers WHERE trigger_schema = DATABASE() \
                 UNION ALL SELECT CONCAT_WS(' ', 'routine', routine_name) \
                 FROM information_schema.routines WHERE routine_schema = DATABASE() \
                 UNION ALL SELECT CONCAT_WS(' ', 'view', table_name, \
                   REPLACE(view_definition, CONCAT('`', DATABASE(), '`.'), '')) \
                 FROM information_schema.views WHERE table_schema = DATABASE()",
            )
            .into_iter()
            .collect();
        let tables = self.texts(
            "SELECT table_name AS value FROM information_schema.tables \
             WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
        );
        for table in tables.iter().filter(|table| !table.starts_with("__")) {
            let definition = definition(self, table);
            for (n, line) in definition.lines().enumerate().skip(1) {
                let line = line.trim().trim_end_matches(',');
                let line = if line.starts_with('`') {
                    format!("{n} {line}")
                } else if line.starts_with(')') {
                    let words = line.split(' ');
                    let words: Vec<_> =
                        words.filter(|w| !w.starts_with("AUTO_INCREMENT")).collect();
                    words.join(" ")
                } else {
                    line.to_owned()
                };
                lines.insert(format!("table {table} {line}"));
            }
        }
        lines
    }
}

#[cfg(feature = "mysql")]
fn definition(conn: &mut diesel::MysqlConnection, table: &str) -> String {
    use diesel::sql_types::Text;
    use diesel::{QueryableByName, RunQueryDsl, sql_query};

    #[derive(QueryableByName)]
    struct Shown {
        #[diesel(sql_type = Text, column_name = "Create Table")]
        definition: String,
    }
    let shown: Shown = sql_query(format!("SHOW CREATE TABLE {table}"))
        .get_result(conn)
        .unwrap();
    shown.definition
}
