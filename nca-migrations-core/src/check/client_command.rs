//! Commands for `psql`, `sqlite3` and `mysql`, which the servers do not know.

use std::ops::Range;

use super::Finding;
use crate::dialect::Dialect;
use crate::sql::{Split, Statement, StatementKind};

pub(super) fn find<'a>(
    split: &'a Split<'_>,
    dialect: Dialect,
) -> impl Iterator<Item = (Finding, Range<usize>)> + use<'a> {
    // A `DELIMITER //` and the `DELIMITER ;` that undoes it are one mistake.
    let mut delimiter = false;
    split
        .statements
        .iter()
        .filter(|statement| statement.kind == StatementKind::ClientCommand)
        .filter(move |statement| {
            !is_delimiter(statement) || !std::mem::replace(&mut delimiter, true)
        })
        .map(move |statement| (finding(statement, dialect), statement.range.clone()))
}

fn is_delimiter(statement: &Statement<'_>) -> bool {
    command(statement).eq_ignore_ascii_case("delimiter")
}

fn finding(statement: &Statement<'_>, dialect: Dialect) -> Finding {
    let command = command(statement);
    let client = match command.as_bytes()[0] {
        b'.' => Dialect::Sqlite,
        b'\\' if dialect != Dialect::Mysql => Dialect::Postgres,
        _ => Dialect::Mysql,
    };
    let command = if is_delimiter(statement) {
        "DELIMITER"
    } else {
        command
    }
    .to_owned();
    Finding::ClientCommand { command, client }
}

fn command<'a>(statement: &Statement<'a>) -> &'a str {
    let text = statement.text();
    text.split_ascii_whitespace().next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::super::{Framing, script};
    use super::*;
    use Dialect::{Mysql, Postgres, Sqlite};

    fn commands(text: &str, dialect: Dialect) -> Vec<(String, Dialect)> {
        script(text, dialect, Framing::None)
            .into_iter()
            .map(|(finding, _)| match finding {
                Finding::ClientCommand { command, client } => (command, client),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn raises() {
        for (dialect, text, command, client) in [
            (Postgres, "\\i it's.sql\nselect 1;", "\\i", Postgres),
            (Postgres, "select 1 \\gexec", "\\gexec", Postgres),
            (Sqlite, "select 1;\n.read a.sql\n", ".read", Sqlite),
            (Mysql, "source a.sql\nselect 1;", "source", Mysql),
            (Mysql, "select 1\\G", "\\G", Mysql),
            (Mysql, "\\. a.sql", "\\.", Mysql),
            // Somebody else's client.
            (Sqlite, "\\i a.sql", "\\i", Postgres),
            (Postgres, ".read a.sql", ".read", Sqlite),
            (Mysql, ".read a.sql", ".read", Sqlite),
            (
                Postgres,
                "delimiter //\nselect 1; select 2 //\n",
                "DELIMITER",
                Mysql,
            ),
        ] {
            assert_eq!(
                commands(text, dialect),
                [(command.to_owned(), client)],
                "{text}"
            );
        }
    }

    #[test]
    fn a_delimiter_is_one_mistake() {
        let text = "delimiter //\ncreate procedure p() begin commit; select 'a;'; end//\n\
                    create procedure q() begin commit; end//\nDELIMITER ;\nselect 1;\n";
        assert_eq!(commands(text, Mysql), [("DELIMITER".to_owned(), Mysql)]);
    }

    #[test]
    fn does_not_raise() {
        for (dialect, text) in [
            (Postgres, "select '\\i', e'\\\\', $$\\i$$; -- \\i\n"),
            (Sqlite, "select a.b, .5, '\n.read x'; -- a\n"),
            (Mysql, "select \\N, '\\G'"),
            (
                Mysql,
                "create procedure p() begin delimiter: loop leave delimiter; end loop; end",
            ),
            (Mysql, "/*M!999999\\- enable the sandbox mode */ select 1"),
        ] {
            assert_eq!(commands(text, dialect), [], "{text}");
        }
    }
}
