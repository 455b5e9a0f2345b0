//! The system variables of a session. See
//! <https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html> and
//! <https://mariadb.com/kb/en/server-system-variables/>.

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Nullable, Text};
use diesel::{MysqlConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};
use nca_migrations_core::dialect::Dialect;

use crate::tables::quoted;

/// Each by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variables(BTreeMap<String, String>);

/// Statements change these without being asked to, or `USE` does.
const CHANGE_BY_THEMSELVES: [&str; 18] = [
    "character_set_database",
    "collation_database",
    "error_count",
    "gtid_executed",
    "gtid_next",
    "gtid_owned",
    "gtid_seq_no",
    "identity",
    "in_transaction",
    "insert_id",
    "last_gtid",
    "last_insert_id",
    "pseudo_thread_id",
    "rand_seed1",
    "rand_seed2",
    "statement_id",
    "timestamp",
    "warning_count",
];

#[derive(QueryableByName)]
struct Variable {
    #[diesel(sql_type = Text, column_name = "Variable_name")]
    name: String,
    #[diesel(sql_type = Nullable<Text>, column_name = "Value")]
    value: Option<String>,
}

impl Variables {
    pub(super) fn read(conn: &mut MysqlConnection) -> QueryResult<Self> {
        let rows: Vec<Variable> = sql_query("SHOW SESSION VARIABLES").load(conn)?;
        let rows = rows
            .into_iter()
            .map(|row| (row.name, row.value.unwrap_or_default()));
        let lasting = rows.filter(|(name, _)| !CHANGE_BY_THEMSELVES.contains(&&**name));
        Ok(Self(lasting.collect()))
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value)
    }

    /// The same, but for one that the server knows.
    pub(super) fn with(mut self, name: &str, new: &str) -> Self {
        if let Some(value) = self.0.get_mut(name) {
            new.clone_into(value);
        }
        self
    }

    /// Sets what differs from these now.
    pub(super) fn give(&self, conn: &mut MysqlConnection, now: &Self) -> QueryResult<()> {
        let mut changes = self.changes(now);
        if changes.is_empty() || conn.batch_execute(&changes.join("; ")).is_ok() {
            return Ok(());
        }
        // Some are the whole server's, and somebody else has changed them.
        changes.retain(|change| conn.batch_execute(change).is_err());
        if changes.is_empty() {
            return Ok(());
        }
        // Unless the connection is gone.
        conn.batch_execute("DO 1")
    }

    /// In the order of the names: a character set comes before its collation, which it resets.
    fn changes(&self, now: &Self) -> Vec<String> {
        let differ = self
            .0
            .iter()
            .filter(|(name, value)| now.0.get(*name) != Some(value));
        let changes = differ.map(|(name, value)| {
            // A number is not taken from a string, and a name or a list is nothing but a string.
            let value = match value.parse::<f64>() {
                Ok(number) if number.is_finite() => value.clone(),
                _ => quoted(value, Dialect::Mysql),
            };
            format!("SET SESSION `{name}` = {value}")
        });
        changes.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(variables: &[(&str, &str)]) -> Variables {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Variables(variables.iter().map(owned).collect())
    }

    #[test]
    fn only_what_differs_is_set() {
        let before = variables(&[
            ("autocommit", "ON"),
            ("character_set_connection", "utf8mb4"),
            ("collation_connection", "utf8mb4_bin"),
            ("long_query_time", "10.000000"),
            ("sql_mode", ""),
            ("time_zone", "+00:00"),
        ]);
        assert_eq!(before.changes(&before), [""; 0]);
        let now = variables(&[
            ("autocommit", "OFF"),
            ("character_set_connection", "latin1"),
            ("collation_connection", "latin1_bin"),
            ("long_query_time", "1.000000"),
            ("sql_mode", "ANSI"),
            ("time_zone", "+00:00"),
        ]);
        assert_eq!(
            before.changes(&now),
            [
                "SET SESSION `autocommit` = 'ON'",
                "SET SESSION `character_set_connection` = 'utf8mb4'",
                "SET SESSION `collation_connection` = 'utf8mb4_bin'",
                "SET SESSION `long_query_time` = 10.000000",
                "SET SESSION `sql_mode` = ''",
            ]
        );
    }
}
