//! Where statements end.

use std::ops::Range;

use super::body::Body;
use super::lexer::lex;
use super::statement::{Statement, StatementKind};
use super::token::{Opened, TokenKind, Unterminated};
use crate::dialect::Dialect;

/// A script in pieces. The `outer` ranges of the statements and the tail cover it without gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split<'a> {
    /// The statements in order.
    pub statements: Vec<Statement<'a>>,
    /// What comes after the last statement: space, comments and stray `;`.
    pub tail: Range<usize>,
    /// What is opened and never closed. It has swallowed the rest of the text, or, if a body, what
    /// comes before the next client command.
    pub unterminated: Option<Unterminated>,
}

/// Splits a script into statements. Comments, blanks and a `;` alone are no statement.
///
/// ```
/// use nca_migrations_core::dialect::Dialect;
/// use nca_migrations_core::sql::split;
///
/// let script = "create table t (a text default ';'); -- one\n;insert into t values ('x')";
/// let split = split(script, Dialect::Sqlite);
/// let texts: Vec<_> = split.statements.iter().map(|statement| statement.text()).collect();
/// assert_eq!(texts, ["create table t (a text default ';')", "insert into t values ('x')"]);
/// ```
pub fn split(text: &str, dialect: Dialect) -> Split<'_> {
    let mut pieces = Pieces {
        text,
        dialect,
        done: 0,
        current: None,
        statements: Vec::new(),
    };
    let mut body = Body::new(dialect);
    let mut executable: Vec<Range<usize>> = Vec::new();
    let mut unterminated: Option<Unterminated> = None;
    let mut tokens = lex(text, dialect);
    while let Some(token) = tokens.next() {
        let range = token.range.clone();
        let splits = executable.is_empty();
        // Under another delimiter, bodies are the client's business and not looked at.
        let semicolons = tokens.semicolons_split();
        match token.kind {
            kind if kind.is_trivia() => {}
            TokenKind::ClientCommand => {
                unterminated = unterminated.or_else(|| body.unterminated());
                body = Body::new(dialect);
                pieces.close(None);
                pieces.push(StatementKind::ClientCommand, range.clone(), range.end);
            }
            TokenKind::Delimiter if splits => pieces.close(Some(range.end)),
            TokenKind::Semicolon if splits && semicolons && !body.is_open() => {
                body = Body::new(dialect);
                pieces.close(Some(range.end));
            }
            kind => {
                match kind {
                    TokenKind::ExecutableOpen => executable.push(range.clone()),
                    TokenKind::ExecutableClose => drop(executable.pop()),
                    _ if semicolons => body.see(&token, &text[range.clone()]),
                    _ => {}
                }
                pieces.extend(range);
            }
        }
        if token.unterminated {
            unterminated = unterminated.or_else(|| token.unterminated(text));
        }
    }
    let unterminated = unterminated
        .or_else(|| {
            let range = executable.pop()?;
            Some(Unterminated {
                opened: Opened::ExecutableComment,
                range,
            })
        })
        .or_else(|| body.unterminated());
    pieces.close(None);
    Split {
        statements: pieces.statements,
        tail: pieces.done..text.len(),
        unterminated,
    }
}

/// The statements so far, and the one being read.
struct Pieces<'a> {
    text: &'a str,
    dialect: Dialect,
    /// The end of the last statement's `outer`.
    done: usize,
    current: Option<Range<usize>>,
    statements: Vec<Statement<'a>>,
}

