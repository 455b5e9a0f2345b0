//! Constraints, as they are written in `CREATE TABLE` and after `ADD`.

use std::fmt::Write as _;

use super::{deferral, has, ident, index, list, name, value};
use crate::generate::Obstacle;
use crate::generate::postgres::thing::Thing;
use crate::model::name::unquoted;
use crate::model::{Action, Check, Exclusion, ForeignKey, Key, Name, Table};

/// A constraint of a table: `CONSTRAINT "t_pkey" PRIMARY KEY ("id")`.
pub(in crate::generate::postgres) fn constraint(thing: &Thing<'_>) -> Result<String, Obstacle> {
    match thing {
        Thing::Primary(table, of) => key(table, of, "PRIMARY KEY"),
        Thing::Unique(table, of) => key(table, of, "UNIQUE"),
        Thing::ForeignKey(table, of) => foreign_key(table, of),
        Thing::Check(_, of) => Ok(check(of)),
        Thing::Exclusion(table, of) => exclusion(table, of),
        _ => Ok(String::new()),
    }
}

fn constraint_name(of: Option<&String>) -> String {
    of.map_or_else(String::new, |of| format!("CONSTRAINT {} ", ident(of)))
}

fn key(table: &Table, key: &Key, kind: &str) -> Result<String, Obstacle> {
    let constraint = constraint_name(key.name.as_ref());
    let nulls = if has(&key.settings, "nulls not distinct") {
        " NULLS NOT DISTINCT"
    } else {
        ""
    };
    // The parts of a key have nothing but their columns.
    let mut parts: Vec<String> = key
        .parts
        .iter()
        .filter_map(|part| part.name())
        .map(ident)
        .collect();
    if has(&key.settings, "without overlaps") {
        parts
            .last_mut()
            .into_iter()
            .for_each(|part| part.push_str(" WITHOUT OVERLAPS"));
    }
    let include = match &*list(key.include.iter().map(String::as_str)) {
        "" => String::new(),
        include => format!(" INCLUDE ({include})"),
    };
    if key
        .parts
        .iter()
        .any(|part| part.operator_class.is_some() || part.collation.is_some())
    {
        let name = key.name.as_deref().unwrap_or_default();
        return Err(Obstacle::Inexpressible {
            object: format!("constraint {} of table {}", Name::plain(name), table.name),
            because: "its index has an operator class or a collation of its own, which a constraint cannot say; \
                      make the index by hand and give it to the constraint with `USING INDEX`"
                .to_owned(),
        });
    }
    Ok(format!(
        "{constraint}{kind}{nulls} ({}){include}{}{}",
        parts.join(", "),
        index::with(&key.settings),
        deferral(key.deferral),
    ))
}

fn foreign_key(table: &Table, key: &ForeignKey) -> Result<String, Obstacle> {
    for (setting, because) in [(
        "disabled",
        "its triggers are disabled, which is said of a table's triggers and not of a key",
    )] {
        if has(&key.settings, setting) {
            return Err(Obstacle::Inexpressible {
                object: format!(
                    "foreign key {} of table {}",
                    Name::plain(key.name.as_deref().unwrap_or_default()),
                    table.name
                ),
                because: because.to_owned(),
            });
        }
    }
    let period = has(&key.settings, "period");
    let columns = |columns: &[String]| {
        let mut columns: Vec<String> = columns.iter().map(|column| ident(column)).collect();
        if period && let Some(last) = columns.last_mut() {
            *last = format!("PERIOD {last}");
        }
        columns.join(", ")
    };
    let mut sql = format!(
        "{}FOREIGN KEY ({}) REFERENCES {} ({})",
        constraint_name(key.name.as_ref()),
        columns(&key.columns),
        name(&key.references),
        columns(&key.referenced),
    );
    if has(&key.settings, "match full") {
        sql.push_str(" MATCH FULL");
    }
    sql.push_str(&action(" ON UPDATE", key.on_update));
    sql.push_str(&action(" ON DELETE", key.on_delete));
    if let Some(columns) = value(&key.settings, "set columns") {
        let columns: Vec<String> = columns
            .trim_matches(['(', ')'])
            .split(", ")
            .map(|column| ident(&unquoted(column)))
            .collect();
        let _ = write!(sql, " ({})", columns.join(", "));
    }
    sql.push_str(deferral(key.deferral));
    if has(&key.settings, "not enforced") {
        sql.push_str(" NOT ENFORCED");
    }
    if has(&key.settings, "not valid") {
        sql.push_str(" NOT VALID");
    }
    Ok(sql)
}

fn action(when: &str, action: Action) -> String {
    let what = match action {
        Action::Nothing => return String::new(),
        Action::Restrict => "RESTRICT",
        Action::Cascade => "CASCADE",
        Action::SetNull => "SET NULL",
        Action::SetDefault => "SET DEFAULT",
    };
    format!("{when} {what}")
}

pub(in crate::generate::postgres) fn check(check: &Check) -> String {
    let mut sql = format!(
        "{}CHECK ({})",
        constraint_name(check.name.as_ref()),
        check.expression
    );
    for (setting, words) in [
        ("no inherit", " NO INHERIT"),
        ("not enforced", " NOT ENFORCED"),
        ("not valid", " NOT VALID"),
    ] {
        if has(&check.settings, setting) {
            sql.push_str(words);
        }
    }
    sql
}

fn exclusion(table: &Table, of: &Exclusion) -> Result<String, Obstacle> {
    let object = || {
        format!(
            "exclusion {} of table {}",
            Name::plain(&of.name),
            table.name
        )
    };
    let parts: Result<Vec<String>, Obstacle> = of
        .parts
        .iter()
        .enumerate()
        .map(|(at, (part, operator))| {
            let part = index::part(part, at + 1, &of.settings, object)?;
            Ok(format!("{part} WITH {operator}"))
        })
        .collect();
    let include = match &*list(of.include.iter().map(String::as_str)) {
        "" => String::new(),
        include => format!(" INCLUDE ({include})"),
    };
    let predicate = of.predicate.as_ref();
    let predicate = predicate.map_or_else(String::new, |of| format!(" WHERE ({of})"));
    Ok(format!(
        "CONSTRAINT {} EXCLUDE USING {} ({}){include}{}{predicate}{}",
        ident(&of.name),
        ident(&of.method),
        parts?.join(", "),
        index::with(&of.settings),
        deferral(of.deferral),
    ))
}
