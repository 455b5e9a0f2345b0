//! What the checks find.

use crate::dialect::Dialect;
use crate::sql::Opened;

/// Something in a script's text that is wrong, or that does not do what it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// Something is opened and never closed.
    Unterminated(Opened),
    /// No statement at all: Diesel refuses to run that.
    Empty,
    /// A statement that begins or ends a transaction, in a script that is run inside one.
    TransactionControl {
        /// Its first words, in capitals: `COMMIT`, `START TRANSACTION`; or `SET autocommit`.
        statement: String,
    },
    /// A statement that the server refuses, or ignores, inside a transaction.
    NotInTransaction {
        /// The words that make it so: `CREATE INDEX CONCURRENTLY`, `PRAGMA journal_mode`.
        statement: String,
    },
    /// `PRAGMA foreign_keys = ..` inside a transaction, where SQLite ignores it.
    ForeignKeysPragma,
    /// A command for a command-line client, which no server knows.
    ClientCommand {
        /// The command without its arguments: `\i`, `DELIMITER`, `.read`.
        command: String,
        /// Whose client it is for.
        client: Dialect,
    },
    /// `COPY .. FROM STDIN` or `TO STDOUT`: data beside the statement, which Diesel cannot carry.
    CopyStream,
    /// The script names a table in which the history is kept.
    HistoryTable {
        /// That table; one of [`HISTORY_TABLES`](super::HISTORY_TABLES).
        table: String,
    },
    /// A NUL character: Diesel hands text to the servers as C strings, which end there.
    NulByte,
}
