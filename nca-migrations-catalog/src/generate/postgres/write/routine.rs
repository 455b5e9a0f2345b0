//! Functions, procedures, aggregates.

use crate::generate::postgres::make::{comment, routine};
use crate::generate::{Cost, Hazard, Statement, Subject};
use crate::model::{Routine, RoutineKind};

pub(super) fn make(of: &Routine) -> Vec<Statement> {
    let mut statements = vec![Statement::new(routine::create(of))];
    statements.extend(comment::change(
        &routine::object(of),
        None,
        of.comment.as_ref(),
    ));
    statements
}

pub(super) fn drop(of: &Routine, replaced: bool) -> Vec<Statement> {
    let mut statement = Statement::new(format!("DROP {}", routine::object(of)));
    if replaced {
        let kind = match of.kind {
            RoutineKind::Function => "function",
            RoutineKind::Procedure => "procedure",
            RoutineKind::Aggregate => "aggregate",
        };
        let subject = Subject::Object(kind, of.name.clone());
        statement = statement.costs(Hazard::new(Cost::LosesGrants, subject));
    }
    vec![statement]
}

pub(super) fn change(from: &Routine, to: &Routine) -> Vec<Statement> {
    let mut statements = Vec::new();
    if from.definition != to.definition {
        statements.push(Statement::new(&*to.definition));
    }
    let on = routine::object(to);
    statements.extend(comment::change(
        &on,
        from.comment.as_ref(),
        to.comment.as_ref(),
    ));
    statements
}
