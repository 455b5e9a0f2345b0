//! PostgreSQL says where.

use std::ops::Range;

use nca_migrations_core::dialect::Dialect;

use super::{end, token_at};

/// `position` counts characters from 1, and one past the last is "at end of input":
/// <https://www.postgresql.org/docs/current/protocol-error-fields.html>. Errors in a function's body
/// are counted in the statement that creates it.
pub(super) fn pointed_at(sql: &str, position: i32) -> Option<Range<usize>> {
    let before = usize::try_from(position).ok()?.checked_sub(1)?;
    Some(match sql.char_indices().nth(before) {
        Some((at, _)) => token_at(sql, Dialect::Postgres, at),
        None => end(sql),
    })
}
