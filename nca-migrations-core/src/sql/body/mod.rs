//! Bodies: statements that hold statements, and so have `;` inside.
//!
//! Each dialect follows its own grammar: a word that could also be a column or a function, such as
//! `end`, `if` and `repeat`, counts only where a statement may begin or end.

mod block;
mod handler;
mod header;
mod mysql;
mod postgres;
mod sqlite;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::token::{Opened, Token, Unterminated};
use crate::dialect::Dialect;

/// Follows one statement token by token, to tell whether a `;` ends it.
#[derive(Clone, Debug)]
pub(super) enum Body {
    Sqlite(sqlite::Trigger),
    Postgres(postgres::Routine),
    Mysql(mysql::Routine),
}

impl Body {
    pub(super) fn new(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Sqlite => Self::Sqlite(sqlite::Trigger::default()),
            Dialect::Postgres => Self::Postgres(postgres::Routine::default()),
            Dialect::Mysql => Self::Mysql(mysql::Routine::default()),
        }
    }

    /// Takes in the statement's next token that is not trivia.
    pub(super) fn see(&mut self, token: &Token, source: &str) {
        match self {
            Self::Sqlite(trigger) => trigger.see(token, source),
            Self::Postgres(routine) => routine.see(token, source),
            Self::Mysql(routine) => routine.see(token, source),
        }
    }

    /// Whether a `;` here is inside the statement.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Self::Postgres(routine) => routine.is_open(),
            Self::Sqlite(_) | Self::Mysql(_) => self.begin().is_some(),
        }
    }

    /// The body that is not closed, if one is open.
    pub(super) fn unterminated(&self) -> Option<Unterminated> {
        self.begin().map(|range| Unterminated {
            opened: Opened::Body,
            range,
        })
    }

    /// The word that opens the body we are in.
    fn begin(&self) -> Option<Range<usize>> {
        match self {
            Self::Sqlite(trigger) => trigger.begin(),
            Self::Postgres(routine) => routine.begin(),
            Self::Mysql(routine) => routine.begin(),
        }
    }
}

/// Whether `source` is one of `words`, whatever its case.
fn is_one_of(source: &str, words: &[&str]) -> bool {
    words.iter().any(|word| source.eq_ignore_ascii_case(word))
}
