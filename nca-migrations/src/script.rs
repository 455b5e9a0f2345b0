//! A script, taken apart into the statements that are run one by one.

use std::ops::Range;

use nca_migrations_core::chain::{Revision, Script};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::{Digest, Digester};
use nca_migrations_core::sql::split;
use nca_migrations_core::text::{LineColumn, line_column};

use crate::fault::{Fault, pointed_at};

/// The places of the statements in a script.
pub(crate) fn statements(text: &str, dialect: Dialect) -> Vec<Range<usize>> {
    split(text, dialect)
        .statements
        .into_iter()
        .map(|statement| statement.range)
        .collect()
}

/// The statements that are done of a script, without what is around them: a script that failed may
/// be mended from the failed statement on, and still be gone on with.
#[derive(Clone, Debug, Default)]
pub(crate) struct DoneStatements {
    pub(crate) count: usize,
    digester: Digester,
}

impl DoneStatements {
    /// The first ones of a script.
    pub(crate) fn of(text: &str, done: &[Range<usize>]) -> Self {
        let mut statements = Self::default();
        for range in done {
            statements.push(&text[range.clone()]);
        }
        statements
    }

    pub(crate) fn push(&mut self, statement: &str) {
        if self.count > 0 {
            self.digester.push(";\n");
        }
        self.digester.push(statement);
        self.count += 1;
    }

    pub(crate) fn digest(&self) -> Digest {
        self.digester.digest()
    }
}

/// A statement's place in a migrations directory, for error messages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The file, relative to the migrations directory: `2026-01-05-093000_x/up.sql`.
    pub file: String,
    /// The text of the file, as it was run.
    pub script: String,
    /// The bytes of the text that are the statement.
    pub range: Range<usize>,
    /// Where the statement starts.
    pub start: LineColumn,
    /// What the server points at in the statement, where it does.
    pub fault: Option<Fault>,
    /// The statement's place among those of the script, from 1.
    pub number: usize,
    /// How many statements the script has.
    pub of: usize,
}

impl Place {
    /// What the server points at, else where the statement starts. Counted from 1, columns in characters.
    pub fn at(&self) -> LineColumn {
        let fault = self.fault.as_ref().map(|fault| fault.range.start);
        fault.map_or(self.start, |at| line_column(&self.script, at))
    }

    pub(crate) fn new(
        revision: &Revision,
        script: &Script,
        statements: &[Range<usize>],
        index: usize,
    ) -> Self {
        let range = statements[index].clone();
        Self {
            file: format!("{}/{}", revision.name, script.file),
            script: script.text.to_string(),
            start: line_column(&script.text, range.start),
            range,
            fault: None,
            number: index + 1,
            of: statements.len(),
        }
    }

    /// The place of a statement that failed.
    pub(crate) fn failed(self, dialect: Dialect, error: &diesel::result::Error) -> Self {
        let fault = pointed_at(self.sql(), dialect, error).map(|range| {
            let range = self.range.start + range.start..self.range.start + range.end;
            Fault {
                start: line_column(&self.script, range.start),
                range,
            }
        });
        Self { fault, ..self }
    }

    /// The statement.
    pub fn sql(&self) -> &str {
        &self.script[self.range.clone()]
    }
}

impl std::fmt::Display for Place {
    /// `2026-01-05-093000_x/up.sql:3:1, statement 2 of 5`: where the server points at, or else where
    /// the statement starts.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            file,
            start,
            fault,
            number,
            of,
            ..
        } = self;
        let start = fault.as_ref().map_or(start, |fault| &fault.start);
        write!(
            f,
            "{file}:{}:{}, statement {number} of {of}",
            start.line, start.column
        )
    }
}
