//! What can be told about a script from its text alone, without a database.
//!
//! One rule per file. A rule gives findings, which are data: their words are chosen where problems
//! are drawn. A rule that would refuse a script that works is worse than none, since it stops a
//! build: what depends on a database's content is left to the database.

mod client_command;
mod copy_stream;
mod empty;
mod finding;
mod foreign_keys_pragma;
mod history_table;
mod not_in_transaction;
mod nul_byte;
mod phrase;
mod pragma;
mod script;
mod transaction_control;
mod unterminated;

pub use finding::Finding;
pub use history_table::HISTORY_TABLES;
pub use script::{Framing, script};
