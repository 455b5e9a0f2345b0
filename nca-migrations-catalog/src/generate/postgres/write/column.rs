//! Columns of tables that are there.

use super::convert::convert;
use super::identity::{add_identity, identity};
use super::not_null::{is_constant, set_not_null, take_no_null};
use super::{Context, alter};
use crate::generate::postgres::casts;
use crate::generate::postgres::difference::is_retyped;
use crate::generate::postgres::make::{column, comment, has, ident, name};
use crate::generate::postgres::parents::{parent_column, parents, resolved};
use crate::generate::{Cost, Hazard, Obstacle, Statement, Subject};
use crate::model::{Catalog, Column, Name, Setting, Table};

fn of(table: &Table, column: &Column) -> String {
    format!("COLUMN {}.{}", name(&table.name), ident(&column.name))
}

/// Whether a table's parent gets or loses the column too, and the table with it.
fn follows(cx: &Context<'_>, table: &Table, column: &str) -> bool {
    // The columns of a typed table are its type's.
    let is_typed = |catalog: &Catalog| {
        catalog
            .table(&table.name)
            .is_some_and(|table| has(&table.settings, "of"))
    };
    if is_typed(cx.from) && is_typed(cx.to) {
        return true;
    }
    let linked = |catalog: &Catalog| {
        let table = catalog.table(&table.name)?;
        let (parent, _) = parent_column(catalog, table, column)?;
        Some(parent.name.clone())
    };
    let here = |catalog: &Catalog, parent: &Name| {
        catalog
            .table(parent)
            .is_some_and(|table| table.columns.iter().any(|of| of.name == column))
    };
    match (linked(cx.from), linked(cx.to)) {
        (Some(a), Some(b)) => a == b,
        (Some(a), None) => is_parent_still(cx, table, &a) && !here(cx.to, &a),
        (None, Some(b)) => is_parent_still(cx, table, &b) && !here(cx.from, &b),
        _ => false,
    }
}

/// Whether a column takes NULL as its parent's does, before and after.
fn nullable_follows(cx: &Context<'_>, table: &Table, (from, to): (&Column, &Column)) -> bool {
    let is_as = |catalog: &Catalog, column: &Column| {
        let table = catalog.table(&table.name);
        let parent = table.and_then(|table| parent_column(catalog, table, &column.name));
        parent.is_some_and(|(_, parent)| parent.nullable == column.nullable)
    };
    is_as(cx.from, from) && is_as(cx.to, to)
}

fn is_parent_still(cx: &Context<'_>, table: &Table, parent: &Name) -> bool {
    let has_it = |catalog: &Catalog| {
        catalog
            .table(&table.name)
            .is_some_and(|table| parents(table).iter().any(|of| resolved(of) == *parent))
    };
    has_it(cx.from) && has_it(cx.to)
}

pub(super) fn make(
    cx: &Context<'_>,
    table: &Table,
    column: &Column,
) -> Result<Vec<Statement>, Obstacle> {
    let mut statements = Vec::new();
    if follows(cx, table, &column.name) {
        statements.extend(comment::change(
            &of(table, column),
            None,
            column.comment.as_ref(),
        ));
        let parent = parent_column(cx.to, table, &column.name);
        if parent.is_some_and(|(_, parent)| parent.default != column.default) {
            let statement = make_default(table, column);
            statements.extend(match column.default {
                Some(_) => statement,
                None => drop_default(table, column),
            });
        }
        if !column.nullable && parent.is_some_and(|(_, parent)| parent.nullable) {
            statements.extend(take_no_null(cx, table, column)?);
        }
        return Ok(statements);
    }
    let fill = cx.options.fills.get(&table.name, &column.name);
    let domain = casts::domain(cx.to, &column.column_type);
    let domain_takes_none = domain.is_some_and(|domain| !domain.nullable);
    let is_filled = column.default.is_some()
        || column.identity.is_some()
        || column.generated.is_some()
        || domain.is_some_and(|domain| domain.default.is_some());
    let fill = match fill {
        Some(fill) => Some(fill),
        None if (column.nullable && !domain_takes_none) || is_filled => None,
        None => Some(cx.options.fills.of_null(table, column)?),
    };
    match fill.filter(|_| column.generated.is_none()) {
        None => statements.push(add_whole(cx, table, column)),
        // A constant is kept once for all the rows that are there:
        // https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
        Some(fill) if is_constant(fill) && column.identity.is_none() => {
            let mut bare = column.clone();
            bare.default = Some(fill.to_owned());
            statements.push(add(table, &bare));
            let after = match &column.default {
                Some(default) => format!("SET DEFAULT {default}"),
                None => "DROP DEFAULT".to_owned(),
            };
            statements.push(Statement::new(alter(
                table,
                &format!("ALTER COLUMN {} {after}", ident(&column.name)),
            )));
        }
        Some(fill) => statements.extend(add_filled(cx, table, column, fill)?),
    }
    let kept = column::kept(&[], column).into_iter();
    statements.extend(kept.map(|action| {
        Statement::new(alter(
            table,
            &format!("ALTER COLUMN {} {action}", ident(&column.name)),
        ))
    }));
    statements.extend(comment::change(
        &of(table, column),
        None,
        column.comment.as_ref(),
    ));
    Ok(statements)
}

