//! A column's values in another type.

use std::fmt::Write as _;

use super::{Context, alter};
use crate::generate::postgres::casts::{Cast, cast, is_cut, may_not_fit};
use crate::generate::postgres::make::{column, ident};
use crate::generate::{Cost, Hazard, Obstacle, Statement, Subject};
use crate::model::{Column, Composite, Name, Table};

/// `is_new` says that the type is another one by the same name.
pub(super) fn convert(
    cx: &Context<'_>,
    table: &Table,
    (from, to): (&Column, &Column),
    is_new: bool,
) -> Result<Statement, Obstacle> {
    let name = ident(&to.name);
    if is_new && is_array_of_rearranged(cx, to) {
        return Err(Obstacle::Inexpressible {
            object: format!("column {} of table {}", Name::plain(&to.name), table.name),
            because: "it is an array of a row type whose attributes change places, and no expression turns one \
                      into the other; do it with a column of its own"
                .to_owned(),
        });
    }
    let cast = match rearranged(cx, from, to, is_new) {
        Some(expression) => Cast::Using(expression),
        None => cast(
            (cx.from, cx.to),
            (&from.column_type, &to.column_type),
            &name,
            is_new,
        ),
    };
    let mut action = format!("ALTER COLUMN {name} TYPE {}", column::of_type(to));
    if let Cast::Using(expression) = &cast {
        let _ = write!(action, " USING {expression}");
    }
    let mut statement = Statement::new(alter(table, &action));
    let subject = Subject::Column(table.name.clone(), to.name.clone());
    let types = format!("{} to {}", from.column_type.written, to.column_type.written);
    if is_new {
        statement = cx.cost(
            statement,
            Cost::Rewrites,
            &table.name,
            "its type is made anew",
        );
        for hazard in no_more(cx, to) {
            statement = statement.costs(hazard);
        }
        return Ok(statement);
    }
    if cast != Cast::Kept {
        statement = cx.cost(statement, Cost::Rewrites, &table.name, &types);
        if may_not_fit(&from.column_type, &to.column_type) {
            statement =
                statement.costs(Hazard::new(Cost::MayFail, subject.clone()).because(&*types));
        }
        if is_cut(&from.column_type, &to.column_type) {
            statement = statement.costs(Hazard::new(Cost::Deletes, subject).because(types));
        }
    } else if from.collation != to.collation && is_indexed(table, &to.name) {
        statement = cx.cost(
            statement,
            Cost::LocksLong,
            &table.name,
            "its indexes are built anew",
        );
    }
    Ok(statement)
}

fn is_indexed(table: &Table, column: &str) -> bool {
    let keys = table
        .primary_key
        .iter()
        .chain(&table.uniques)
        .flat_map(|key| &key.parts);
    let parts = table
        .indexes
        .iter()
        .flat_map(|index| &index.parts)
        .chain(keys);
    let of_exclusions = table
        .exclusions
        .iter()
        .flat_map(|of| of.parts.iter().map(|(part, _)| part));
    let mut parts = parts.chain(of_exclusions);
    // An expression may have it in it.
    parts.any(|part| part.name().is_none_or(|name| name == column))
}

/// What values may have that their new type, which has the same name, does not.
fn no_more(cx: &Context<'_>, column: &Column) -> Vec<Hazard> {
    let is_it = |name: &Name| is_named(name, &column.column_type.name);
    let old = cx.from.enums.iter().find(|of| is_it(&of.name));
    let new = cx.to.enums.iter().find(|of| is_it(&of.name));
    let (Some(old), Some(new)) = (old, new) else {
        let subject = Subject::Object("type", Name::plain(&column.column_type.written));
        return vec![
            Hazard::new(Cost::MayFail, subject).because("a value may not fit the new type"),
        ];
    };
    let gone = old
        .values
        .iter()
        .filter(|value| !new.values.contains(value));
    let hazards = gone.map(|value| {
        Hazard::new(
            Cost::MayFail,
            Subject::Value(old.name.clone(), value.clone()),
        )
        .because(format!(
            "rows of column {} that have it",
            Name::plain(&column.name)
        ))
    });
    hazards.collect()
}

/// Whether a type of a column is this one or an array of it.
fn is_named(of: &Name, named: &Name) -> bool {
    let name = named.name.as_str();
    let is_name = of.name == name || name.strip_prefix('_') == Some(&of.name);
    is_name && (of.schema.is_none() || of.schema == named.schema)
}

/// The row type that a column or its array is of, before and after.
fn row_types<'a>(cx: &Context<'a>, column: &Column) -> Option<(&'a Composite, &'a Composite)> {
    let is_it = |of: &&Composite| is_named(&of.name, &column.column_type.name);
    let old = cx.from.composites.iter().find(is_it)?;
    Some((old, cx.to.composites.iter().find(is_it)?))
}

fn is_rearranged(old: &Composite, new: &Composite) -> bool {
    let names = |of: &Composite| -> Vec<String> {
        of.attributes.iter().map(|of| of.name.clone()).collect()
    };
    names(old) != names(new) && !new.attributes.is_empty()
}

fn is_array_of_rearranged(cx: &Context<'_>, column: &Column) -> bool {
    row_types(cx, column).is_some_and(|(old, new)| {
        old.name.name != column.column_type.name.name && is_rearranged(old, new)
    })
}

/// A row type whose attributes are not those that they were, one by one.
fn rearranged(cx: &Context<'_>, from: &Column, to: &Column, is_new: bool) -> Option<String> {
    if !is_new || from.column_type != to.column_type {
        return None;
    }
    let (old, new) = row_types(cx, to)?;
    if !is_rearranged(old, new) {
        return None;
    }
    let column = ident(&to.name);
    let attributes = new.attributes.iter().map(|of| {
        let before = old.attributes.iter().find(|before| before.name == of.name);
        match before {
            Some(before) if before == of && of.attribute_type.name.schema.is_none() => {
                format!("({column}).{}", ident(&of.name))
            }
            Some(_) => format!(
                "({column}).{}::text::{}",
                ident(&of.name),
                of.attribute_type.written
            ),
            None => "NULL".to_owned(),
        }
    });
    let attributes: Vec<String> = attributes.collect();
    Some(format!(
        "CASE WHEN {column} IS DISTINCT FROM NULL THEN ROW({})::{} END",
        attributes.join(", "),
        to.column_type.written
    ))
}
