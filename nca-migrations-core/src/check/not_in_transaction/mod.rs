//! Statements that a server refuses, or ignores, inside a transaction.
//!
//! MySQL and MariaDB have none: they commit instead.

mod postgres;
mod sqlite;

use std::ops::Range;

use super::Finding;
use crate::dialect::Dialect;
use crate::sql::Statement;

/// `before` are the statements before this one.
pub(super) fn find(
    statement: &Statement<'_>,
    first: &str,
    before: &[Statement<'_>],
    dialect: Dialect,
) -> Option<(Finding, Range<usize>)> {
    let (name, range) = match dialect {
        Dialect::Sqlite => sqlite::find(statement, first)?,
        Dialect::Postgres => postgres::find(statement, first, before)?,
        Dialect::Mysql => return None,
    };
    Some((
        Finding::NotInTransaction {
            statement: name.to_owned(),
        },
        range,
    ))
}