fn add(table: &Table, column: &Column) -> Statement {
    let definition = column::definition(&table.name, column);
    Statement::new(alter(table, &format!("ADD COLUMN {definition}")))
}

fn add_whole(cx: &Context<'_>, table: &Table, column: &Column) -> Statement {
    let mut statement = add(table, column);
    if is_rewritten(column) || casts::domain(cx.to, &column.column_type).is_some() {
        let why = "each row gets a value of its own";
        statement = cx.cost(statement, Cost::Rewrites, &table.name, why);
    }
    if column.generated.is_some() && !column.nullable {
        let subject = Subject::Column(table.name.clone(), column.name.clone());
        let hazard = Hazard::new(Cost::MayFail, subject);
        statement = statement.costs(hazard.because("what is generated may be NULL"));
    }
    statement
}

/// Without what rows do not satisfy before they have their values.
fn add_filled(
    cx: &Context<'_>,
    table: &Table,
    column: &Column,
    fill: &str,
) -> Result<Vec<Statement>, Obstacle> {
    let domain = casts::domain(cx.to, &column.column_type);
    let mut statements = Vec::new();
    let mut bare = column.clone();
    bare.default = None;
    bare.nullable = true;
    bare.identity = None;
    if let Some(domain) = domain.filter(|domain| !domain.nullable) {
        bare.column_type = domain.base.clone();
    }
    statements.push(add(table, &bare));
    let sql = format!(
        "UPDATE {} SET {} = {fill}",
        name(&table.name),
        ident(&column.name)
    );
    statements.push(cx.cost(
        Statement::new(sql),
        Cost::Rewrites,
        &table.name,
        "each row gets a value",
    ));
    if bare.column_type != column.column_type {
        statements.push(convert(cx, table, (&bare, column), false)?);
    }
    if !column.nullable {
        statements.extend(set_not_null(cx, table, column, Some(fill)));
    }
    if let Some(identity) = &column.identity {
        statements.extend(add_identity(table, column, identity));
    }
    if column.default.is_some() {
        statements.extend(make_default(table, column));
    }
    Ok(statements)
}

/// Whether adding it gives each row a value of its own. A default that calls nothing is kept once:
/// `now()` and its like are the same for a whole transaction.
fn is_rewritten(column: &Column) -> bool {
    let calls = |default: &str| {
        default.contains('(') && !default.starts_with("now()") && !is_constant(default)
    };
    column.identity.is_some()
        || column.generated.is_some()
        || column.default.as_deref().is_some_and(calls)
}

pub(super) fn drop(cx: &Context<'_>, table: &Table, column: &Column) -> Vec<Statement> {
    if follows(cx, table, &column.name) || has(&column.settings, "inherited") {
        return Vec::new();
    }
    let statement = Statement::new(alter(
        table,
        &format!("DROP COLUMN {}", ident(&column.name)),
    ));
    if column.generated.is_some() {
        return vec![statement];
    }
    let subject = Subject::Column(table.name.clone(), column.name.clone());
    vec![statement.costs(Hazard::new(Cost::Deletes, subject))]
}

