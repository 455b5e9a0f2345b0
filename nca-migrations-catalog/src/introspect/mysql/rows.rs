//! Rows of text.

use diesel::mysql::Mysql;
use diesel::{MysqlConnection, QueryableByName, RunQueryDsl, sql_query};

use crate::introspect::IntrospectError;

/// Rows of texts, and what to select for them: whatever the type, and whatever the character set of the
/// connection.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $expression:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(diesel::QueryableByName)]
        struct $name {
            $(
                #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Text>)]
                $field: Option<String>,
            )+
        }

        impl $name {
            const COLUMNS: &'static [(&'static str, &'static str)] =
                &[$((stringify!($field), $expression)),+];
        }
    };
}
pub(super) use texts;

/// Runs `SELECT columns FROM rest`.
pub(super) fn select<R>(
    conn: &mut MysqlConnection,
    what: &'static str,
    columns: &[(&str, &str)],
    rest: &str,
) -> Result<Vec<R>, IntrospectError>
where
    R: QueryableByName<Mysql> + 'static,
{
    let columns: Vec<String> = columns
        .iter()
        .map(|(name, expression)| format!("CONVERT({expression} USING utf8mb4) AS `{name}`"))
        .collect();
    let query = format!("SELECT {} FROM {rest}", columns.join(", "));
    load(conn, what, query)
}

pub(super) fn load<R>(
    conn: &mut MysqlConnection,
    what: &'static str,
    query: String,
) -> Result<Vec<R>, IntrospectError>
where
    R: QueryableByName<Mysql> + 'static,
{
    sql_query(query)
        .load(conn)
        .map_err(|error| IntrospectError::Database { what, error })
}

/// A text that stands for a number.
pub(super) fn number(text: Option<&String>) -> Option<u64> {
    text.and_then(|text| text.parse().ok())
}

/// A text, unless it is empty: so is a comment that nobody made.
pub(super) fn comment(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
