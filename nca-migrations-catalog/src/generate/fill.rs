//! What rows get in columns that take no NULL.

use std::collections::HashMap;

use super::Obstacle;
use crate::model::{Column, Name, Table};

/// What the rows that are there get in columns that take no NULL and have no other value: an expression of SQL
/// for each column, which may name other columns of the same row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fills {
    expressions: HashMap<(Name, String), String>,
}

impl Fills {
    /// Says what the rows of `table` get in `column`.
    pub fn set(&mut self, table: Name, column: impl Into<String>, expression: impl Into<String>) {
        self.expressions
            .insert((table, column.into()), expression.into());
    }

    /// What the rows of `table` get in `column`, if that was said.
    pub fn get(&self, table: &Name, column: &str) -> Option<&str> {
        let key = (table.clone(), column.to_owned());
        self.expressions.get(&key).map(String::as_str)
    }

    /// Whether any of the expressions has this string in it.
    pub(super) fn mention(&self, value: &str) -> bool {
        let literal = format!("'{}'", value.replace('\'', "''"));
        self.expressions
            .values()
            .any(|expression| expression.contains(&literal))
    }

    /// What rows that have NULL in `column` get, now that it takes none: what was said, else its default.
    pub(super) fn of_null<'a>(
        &'a self,
        table: &Table,
        column: &'a Column,
    ) -> Result<&'a str, Obstacle> {
        let said = self.get(&table.name, &column.name);
        let fill = said.or(column.default.as_deref());
        fill.filter(|fill| !fill.eq_ignore_ascii_case("null"))
            .ok_or_else(|| Obstacle::NeedsFill {
                table: table.name.clone(),
                column: column.name.clone(),
            })
    }
}
