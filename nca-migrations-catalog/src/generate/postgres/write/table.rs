//! Tables.

use std::fmt::Write as _;

use super::{Context, Statements, alter, column, constraint, table_word};
use crate::generate::postgres::make::{
    self, comment, constraint as text_of, has, ident, name, option, value, values,
};
use crate::generate::postgres::parents::{parent_column, split_bound};
use crate::generate::postgres::thing::Thing;
use crate::generate::{Cost, Hazard, Obstacle, Statement, Subject};
use crate::model::{Column, Setting, Table};

/// With the columns and constraints that are written in it.
pub(super) fn make(cx: &Context<'_>, table: &Table, with: &[Thing<'_>]) -> Statements {
    let settings = &table.settings;
    let mut lines: Vec<String> = Vec::new();
    let inherited = |column: &Column| has(&column.settings, "inherited");
    let typed = value(settings, "of").is_some();
    if !typed {
        let own = table.columns.iter().filter(|column| !inherited(column));
        lines.extend(own.map(|column| make::column::definition(&table.name, column)));
    }
    for thing in with {
        if let Thing::Check(_, check) = thing
            && has(&check.settings, "inherited")
        {
            continue;
        }
        let line = text_of::constraint(thing)?;
        if !line.is_empty() {
            lines.push(line);
        }
    }
    let unlogged = if has(settings, "unlogged") {
        "UNLOGGED "
    } else {
        ""
    };
    let mut sql = format!(
        "CREATE {unlogged}{} {}",
        table_word(table),
        name(&table.name)
    );
    if let Some(of) = value(settings, "of") {
        let _ = write!(sql, " OF {of}");
        lines.extend(table.columns.iter().filter_map(of_typed));
    }
    match lines.is_empty() {
        true if typed => {}
        true => sql.push_str(" ()"),
        false => {
            let _ = write!(sql, " (\n  {}\n)", lines.join(",\n  "));
        }
    }
    if let Some(parents) = value(settings, "inherits") {
        let _ = write!(sql, " INHERITS ({parents})");
    }
    if let Some(key) = value(settings, "partition by") {
        let _ = write!(sql, " PARTITION BY {key}");
    }
    if let Some(method) = value(settings, "using") {
        let _ = write!(sql, " USING {}", ident(method));
    }
    if let Some(server) = value(settings, "server") {
        let _ = write!(sql, " SERVER {}", ident(server));
        let options: Vec<String> = values(settings, "option").map(option).collect();
        if !options.is_empty() {
            let _ = write!(sql, " OPTIONS ({})", options.join(", "));
        }
    }
    let mut statements = vec![Statement::new(sql)];
    statements.extend(security(&[], settings, table));
    let on = format!("{} {}", table_word(table), name(&table.name));
    statements.extend(comment::change(&on, None, table.comment.as_ref()));
    for of in &table.columns {
        if inherited(of) {
            statements.extend(overridden(cx, table, of));
        }
        statements.extend(column::rest(table, of));
    }
    for thing in with {
        statements.extend(constraint::comments(table, None, thing));
    }
    Ok(statements)
}

/// What a column of a typed table has of its own.
fn of_typed(column: &Column) -> Option<String> {
    let mut sql = String::new();
    if let Some(default) = &column.default {
        let _ = write!(sql, " DEFAULT {default}");
    }
    if !column.nullable {
        sql.push_str(" NOT NULL");
    }
    (!sql.is_empty()).then(|| format!("{} WITH OPTIONS{sql}", ident(&column.name)))
}

/// What an inherited column has that its parent's has not.
fn overridden(cx: &Context<'_>, table: &Table, column: &Column) -> Vec<Statement> {
    let Some((_, parent)) = parent_column(cx.to, table, &column.name) else {
        return Vec::new();
    };
    let mut actions = Vec::new();
    if parent.default != column.default {
        actions.push(match &column.default {
            Some(default) => format!("SET DEFAULT {default}"),
            None => "DROP DEFAULT".to_owned(),
        });
    }
    if parent.nullable && !column.nullable {
        actions.push("SET NOT NULL".to_owned());
    }
    let act = |action| {
        alter(
            table,
            &format!("ALTER COLUMN {} {action}", ident(&column.name)),
        )
    };
    actions
        .into_iter()
        .map(|action| Statement::new(act(action)))
        .collect()
}

pub(super) fn drop(table: &Table) -> Vec<Statement> {
    let sql = format!("DROP {} {}", table_word(table), name(&table.name));
    let hazard = Hazard::new(Cost::Deletes, Subject::Table(table.name.clone()));
    vec![Statement::new(sql).costs(hazard)]
}

pub(super) fn change(cx: &Context<'_>, from: &Table, to: &Table) -> Statements {
    let (old, new) = (&from.settings, &to.settings);
    for (setting, because) in [
        (
            "partition by",
            "how a table is partitioned cannot be changed; make another table and move the rows",
        ),
        (
            "server",
            "a foreign table stays with its server, and a table of rows is none",
        ),
    ] {
        if value(old, setting) != value(new, setting) {
            return Err(inexpressible(to, because));
        }
    }
    let mut statements = Vec::new();
    if has(old, "unlogged") != has(new, "unlogged") {
        let word = if has(new, "unlogged") {
            "SET UNLOGGED"
        } else {
            "SET LOGGED"
        };
        let statement = Statement::new(alter(to, word));
        statements.push(cx.cost(
            statement,
            Cost::Rewrites,
            &to.name,
            "whether it is logged changes",
        ));
    }
    if value(old, "using") != value(new, "using") {
        let method = ident(value(new, "using").unwrap_or("heap"));
        // 15 is the first that has it.
        let statement = Statement::new(alter(to, &format!("SET ACCESS METHOD {method}")));
        statements.push(cx.cost(
            statement,
            Cost::Rewrites,
            &to.name,
            "its access method changes",
        ));
    }
    match (value(old, "of"), value(new, "of")) {
        (a, b) if a == b => {}
        (_, Some(of)) => statements.push(Statement::new(alter(to, &format!("OF {of}")))),
        (_, None) => statements.push(Statement::new(alter(to, "NOT OF"))),
    }
    if let Some(options) = changed_options(old, new) {
        statements.push(Statement::new(alter(to, &format!("OPTIONS ({options})"))));
    }
    statements.extend(security(old, new, to));
    let on = format!("{} {}", table_word(to), name(&to.name));
    statements.extend(comment::change(
        &on,
        from.comment.as_ref(),
        to.comment.as_ref(),
    ));
    Ok(statements)
}

