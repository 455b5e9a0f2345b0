//! What a version file says of itself.

use super::python::{self, Line, Token};
use crate::commands::adopt::source::SourceFile;

/// A revision of Alembic's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revision {
    /// The file.
    pub(super) shown: String,
    pub(super) id: String,
    /// The line with the id.
    pub(super) line: usize,
    pub(super) down: Assigned,
    pub(super) labels: Assigned,
    pub(super) depends_on: Assigned,
    /// The first lines of the docstring.
    pub(super) message: String,
    /// As the docstring has it.
    pub(super) created: Option<String>,
    pub(super) upgrade: Body,
}

/// A value, and the line that it stands on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Assigned {
    pub(super) line: usize,
    pub(super) value: Value,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Value {
    /// `None`, or not there.
    #[default]
    None,
    One(String),
    Several(Vec<String>),
    /// Something that has to be run to be known.
    Unclear,
}

/// A function's body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// Whether it does anything at all.
    pub(super) acts: bool,
    /// Names in it that reach for a connection, with their lines.
    pub(super) reaches: Vec<(String, usize)>,
}

/// What works only with a database at hand, so that it leaves no SQL.
const ONLINE: [&str; 6] = [
    "get_bind",
    "Session",
    "sessionmaker",
    "inspect",
    "is_offline_mode",
    "as_sql",
];

/// Reads a version file; `None` when it has no revision.
pub(super) fn read(file: &SourceFile, text: &str) -> Option<Revision> {
    let lines = python::lines(text);
    let top = || lines.iter().filter(|line| !line.is_indented);
    let assigned = |name: &str| {
        let found = top().rev().find_map(|line| assignment(line, name));
        found.unwrap_or_default()
    };
    let id = assigned("revision");
    let Value::One(revision) = id.value else {
        return None;
    };
    let docstring = lines.first().and_then(|line| match &line.tokens[..] {
        [Token::Text(Some(text)), ..] => Some(text.as_str()),
        _ => None,
    });
    let docstring = docstring.unwrap_or_default();
    let message = docstring
        .trim()
        .lines()
        .take_while(|line| !line.trim().is_empty());
    let message: Vec<&str> = message.map(str::trim).collect();
    let created = docstring
        .lines()
        .find_map(|line| line.trim().strip_prefix("Create Date:"));
    Some(Revision {
        shown: file.shown.clone(),
        id: revision,
        line: id.line,
        down: assigned("down_revision"),
        labels: assigned("branch_labels"),
        depends_on: assigned("depends_on"),
        // Without a message the template's first lines are the ids.
        message: match message.first() {
            Some(first) if !first.starts_with("Revision ID:") => message.join(" "),
            _ => String::new(),
        },
        created: created.map(|date| date.trim().to_owned()),
        upgrade: body(&lines, "upgrade"),
    })
}

/// `name = value`, or `name: type = value`.
fn assignment(line: &Line, name: &str) -> Option<Assigned> {
    let (first, rest) = line.tokens.split_first()?;
    if !first.is_name(name) {
        return None;
    }
    let is = |token: &Token, c| *token == Token::Other(c);
    let equals = rest.iter().position(|token| is(token, '='))?;
    let plain = equals == 0 || is(&rest[0], ':');
    let value = &rest[equals + 1..];
    let compares = value.first().is_some_and(|token| is(token, '='));
    (plain && !compares).then(|| Assigned {
        line: line.number,
        value: self::value(value),
    })
}

fn value(tokens: &[Token]) -> Value {
    match tokens {
        [none] if none.is_name("None") => Value::None,
        [Token::Other('('), inner @ .., Token::Other(')')] => list(inner, inner_is_tuple(inner)),
        [Token::Other('['), inner @ .., Token::Other(']')]
        | [Token::Other('{'), inner @ .., Token::Other('}')] => list(inner, true),
        _ => list(tokens, inner_is_tuple(tokens)),
    }
}

fn inner_is_tuple(tokens: &[Token]) -> bool {
    tokens.is_empty() || tokens.contains(&Token::Other(','))
}

/// Strings with commas between them; strings without any are one.
fn list(tokens: &[Token], is_list: bool) -> Value {
    let parts = tokens.split(|token| *token == Token::Other(','));
    let parts: Vec<&[Token]> = parts.filter(|part| !part.is_empty()).collect();
    let one = |part: &&[Token]| {
        let texts = part.iter().map(|token| match token {
            Token::Text(text) => text.clone(),
            _ => None,
        });
        texts.collect::<Option<String>>()
    };
    match parts.iter().map(one).collect::<Option<Vec<String>>>() {
        None => Value::Unclear,
        Some(texts) if is_list => match &texts[..] {
            [] => Value::None,
            [one] => Value::One(one.clone()),
            _ => Value::Several(texts),
        },
        Some(texts) => match &texts[..] {
            [one] => Value::One(one.clone()),
            _ => Value::Unclear,
        },
    }
}

