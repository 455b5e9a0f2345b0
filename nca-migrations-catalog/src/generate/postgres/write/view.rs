//! Views.

use crate::generate::postgres::make::{comment, ident, name, values, view};
use crate::generate::{Cost, Hazard, Statement, Subject};
use crate::model::{View, ViewKind};

pub(super) fn make(of: &View) -> Vec<Statement> {
    let mut statements = vec![Statement::new(view::create(of, "CREATE"))];
    statements.extend(comment::change(
        &view::object(of),
        None,
        of.comment.as_ref(),
    ));
    let mut bare = of.clone();
    for column in &mut bare.columns {
        column.default = None;
        column.comment = None;
    }
    statements.extend(columns(&bare, of));
    statements
}

pub(super) fn drop(of: &View, replaced: bool) -> Vec<Statement> {
    let mut statement = Statement::new(format!("DROP {}", view::object(of)));
    if replaced {
        let kind = match of.kind {
            ViewKind::Plain => "view",
            ViewKind::Materialized => "materialized view",
        };
        let subject = Subject::Object(kind, of.name.clone());
        statement = statement.costs(Hazard::new(Cost::LosesGrants, subject));
    }
    vec![statement]
}

pub(super) fn change(from: &View, to: &View) -> Vec<Statement> {
    let mut statements = Vec::new();
    // Settings that are not said again are taken away.
    if from.definition != to.definition {
        statements.push(Statement::new(view::create(to, "CREATE OR REPLACE")));
    } else if from.settings != to.settings {
        statements.extend(settings(from, to));
    }
    statements.extend(comment::change(
        &view::object(to),
        from.comment.as_ref(),
        to.comment.as_ref(),
    ));
    statements.extend(columns(from, to));
    statements
}

fn settings(from: &View, to: &View) -> Vec<Statement> {
    let old: Vec<&str> = values(&from.settings, "with").collect();
    let new: Vec<&str> = values(&to.settings, "with").collect();
    let word = |option: &str| option.split('=').next().unwrap_or_default().to_owned();
    let gone = old
        .iter()
        .filter(|option| !new.iter().any(|other| word(other) == word(option)));
    let gone: Vec<String> = gone.map(|option| word(option)).collect();
    let set = new.iter().filter(|option| !old.contains(option));
    let set: Vec<String> = set
        .map(|option| crate::generate::postgres::make::parameter(option))
        .collect();
    let mut statements = Vec::new();
    for (word, options) in [("RESET", gone), ("SET", set)] {
        if !options.is_empty() {
            let options = options.join(", ");
            statements.push(Statement::new(format!(
                "ALTER {} {word} ({options})",
                view::object(to)
            )));
        }
    }
    statements
}

/// Defaults of columns, and comments on them.
fn columns(from: &View, to: &View) -> Vec<Statement> {
    let mut statements = Vec::new();
    for column in &to.columns {
        let before = from.columns.iter().find(|other| other.name == column.name);
        let default = before.and_then(|before| before.default.as_ref());
        let (of, on) = (ident(&column.name), view::object(to));
        match &column.default {
            Some(new) if default != Some(new) => {
                statements.push(Statement::new(format!(
                    "ALTER {on} ALTER COLUMN {of} SET DEFAULT {new}"
                )));
            }
            None if default.is_some() => {
                statements.push(Statement::new(format!(
                    "ALTER {on} ALTER COLUMN {of} DROP DEFAULT"
                )));
            }
            _ => {}
        }
        let on = format!("COLUMN {}.{of}", name(&to.name));
        let before = before.and_then(|before| before.comment.as_ref());
        statements.extend(comment::change(&on, before, column.comment.as_ref()));
    }
    statements
}
