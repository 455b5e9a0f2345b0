//! The session: what it must be like to read a catalog, and how it was.

use diesel::MysqlConnection;
use diesel::connection::SimpleConnection;

use super::rows::{converted, load, texts};
use crate::introspect::IntrospectError;

/// What is known of the session and its server.
#[derive(Debug)]
pub(super) struct Session {
    /// The database that it has selected.
    pub(super) database: String,
    /// Whether the server takes upper and lower case in names of databases for the same.
    pub(super) folds_case: bool,
    pub(super) is_mariadb: bool,
    /// Whom the server takes it for, as `user@host`.
    pub(super) account: String,
    /// Its roles, as they are written in a statement.
    pub(super) roles: Option<String>,
    /// The statement that puts back what was changed.
    restore: String,
}

texts! {
    SessionRow {
        database: "DATABASE()",
        folds_case: "@@lower_case_table_names <> 0",
        is_mariadb: "/*M! 1 */ /*!80000 0 */",
        account: "CURRENT_USER()",
        roles: "CURRENT_ROLE()",
        sql_mode: "@@sql_mode",
        results: "@@character_set_results",
        quote: "@@sql_quote_show_create",
        limit: "@@sql_select_limit",
        invisible_key:
            "0 /*!80030 + @@session.show_gipk_in_create_table_and_information_schema */",
    }
}

impl Session {
    /// Sets what changes the text that the server prints, or the rows that it gives: how identifiers and
    /// strings are quoted (`ANSI_QUOTES`, `NO_BACKSLASH_ESCAPES`, `sql_quote_show_create`), the character
    /// set, the number of rows, and whether MySQL shows a primary key that it made by itself. That takes
    /// no right and ends no transaction.
    pub(super) fn begin(conn: &mut MysqlConnection) -> Result<Self, IntrospectError> {
        const WHAT: &str = "the session";
        // As bytes: nobody has set the character set of the results yet. And `sql_select_limit` counts only
        // where there is no `LIMIT`.
        let columns = SessionRow::COLUMNS
            .iter()
            .map(|expression| format!("CAST({} AS BINARY)", converted(&[*expression])));
        let columns = columns.collect::<Vec<_>>().join(", ");
        let query = format!("SELECT {columns} LIMIT 1");
        let row = load::<SessionRow>(conn, WHAT, query)?.into_iter().next();
        let row = row.ok_or(IntrospectError::Database {
            what: WHAT,
            error: diesel::result::Error::NotFound,
        })?;
        let database = row.database.ok_or(IntrospectError::NoDatabase)?;
        let results = match row.results.as_deref() {
            None | Some("") => "NULL".to_owned(),
            Some(charset) => format!("'{charset}'"),
        };
        let restore = settings(
            &row.sql_mode.unwrap_or_default(),
            &results,
            row.quote.as_deref().unwrap_or("1"),
            row.limit.as_deref().unwrap_or("DEFAULT"),
            row.invisible_key.as_deref().unwrap_or("0"),
        );
        // The most that the variable takes.
        let ours = settings("", "'utf8mb4'", "1", "18446744073709551615", "1");
        (conn.batch_execute(&ours)).map_err(|error| database_error(error, WHAT))?;
        Ok(Self {
            database,
            folds_case: row.folds_case.as_deref() == Some("1"),
            is_mariadb: row.is_mariadb.as_deref() == Some("1"),
            account: row.account.unwrap_or_default(),
            roles: row.roles.filter(|roles| roles != "NONE"),
            restore,
        })
    }

    /// Puts the session back as it came.
    pub(super) fn give_back(&self, conn: &mut MysqlConnection) -> Result<(), IntrospectError> {
        (conn.batch_execute(&self.restore)).map_err(|error| database_error(error, "the session"))
    }

    /// The statement that gives the account a right.
    pub(super) fn grant(&self, right_and_target: &str) -> String {
        let account = match self.account.rsplit_once('@') {
            Some((user, host)) => format!("'{user}'@'{host}'"),
            None => format!("'{}'", self.account),
        };
        format!("GRANT {right_and_target} TO {account}")
    }

    /// Whether that is the database's name.
    pub(super) fn is_database(&self, name: &str) -> bool {
        name == self.database
            || self.folds_case && name.to_lowercase() == self.database.to_lowercase()
    }

    /// The schema of a name: none when it is in the database.
    pub(super) fn schema(&self, name: Option<String>) -> Option<String> {
        name.filter(|name| !self.is_database(name))
    }
}

fn settings(mode: &str, results: &str, quote: &str, limit: &str, invisible_key: &str) -> String {
    format!(
        "SET SESSION sql_mode = '{mode}', character_set_results = {results}, \
         sql_quote_show_create = {quote}, sql_select_limit = {limit} \
         /*!80030 , show_gipk_in_create_table_and_information_schema = {invisible_key} */"
    )
}

fn database_error(error: diesel::result::Error, what: &'static str) -> IntrospectError {
    IntrospectError::Database { what, error }
}

#[cfg(test)]
impl Session {
    pub(super) fn of(database: &str, folds_case: bool) -> Self {
        Self {
            database: database.to_owned(),
            folds_case,
            is_mariadb: true,
            account: "u@h".to_owned(),
            roles: None,
            restore: String::new(),
        }
    }
}
