//! Triggers.

use crate::generate::Statement;
use crate::generate::postgres::make::{comment, ident, name, trigger};
use crate::model::{Name, Trigger};

fn object(on: &Name, of: &Trigger) -> String {
    format!("TRIGGER {} ON {}", ident(&of.name), name(on))
}

pub(super) fn make(on: &Name, of: &Trigger) -> Vec<Statement> {
    let mut statements = vec![Statement::new(&*of.definition)];
    if !of.settings.is_empty() {
        statements.push(Statement::new(trigger::enable(on, &of.name, &of.settings)));
    }
    statements.extend(comment::change(&object(on, of), None, of.comment.as_ref()));
    statements
}

pub(super) fn drop(on: &Name, of: &Trigger) -> Vec<Statement> {
    vec![Statement::new(format!("DROP {}", object(on, of)))]
}

pub(super) fn change(on: &Name, from: &Trigger, to: &Trigger) -> Vec<Statement> {
    let mut statements = Vec::new();
    if from.settings != to.settings {
        statements.push(Statement::new(trigger::enable(on, &to.name, &to.settings)));
    }
    statements.extend(comment::change(
        &object(on, to),
        from.comment.as_ref(),
        to.comment.as_ref(),
    ));
    statements
}
