//! The statements of MySQL and MariaDB.
//!
//! Neither has transactions around DDL (<https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html>): each
//! statement counts for itself, so there are as few as can be, and a table is altered in one. What has to come
//! before it is a statement of its own: a foreign key goes before the column that it holds, and rows get their values
//! before a column takes no NULL.
//!
//! What a catalog is of, MySQL or MariaDB, it does not say. So a statement is one that both take, and where they
//! have different words for the same thing it has both, in comments that only one of them reads
//! (<https://mariadb.com/kb/en/comment-syntax/>).
//!
//! A column, an index or a view that changes is said anew, with all that the catalog tells of it. What it does
//! not tell is lost then: MariaDB's reference system of a spatial column, MySQL's algorithm of a view, the parser
//! of a full-text index.

mod alter;
mod checks;
mod column;
mod columns;
mod cost;
mod derived;
mod event;
mod fill;
mod foreign_key;
mod index;
mod mode;
mod order;
mod other;
mod package;
mod partition;
mod place;
mod program;
mod renamed;
mod routine;
mod script;
mod sequence;
mod setting;
mod table;
mod text;
mod trigger;
mod types;
mod view;
mod written;

use super::pairs::Pairs;
use super::{Obstacle, Options, Statement};
use crate::model::Catalog;
use foreign_key::ForeignKeys;
use mode::Modes;
pub(super) use renamed::drop_what_breaks;
use script::Script;

pub(super) fn generate(
    from: &Catalog,
    to: &Catalog,
    options: &Options,
) -> Result<Vec<Statement>, Vec<Obstacle>> {
    let mut script = Script::default();
    other::refuse_unknown(&mut script, from, to);

    let tables = Pairs::by(&from.tables, &to.tables, |table| table.name.clone());
    let filled = fill::tables(&tables, &options.fills);
    let triggers = trigger::Triggers::of(from, to, &filled);

    view::drop(&mut script, from, to);
    event::drop(&mut script, from, to);
    triggers.drop(&mut script);
    let gone_first = table::go_first(&tables.gone, to);
    let last = if gone_first { &[] } else { &*tables.gone };
    let mut foreign_keys = ForeignKeys::of(from, to, last);
    foreign_keys.drop(&mut script);
    if gone_first {
        table::drop(&mut script, &tables.gone);
    }
    sequence::make(&mut script, from, to);
    for step in order::tables(&tables, to) {
        match step {
            order::Step::Create(table) => table::create(&mut script, table, &mut foreign_keys),
            order::Step::Alter(old, new) => {
                table::alter(&mut script, old, new, &options.fills, &mut foreign_keys);
            }
        }
    }
    foreign_keys.add_rest(&mut script, from);
    if !gone_first {
        table::drop(&mut script, &tables.gone);
    }
    sequence::drop(&mut script, from, to);

    let mut modes = Modes::default();
    routine::create(&mut script, &mut modes, from, to);
    package::create(&mut script, &mut modes, from, to);
    modes.restore(&mut script);
    view::create(&mut script, from, to);
    triggers.create(&mut script, &mut modes);
    event::create(&mut script, &mut modes, from, to);
    modes.restore(&mut script);
    routine::drop(&mut script, from, to);
    package::drop(&mut script, from, to);
    script.finish()
}
