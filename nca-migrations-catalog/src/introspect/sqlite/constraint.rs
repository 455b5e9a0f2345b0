//! Constraints, from their part of the statement.

use super::cursor::{Cursor, split};
use super::normal::{self, Names};
use super::part;
use super::token::{Expected, Kind, Token};
use crate::model::{Action, Check, Column, Deferral, ForeignKey, Key, Name, Setting};

/// A constraint.
pub(super) enum Constraint {
    PrimaryKey(Key),
    /// `PRIMARY KEY (a AUTOINCREMENT)`, as DB Browser for SQLite writes it.
    Increment(Key),
    Unique(Key),
    ForeignKey(ForeignKey),
    Check(Check),
    /// When the last foreign key before it is checked.
    Deferral(Deferral),
}

/// Whether a part of a table's body is a constraint, and no column.
pub(super) fn begins(piece: &[Token]) -> bool {
    piece
        .first()
        .is_some_and(|token| token.is_any(&["constraint", "primary", "unique", "check", "foreign"]))
}

/// Constraints of a table. SQLite takes them without commas between, too.
pub(super) fn read_all(
    piece: &[Token],
    names: &Names,
    columns: &[Column],
) -> Result<Vec<Constraint>, Expected> {
    let mut cursor = Cursor::new(piece);
    let (mut constraints, mut name) = (Vec::new(), None);
    while !cursor.is_at_end() {
        if cursor.eat(&["constraint"]) {
            name = Some(cursor.name()?.text.clone());
            continue;
        }
        constraints.push(one(&mut cursor, name.take(), names, columns)?);
    }
    Ok(constraints)
}

fn one(
    cursor: &mut Cursor<'_>,
    name: Option<String>,
    names: &Names,
    columns: &[Column],
) -> Result<Constraint, Expected> {
    let is_primary = cursor.eat(&["primary", "key"]);
    if is_primary || cursor.eat(&["unique"]) {
        let mut parts = cursor.parens()?;
        let mut increment = false;
        if let [before @ .., last] = parts
            && is_primary
            && last.is("autoincrement")
        {
            (parts, increment) = (before, true);
        }
        let parts = part::all(parts, names, columns)?;
        let key = Key {
            name,
            parts,
            include: Vec::new(),
            deferral: Deferral::Immediate,
            settings: conflict(cursor)?,
            comment: None,
        };
        return Ok(if increment {
            Constraint::Increment(key)
        } else if is_primary {
            Constraint::PrimaryKey(key)
        } else {
            Constraint::Unique(key)
        });
    }
    if cursor.eat(&["check"]) {
        let expression = normal::expression(cursor.parens()?, names);
        conflict(cursor)?;
        return Ok(Constraint::Check(Check {
            name,
            expression,
            settings: Vec::new(),
            comment: None,
        }));
    }
    if cursor.eat(&["foreign", "key"]) {
        let own = columns_of(cursor.parens()?)?;
        let own = own.into_iter().map(|name| part::known(&name, columns));
        let own = own.collect();
        cursor.expect(&["references"])?;
        return Ok(Constraint::ForeignKey(references(cursor, name, own)?));
    }
    Err(cursor.expected("a constraint of the table"))
}

/// What follows `REFERENCES`.
pub(super) fn references(
    cursor: &mut Cursor<'_>,
    name: Option<String>,
    columns: Vec<String>,
) -> Result<ForeignKey, Expected> {
    let mut key = ForeignKey {
        name,
        columns,
        references: Name::plain(&*cursor.name()?.text),
        referenced: Vec::new(),
        on_update: Action::Nothing,
        on_delete: Action::Nothing,
        deferral: Deferral::Immediate,
        settings: Vec::new(),
        comment: None,
    };
    if cursor.is_at_paren() {
        key.referenced = columns_of(cursor.parens()?)?;
    }
    loop {
        if cursor.eat(&["on", "delete"]) {
            key.on_delete = action(cursor)?;
        } else if cursor.eat(&["on", "update"]) {
            key.on_update = action(cursor)?;
        } else if cursor.eat(&["on", "insert"]) {
            action(cursor)?;
        } else if cursor.eat(&["match"]) {
            let kind = cursor.name()?.folded();
            if kind != "simple" {
                key.settings.push(Setting::to("match", kind));
            }
        } else if let Some(deferral) = deferral(cursor) {
            key.deferral = deferral;
        } else {
            return Ok(key);
        }
    }
}

fn action(cursor: &mut Cursor<'_>) -> Result<Action, Expected> {
    let actions: [(&[&str], Action); 5] = [
        (&["no", "action"], Action::Nothing),
        (&["restrict"], Action::Restrict),
        (&["cascade"], Action::Cascade),
        (&["set", "null"], Action::SetNull),
        (&["set", "default"], Action::SetDefault),
    ];
    let found = actions.into_iter().find(|(words, _)| cursor.eat(words));
    let (_, action) = found.ok_or_else(|| cursor.expected("what becomes of the row"))?;
    Ok(action)
}

/// When a foreign key is checked, if that comes next.
pub(super) fn deferral(cursor: &mut Cursor<'_>) -> Option<Deferral> {
    let deferrable = if cursor.eat(&["not", "deferrable"]) {
        false
    } else if cursor.eat(&["deferrable"]) {
        true
    } else {
        return None;
    };
    let deferred = cursor.eat(&["initially", "deferred"]);
    if !deferred {
        cursor.eat(&["initially", "immediate"]);
    }
    Some(match (deferrable, deferred) {
        (false, _) => Deferral::Immediate,
        (true, false) => Deferral::Deferrable,
        (true, true) => Deferral::Deferred,
    })
}

/// `ON CONFLICT REPLACE`, unless it is the default.
pub(super) fn conflict(cursor: &mut Cursor<'_>) -> Result<Vec<Setting>, Expected> {
    if !cursor.eat(&["on", "conflict"]) {
        return Ok(Vec::new());
    }
    let Some(word) = cursor.next() else {
        return Err(cursor.expected("what becomes of the conflict"));
    };
    let what = word.folded();
    Ok(if what == "abort" {
        Vec::new()
    } else {
        vec![Setting::to("on conflict", what)]
    })
}

fn columns_of(tokens: &[Token]) -> Result<Vec<String>, Expected> {
    let name = |piece: &[Token]| {
        let mut cursor = Cursor::new(piece);
        Ok(cursor.name()?.text.clone())
    };
    split(tokens, Kind::Comma).into_iter().map(name).collect()
}
