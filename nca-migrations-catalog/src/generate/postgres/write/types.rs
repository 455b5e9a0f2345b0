//! Types.

use super::Context;
use crate::generate::postgres::make::{self, comment, ident, name, text, types};
use crate::generate::postgres::parents::resolved;
use crate::generate::postgres::thing::Thing;
use crate::generate::{Cost, Hazard, Statement, Subject};
use crate::model::{Check, Composite, Domain, Enum, Name, Table};

fn parts<'a>(thing: &Thing<'a>) -> Option<(&'static str, &'a Name, Option<&'a String>)> {
    Some(match *thing {
        Thing::Enum(of) => ("TYPE", &of.name, of.comment.as_ref()),
        Thing::Domain(of) => ("DOMAIN", &of.name, of.comment.as_ref()),
        Thing::Composite(of) => ("TYPE", &of.name, of.comment.as_ref()),
        _ => return None,
    })
}

/// What a type is called between the making of the one that takes its name and its end.
fn meanwhile(of: &Name) -> String {
    // Names have no more than 63 bytes.
    let mut end = of.name.len().min(58);
    while !of.name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}__old", &of.name[..end])
}

pub(super) fn make(thing: &Thing<'_>) -> Vec<Statement> {
    let mut statements = match thing {
        Thing::Enum(of) => vec![Statement::new(types::enumeration(of))],
        Thing::Composite(of) => vec![Statement::new(types::composite(of))],
        Thing::Domain(of) => {
            let mut statements = vec![Statement::new(types::domain(of))];
            let checks = of
                .checks
                .iter()
                .filter(|check| !make::has(&check.settings, "not valid"));
            statements.extend(checks.filter_map(|check| {
                comment::change(&on_check(of, check), None, check.comment.as_ref())
            }));
            statements
        }
        _ => Vec::new(),
    };
    if let Some((kind, of, text)) = parts(thing) {
        statements.extend(comment::change(&format!("{kind} {}", name(of)), None, text));
    }
    statements
}

/// One that is made again gets out of the way until nothing is of it any more.
pub(super) fn drop(thing: &Thing<'_>, replaced: bool) -> Vec<Statement> {
    let Some((kind, of, _)) = parts(thing) else {
        return Vec::new();
    };
    let sql = if replaced {
        format!(
            "ALTER {kind} {} RENAME TO {}",
            name(of),
            ident(&meanwhile(of))
        )
    } else {
        format!("DROP {kind} {}", name(of))
    };
    vec![Statement::new(sql)]
}

pub(super) fn bury(thing: &Thing<'_>) -> Vec<Statement> {
    let Some((kind, of, _)) = parts(thing) else {
        return Vec::new();
    };
    let old = make::beside(of, &meanwhile(of));
    vec![Statement::new(format!("DROP {kind} {}", name(&old)))]
}

pub(super) fn change(cx: &Context<'_>, from: &Thing<'_>, to: &Thing<'_>) -> Vec<Statement> {
    let mut statements = match (from, to) {
        (Thing::Enum(a), Thing::Enum(b)) => add_values(a, b),
        (Thing::Composite(a), Thing::Composite(b)) => attributes(cx, a, b),
        (Thing::Domain(a), Thing::Domain(b)) => nullable(a, b),
        _ => Vec::new(),
    };
    if let (Some((_, _, before)), Some((kind, of, after))) = (parts(from), parts(to)) {
        statements.extend(comment::change(
            &format!("{kind} {}", name(of)),
            before,
            after,
        ));
    }
    statements
}

/// Each after the one that it follows, or before the first.
fn add_values(from: &Enum, to: &Enum) -> Vec<Statement> {
    let mut statements = Vec::new();
    for (at, value) in to.values.iter().enumerate() {
        if from.values.contains(value) {
            continue;
        }
        let is_last = !to.values[at..]
            .iter()
            .any(|later| from.values.contains(later));
        let place = match (is_last, at.checked_sub(1)) {
            (true, _) => String::new(),
            (false, Some(before)) => format!(" AFTER {}", text(&to.values[before])),
            (false, None) => match from.values.first() {
                Some(first) => format!(" BEFORE {}", text(first)),
                None => String::new(),
            },
        };
        let value = text(value);
        statements.push(Statement::new(format!(
            "ALTER TYPE {} ADD VALUE {value}{place}",
            name(&to.name)
        )));
    }
    statements
}

