//! Sequences.

use super::Context;
use crate::generate::postgres::make::sequence::{self, Counter};
use crate::generate::postgres::make::{beside, comment, has, ident, name, text};
use crate::generate::{Cost, Hazard, Statement, Subject};
use crate::model::{Name, Sequence, Setting};

fn object(of: &Sequence) -> String {
    format!("SEQUENCE {}", name(&of.name))
}

pub(super) fn make(of: &Sequence) -> Vec<Statement> {
    let mut statements = vec![Statement::new(sequence::create(of))];
    statements.extend(comment::change(&object(of), None, of.comment.as_ref()));
    statements
}

pub(super) fn drop(of: &Sequence) -> Vec<Statement> {
    let subject = Subject::Object("sequence", of.name.clone());
    let hazard = Hazard::new(Cost::Deletes, subject).because("how far it has counted");
    vec![Statement::new(format!("DROP {}", object(of))).costs(hazard)]
}

/// A sequence that is new to a column with rows goes on after the greatest number there.
pub(super) fn make_owner(cx: &Context<'_>, of: &Sequence) -> Vec<Statement> {
    let Some((table, column)) = &of.owned_by else {
        return drop_owner(of);
    };
    let sql = format!(
        "ALTER {} OWNED BY {}.{}",
        object(of),
        name(table),
        ident(column)
    );
    let mut statements = vec![Statement::new(sql)];
    let is_new = !cx
        .from
        .sequences
        .iter()
        .any(|other| other.name == of.name || other.owned_by == of.owned_by);
    let columns = cx.from.table(table).map(|table| &table.columns);
    let column_stays = columns.is_some_and(|columns| columns.iter().any(|of| of.name == *column));
    if is_new && column_stays {
        statements.extend(follow(&text(&name(&of.name)), table, column, &of.settings));
    }
    statements
}

/// Sets a sequence to go on after the greatest number that a column has. `sequence` is an expression.
pub(super) fn follow(
    sequence: &str,
    table: &Name,
    column: &str,
    settings: &[Setting],
) -> Option<Statement> {
    let counter = Counter::of(settings);
    if counter.increment < 0 {
        return None;
    }
    let column = ident(column);
    Some(Statement::new(format!(
        "SELECT setval({sequence}, max({column}), true) FROM {table} HAVING max({column}) >= {}",
        counter.start,
        table = name(table),
    )))
}

pub(super) fn drop_owner(of: &Sequence) -> Vec<Statement> {
    vec![Statement::new(format!(
        "ALTER {} OWNED BY NONE",
        object(of)
    ))]
}

pub(super) fn change(from: &Sequence, to: &Sequence) -> Vec<Statement> {
    let mut statements = Vec::new();
    if from.name != to.name {
        let sql = format!("ALTER {} RENAME TO {}", object(from), ident(&to.name.name));
        statements.push(Statement::new(sql));
    }
    let (old, new) = (Counter::of(&from.settings), Counter::of(&to.settings));
    statements.extend(
        recount(&name(&to.name), &old, &new)
            .into_iter()
            .map(Statement::new),
    );
    if has(&from.settings, "unlogged") != has(&to.settings, "unlogged") {
        let word = if has(&to.settings, "unlogged") {
            "UNLOGGED"
        } else {
            "LOGGED"
        };
        statements.push(Statement::new(format!("ALTER {} SET {word}", object(to))));
    }
    statements.extend(comment::change(
        &object(to),
        from.comment.as_ref(),
        to.comment.as_ref(),
    ));
    statements
}

/// Another way to count. The last number has to be within the new bounds, or the statement fails:
/// <https://www.postgresql.org/docs/current/sql-altersequence.html>.
pub(super) fn recount(sequence: &str, old: &Counter, new: &Counter) -> Vec<String> {
    let mut options = old.change(new);
    if options.is_empty() {
        return Vec::new();
    }
    let mut statements = Vec::new();
    if new.least > old.least || new.greatest < old.greatest {
        let (least, greatest) = (new.least.max(old.least), new.greatest.min(old.greatest));
        if least <= greatest {
            statements.push(format!(
                "SELECT setval({}, greatest({least}, least({greatest}, last_value)), is_called) FROM {sequence} \
                 WHERE last_value NOT BETWEEN {least} AND {greatest}",
                text(sequence)
            ));
        } else {
            options.push("RESTART".to_owned());
        }
    }
    statements.push(format!("ALTER SEQUENCE {sequence} {}", options.join(" ")));
    statements
}

/// The name of the sequence of an identity column.
pub(super) fn of_identity(table: &Name, column: &str, settings: &[Setting]) -> Name {
    let named = settings.iter().find(|setting| setting.name == "named");
    let given = format!("{}_{column}_seq", table.name);
    let named = named
        .and_then(|setting| setting.value.clone())
        .unwrap_or(given);
    beside(table, &named)
}
