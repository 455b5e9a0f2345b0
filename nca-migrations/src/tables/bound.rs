//! SQL with values in it.

use std::borrow::Cow;

use nca_migrations_core::dialect::Dialect;

/// One statement. Its values are bound when it is run, and written out in a script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bound<'a> {
    pieces: Vec<Piece<'a>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Sql(Cow<'a, str>),
    Value(Value<'a>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Text(Option<Cow<'a, str>>),
    Integer(Option<i32>),
    BigInt(Option<i64>),
}

impl From<Option<String>> for Value<'_> {
    fn from(text: Option<String>) -> Self {
        Self::Text(text.map(Cow::Owned))
    }
}

impl<'a> Bound<'a> {
    pub(crate) fn sql(mut self, sql: impl Into<Cow<'a, str>>) -> Self {
        self.pieces.push(Piece::Sql(sql.into()));
        self
    }

    pub(crate) fn value(mut self, value: Value<'a>) -> Self {
        self.pieces.push(Piece::Value(value));
        self
    }

    pub(crate) fn text(self, text: Option<&'a str>) -> Self {
        self.value(Value::Text(text.map(Cow::Borrowed)))
    }

    pub(crate) fn then(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    pub(crate) fn pieces(&self) -> &[Piece<'a>] {
        &self.pieces
    }

    /// As it is written in a script.
    pub(crate) fn literal(&self, dialect: Dialect) -> String {
        let piece = |piece: &Piece<'_>| match piece {
            Piece::Sql(sql) => sql.clone().into_owned(),
            Piece::Value(Value::Text(Some(text))) => quoted(text, dialect),
            Piece::Value(Value::Integer(Some(number))) => number.to_string(),
            Piece::Value(Value::BigInt(Some(number))) => number.to_string(),
            Piece::Value(_) => "NULL".to_owned(),
        };
        self.pieces.iter().map(piece).collect()
    }
}

/// A string constant. A backslash is one on SQLite and an escape on MySQL and MariaDB. On PostgreSQL that
/// depends on `standard_conforming_strings`, which a script may set, unless the constant says that it is one.
pub(crate) fn quoted(text: &str, dialect: Dialect) -> String {
    let (mark, text) = match dialect {
        Dialect::Postgres if text.contains('\\') => ("E", text.replace('\\', "\\\\")),
        Dialect::Mysql => ("", text.replace('\\', "\\\\")),
        _ => ("", text.to_owned()),
    };
    format!("{mark}'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_out() {
        let bound = Bound::default()
            .sql("SELECT ")
            .text(Some(r"it's \ here"))
            .sql(", ")
            .text(None)
            .sql(", ")
            .value(Value::BigInt(Some(-7)));
        for (dialect, expected) in [
            (Dialect::Sqlite, r"SELECT 'it''s \ here', NULL, -7"),
            (Dialect::Postgres, r"SELECT E'it''s \\ here', NULL, -7"),
            (Dialect::Mysql, r"SELECT 'it''s \\ here', NULL, -7"),
        ] {
            assert_eq!(bound.literal(dialect), expected);
        }
    }
}