/// With `CASCADE` only where tables are of the type: it would drop views, too.
fn attributes(cx: &Context<'_>, from: &Composite, to: &Composite) -> Vec<Statement> {
    let mut statements = Vec::new();
    let is_of_it = |table: &Table| {
        make::value(&table.settings, "of").is_some_and(|of| resolved(of) == to.name)
    };
    let cascade = if cx.from.tables.iter().any(is_of_it) {
        " CASCADE"
    } else {
        ""
    };
    for of in &from.attributes {
        if !to.attributes.contains(of) {
            let hazard = Hazard::new(Cost::Deletes, Subject::Object("type", to.name.clone()))
                .because(format!("the attribute {} goes", Name::plain(&of.name)));
            let sql = format!(
                "ALTER TYPE {} DROP ATTRIBUTE {}{cascade}",
                name(&to.name),
                ident(&of.name)
            );
            statements.push(Statement::new(sql).costs(hazard));
        }
    }
    for of in &to.attributes {
        if !from.attributes.contains(of) {
            let attribute = types::attribute(of);
            let sql = format!(
                "ALTER TYPE {} ADD ATTRIBUTE {attribute}{cascade}",
                name(&to.name)
            );
            statements.push(Statement::new(sql));
        }
    }
    statements
}

fn nullable(from: &Domain, to: &Domain) -> Vec<Statement> {
    match (from.nullable, to.nullable) {
        (true, false) => {
            let hazard = Hazard::new(Cost::MayFail, Subject::Object("domain", to.name.clone()))
                .because("every column of it is read for NULL");
            let sql = format!("ALTER DOMAIN {} SET NOT NULL", name(&to.name));
            vec![Statement::new(sql).costs(hazard)]
        }
        (false, true) => vec![Statement::new(format!(
            "ALTER DOMAIN {} DROP NOT NULL",
            name(&to.name)
        ))],
        _ => Vec::new(),
    }
}

pub(super) fn make_default(of: &Domain) -> Vec<Statement> {
    let default = of.default.as_deref().unwrap_or("NULL");
    vec![Statement::new(format!(
        "ALTER DOMAIN {} SET DEFAULT {default}",
        name(&of.name)
    ))]
}

pub(super) fn drop_default(of: &Domain) -> Vec<Statement> {
    vec![Statement::new(format!(
        "ALTER DOMAIN {} DROP DEFAULT",
        name(&of.name)
    ))]
}

fn on_check(of: &Domain, check: &Check) -> String {
    let constraint = check.name.as_deref().unwrap_or_default();
    format!(
        "CONSTRAINT {} ON DOMAIN {}",
        ident(constraint),
        name(&of.name)
    )
}

pub(super) fn make_check(of: &Domain, check: &Check) -> Vec<Statement> {
    let sql = format!(
        "ALTER DOMAIN {} ADD {}",
        name(&of.name),
        make::constraint::check(check)
    );
    let mut statement = Statement::new(sql);
    if !make::has(&check.settings, "not valid") {
        statement = statement.costs(check_hazard(of));
    }
    let comment = comment::change(&on_check(of, check), None, check.comment.as_ref());
    [statement].into_iter().chain(comment).collect()
}

fn check_hazard(of: &Domain) -> Hazard {
    Hazard::new(Cost::MayFail, Subject::Object("domain", of.name.clone()))
        .because("every column of it is checked")
}

pub(super) fn drop_check(of: &Domain, check: &Check) -> Vec<Statement> {
    let constraint = ident(check.name.as_deref().unwrap_or_default());
    vec![Statement::new(format!(
        "ALTER DOMAIN {} DROP CONSTRAINT {constraint}",
        name(&of.name)
    ))]
}

pub(super) fn change_check(of: &Domain, from: &Check, to: &Check) -> Vec<Statement> {
    let mut statements = Vec::new();
    let domain = name(&of.name);
    let (old, new) = (
        from.name.as_deref().unwrap_or_default(),
        to.name.as_deref().unwrap_or_default(),
    );
    if old != new {
        let sql = format!(
            "ALTER DOMAIN {domain} RENAME CONSTRAINT {} TO {}",
            ident(old),
            ident(new)
        );
        statements.push(Statement::new(sql));
    }
    if make::has(&from.settings, "not valid") && !make::has(&to.settings, "not valid") {
        let sql = format!("ALTER DOMAIN {domain} VALIDATE CONSTRAINT {}", ident(new));
        statements.push(Statement::new(sql).costs(check_hazard(of)));
    }
    statements.extend(comment::change(
        &on_check(of, to),
        from.comment.as_ref(),
        to.comment.as_ref(),
    ));
    statements
}
