//! Rows that a test starts with.

use std::borrow::Cow;

use nca_migrations_catalog::Database;
use nca_migrations_core::text::line_column;

use super::FixtureFailure;
use crate::fault::pointed_at;
use crate::script::statements;

/// SQL that a test starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixture {
    file: Cow<'static, str>,
    sql: Cow<'static, str>,
}

impl Fixture {
    /// The text of a file, by the name that errors call it.
    pub const fn new(file: &'static str, sql: &'static str) -> Self {
        Self {
            file: Cow::Borrowed(file),
            sql: Cow::Borrowed(sql),
        }
    }

    pub(super) fn load<C: Database>(&self, conn: &mut C) -> Result<(), FixtureFailure> {
        for range in statements(&self.sql, C::DIALECT) {
            let statement = &self.sql[range.clone()];
            let Err(error) = conn.run(statement) else {
                continue;
            };
            let fault = pointed_at(statement, C::DIALECT, &error);
            let at = range.start + fault.map_or(0, |fault| fault.start);
            let place = line_column(&self.sql, at);
            return Err(FixtureFailure {
                file: self.file.clone().into_owned(),
                line: place.line,
                column: place.column,
                error,
            });
        }
        Ok(())
    }
}
