//! Functions and procedures.
//!
//! Only MariaDB has `CREATE OR REPLACE` for them, so one that changes is dropped and made again, and what was
//! granted on it goes with it.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use super::mode::Modes;
use super::program::with_comment;
use super::script::Script;
use super::text::{self, string, value};
use crate::generate::pairs::Pairs;
use crate::generate::{Cost, Hazard, Statement, Subject};
use crate::model::{Catalog, Name, Routine, RoutineKind};

const fn kind(routine: &Routine) -> &'static str {
    match routine.kind {
        RoutineKind::Function => "function",
        RoutineKind::Procedure => "procedure",
        RoutineKind::Aggregate => "aggregate",
    }
}

fn routines<'a>(from: &'a Catalog, to: &'a Catalog) -> Pairs<'a, Routine> {
    let key = |routine: &Routine| (routine.kind, routine.name.name.to_lowercase());
    Pairs::by(&from.routines, &to.routines, key)
}

/// Those that are gone, at the end of all: triggers and views that are gone by then have called them.
pub(super) fn drop(script: &mut Script, from: &Catalog, to: &Catalog) {
    for gone in routines(from, to).gone {
        drop_one(script, kind(gone), &gone.name);
    }
}

/// Those that are new or change, before the views that call them.
pub(super) fn create(script: &mut Script, modes: &mut Modes, from: &Catalog, to: &Catalog) {
    let pairs = routines(from, to);
    let changed = pairs.both.into_iter().filter(|(old, new)| old != new);
    let new = pairs.new.into_iter().map(|new| (None, new));
    let mut all: Vec<_> = changed
        .map(|(old, new)| (Some(old), new))
        .chain(new)
        .collect();
    all.sort_by_key(|(_, routine)| (routine.kind, &routine.name));
    for (old, routine) in all {
        let (kind, name) = (kind(routine), &routine.name);
        if let Some(old) = old
            && old.definition == routine.definition
            && old.settings == routine.settings
        {
            let comment = string(routine.comment.as_deref().unwrap_or_default());
            let words = kind.to_ascii_uppercase();
            script.say(format!(
                "ALTER {words} {} COMMENT {comment}",
                text::name(&old.name)
            ));
            continue;
        }
        modes.sql_mode(
            script,
            value(&routine.settings, "sql_mode").unwrap_or_default(),
        );
        if let Some(old) = old {
            drop_one(script, kind, &old.name);
        }
        let definition = with_character_sets(&routine.definition);
        let sql = with_comment(&definition, routine.comment.as_ref(), None);
        script.program(&format!("{kind} {name}"), sql);
    }
}

/// MySQL takes no `COLLATE` of a parameter without its `CHARACTER SET`
/// (<https://dev.mysql.com/doc/refman/8.4/en/create-procedure.html>).
fn with_character_sets(definition: &str) -> String {
    let mut sql = String::with_capacity(definition.len());
    let mut is_head = true;
    let mut tokens = lex(definition, Dialect::Mysql).peekable();
    while let Some(token) = tokens.next() {
        let source = &definition[token.range];
        is_head &= !(token.kind == TokenKind::Whitespace && source.contains('\n'));
        if is_head && token.kind == TokenKind::Word && source == "COLLATE" {
            let rest = tokens
                .peek()
                .map_or("", |next| &definition[next.range.start..]);
            let collation = rest.split_whitespace().next().unwrap_or_default();
            let charset = collation.split(['_', ',', ')']).next().unwrap_or_default();
            sql.push_str("CHARACTER SET ");
            sql.push_str(charset);
            sql.push(' ');
        }
        sql.push_str(source);
    }
    sql
}

/// What was granted on it goes with it, unless `automatic_sp_privileges` is off:
/// <https://dev.mysql.com/doc/refman/8.4/en/stored-routines-privileges.html>.
pub(super) fn drop_one(script: &mut Script, kind: &'static str, name: &Name) {
    let sql = format!("DROP {} {}", kind.to_ascii_uppercase(), text::name(name));
    let lost = Hazard::new(Cost::LosesGrants, Subject::Object(kind, name.clone()));
    script.push(Statement::new(sql).costs(lost));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collation_has_its_character_set() {
        let definition = "CREATE FUNCTION `COLLATE a`(s varchar(10) COLLATE latin1_bin, b text COLLATE binary) \
             RETURNS char(1) COLLATE utf8mb4_bin DETERMINISTIC\nRETURN s COLLATE latin1_bin";
        let expected = "CREATE FUNCTION `COLLATE a`(s varchar(10) CHARACTER SET latin1 COLLATE latin1_bin, \
             b text CHARACTER SET binary COLLATE binary) RETURNS char(1) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin \
             DETERMINISTIC\nRETURN s COLLATE latin1_bin";
        assert_eq!(with_character_sets(definition), expected);
    }
}
