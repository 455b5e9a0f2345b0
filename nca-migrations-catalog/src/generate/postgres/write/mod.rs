//! The statements that make, change and drop each kind of thing, with what they may cost.

mod adopt;
mod column;
mod constraint;
mod convert;
mod extra;
mod identity;
mod index;
mod not_null;
mod routine;
mod sequence;
mod table;
mod trigger;
mod types;
mod view;

use super::make;
use super::thing::Thing;
use crate::generate::{Cost, Form, Hazard, Obstacle, Options, Statement, Subject};
use crate::model::{Catalog, Name, Table};

pub(super) struct Context<'a> {
    pub(super) from: &'a Catalog,
    pub(super) to: &'a Catalog,
    pub(super) options: &'a Options,
}

type Statements = Result<Vec<Statement>, Obstacle>;

impl Context<'_> {
    /// Whether nobody has anything in it yet.
    fn is_new(&self, table: &Name) -> bool {
        self.from.table(table).is_none() && !self.from.views.iter().any(|view| view.name == *table)
    }

    fn is_online(&self) -> bool {
        self.options.form == Form::Online
    }

    /// A cost that a table has unless it is new.
    fn cost(&self, statement: Statement, cost: Cost, table: &Name, because: &str) -> Statement {
        if self.is_new(table) {
            statement
        } else {
            let hazard = Hazard::new(cost, Subject::Table(table.clone()));
            statement.costs(if because.is_empty() {
                hazard
            } else {
                hazard.because(because)
            })
        }
    }
}

