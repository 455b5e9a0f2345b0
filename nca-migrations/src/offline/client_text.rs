//! A script's text in the form in which a client hands it to the server unchanged. Where a client
//! has no way to take it as it is, the least is changed.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{Statement, TokenKind, lex, split};

/// A script, taken apart without losing anything.
pub(super) struct Pieces<'t> {
    /// Each statement with the space and comments before it.
    pub(super) statements: Vec<(&'t str, Statement<'t>)>,
    /// What comes after the last statement.
    pub(super) tail: &'t str,
}

impl<'t> Pieces<'t> {
    pub(super) fn of(text: &'t str, dialect: Dialect) -> Self {
        let split = split(text, dialect);
        let statements = split.statements.into_iter();
        let statements = statements.map(|statement| {
            (
                &text[statement.outer.start..statement.range.start],
                statement,
            )
        });
        Self {
            statements: statements.collect(),
            tail: &text[split.tail],
        }
    }
}

/// A whole script, every statement ended.
pub(super) fn whole(text: &str, dialect: Dialect) -> String {
    let pieces = Pieces::of(text, dialect);
    let mut written = String::new();
    for (before, statement) in &pieces.statements {
        let end = &text[statement.range.end..statement.outer.end];
        written.push_str(before);
        written.push_str(&escaped(statement, dialect));
        written.push_str(if end.is_empty() { ";" } else { end });
    }
    written.push_str(pieces.tail);
    written
}

/// A statement as the client has to be given it.
pub(super) fn escaped(statement: &Statement<'_>, dialect: Dialect) -> String {
    let mut written = String::new();
    let (text, mut done) = (statement.text(), 0);
    for at in marks(statement, dialect) {
        written.push_str(&text[done..at]);
        written.push_str(match dialect {
            Dialect::Postgres => "\\",
            _ => "/**/ ",
        });
        done = at;
    }
    written.push_str(&text[done..]);
    written
}

/// Where the client would do something of its own.
fn marks(statement: &Statement<'_>, dialect: Dialect) -> Vec<usize> {
    match dialect {
        Dialect::Postgres => variables(statement),
        Dialect::Sqlite => terminators(statement),
        _ => Vec::new(),
    }
}

/// The colons that psql could take for one of its variables, as in `a[1:n]`; `\:` is a colon to it.
/// See <https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-INTERPOLATION>.
fn variables(statement: &Statement<'_>) -> Vec<usize> {
    let bytes = statement.text().as_bytes();
    let mut found = Vec::new();
    let mut after = 0;
    for at in offsets(statement, ":") {
        if at < after {
            continue;
        }
        match bytes.get(at + 1) {
            // `::` and `:=` are the server's.
            Some(b':' | b'=') => after = at + 2,
            Some(b'\'' | b'"' | b'{' | b'_' | 0x80..) => found.push(at),
            Some(next) if next.is_ascii_alphanumeric() => found.push(at),
            _ => {}
        }
    }
    found
}

/// A line with nothing but `/` or `go` ends a statement to sqlite3, for those who come from Oracle or
/// SQL Server. With a comment before it, it does not.
/// See <https://www.sqlite.org/cli.html>, "Getting Started": the shell's own commands.
fn terminators(statement: &Statement<'_>) -> Vec<usize> {
    let text = statement.text();
    let mut found: Vec<usize> = (offsets(statement, "/").into_iter())
        .chain(offsets(statement, "go"))
        .filter(|at| {
            let before = text[..*at].rsplit('\n').next().unwrap_or_default();
            before.trim().is_empty()
        })
        .collect();
    found.sort_unstable();
    found
}

/// Where a token stands in the statement's text.
fn offsets(statement: &Statement<'_>, wanted: &str) -> Vec<usize> {
    let tokens = statement.tokens();
    tokens
        .filter(|(_, source)| source.eq_ignore_ascii_case(wanted))
        .map(|(token, _)| token.range.start - statement.range.start)
        .collect()
}

/// Space and comments, without a `;` that ends nothing: the mariadb client would send it.
pub(super) fn comments(text: &str, dialect: Dialect) -> String {
    let tokens = lex(text, dialect).filter(|token| token.kind != TokenKind::Semicolon);
    let kept: String = tokens.map(|token| &text[token.range]).collect();
    kept.trim().to_owned()
}

/// What the mariadb client has to be told to end this statement with, when a `;` inside it would end
/// it. It knows quotes and comments, but no bodies and no executable comments.
/// See <https://mariadb.com/kb/en/delimiters/>.
pub(super) fn delimiter(statement: &Statement<'_>) -> Option<String> {
    let text = statement.text();
    // The marks around executable comments are no tokens of the statement, what is in them is.
    if offsets(statement, ";").is_empty() {
        return None;
    }
    let mut mark = "$$".to_owned();
    while text.contains(&mark) {
        mark.insert(1, '_');
    }
    Some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Dialect::{Mysql, Postgres, Sqlite};

    #[test]
    fn every_statement_is_ended() {
        for (text, expected) in [
            ("select 1", "select 1;"),
            (
                "select 1; -- a\nselect 2 -- b\n",
                "select 1; -- a\nselect 2; -- b\n",
            ),
            ("select 1 /* ; */\n;\n", "select 1 /* ; */\n;\n"),
            ("-- a\nselect ';'\n", "-- a\nselect ';';\n"),
        ] {
            for dialect in [Sqlite, Postgres] {
                assert_eq!(whole(text, dialect), expected, "{dialect}");
            }
        }
    }

    #[test]
    fn colons_that_psql_would_take() {
        for (text, expected) in [
            (
                "select a[1:n], a[:n], a[x :\"y\"]",
                r#"select a[1\:n], a[\:n], a[x \:"y"]"#,
            ),
            (
                "select a::text, ':a', $$:a$$ -- :a",
                "select a::text, ':a', $$:a$$ -- :a",
            ),
            (
                "select f(a := b), a[1:::int]",
                r"select f(a := b), a[1::\:int]",
            ),
            ("select a[1::int:n]", r"select a[1::int\:n]"),
        ] {
            assert_eq!(whole(text, Postgres).replace(';', ""), expected);
        }
    }

    #[test]
    fn lines_that_sqlite3_would_take() {
        let text = "select 1\n / \n2 as\nGo; select '\n/\n' /*\n/\n*/ / 2, go";
        let expected = "select 1\n /**/ / \n2 as\n/**/ Go; select '\n/\n' /*\n/\n*/ / 2, go;";
        assert_eq!(whole(text, Sqlite), expected);
    }

    #[test]
    fn delimiters() {
        for (text, expected) in [
            ("create procedure p() begin select 1; end", Some("$$")),
            ("create procedure p() begin select '$$'; end", Some("$_$")),
            (
                "create procedure p() begin select '$$ $_$'; end",
                Some("$__$"),
            ),
            ("select ';' /* ; */", None),
            ("/*!50003 select 1; */", Some("$$")),
        ] {
            let split = split(text, Mysql);
            assert_eq!(
                delimiter(&split.statements[0]).as_deref(),
                expected,
                "{text}"
            );
        }
        assert_eq!(
            comments(" ;; -- a;\n ; /* b */\n", Mysql),
            "-- a;\n  /* b */"
        );
    }
}