pub(super) fn make_default(table: &Table, column: &Column) -> Vec<Statement> {
    let Some(default) = &column.default else {
        return Vec::new();
    };
    let action = format!("ALTER COLUMN {} SET DEFAULT {default}", ident(&column.name));
    vec![Statement::new(alter(table, &action))]
}

pub(super) fn drop_default(table: &Table, column: &Column) -> Vec<Statement> {
    let action = format!("ALTER COLUMN {} DROP DEFAULT", ident(&column.name));
    vec![Statement::new(alter(table, &action))]
}

pub(super) fn change(
    cx: &Context<'_>,
    table: &Table,
    (from, to): (&Column, &Column),
    retyped: bool,
) -> Result<Vec<Statement>, Obstacle> {
    let mut statements = Vec::new();
    let name_of = ident(&to.name);
    let act = |statements: &mut Vec<Statement>, action: &str| {
        statements.push(Statement::new(alter(
            table,
            &format!("ALTER COLUMN {name_of} {action}"),
        )));
    };
    let follows = follows(cx, table, &to.name);
    if !follows {
        if from.identity.is_some() && to.identity.is_none() {
            act(&mut statements, "DROP IDENTITY");
        }
        if from.generated.is_some() && to.generated.is_none() {
            act(&mut statements, "DROP EXPRESSION");
        }
        if retyped || is_retyped(from, to) {
            let is_new =
                retyped && from.column_type == to.column_type && from.collation == to.collation;
            statements.push(convert(cx, table, (from, to), is_new)?);
        }
        match (from.nullable, to.nullable) {
            (true, false) => statements.extend(take_no_null(cx, table, to)?),
            (false, true) => act(&mut statements, "DROP NOT NULL"),
            _ => {}
        }
        for setting in ["not null not valid", "not null no inherit"] {
            if !from.nullable
                && !to.nullable
                && has(&from.settings, setting) != has(&to.settings, setting)
            {
                return Err(inexpressible(
                    table,
                    to,
                    "the state of its NOT NULL is not changed by the generator",
                ));
            }
        }
    }
    if follows && !nullable_follows(cx, table, (from, to)) {
        match (from.nullable, to.nullable) {
            (true, false) => statements.extend(take_no_null(cx, table, to)?),
            (false, true) => act(&mut statements, "DROP NOT NULL"),
            _ => {}
        }
    }
    statements.extend(identity(table, (from, to)));
    // With another type its values are kept as that type's are.
    let is_reset = retyped || is_retyped(from, to);
    let before = if is_reset { &[] } else { &*from.settings };
    let storage = column::default_storage(&to.column_type);
    if has(before, "storage") && !has(&to.settings, "storage") && storage.is_none() {
        let because = "the default storage of its type is not known; `SET STORAGE` says it";
        return Err(inexpressible(table, to, because));
    }
    for action in column::kept(before, to) {
        act(&mut statements, &action);
    }
    statements.extend(options(table, to, &from.settings, &to.settings));
    statements.extend(comment::change(
        &of(table, to),
        from.comment.as_ref(),
        to.comment.as_ref(),
    ));
    Ok(statements)
}

fn inexpressible(table: &Table, column: &Column, because: &str) -> Obstacle {
    Obstacle::Inexpressible {
        object: format!(
            "column {} of table {}",
            Name::plain(&column.name),
            table.name
        ),
        because: because.to_owned(),
    }
}

/// Options of a column of a foreign table.
fn options(table: &Table, column: &Column, from: &[Setting], to: &[Setting]) -> Option<Statement> {
    let options = super::table::changed_options(from, to)?;
    let action = format!("ALTER COLUMN {} OPTIONS ({options})", ident(&column.name));
    Some(Statement::new(alter(table, &action)))
}

/// What `CREATE TABLE` does not say of a column.
pub(super) fn rest(table: &Table, column: &Column) -> Vec<Statement> {
    let actions = column::kept(&[], column).into_iter();
    let mut statements: Vec<Statement> = actions
        .map(|action| {
            Statement::new(alter(
                table,
                &format!("ALTER COLUMN {} {action}", ident(&column.name)),
            ))
        })
        .collect();
    statements.extend(comment::change(
        &of(table, column),
        None,
        column.comment.as_ref(),
    ));
    statements
}