/// The statements that make a thing, and with it those that are written in the same statement.
pub(super) fn make(cx: &Context<'_>, thing: &Thing<'_>, with: &[Thing<'_>]) -> Statements {
    match *thing {
        Thing::Schema(of) => Ok(extra::make_schema(of)),
        Thing::Extension(of) => Ok(extra::make_extension(of)),
        Thing::Enum(_) | Thing::Domain(_) | Thing::Composite(_) => Ok(types::make(thing)),
        Thing::DomainDefault(of) => Ok(types::make_default(of)),
        Thing::DomainCheck(of, check) => Ok(types::make_check(of, check)),
        Thing::Sequence(of) => Ok(sequence::make(of)),
        Thing::Owner(of) => Ok(sequence::make_owner(cx, of)),
        Thing::Table(of) => table::make(cx, of, with),
        Thing::Column(of, column) => column::make(cx, of, column),
        Thing::Default(of, column) => Ok(column::make_default(of, column)),
        Thing::Parent(of) => table::make_parent(cx, of),
        Thing::Replica(of) => Ok(table::make_replica(of)),
        Thing::Primary(of, _)
        | Thing::Unique(of, _)
        | Thing::ForeignKey(of, _)
        | Thing::Check(of, _)
        | Thing::Exclusion(of, _) => constraint::make(cx, of, thing),
        Thing::Index(on, of) => index::make(cx, on, of),
        Thing::Trigger(on, of) => Ok(trigger::make(on.name(), of)),
        Thing::View(of) => Ok(view::make(of)),
        Thing::Routine(of) => Ok(routine::make(of)),
        Thing::Other(of) => extra::make(of),
    }
}

/// The statements that drop a thing; `replaced` if it is made again.
pub(super) fn drop(cx: &Context<'_>, thing: &Thing<'_>, replaced: bool) -> Statements {
    match *thing {
        Thing::Schema(of) => Ok(vec![Statement::new(format!(
            "DROP SCHEMA {}",
            make::ident(&of.name)
        ))]),
        Thing::Extension(of) => Ok(extra::drop_extension(of)),
        Thing::Enum(_) | Thing::Domain(_) | Thing::Composite(_) => Ok(types::drop(thing, replaced)),
        Thing::DomainDefault(of) => Ok(types::drop_default(of)),
        Thing::DomainCheck(of, check) => Ok(types::drop_check(of, check)),
        Thing::Sequence(of) => Ok(sequence::drop(of)),
        Thing::Owner(of) => Ok(sequence::drop_owner(of)),
        Thing::Table(of) => Ok(table::drop(of)),
        Thing::Column(of, column) => Ok(column::drop(cx, of, column)),
        Thing::Default(of, column) => Ok(column::drop_default(of, column)),
        Thing::Parent(of) => Ok(table::drop_parent(of)),
        Thing::Replica(of) => Ok(table::drop_replica(of, replaced)),
        Thing::Primary(of, _)
        | Thing::Unique(of, _)
        | Thing::ForeignKey(of, _)
        | Thing::Check(of, _)
        | Thing::Exclusion(of, _) => Ok(constraint::drop(cx, of, thing)),
        Thing::Index(on, of) => Ok(index::drop(cx, on, of)),
        Thing::Trigger(on, of) => Ok(trigger::drop(on.name(), of)),
        Thing::View(of) => Ok(view::drop(of, replaced)),
        Thing::Routine(of) => Ok(routine::drop(of, replaced)),
        Thing::Other(of) => extra::drop(of),
    }
}

/// The statements that change a thing in its place; `retyped` if a column's type is another one, be it by the
/// same name.
pub(super) fn change(
    cx: &Context<'_>,
    from: &Thing<'_>,
    to: &Thing<'_>,
    retyped: bool,
) -> Statements {
    match (*from, *to) {
        (Thing::Schema(a), Thing::Schema(b)) => Ok(extra::change_schema(a, b)),
        (Thing::Extension(_), Thing::Extension(b)) => Ok(extra::change_extension(b)),
        (Thing::Enum(_) | Thing::Domain(_) | Thing::Composite(_), _) => {
            Ok(types::change(cx, from, to))
        }
        (Thing::DomainDefault(_), Thing::DomainDefault(b)) => Ok(types::make_default(b)),
        (Thing::DomainCheck(_, a), Thing::DomainCheck(of, b)) => Ok(types::change_check(of, a, b)),
        (Thing::Sequence(a), Thing::Sequence(b)) => Ok(sequence::change(a, b)),
        (Thing::Owner(_), Thing::Owner(b)) => Ok(sequence::make_owner(cx, b)),
        (Thing::Table(a), Thing::Table(b)) => table::change(cx, a, b),
        (Thing::Column(_, a), Thing::Column(of, b)) => column::change(cx, of, (a, b), retyped),
        (Thing::Default(..), Thing::Default(of, b)) => Ok(column::make_default(of, b)),
        (Thing::Parent(a), Thing::Parent(b)) => table::change_parent(cx, a, b),
        (Thing::Replica(_), Thing::Replica(b)) => Ok(table::make_replica(b)),
        (Thing::Index(_, a), Thing::Index(on, b)) => Ok(index::change(on, a, b)),
        (Thing::Trigger(_, a), Thing::Trigger(on, b)) => Ok(trigger::change(on.name(), a, b)),
        (Thing::View(a), Thing::View(b)) => Ok(view::change(a, b)),
        (Thing::Routine(a), Thing::Routine(b)) => Ok(routine::change(a, b)),
        (Thing::Other(a), Thing::Other(b)) => Ok(extra::change(a, b)),
        (
            Thing::Primary(..)
            | Thing::Unique(..)
            | Thing::ForeignKey(..)
            | Thing::Check(..)
            | Thing::Exclusion(..),
            _,
        ) => match to.table().and_then(|table| cx.to.table(table)) {
            Some(table) => Ok(constraint::change(cx, table, from, to)),
            None => Ok(Vec::new()),
        },
        _ => Ok(Vec::new()),
    }
}

/// The statements that drop what a replaced type was called in the meantime.
pub(super) fn bury(thing: &Thing<'_>) -> Vec<Statement> {
    types::bury(thing)
}

fn alter(table: &Table, action: &str) -> String {
    format!(
        "ALTER {} {} {action}",
        table_word(table),
        make::name(&table.name)
    )
}

/// A foreign table has its own word.
fn table_word(table: &Table) -> &'static str {
    if make::has(&table.settings, "server") {
        "FOREIGN TABLE"
    } else {
        "TABLE"
    }
}
