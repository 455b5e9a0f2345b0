//! Columns that take no NULL any more.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use super::{Context, alter};
use crate::generate::postgres::make::{has, ident, name, value};
use crate::generate::{Cost, Hazard, Obstacle, Stage, Statement, Subject};
use crate::model::{Column, Key, Table};

/// Whether an expression is a literal, with a sign or a cast at most.
pub(super) fn is_constant(expression: &str) -> bool {
    let mut tokens = lex(expression, Dialect::Postgres).filter(|token| !token.kind.is_trivia());
    let mut after_cast = false;
    tokens.all(|token| {
        let written = &expression[token.range.clone()];
        match token.kind {
            TokenKind::Word if after_cast => true,
            TokenKind::Word => ["true", "false", "array"].contains(&&*written.to_ascii_lowercase()),
            TokenKind::QuotedIdentifier => after_cast,
            TokenKind::String
            | TokenKind::Number
            | TokenKind::OpenParen
            | TokenKind::CloseParen => true,
            TokenKind::Punctuation => {
                after_cast |= written == ":";
                matches!(written, ":" | "-" | "+" | "[" | "]" | "," | ".")
            }
            _ => false,
        }
    })
}

pub(super) fn take_no_null(
    cx: &Context<'_>,
    table: &Table,
    column: &Column,
) -> Result<Vec<Statement>, Obstacle> {
    let mut statements = Vec::new();
    if column.generated.is_none() {
        let fill = cx.options.fills.of_null(table, column)?;
        let of = ident(&column.name);
        let sql = format!(
            "UPDATE {} SET {of} = {fill} WHERE {of} IS NULL",
            name(&table.name)
        );
        let mut update = Statement::new(sql);
        let mut of_keys = table.foreign_keys.iter().flat_map(|key| &key.columns);
        let uniques = table.primary_key.iter().chain(&table.uniques);
        let mut parts = uniques.flat_map(|key| &key.parts);
        if of_keys.any(|of| *of == column.name)
            || parts.any(|part| part.name() == Some(&column.name))
        {
            let subject = Subject::Column(table.name.clone(), column.name.clone());
            let why = "what rows get has to suit its keys";
            update = update.costs(Hazard::new(Cost::MayFail, subject).because(why));
        }
        statements.push(update);
        statements.extend(set_not_null(cx, table, column, Some(fill)));
    } else {
        statements.extend(set_not_null(cx, table, column, None));
    }
    Ok(statements)
}

/// A check that has been validated spares the reading of the table:
/// <https://www.postgresql.org/docs/current/sql-altertable.html>, `SET NOT NULL`.
pub(super) fn set_not_null(
    cx: &Context<'_>,
    table: &Table,
    column: &Column,
    fill: Option<&str>,
) -> Vec<Statement> {
    let of = ident(&column.name);
    let set = Statement::new(alter(table, &format!("ALTER COLUMN {of} SET NOT NULL")));
    let subject = Subject::Column(table.name.clone(), column.name.clone());
    let may_fail = Hazard::new(Cost::MayFail, subject).because("what rows get may be NULL");
    let may_fail = Some(may_fail).filter(|_| !fill.is_some_and(is_constant));
    let parts = |key: &Key| {
        key.parts
            .iter()
            .any(|part| part.name() == Some(&column.name))
    };
    let key = table.primary_key.as_ref().filter(|key| parts(key));
    // A key that is made in the first stage needs it then.
    let is_key = key.is_some_and(|key| {
        !super::adopt::is_adopted(cx, table, key.name.as_deref().unwrap_or_default())
    });
    // So does an index that tells rows apart for replication.
    let is_replica =
        value(&table.settings, "replica identity").is_some_and(|of| of.starts_with("using index"));
    // A check would have to be on each table that becomes a partition meanwhile.
    let is_whole = has(&table.settings, "partition by");
    if cx.is_online() && !is_key && !is_replica && !is_whole && column.identity.is_none() {
        let check = ident(&super::constraint::free_name(table, &column.name));
        let mut validate = Statement::new(alter(table, &format!("VALIDATE CONSTRAINT {check}")));
        validate.hazards.extend(may_fail);
        let validated = [
            validate,
            set,
            Statement::new(alter(table, &format!("DROP CONSTRAINT {check}"))),
        ];
        let add = format!("ADD CONSTRAINT {check} CHECK ({of} IS NOT NULL) NOT VALID");
        let mut statements = vec![Statement::new(alter(table, &add))];
        statements.extend(validated.map(|statement| statement.in_stage(Stage::Validate)));
        return statements;
    }
    let why = if cx.is_online() {
        "keys, identities and tables in partitions need it at once"
    } else {
        "`--online` looks for NULL while others read and write"
    };
    let mut set = cx.cost(set, Cost::LocksLong, &table.name, why);
    set.hazards.extend(may_fail);
    vec![set]
}
