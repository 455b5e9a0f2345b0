//! The state of an object in the database, as far as a statement that defines it can change it.

use diesel::connection::SimpleConnection;
use diesel::deserialize::{self, FromSql};
use diesel::mysql::Mysql;
use diesel::result::Error;
use diesel::row::{Field, NamedRow, Row};
use diesel::sql_types::Binary;
use diesel::{MysqlConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};
use nca_migrations_core::digest::Digest;

use crate::named::{Kind, Object};

/// It is not there.
pub(super) const ABSENT: &str = "absent";
/// It is there.
const PRESENT: &str = "present";
/// This user may change it and not look at it.
const HIDDEN: &str = "hidden";

/// The digest of its definition, or [`ABSENT`], [`PRESENT`], [`HIDDEN`].
///
/// Of what else there is than tables, no statement in question changes more than that it is there.
/// Not all of it can be asked for in a prepared statement.
pub(super) fn state(conn: &mut MysqlConnection, object: &Object) -> QueryResult<String> {
    let show = format!("SHOW CREATE {} {}", object.kind.word(), object.name);
    let found = if object.kind == Kind::Table {
        let shown: QueryResult<Definition> = sql_query(show).get_result(conn);
        shown.map(|Definition(text)| Digest::of(&without_next_number(&text)).to_string())
    } else {
        conn.batch_execute(&show).map(|()| PRESENT.to_owned())
    };
    match found {
        Err(error) if is_absence(&error) => Ok(ABSENT.to_owned()),
        Err(error) if is_denial(&error) => Ok(HIDDEN.to_owned()),
        found => found,
    }
}

/// Any error but these two, such as a wait for a lock that took too long, says nothing about the
/// object. The texts are those of `lc_messages = en_US`, errors 1146, 1305, 1360, 1539 and 1049; 1932
/// ("doesn't exist in engine") is none of them.
/// See <https://mariadb.com/kb/en/mariadb-error-codes/>.
fn is_absence(error: &Error) -> bool {
    let text = message(error);
    let ends = ["doesn't exist", "does not exist"];
    let starts = ["Unknown event ", "Unknown database "];
    ends.iter().any(|end| text.ends_with(end)) || starts.iter().any(|start| text.starts_with(start))
}

/// Errors 1044, 1142 and 1227.
fn is_denial(error: &Error) -> bool {
    let text = message(error);
    text.starts_with("Access denied") || text.contains(" command denied to user ")
}

fn message(error: &Error) -> &str {
    match error {
        Error::DatabaseError(_, information) => information.message(),
        _ => "",
    }
}

/// `Create Table` or `Create View`, in the character set of the results, which a script may choose:
/// what is not UTF-8 is read byte by byte, so that no two texts become one.
struct Definition(String);

impl QueryableByName<Mysql> for Definition {
    fn build<'a>(row: &impl NamedRow<'a, Mysql>) -> deserialize::Result<Self> {
        for index in 0..row.field_count() {
            let field = Row::get(row, index).ok_or("a column is missing")?;
            let name = field.field_name();
            if name.is_some_and(|name| name.starts_with("Create ")) {
                let bytes = <Vec<u8> as FromSql<Binary, Mysql>>::from_nullable_sql(field.value())?;
                let text = String::from_utf8(bytes).unwrap_or_else(|error| {
                    error.as_bytes().iter().copied().map(char::from).collect()
                });
                return Ok(Self(text));
            }
        }
        Err("expected a column `Create Table` or `Create View`".into())
    }
}

/// The number that the next row gets is not the definition's: `) ENGINE=InnoDB AUTO_INCREMENT=7 ...`.
fn without_next_number(definition: &str) -> String {
    let line = |line: &str| {
        let rest = line
            .starts_with(')')
            .then(|| line.split_once(" AUTO_INCREMENT="));
        match rest.flatten() {
            Some((before, after)) => {
                let after = after.trim_start_matches(|digit: char| digit.is_ascii_digit());
                format!("{before}{after}\n")
            }
            None => format!("{line}\n"),
        }
    };
    definition.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_is_left_out() {
        let definition = "CREATE TABLE `a` (\n  `b` int AUTO_INCREMENT=1\n) ENGINE=x AUTO_INCREMENT=17 COMMENT='c'";
        let expected = "CREATE TABLE `a` (\n  `b` int AUTO_INCREMENT=1\n) ENGINE=x COMMENT='c'\n";
        assert_eq!(without_next_number(definition), expected);
    }
}
