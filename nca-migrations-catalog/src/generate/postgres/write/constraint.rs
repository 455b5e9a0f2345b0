//! Constraints of tables.

use super::adopt::{adopt, is_adopted};
use super::{Context, alter};
use crate::generate::postgres::make::{beside, comment, constraint, has, ident, index, name};
use crate::generate::postgres::parents::{parents, resolved};
use crate::generate::postgres::thing::Thing;
use crate::generate::{Cost, Obstacle, Stage, Statement};
use crate::model::{Catalog, Deferral, ForeignKey, Setting, Table};

struct Parts<'a> {
    name: &'a str,
    comment: Option<&'a String>,
    settings: &'a [Setting],
    deferral: Deferral,
}

fn parts<'a>(thing: &Thing<'a>) -> Option<Parts<'a>> {
    let (name, comment, settings, deferral) = match *thing {
        Thing::Primary(_, of) | Thing::Unique(_, of) => {
            (of.name.as_deref(), &of.comment, &of.settings, of.deferral)
        }
        Thing::ForeignKey(_, of) => (of.name.as_deref(), &of.comment, &of.settings, of.deferral),
        Thing::Check(_, of) => (
            of.name.as_deref(),
            &of.comment,
            &of.settings,
            Deferral::Immediate,
        ),
        Thing::Exclusion(_, of) => (
            Some(of.name.as_str()),
            &of.comment,
            &of.settings,
            of.deferral,
        ),
        _ => return None,
    };
    Some(Parts {
        name: name.unwrap_or_default(),
        comment: comment.as_ref(),
        settings,
        deferral,
    })
}

/// The comments on a constraint and its index.
pub(super) fn comments(table: &Table, from: Option<&Thing<'_>>, to: &Thing<'_>) -> Vec<Statement> {
    let (from, Some(to)) = (from.and_then(parts), parts(to)) else {
        return Vec::new();
    };
    let from = from.as_ref();
    let on = format!("CONSTRAINT {} ON {}", ident(to.name), name(&table.name));
    let mut statements = Vec::new();
    statements.extend(comment::change(
        &on,
        from.and_then(|from| from.comment),
        to.comment,
    ));
    let before = from.and_then(|from| index::comment_on_index(from.settings));
    let after = index::comment_on_index(to.settings);
    if before != after {
        let on = name(&beside(&table.name, to.name));
        let sql = format!("COMMENT ON INDEX {on} IS {}", after.unwrap_or("NULL"));
        statements.push(Statement::new(sql));
    }
    statements
}

pub(super) fn make(
    cx: &Context<'_>,
    table: &Table,
    thing: &Thing<'_>,
) -> Result<Vec<Statement>, Obstacle> {
    let Some(parts) = parts(thing) else {
        return Ok(Vec::new());
    };
    if is_inherited(cx, cx.to, table, thing) {
        return Ok(comments(table, None, thing));
    }
    if let Thing::ForeignKey(_, key) = thing
        && is_of_parent(cx.from, cx.to, table, key)
    {
        return Ok(comments(table, None, thing));
    }
    let sql = alter(table, &format!("ADD {}", constraint::constraint(thing)?));
    let is_checked = !has(parts.settings, "not valid") && !has(parts.settings, "not enforced");
    let of = &table.name;
    let mut statements = match thing {
        Thing::ForeignKey(_, _) | Thing::Check(..)
            if cx.is_online()
                && is_checked
                && !cx.is_new(of)
                && !has(&table.settings, "partition by") =>
        {
            vec![
                Statement::new(format!("{sql} NOT VALID")),
                validate(cx, table, parts.name),
            ]
        }
        Thing::Primary(_, key) | Thing::Unique(_, key)
            if cx.is_online() && is_adopted(cx, table, parts.name) =>
        {
            adopt(cx, table, thing, key)?
        }
        Thing::ForeignKey(_, key) => {
            let mut statement = Statement::new(sql);
            if is_checked {
                let why = "`--online` checks rows while others write";
                // SHARE ROW EXCLUSIVE on both tables:
                // https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
                statement = cx.cost(statement, Cost::BlocksWrites, of, why);
                if !cx.is_new(of) && key.references != *of {
                    statement = cx.cost(statement, Cost::BlocksWrites, &key.references, why);
                }
                statement = cx.cost(statement, Cost::MayFail, of, "a row may lead to none");
            }
            vec![statement]
        }
        Thing::Check(..) => {
            let mut statement = Statement::new(sql);
            if is_checked {
                let why = "`--online` checks rows while others read and write";
                statement = cx.cost(statement, Cost::LocksLong, of, why);
                statement = cx.cost(statement, Cost::MayFail, of, "a row may not pass the check");
            }
            vec![statement]
        }
        Thing::Exclusion(..) => {
            let statement = cx.cost(
                Statement::new(sql),
                Cost::LocksLong,
                of,
                "its index is built",
            );
            vec![cx.cost(
                statement,
                Cost::MayFail,
                of,
                "two rows may exclude each other",
            )]
        }
        _ => {
            let why = if is_adopted(cx, table, parts.name) {
                "its index is built; `--online` does that while others write"
            } else {
                "its index is built"
            };
            let statement = cx.cost(Statement::new(sql), Cost::LocksLong, of, why);
            vec![cx.cost(statement, Cost::MayFail, of, "two rows may be alike")]
        }
    };
    if !statements
        .iter()
        .any(|statement| statement.stage == Stage::Adopt)
    {
        statements.extend(comments(table, None, thing));
    }
    Ok(statements)
}

