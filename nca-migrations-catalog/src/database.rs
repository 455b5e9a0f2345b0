//! A connection that SQL made at run time is sent through.

use diesel::QueryResult;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
use diesel::{
    QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    sql_query,
    sql_types::{Nullable, Text},
};
use nca_migrations_core::dialect::Dialect;

use crate::Introspect;

/// A connection to a database whose catalog can be read and that can be asked in SQL.
pub trait Database: Introspect {
    /// What it speaks.
    const DIALECT: Dialect;

    /// Runs statements.
    ///
    /// # Errors
    /// When the database says no.
    fn run(&mut self, sql: &str) -> QueryResult<()>;

    /// The column `value` of each row, which must be text or NULL.
    ///
    /// # Errors
    /// When the database says no.
    fn texts(&mut self, query: &str) -> QueryResult<Vec<Option<String>>>;

    /// The engine's major version as receipts have it: `3`, `15`, `mariadb-10.11`, `mysql-8.4`. Within one,
    /// an engine describes a catalog in the same words.
    ///
    /// # Errors
    /// When the database says no.
    fn major_version(&mut self) -> QueryResult<String>;
}

#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Nullable<Text>)]
    value: Option<String>,
}

macro_rules! database {
    ($feature:literal, $connection:ty, $dialect:expr, $version:literal, $major:path) => {
        #[cfg(feature = $feature)]
        impl Database for $connection {
            const DIALECT: Dialect = $dialect;

            fn run(&mut self, sql: &str) -> QueryResult<()> {
                self.batch_execute(sql)
            }

            fn texts(&mut self, query: &str) -> QueryResult<Vec<Option<String>>> {
                let rows: Vec<Row> = sql_query(query).load(self)?;
                Ok(rows.into_iter().map(|row| row.value).collect())
            }

            fn major_version(&mut self) -> QueryResult<String> {
                let said = self.texts($version)?.pop().flatten();
                Ok($major(&said.unwrap_or_default()))
            }
        }
    };
}

database!(
    "sqlite",
    diesel::SqliteConnection,
    Dialect::Sqlite,
    "SELECT sqlite_version() AS value",
    first_number
);
database!(
    "postgres",
    diesel::PgConnection,
    Dialect::Postgres,
    "SELECT current_setting('server_version') AS value",
    first_number
);
database!(
    "mysql",
    diesel::MysqlConnection,
    Dialect::Mysql,
    "SELECT version() AS value",
    product_and_series
);

/// `3.50.2` is `3`, `15.19 (Debian 15.19-0)` is `15`, `18beta1` is `18`.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn first_number(version: &str) -> String {
    let number = version.chars().take_while(char::is_ascii_digit);
    number.collect()
}

/// MariaDB's and MySQL's series have two numbers: `10.11.19-MariaDB-deb12u1` is `mariadb-10.11`, `8.4.2` is
/// `mysql-8.4`.
#[cfg(feature = "mysql")]
fn product_and_series(version: &str) -> String {
    let product = if version.to_ascii_lowercase().contains("mariadb") {
        "mariadb"
    } else {
        "mysql"
    };
    // What clients of before version 10 had to be told: `5.5.5-10.11.19-MariaDB`.
    let version = version.strip_prefix("5.5.5-").unwrap_or(version);
    let series: Vec<&str> = version.split(['.', '-']).take(2).collect();
    format!("{product}-{}", series.join("."))
}

#[cfg(all(test, feature = "mysql", feature = "postgres"))]
mod tests {
    use super::*;

    #[test]
    fn versions_are_cut_to_what_matters() {
        for (said, major) in [
            ("10.11.19-MariaDB-0+deb12u1", "mariadb-10.11"),
            ("5.5.5-10.6.1-MariaDB", "mariadb-10.6"),
            ("8.4.2", "mysql-8.4"),
            ("9.0.1-commercial", "mysql-9.0"),
        ] {
            assert_eq!(product_and_series(said), major);
        }
        for (said, major) in [
            ("3.50.2", "3"),
            ("15.19 (Debian 15.19-0+deb12u1)", "15"),
            ("18beta1", "18"),
        ] {
            assert_eq!(first_number(said), major);
        }
    }
}
