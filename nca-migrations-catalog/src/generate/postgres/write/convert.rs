//! A column's values in another type.

use super::{Context, alter};
use crate::generate::postgres::casts::{Cast, cast, is_narrower};
use crate::generate::postgres::make::{column, ident};
use crate::generate::{Cost, Hazard, Statement, Subject};
use crate::model::{Column, Composite, Table};

/// `is_new` says that the type is another one by the same name.
pub(super) fn convert(
    cx: &Context<'_>,
    table: &Table,
    (from, to): (&Column, &Column),
    is_new: bool,
) -> Statement {
    let name = ident(&to.name);
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
        action.push_str(&format!(" USING {expression}"));
    }
    let mut statement = Statement::new(alter(table, &action));
    let subject = Subject::Column(table.name.clone(), to.name.clone());
    let types = format!("{} to {}", from.column_type.written, to.column_type.written);
    if cast != Cast::Kept {
        statement = cx.cost(statement, Cost::Rewrites, &table.name, &types);
        if is_narrower(&from.column_type, &to.column_type) {
            statement =
                statement.costs(Hazard::new(Cost::MayFail, subject.clone()).because(&*types));
        }
        if is_cut(from, to) {
            statement = statement.costs(Hazard::new(Cost::Deletes, subject).because(types));
        }
    } else if from.collation != to.collation {
        statement = cx.cost(
            statement,
            Cost::LocksLong,
            &table.name,
            "its indexes are built anew",
        );
    }
    statement
}

/// Whether values are rounded or cut without a word.
fn is_cut(from: &Column, to: &Column) -> bool {
    let (a, b) = (&*from.column_type.name.name, &*to.column_type.name.name);
    let is_whole = |of: &str| matches!(of, "int2" | "int4" | "int8");
    let is_real = |of: &str| matches!(of, "numeric" | "float4" | "float8");
    is_real(a) && is_whole(b)
        || a == "float8" && b == "float4"
        || matches!(a, "timestamp" | "timestamptz") && matches!(b, "date" | "time" | "timetz")
        || b == "numeric"
            && is_real(a)
            && to.column_type.written.contains('(')
            && is_narrower(&from.column_type, &to.column_type)
}

/// A row type whose attributes are not those that they were, one by one.
fn rearranged(cx: &Context<'_>, from: &Column, to: &Column, is_new: bool) -> Option<String> {
    if !is_new || from.column_type != to.column_type {
        return None;
    }
    let find = |composites: &'_ [Composite]| -> Option<Composite> {
        let named = |of: &&Composite| {
            of.name.name == to.column_type.name.name
                && (of.name.schema.is_none() || of.name.schema == to.column_type.name.schema)
        };
        composites.iter().find(named).cloned()
    };
    let (old, new) = (find(&cx.from.composites)?, find(&cx.to.composites)?);
    let names = |of: &Composite| -> Vec<String> {
        of.attributes.iter().map(|of| of.name.clone()).collect()
    };
    if names(&old) == names(&new) || new.attributes.is_empty() {
        return None;
    }
    let column = ident(&to.name);
    let attributes = new.attributes.iter().map(|of| {
        let before = old.attributes.iter().find(|before| before.name == of.name);
        match before {
            Some(before) if before == of => format!("({column}).{}", ident(&of.name)),
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
