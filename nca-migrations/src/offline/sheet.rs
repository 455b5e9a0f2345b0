//! The text that is being written.

use nca_migrations_core::dialect::Dialect;

use crate::tables::{Bound, Tables};
use crate::who::Who;

/// A script under construction.
pub(super) struct Sheet {
    pub(super) dialect: Dialect,
    pub(super) tables: Tables,
    /// Who wrote it. Who will run it, and where, is not known.
    pub(super) who: Who,
    text: String,
    in_transaction: bool,
    /// Whether a comment is the last thing that was written.
    after_comment: bool,
}

impl Sheet {
    pub(super) fn new(dialect: Dialect, who: Who) -> Self {
        let tables = match dialect {
            // The schema that the header has found, quoted by psql, so that a script that sets another
            // `search_path` changes nothing.
            Dialect::Postgres => Tables::within(dialect, ":\"nca_schema\""),
            // As online: a name alone may also mean a temporary table.
            Dialect::Sqlite => Tables::of(dialect, "main".to_owned()),
            _ => Tables::unqualified(dialect),
        };
        Self {
            dialect,
            tables,
            who: Who { host: None, ..who },
            text: String::new(),
            in_transaction: false,
            after_comment: false,
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// One or more lines of comment. What is in them may come from outside.
    pub(super) fn comment(&mut self, text: &str) {
        for line in text.lines() {
            let line: String = line.chars().filter(|char| !char.is_control()).collect();
            self.text.push_str("-- ");
            self.text.push_str(&line);
            self.text.push('\n');
        }
        self.after_comment = true;
    }

    /// Text as it is, such as a command for the client.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.text.push_str(text);
        if !text.ends_with('\n') {
            self.text.push('\n');
        }
        self.after_comment = false;
    }

    /// The script's own comments.
    pub(super) fn theirs(&mut self, comments: &str) {
        if !comments.is_empty() {
            self.verbatim(comments);
            self.after_comment = true;
        }
    }

    /// A statement, without its `;`.
    pub(super) fn sql(&mut self, statement: &str) {
        self.verbatim(&format!("{statement};"));
    }

    pub(super) fn bound(&mut self, statement: &Bound<'_>) {
        self.sql(&statement.literal(self.dialect));
    }

    /// A statement that the mariadb client has to be told to end otherwise. When it keeps comments
    /// (`--comments`), it knows `DELIMITER` only where no comment waits to be sent.
    pub(super) fn delimited(&mut self, statement: &str, delimiter: &str) {
        if self.after_comment {
            self.sql("DO 0");
        }
        self.verbatim(&format!(
            "DELIMITER {delimiter}\n{statement}{delimiter}\nDELIMITER ;"
        ));
    }

    /// Begins a transaction unless one is open.
    pub(super) fn begin(&mut self) {
        if !self.in_transaction {
            self.sql(match self.dialect {
                Dialect::Sqlite => "BEGIN IMMEDIATE",
                Dialect::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED",
                _ => "START TRANSACTION",
            });
            self.in_transaction = true;
        }
    }

    /// Commits the transaction that is open, if one is.
    pub(super) fn commit(&mut self) {
        if self.in_transaction {
            self.sql("COMMIT");
            self.in_transaction = false;
        }
    }
}
