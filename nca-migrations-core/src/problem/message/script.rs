//! `NCA05xx`: the text of scripts.

use super::Message;
use crate::chain::Direction;
use crate::check::Finding;
use crate::dialect::Dialect;
use crate::problem::Kind;
use crate::script_file;
use crate::sql::Opened;

pub(super) fn script(kind: &Kind) -> Message {
    let Kind::Script {
        finding,
        script,
        dialects,
        served,
    } = kind
    else {
        return Message::default();
    };
    let on = if dialects == served {
        String::new()
    } else {
        format!(" (on {dialects})")
    };
    match finding {
        Finding::Unterminated(opened) => unterminated(opened, script, &on),
        Finding::Empty => Message::titled(format!("script `{script}` has no statement{on}"))
            .label("nothing but blanks and comments")
            .help(empty_help(script)),
        Finding::TransactionControl { statement } => Message::titled(format!(
            "`{statement}` in the transactional script `{script}`{on}"
        ))
        .label("this would end or open a transaction inside the migration's own")
        .note("the migration and its record in the history are one transaction")
        .help("remove the statement: the script already runs in a transaction")
        .help("or set `run_in_transaction = false` in metadata.toml"),
        Finding::NotInTransaction { statement } => Message::titled(format!(
            "`{statement}` cannot run in a transaction: `{script}`{on}"
        ))
        .label("the server refuses or ignores this inside a transaction")
        .help("set `run_in_transaction = false` in metadata.toml")
        .help("and keep other statements out of that migration: it cannot be rolled back"),
        Finding::ForeignKeysPragma => Message::titled(format!(
            "`PRAGMA foreign_keys` has no effect in `{script}`{on}"
        ))
        .label("SQLite ignores this inside a transaction, without an error")
        .note("a table rebuilt in the belief that it is off deletes its children by cascade")
        .help("remove it: foreign keys are switched off around each run and checked after"),
        Finding::ClientCommand { command, client } => {
            let program = match client {
                Dialect::Sqlite => "sqlite3",
                Dialect::Postgres => "psql",
                Dialect::Mysql => "mariadb and mysql",
            };
            let message = Message::titled(format!("`{command}` in `{script}` is not SQL{on}"))
                .label(format!(
                    "a command of the client program ({program}), not of the server"
                ));
            if command.eq_ignore_ascii_case("delimiter") {
                message
                    .help("remove it: statements are split at `;`, bodies of routines understood")
            } else {
                message.help("write the SQL that it stands for")
            }
        }
        Finding::CopyStream => {
            Message::titled(format!("`COPY` to or from the client in `{script}`{on}"))
                .label("the data would have to come from a client program such as psql")
                .help("write the rows as `INSERT`, or `COPY` from a file on the server")
        }
        Finding::HistoryTable { table } => Message::titled(format!(
            "script `{script}` touches the history table `{table}`{on}"
        ))
        .label("only the migrator writes this table")
        .help("remove the statement: upgrade and downgrade keep the history"),
        Finding::NulByte => Message::titled(format!("script `{script}` has a NUL byte{on}"))
            .label("the text would end here for the database")
            .help("remove it; a file in UTF-16 has many: save it as UTF-8"),
    }
}

fn unterminated(opened: &Opened, script: &str, on: &str) -> Message {
    let (what, close) = match opened {
        Opened::String => (
            "string".to_owned(),
            "close it with the same quote; a quote inside a string is written twice".to_owned(),
        ),
        Opened::Identifier => (
            "quoted name".to_owned(),
            "close it with the quote that matches".to_owned(),
        ),
        Opened::Comment => ("comment".to_owned(), "close it with `*/`".to_owned()),
        Opened::DollarQuote { tag } => (
            format!("dollar quote `${tag}$`"),
            format!("close it with `${tag}$`"),
        ),
        Opened::ExecutableComment => (
            "executable comment".to_owned(),
            "close it with `*/`".to_owned(),
        ),
        Opened::Body => ("body".to_owned(), "close it with `END;`".to_owned()),
    };
    Message::titled(format!("unterminated {what} in `{script}`{on}"))
        .label("this is never closed: all that follows belongs to it")
        .help(close)
}

fn empty_help(script: &str) -> String {
    let file = script.rsplit('/').next().unwrap_or_default();
    match script_file::parse(file) {
        Some((Direction::Down, _)) => {
            "write what undoes the up script; `irreversible = \"reason\"` in metadata.toml if \
             nothing can, `SELECT 1;` if nothing needs to"
                .to_owned()
        }
        _ => {
            "restore it from version control, or, if it is new, write the SQL of this migration or \
              remove its directory"
                .to_owned()
        }
    }
}
