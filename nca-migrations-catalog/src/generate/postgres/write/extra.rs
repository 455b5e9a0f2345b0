//! Schemas, extensions, and what is known by its definition.

use std::fmt::Write as _;

use super::Statements;
use crate::generate::postgres::make::{comment, ident, other, text};
use crate::generate::{Cost, Hazard, Obstacle, Statement, Subject};
use crate::model::{Extension, Name, Other, Schema, Setting};

pub(super) fn make_schema(of: &Schema) -> Vec<Statement> {
    let on = format!("SCHEMA {}", ident(&of.name));
    let mut statements = vec![Statement::new(format!("CREATE {on}"))];
    statements.extend(comment::change(&on, None, of.comment.as_ref()));
    statements
}

pub(super) fn change_schema(from: &Schema, to: &Schema) -> Vec<Statement> {
    let on = format!("SCHEMA {}", ident(&to.name));
    comment::change(&on, from.comment.as_ref(), to.comment.as_ref())
        .into_iter()
        .collect()
}

pub(super) fn make_extension(of: &Extension) -> Vec<Statement> {
    let mut sql = format!("CREATE EXTENSION {}", ident(&of.name));
    if let Some(schema) = &of.schema {
        let _ = write!(sql, " SCHEMA {}", ident(schema));
    }
    let hazard = Hazard::new(
        Cost::MayFail,
        Subject::Object("extension", Name::plain(&of.name)),
    )
    .because("the server must have it, and not every role may make it");
    vec![Statement::new(sql).costs(hazard)]
}

pub(super) fn drop_extension(of: &Extension) -> Vec<Statement> {
    let hazard = Hazard::new(
        Cost::MayFail,
        Subject::Object("extension", Name::plain(&of.name)),
    )
    .because("what is not in the catalog may still need it");
    vec![Statement::new(format!("DROP EXTENSION {}", ident(&of.name))).costs(hazard)]
}

/// The schema that names without one are in has no name in a catalog.
pub(super) fn change_extension(to: &Extension) -> Vec<Statement> {
    let extension = ident(&to.name);
    let sql = match &to.schema {
        Some(schema) => format!("ALTER EXTENSION {extension} SET SCHEMA {}", ident(schema)),
        None => format!(
            "DO $$BEGIN EXECUTE format('ALTER EXTENSION %I SET SCHEMA %I', {}, current_schema()); END$$",
            text(&to.name)
        ),
    };
    vec![Statement::new(sql)]
}

pub(super) fn make(of: &Other) -> Statements {
    let mut statements: Vec<Statement> = match other::create(of) {
        Ok(sql) => sql.into_iter().map(Statement::new).collect(),
        Err(because) => return Err(inexpressible(of, because)),
    };
    statements.extend(comment(None, of));
    Ok(statements)
}

pub(super) fn drop(of: &Other) -> Statements {
    match other::object(of) {
        Ok(object) => {
            let sql = format!("DROP {object}");
            Ok(vec![Statement::new(sql)])
        }
        Err(because) => Err(inexpressible(of, because)),
    }
}

fn inexpressible(of: &Other, because: String) -> Obstacle {
    let on = of
        .on
        .as_ref()
        .map_or_else(String::new, |on| format!(" on {on}"));
    Obstacle::Inexpressible {
        object: format!("{} {}{on}", of.kind, name_of(of)),
        because,
    }
}

fn name_of(of: &Other) -> String {
    of.name.to_string()
}

/// Options of servers and wrappers, and comments: anything else is made anew.
pub(super) fn change(from: &Other, to: &Other) -> Vec<Statement> {
    let options = |of: &Other| -> Vec<Setting> {
        let options = other::options(&of.definition).into_iter();
        options
            .map(|option| Setting::to("option", option))
            .collect()
    };
    let mut statements = Vec::new();
    if let (Some(options), Ok(object)) = (
        super::table::changed_options(&options(from), &options(to)),
        other::object(to),
    ) && other::without_options(to).is_some()
    {
        statements.push(Statement::new(format!(
            "ALTER {object} OPTIONS ({options})"
        )));
    }
    statements.extend(comment(from.comment.as_ref(), to));
    statements
}

fn comment(from: Option<&String>, to: &Other) -> Option<Statement> {
    let object = other::object(to).ok()?;
    comment::change(&object, from, to.comment.as_ref())
}