fn body(lines: &[Line], function: &str) -> Body {
    let is_head = |line: &Line| match &line.tokens[..] {
        [def, name, ..] if def.is_name("def") => name.is_name(function),
        _ => false,
    };
    let Some(head) = lines
        .iter()
        .position(|line| !line.is_indented && is_head(line))
    else {
        return Body::default();
    };
    let below = lines[head + 1..].iter().take_while(|line| line.is_indented);
    let below: Vec<&Line> = below.collect();
    // `def upgrade(): pass`
    let colon = |token: &Token| *token == Token::Other(':');
    let behind = lines[head].tokens.iter().rposition(colon);
    let behind = behind.map_or(&[][..], |colon| &lines[head].tokens[colon + 1..]);
    let does_nothing = |tokens: &[Token]| match tokens {
        [] | [Token::Text(_)] => true,
        [one] => one.is_name("pass") || one.is_name("return"),
        dots => dots.iter().all(|token| *token == Token::Other('.')),
    };
    let acts = !does_nothing(behind) || below.iter().any(|line| !does_nothing(&line.tokens));
    let names = below.iter().flat_map(|line| {
        let names = line.tokens.iter().filter_map(|token| match token {
            Token::Name(name) if ONLINE.contains(&&**name) => Some(name.clone()),
            _ => None,
        });
        names.map(|name| (name, line.number))
    });
    Body {
        acts,
        reaches: names.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(text: &str) -> Option<Revision> {
        let file = SourceFile {
            name: "x.py".to_owned(),
            shown: "versions/x.py".to_owned(),
            bytes: Vec::new(),
        };
        read(&file, text)
    }

    fn one(text: &str) -> Value {
        Value::One(text.to_owned())
    }

    #[test]
    fn assignments() {
        let down = |text: &str| {
            let text = format!("revision = 'a'\ndown_revision{text}\n");
            revision(&text).unwrap().down.value
        };
        for (text, value) in [
            (" = None", Value::None),
            (" = 'b'", one("b")),
            (": str = \"b\"  # why", one("b")),
            (": Union[str, Sequence[str], None] = 'b'", one("b")),
            (": str | None = None", Value::None),
            (" = ('b')", one("b")),
            (" = ('b',)", one("b")),
            (" = ['b']", one("b")),
            (" = ('b'\n   'c')", one("bc")),
            (
                " = ('b', 'c')",
                Value::Several(vec!["b".to_owned(), "c".to_owned()]),
            ),
            (
                " = 'b', 'c'",
                Value::Several(vec!["b".to_owned(), "c".to_owned()]),
            ),
            (" = ()", Value::None),
            (" = previous()", Value::Unclear),
            (" = f'{x}'", Value::Unclear),
            (" == 'b'", Value::None),
        ] {
            assert_eq!(down(text), value, "{text}");
        }
        assert_eq!(revision("revision = None\n"), None);
        assert_eq!(revision("def f():\n    revision = 'a'\n"), None);
        assert_eq!(revision("x.revision = 'a'"), None);
    }

    #[test]
    fn docstrings() {
        let found = revision(
            "\"\"\"Add a column,\nand more\n\nRevision ID: a\nRevises: \n\
             Create Date: 2026-11-25 09:39:56.511085\n\n\"\"\"\nrevision: str = 'a'\n",
        );
        let found = found.unwrap();
        assert_eq!(found.message, "Add a column, and more");
        assert_eq!(found.created.unwrap(), "2026-11-25 09:39:56.511085");
        assert_eq!(found.line, 9);
        assert_eq!(revision("revision = 'a'").unwrap().message, "");
    }

    #[test]
    fn bodies() {
        let body = |text: &str| {
            revision(&format!("revision = 'a'\n{text}"))
                .unwrap()
                .upgrade
        };
        for nothing in [
            "",
            "def upgrade() -> None:\n    \"\"\"Upgrade schema.\"\"\"\n    pass\n\n\ndef downgrade():\n    op.x()\n",
            "def upgrade(): pass",
            "def upgrade(x: int): ...",
            "def upgrade():\n    # only this\n    return\n",
        ] {
            assert!(!body(nothing).acts, "{nothing}");
        }
        let acting =
            body("def upgrade():\n    bind = op.get_bind()\n    Session(bind)\nx = inspect\n");
        assert!(acting.acts);
        let names: Vec<_> = acting
            .reaches
            .iter()
            .map(|(name, line)| (&**name, *line))
            .collect();
        assert_eq!(names, [("get_bind", 3), ("Session", 4)]);
        assert!(body("def upgrade(): op.drop_table('x')").acts);
    }
}
