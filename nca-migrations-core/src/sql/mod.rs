//! SQL as tokens and statements: as much of each dialect as it takes to find where a statement
//! ends, and nothing more.
//!
//! Nothing here fails. Any text has tokens, and any text has statements; what is never closed is
//! marked, and reaches to the end of the text. Assumed are the servers' default settings:
//! `standard_conforming_strings` on PostgreSQL, and neither `ANSI_QUOTES` nor
//! `NO_BACKSLASH_ESCAPES` on MySQL and MariaDB.

mod body;
mod client;
mod comment;
mod copy;
mod lexer;
mod quote;
mod split;
mod statement;
mod token;
mod word;

pub use lexer::{Lexer, lex};
pub use split::{Split, split};
pub use statement::{Statement, StatementKind};
pub use token::{Opened, Token, TokenKind, Unterminated};