/// Whether a check comes and goes with the one of a table that is the parent before and after.
fn is_inherited(cx: &Context<'_>, catalog: &Catalog, table: &Table, thing: &Thing<'_>) -> bool {
    let Thing::Check(_, check) = thing else {
        return false;
    };
    if has(&check.settings, "inherited") {
        return true;
    }
    let all_parents =
        |catalog: &Catalog| catalog.table(&table.name).map(parents).unwrap_or_default();
    let (before, after) = (all_parents(cx.from), all_parents(cx.to));
    has(&table.settings, "partition of")
        && before
            .iter()
            .filter(|parent| after.contains(parent))
            .any(|parent| {
                let parent = catalog.table(&resolved(parent));
                let mut checks = parent.into_iter().flat_map(|parent| &parent.checks);
                checks.any(|of| of.name == check.name && of.expression == check.expression)
            })
}

/// Whether a table is a partition in one catalog and not in the other, and has the key from the table that it is a
/// part of: it comes and goes with that, and is then called as it is there.
fn is_of_parent(within: &Catalog, apart: &Catalog, table: &Table, key: &ForeignKey) -> bool {
    let parents_in =
        |catalog: &Catalog| catalog.table(&table.name).map(parents).unwrap_or_default();
    let left = parents_in(apart);
    let mut all = parents_in(within)
        .into_iter()
        .filter(|parent| !left.contains(parent));
    all.any(|parent| {
        let parent = within.table(&resolved(&parent));
        parent.is_some_and(|parent| {
            has(
                within
                    .table(&table.name)
                    .map_or(&[], |table| &table.settings),
                "partition of",
            ) && parent.foreign_keys.iter().any(|of| {
                of.columns == key.columns && of.references == key.references && of.name == key.name
            })
        })
    })
}

fn validate(cx: &Context<'_>, table: &Table, constraint: &str) -> Statement {
    let sql = alter(table, &format!("VALIDATE CONSTRAINT {}", ident(constraint)));
    let statement = cx.cost(
        Statement::new(sql),
        Cost::MayFail,
        &table.name,
        "a row may not fit",
    );
    if cx.is_online() {
        statement.in_stage(Stage::Validate)
    } else {
        statement
    }
}

pub(super) fn drop(cx: &Context<'_>, table: &Table, thing: &Thing<'_>) -> Vec<Statement> {
    let Some(parts) = parts(thing) else {
        return Vec::new();
    };
    if is_inherited(cx, cx.from, table, thing) || has(parts.settings, "part of") {
        return Vec::new();
    }
    if let Thing::ForeignKey(_, key) = thing
        && is_of_parent(cx.to, cx.from, table, key)
    {
        return Vec::new();
    }
    vec![Statement::new(alter(
        table,
        &format!("DROP CONSTRAINT {}", ident(parts.name)),
    ))]
}

pub(super) fn change(
    cx: &Context<'_>,
    table: &Table,
    from: &Thing<'_>,
    to: &Thing<'_>,
) -> Vec<Statement> {
    let (Some(old), Some(new)) = (parts(from), parts(to)) else {
        return Vec::new();
    };
    let mut statements = Vec::new();
    if is_inherited(cx, cx.to, table, to) {
        return comments(table, Some(from), to);
    }
    if old.name != new.name {
        let action = format!(
            "RENAME CONSTRAINT {} TO {}",
            ident(old.name),
            ident(new.name)
        );
        statements.push(Statement::new(alter(table, &action)));
    }
    if old.deferral != new.deferral && matches!(to, Thing::ForeignKey(..)) {
        let when = match new.deferral {
            Deferral::Immediate => "NOT DEFERRABLE",
            Deferral::Deferrable => "DEFERRABLE INITIALLY IMMEDIATE",
            Deferral::Deferred => "DEFERRABLE INITIALLY DEFERRED",
        };
        statements.push(Statement::new(alter(
            table,
            &format!("ALTER CONSTRAINT {} {when}", ident(new.name)),
        )));
    }
    if has(old.settings, "not valid") && !has(new.settings, "not valid") {
        statements.push(validate(cx, table, new.name));
    }
    statements.extend(comments(table, Some(from), to));
    statements
}

/// The name of a check that no other of a table has.
pub(super) fn free_name(table: &Table, column: &str) -> String {
    let is_taken = |name: &String| {
        table
            .checks
            .iter()
            .any(|check| check.name.as_ref() == Some(name))
    };
    let short: String = column.chars().take(12).collect();
    let mut names = (1..).map(|n| match n {
        1 => format!("{short}_not_null"),
        n => format!("{short}_not_null_{n}"),
    });
    names.find(|name| !is_taken(name)).unwrap_or(short)
}
