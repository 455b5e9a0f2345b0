//! A script that is being written, and what stands in its way.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::split;

use crate::generate::{Obstacle, Statement};

/// A script that is being written, and what stands in its way.
#[derive(Debug, Default)]
pub(super) struct Script {
    statements: Vec<Statement>,
    obstacles: Vec<Obstacle>,
}

impl Script {
    pub(super) fn push(&mut self, statement: Statement) {
        self.statements.push(statement);
    }

    pub(super) fn say(&mut self, sql: impl Into<String>) {
        self.push(Statement::new(sql));
    }

    /// A program, which has to be one statement to whoever splits the script.
    pub(super) fn program(&mut self, object: &str, sql: String) {
        let read = split(&sql, Dialect::Mysql);
        let is_one =
            read.unterminated.is_none() && matches!(&*read.statements, [one] if one.text() == sql);
        if is_one {
            self.say(sql);
        } else {
            self.refuse(
                object,
                "it cannot be told where its text ends in a script: write it by hand",
            );
        }
    }

    pub(super) fn obstacle(&mut self, obstacle: Obstacle) {
        self.obstacles.push(obstacle);
    }

    pub(super) fn refuse(&mut self, object: impl Into<String>, because: impl Into<String>) {
        self.obstacle(Obstacle::Inexpressible {
            object: object.into(),
            because: because.into(),
        });
    }

    /// Adds what is done to a table that MariaDB keeps the history of. It has to be told that the old rows are to
    /// be changed, too: <https://mariadb.com/kb/en/system-versioned-tables/#system_versioning_alter_history>.
    pub(super) fn within_history(&mut self, inner: Self, keeps_history: bool) {
        let is_told = keeps_history && !inner.statements.is_empty();
        if is_told {
            self.say(
                "SET @old_alter_history = @@system_versioning_alter_history, \
                 system_versioning_alter_history = KEEP",
            );
        }
        self.statements.extend(inner.statements);
        self.obstacles.extend(inner.obstacles);
        if is_told {
            self.say("SET system_versioning_alter_history = @old_alter_history");
        }
    }

    pub(super) fn finish(self) -> Result<Vec<Statement>, Vec<Obstacle>> {
        if self.obstacles.is_empty() {
            Ok(self.statements)
        } else {
            Err(self.obstacles)
        }
    }
}
