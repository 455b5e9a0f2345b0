//! Rows of text.

use diesel::deserialize::{self, FromSql};
use diesel::mysql::Mysql;
use diesel::row::{Field, NamedRow, Row};
use diesel::sql_types::Text;
use diesel::{MysqlConnection, QueryableByName, RunQueryDsl, sql_query};

use crate::introspect::IntrospectError;

/// Rows of texts, and what to select for them. They are read by their places: the names of columns come in the
/// character set of the results, which may be any.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $expression:literal),+ $(,)? }) => {
        $crate::introspect::mysql::rows::texts! { $(#[$doc])* $name { $($field),+ } }

        impl $name {
            const COLUMNS: &'static [&'static str] = &[$($expression),+];
        }
    };
    ($(#[$doc:meta])* $name:ident { $($field:ident),+ $(,)? }) => {
        $(#[$doc])*
        struct $name {
            $($field: Option<String>,)+
        }

        impl diesel::QueryableByName<diesel::mysql::Mysql> for $name {
            fn build<'a>(
                row: &impl diesel::row::NamedRow<'a, diesel::mysql::Mysql>,
            ) -> diesel::deserialize::Result<Self> {
                let mut places = 0..;
                Ok(Self {
                    $($field: $crate::introspect::mysql::rows::text(row, places.next())?,)+
                })
            }
        }
    };
}
pub(super) use texts;

/// The text in that place.
pub(super) fn text<'a>(
    row: &impl NamedRow<'a, Mysql>,
    place: Option<usize>,
) -> deserialize::Result<Option<String>> {
    let field = place.and_then(|place| Row::get(row, place));
    let field = field.ok_or("a column is missing")?;
    let value = field.value();
    value
        .map(<String as FromSql<Text, Mysql>>::from_sql)
        .transpose()
}

/// What to select for texts, whatever their types.
pub(super) fn converted(columns: &[&str]) -> String {
    let columns = columns
        .iter()
        .map(|expression| format!("CONVERT({expression} USING utf8mb4)"));
    columns.collect::<Vec<_>>().join(", ")
}

/// Runs `SELECT columns FROM rest`.
pub(super) fn select<R>(
    conn: &mut MysqlConnection,
    what: &'static str,
    columns: &[&str],
    rest: &str,
) -> Result<Vec<R>, IntrospectError>
where
    R: QueryableByName<Mysql> + 'static,
{
    load(
        conn,
        what,
        format!("SELECT {} FROM {rest}", converted(columns)),
    )
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
