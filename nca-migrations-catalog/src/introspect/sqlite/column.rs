//! A column, from its part of the statement.

use super::constraint::{self, Constraint, conflict};
use super::cursor::Cursor;
use super::normal::{self, Names};
use super::token::{Expected, Kind, Token};
use crate::model::name::Quoted;
use crate::model::{
    Check, Column, ColumnType, Deferral, Generated, Identity, Key, Name, Order, Part, Setting,
    Storage,
};

/// A column as it is declared.
pub(super) struct Declared<'a> {
    name: &'a Token,
    column_type: ColumnType,
    constraints: &'a [Token],
}

impl<'a> Declared<'a> {
    pub(super) fn read(tokens: &'a [Token]) -> Result<Self, Expected> {
        let mut cursor = Cursor::new(tokens);
        let name = cursor.name()?;
        let column_type = column_type(&mut cursor)?;
        let constraints = cursor.rest();
        Ok(Self {
            name,
            column_type,
            constraints,
        })
    }

    pub(super) fn name(&self) -> &str {
        &self.name.text
    }
}

/// The type's words in capitals, with one blank between: what SQLite makes of them does not depend on case.
/// None of them is a type, too.
pub(super) fn column_type(cursor: &mut Cursor<'_>) -> Result<ColumnType, Expected> {
    let mut words = Vec::new();
    while let Some(token) = cursor.peek() {
        let generated = token.is("generated") && {
            let mut ahead = cursor.clone();
            ahead.next();
            ahead.peek().is_some_and(|token| token.is("always"))
        };
        if !token.is_name() || generated {
            break;
        }
        words.push(token.text.to_ascii_uppercase());
        cursor.next();
    }
    let name = words.join(" ");
    let mut written = name.clone();
    if !words.is_empty() && cursor.is_at_paren() {
        let numbers = cursor.parens()?;
        written.push('(');
        for token in numbers {
            written += &token.text;
            if token.kind == Kind::Comma {
                written.push(' ');
            }
        }
        written.push(')');
    }
    Ok(ColumnType {
        written,
        name: Name::plain(name),
    })
}

/// The column, and the constraints that are declared with it.
pub(super) fn read(
    declared: &Declared<'_>,
    names: &Names,
) -> Result<(Column, Vec<Constraint>), Expected> {
    let mut column = Column {
        name: declared.name().to_owned(),
        column_type: declared.column_type.clone(),
        nullable: true,
        default: None,
        identity: None,
        generated: None,
        collation: None,
        settings: Vec::new(),
        comment: None,
    };
    let mut constraints = Vec::new();
    let mut cursor = Cursor::new(declared.constraints);
    let mut name = None;
    while !cursor.is_at_end() {
        if cursor.eat(&["constraint"]) {
            name = Some(cursor.name()?.text.clone());
            continue;
        }
        let constraint = one(&mut cursor, &mut column, name.take(), names)?;
        constraints.extend(constraint);
    }
    Ok((column, constraints))
}

fn one(
    cursor: &mut Cursor<'_>,
    column: &mut Column,
    name: Option<String>,
    names: &Names,
) -> Result<Option<Constraint>, Expected> {
    if cursor.eat(&["primary", "key"]) {
        let mut part = Part::column(&*column.name);
        if cursor.eat(&["desc"]) {
            part.order = Order::Descending;
        } else {
            cursor.eat(&["asc"]);
        }
        let settings = conflict(cursor)?;
        if cursor.eat(&["autoincrement"]) {
            column.identity = Some(Identity::Increment);
        }
        return Ok(Some(Constraint::PrimaryKey(key(name, part, settings))));
    }
    if cursor.eat(&["not", "null"]) {
        column.nullable = false;
        // `ALTER TABLE .. DROP CONSTRAINT` asks for it.
        if let Some(name) = name {
            let name = Quoted(&name).to_string();
            column.settings.push(Setting::to("not null named", name));
        }
        for setting in conflict(cursor)? {
            let value = setting.value.unwrap_or_default();
            column
                .settings
                .push(Setting::to("not null on conflict", value));
        }
        return Ok(None);
    }
    if cursor.eat(&["null"]) {
        conflict(cursor)?;
        return Ok(None);
    }
    if cursor.eat(&["unique"]) {
        let settings = conflict(cursor)?;
        let key = key(name, Part::column(&*column.name), settings);
        return Ok(Some(Constraint::Unique(key)));
    }
    if cursor.eat(&["check"]) {
        let expression = normal::expression(cursor.parens()?, names);
        conflict(cursor)?;
        return Ok(Some(Constraint::Check(Check {
            name,
            expression,
            settings: Vec::new(),
            comment: None,
        })));
    }
    if cursor.eat(&["default"]) {
        column.default = Some(default(cursor)?);
        return Ok(None);
    }
    if cursor.eat(&["collate"]) {
        let collation = cursor.name()?.text.to_ascii_uppercase();
        // What a column has that says nothing.
        column.collation = (collation != "BINARY").then_some(collation);
        return Ok(None);
    }
    if cursor.eat(&["references"]) {
        let key = constraint::references(cursor, name, vec![column.name.clone()])?;
        return Ok(Some(Constraint::ForeignKey(key)));
    }
    let always = cursor.eat(&["generated", "always"]);
    if cursor.eat(&["as"]) {
        let expression = normal::expression(cursor.parens()?, names);
        let storage = if cursor.eat(&["stored"]) {
            Storage::Stored
        } else {
            cursor.eat(&["virtual"]);
            Storage::Virtual
        };
        column.generated = Some(Generated {
            expression,
            storage,
        });
        return Ok(None);
    }
    // These words alone are the end of a type, and SQLite takes them off it.
    if always {
        return Ok(None);
    }
    // It need not come right after the foreign key: `REFERENCES p NOT NULL DEFERRABLE INITIALLY DEFERRED`.
    if let Some(deferral) = constraint::deferral(cursor) {
        return Ok(Some(Constraint::Deferral(deferral)));
    }
    Err(cursor.expected("a constraint of the column"))
}

fn key(name: Option<String>, part: Part, settings: Vec<Setting>) -> Key {
    Key {
        name,
        parts: vec![part],
        include: Vec::new(),
        deferral: Deferral::Immediate,
        settings,
        comment: None,
    }
}

/// A value, a number with its sign, or an expression in parentheses.
fn default(cursor: &mut Cursor<'_>) -> Result<String, Expected> {
    // No column is known here: what is in double quotes is a string.
    let nothing = Names::of_table([], false);
    if cursor.is_at_paren() {
        return Ok(normal::expression(cursor.parens()?, &nothing));
    }
    let mut tokens = Vec::new();
    while let Some(sign) = cursor.peek().filter(|token| token.kind == Kind::Operator) {
        // A plus says nothing.
        if sign.text != "+" {
            tokens.push(sign.clone());
        }
        cursor.next();
    }
    let Some(value) = cursor.next() else {
        return Err(cursor.expected("a default"));
    };
    let mut value = value.clone();
    // A name here stands for its text, as in `DEFAULT id` in SQLite's `parse.y`.
    let is_value = matches!(
        &*value.folded(),
        "null" | "true" | "false" | "current_date" | "current_time" | "current_timestamp"
    );
    if matches!(value.kind, Kind::Quoted | Kind::DoubleQuoted)
        || value.kind == Kind::Word && !is_value
    {
        value.kind = Kind::String;
    }
    tokens.push(value);
    Ok(normal::expression(&tokens, &nothing))
}