impl Pieces<'_> {
    fn extend(&mut self, token: Range<usize>) {
        match &mut self.current {
            Some(range) => range.end = token.end,
            None => self.current = Some(token),
        }
    }

    /// Ends the statement being read, if there is one; `end` is that of its terminator.
    fn close(&mut self, end: Option<usize>) {
        if let Some(range) = self.current.take() {
            let end = end.unwrap_or(range.end);
            self.push(StatementKind::Sql, range, end);
        }
    }

    fn push(&mut self, kind: StatementKind, range: Range<usize>, end: usize) {
        let outer = self.done..end;
        self.done = end;
        self.statements
            .push(Statement::new(self.text, self.dialect, kind, outer, range));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Dialect::{Mysql, Postgres, Sqlite};

    fn texts(text: &str, dialect: Dialect) -> Vec<&str> {
        split(text, dialect)
            .statements
            .iter()
            .map(Statement::text)
            .collect()
    }

    #[test]
    fn outers_and_tail_keep_every_byte() {
        let text = " ; -- a\n;select 1 ;; /* b */ select 2\n;\n;-- c";
        let split = split(text, Postgres);
        let pieces: Vec<_> = split
            .statements
            .iter()
            .map(|one| &text[one.outer.clone()])
            .collect();
        assert_eq!(pieces, [" ; -- a\n;select 1 ;", "; /* b */ select 2\n;"]);
        assert_eq!(&text[split.tail], "\n;-- c");
    }

    #[test]
    fn semicolons_in_quotes_and_comments() {
        for dialect in Dialect::ALL {
            let text = "select ';', \";\" /* ; */ -- ;\n from t; select 2";
            assert_eq!(texts(text, dialect).len(), 2, "{dialect}");
        }
        assert_eq!(texts("select [;], `;`; x", Sqlite).len(), 2);
        assert_eq!(texts("select 1 # ;\n; x", Mysql), ["select 1", "x"]);
        assert_eq!(texts("select $$;$$, $a$;$$;$a$; x", Postgres).len(), 2);
    }

    #[test]
    fn no_split_inside_executable_comments() {
        let text = "/*!50003 create trigger a; b */; /*M! c; */ d";
        assert_eq!(
            texts(text, Mysql),
            ["/*!50003 create trigger a; b */", "/*M! c; */ d"]
        );
        assert_eq!(texts(text, Sqlite), ["d"]);
    }

    #[test]
    fn another_delimiter_is_honoured() {
        let text = "delimiter $$\ncreate procedure p() begin select 1; end$$\nDELIMITER ;\nx; y";
        assert_eq!(
            texts(text, Mysql),
            [
                "delimiter $$",
                "create procedure p() begin select 1; end",
                "DELIMITER ;",
                "x",
                "y"
            ]
        );
    }

    #[test]
    fn a_backslash_d_is_a_delimiter_to_mysql_only() {
        assert_eq!(texts("\\d //\na; b // c", Mysql), ["\\d //", "a; b", "c"]);
        assert_eq!(texts("\\d t\na; b", Postgres), ["\\d t", "a", "b"]);
    }

    #[test]
    fn client_commands_end_a_statement() {
        assert_eq!(
            texts("select 1 \\g out\nselect 2", Postgres),
            ["select 1", "\\g out", "select 2"]
        );
        assert_eq!(
            texts("select 1\\G select 2", Mysql),
            ["select 1", "\\G", "select 2"]
        );
        assert_eq!(
            texts("a;\n.read x.sql\nb", Sqlite),
            ["a", ".read x.sql", "b"]
        );
    }

    #[test]
    fn data_for_copy_is_no_statement() {
        let text = "copy t from stdin;\n1\tit's; a\n\\.\nselect 1;";
        assert_eq!(texts(text, Postgres), ["copy t from stdin", "select 1"]);
        assert_eq!(split(text, Postgres).unterminated, None);
    }

    #[test]
    fn what_is_left_open() {
        let open = |text, dialect| {
            let found = split(text, dialect).unterminated.unwrap();
            (found.opened, text[found.range].to_owned())
        };
        let tag = |tag: &str| Opened::DollarQuote {
            tag: tag.to_owned(),
        };
        assert_eq!(
            open("a; select 'b; c", Sqlite),
            (Opened::String, "'".to_owned())
        );
        assert_eq!(
            open("select e'b\\'; c", Postgres),
            (Opened::String, "e'".to_owned())
        );
        assert_eq!(
            open("select [b; c", Sqlite),
            (Opened::Identifier, "[".to_owned())
        );
        assert_eq!(
            open("select u&\"b", Postgres),
            (Opened::Identifier, "u&\"".to_owned())
        );
        assert_eq!(open("do $x$ a $y$", Postgres), (tag("x"), "$x$".to_owned()));
        assert_eq!(open("do $$ a", Postgres), (tag(""), "$$".to_owned()));
        assert_eq!(
            open("a /* /* */ b", Postgres),
            (Opened::Comment, "/*".to_owned())
        );
        assert_eq!(split("a /* /* */ b", Mysql).unterminated, None);
        assert_eq!(
            open("/*!50001 select 1; x", Mysql),
            (Opened::ExecutableComment, "/*!50001".to_owned())
        );
        let body = "create trigger t after insert on a begin select 1;";
        assert_eq!(open(body, Sqlite), (Opened::Body, "begin".to_owned()));
        assert_eq!(
            open("create procedure p() Begin select 1;", Mysql).1,
            "Begin"
        );
    }
}
