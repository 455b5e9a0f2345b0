//! What a script looks at before it changes anything: whether the database is where it starts.

mod mysql;
mod postgres;
mod sqlite;

use nca_migrations_core::chain::Chain;
use nca_migrations_core::dialect::Dialect;

use super::sheet::Sheet;
use crate::history::{FORMAT, Mark};
use crate::position::Position;
use crate::refusal::place;

pub(super) use sqlite::REFERENCES;

/// One thing that has to be so.
struct Check {
    /// A condition in SQL over what was [found](FOUND), never null.
    holds: String,
    /// What is said if it is not so.
    message: String,
}

/// What the history tables are asked for; each is null when the tables are not there.
const FOUND: [&str; 5] = [
    "applied_count",
    "applied_last",
    "log_format",
    "log_outcome",
    "log_digest",
];

/// Refuses a database that is not at `from`, creates the history tables where that is the base,
/// and holds the lock of a run from here on: on SQLite a transaction has to do.
pub(super) fn write(sheet: &mut Sheet, chain: &Chain, from: Position) {
    let checks = checks(sheet.dialect, chain, from);
    sheet.blank();
    sheet.comment(&format!(
        "Refuse a database that is not at {}.",
        place(from.name(chain).as_ref())
    ));
    let history = match from {
        Position(0) => Tables::Created,
        _ => Tables::Demanded,
    };
    look(sheet, &checks, history);
}

/// The same wherever the database is, for the sake of the tables.
pub(super) fn create_history(sheet: &mut Sheet) {
    let checks = [known_format(sheet.dialect)];
    sheet.blank();
    sheet.comment(
        "Create the history where it is not there. Refuse one that a newer program wrote.",
    );
    look(sheet, &checks, Tables::Created);
}

/// What is done about history tables that are not there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tables {
    Created,
    Demanded,
}

fn look(sheet: &mut Sheet, checks: &[Check], tables: Tables) {
    match sheet.dialect {
        Dialect::Postgres => postgres::write(sheet, checks),
        Dialect::Sqlite => sqlite::write(sheet, checks, tables),
        _ => mysql::write(sheet, checks),
    }
    if tables == Tables::Created {
        if sheet.dialect != Dialect::Sqlite {
            create_tables(sheet);
        }
        sheet.bound(&sheet.tables.first_entry(&sheet.who));
    }
}

/// Takes away what the guard needed.
pub(super) fn close(sheet: &mut Sheet) {
    match sheet.dialect {
        Dialect::Postgres => postgres::close(sheet),
        Dialect::Sqlite => sqlite::close(sheet),
        _ => mysql::close(sheet),
    }
}

fn create_tables(sheet: &mut Sheet) {
    for create in sheet.tables.create_if_missing() {
        sheet.sql(&create);
    }
}

/// The same mark by which a run knows a database, and what tells its causes apart.
fn checks(dialect: Dialect, chain: &Chain, from: Position) -> Vec<Check> {
    let Mark {
        count,
        last,
        chain_digest,
    } = Mark::at(chain, dialect, from.0);
    let start = place(from.name(chain).as_ref());
    let last = last.unwrap_or_default();
    let [applied_count, applied_last, _, log_outcome, log_digest] = names(dialect);
    let check = |holds, message| Check { holds, message };
    let mut checks = vec![
        known_format(dialect),
        check(
            format!("{applied_count} = {count} AND coalesce({applied_last}, '') = '{last}'"),
            format!("the database is not at {start}, where this script starts"),
        ),
        check(
            format!("coalesce({log_outcome}, 'done') = 'done'"),
            "a migration was stopped halfway: let the program finish it first".to_owned(),
        ),
    ];
    // At the base the newest entry may be about anything.
    if let Some(digest) = chain_digest {
        checks.push(check(
            format!("coalesce({log_digest}, '') = '{digest}'"),
            format!("the log does not have the revisions of this script up to {start}"),
        ));
    }
    checks
}

fn known_format(dialect: Dialect) -> Check {
    let [_, _, log_format, ..] = names(dialect);
    Check {
        holds: format!("coalesce({log_format}, {FORMAT}) = {FORMAT}"),
        message: format!("the migration log has another format than {FORMAT}"),
    }
}

/// How what was found is called.
fn names(dialect: Dialect) -> [String; 5] {
    FOUND.map(|name| match dialect {
        Dialect::Mysql => format!("@nca_{name}"),
        _ => name.to_owned(),
    })
}