pub(super) fn inexpressible(table: &Table, because: &str) -> Obstacle {
    Obstacle::Inexpressible {
        object: format!("table {}", table.name),
        because: because.to_owned(),
    }
}

/// `SET "path" '/home', DROP "mode"`.
pub(super) fn changed_options(from: &[Setting], to: &[Setting]) -> Option<String> {
    let word = |option: &str| option.split('=').next().unwrap_or_default().to_owned();
    let old: Vec<&str> = values(from, "option").collect();
    let new: Vec<&str> = values(to, "option").collect();
    let mut changes = Vec::new();
    for before in &old {
        if !new.iter().any(|after| word(after) == word(before)) {
            changes.push(format!("DROP {}", ident(&word(before))));
        }
    }
    for after in new {
        if old.contains(&after) {
            continue;
        }
        let verb = if old.iter().any(|before| word(before) == word(after)) {
            "SET"
        } else {
            "ADD"
        };
        changes.push(format!("{verb} {}", option(after)));
    }
    (!changes.is_empty()).then(|| changes.join(", "))
}

fn security(from: &[Setting], to: &[Setting], table: &Table) -> Vec<Statement> {
    let mut statements = Vec::new();
    for (setting, on, off) in [
        (
            "row level security",
            "ENABLE ROW LEVEL SECURITY",
            "DISABLE ROW LEVEL SECURITY",
        ),
        (
            "force row level security",
            "FORCE ROW LEVEL SECURITY",
            "NO FORCE ROW LEVEL SECURITY",
        ),
    ] {
        match (has(from, setting), has(to, setting)) {
            (false, true) => statements.push(Statement::new(alter(table, on))),
            (true, false) => statements.push(Statement::new(alter(table, off))),
            _ => {}
        }
    }
    statements
}

/// A partition is made as a table and attached with its indexes, which so keep their names.
pub(super) fn make_parent(cx: &Context<'_>, table: &Table) -> Statements {
    let is_inherited = |settings: &[Setting]| has(settings, "inherited");
    if !cx.is_new(&table.name)
        && (table.columns.iter().any(|of| is_inherited(&of.settings))
            || table.checks.iter().any(|of| is_inherited(&of.settings)))
    {
        return Err(inexpressible(
            table,
            "a table that comes to inherit keeps the columns and checks that it has already as its own; \
             only one that is made anew has them from its parent alone",
        ));
    }
    let mut statements = Vec::new();
    if let Some(bound) = value(&table.settings, "partition of") {
        let (parent, bound) = split_bound(bound);
        let sql = format!(
            "ALTER TABLE {parent} ATTACH PARTITION {} {bound}",
            name(&table.name)
        );
        let statement = Statement::new(sql);
        let statement = cx.cost(
            statement,
            Cost::LocksLong,
            &table.name,
            "its rows are checked",
        );
        let why = "a row may not belong there";
        statements.push(cx.cost(statement, Cost::MayFail, &table.name, why));
    }
    if !cx.is_new(&table.name) {
        for parent in value(&table.settings, "inherits")
            .into_iter()
            .flat_map(|of| of.split(", "))
        {
            statements.push(Statement::new(alter(table, &format!("INHERIT {parent}"))));
        }
    }
    Ok(statements)
}

pub(super) fn drop_parent(table: &Table) -> Vec<Statement> {
    let mut statements = Vec::new();
    if let Some(bound) = value(&table.settings, "partition of") {
        let (parent, _) = split_bound(bound);
        let sql = format!(
            "ALTER TABLE {parent} DETACH PARTITION {}",
            name(&table.name)
        );
        statements.push(Statement::new(sql));
    }
    for parent in value(&table.settings, "inherits")
        .into_iter()
        .flat_map(|of| of.split(", "))
    {
        statements.push(Statement::new(alter(
            table,
            &format!("NO INHERIT {parent}"),
        )));
    }
    statements
}

pub(super) fn change_parent(cx: &Context<'_>, from: &Table, to: &Table) -> Statements {
    let mut statements = drop_parent(from);
    statements.extend(make_parent(cx, to)?);
    Ok(statements)
}

pub(super) fn make_replica(table: &Table) -> Vec<Statement> {
    let identity = value(&table.settings, "replica identity").unwrap_or("default");
    let action = match identity.strip_prefix("using index ") {
        Some(index) => format!("REPLICA IDENTITY USING INDEX {}", ident(index)),
        None => format!("REPLICA IDENTITY {}", identity.to_ascii_uppercase()),
    };
    vec![Statement::new(alter(table, &action))]
}

pub(super) fn drop_replica(table: &Table, replaced: bool) -> Vec<Statement> {
    if replaced {
        Vec::new()
    } else {
        vec![Statement::new(alter(table, "REPLICA IDENTITY DEFAULT"))]
    }
}
