//! `COPY .. FROM STDIN` and `COPY .. TO STDOUT`: the data goes beside the statement, through a
//! protocol that Diesel takes for success and does not speak.

use std::ops::Range;

use super::Finding;
use super::phrase::Phrase;
use crate::dialect::Dialect;
use crate::sql::Statement;

pub(super) fn find(
    statement: &Statement<'_>,
    first: &str,
    dialect: Dialect,
) -> Option<(Finding, Range<usize>)> {
    if dialect != Dialect::Postgres || !first.eq_ignore_ascii_case("copy") {
        return None;
    }
    let phrase = Phrase::top(statement);
    let stream = phrase
        .find(1, &["from", "stdin"])
        .or_else(|| phrase.find(1, &["to", "stdout"]))?;
    Some((Finding::CopyStream, phrase.through(stream + 1)))
}

#[cfg(test)]
mod tests {
    use super::super::{Framing, script};
    use super::*;

    #[test]
    fn raises() {
        for (text, end) in [
            ("copy t from stdin", 17),
            ("COPY public.t (a, b) FROM STDIN WITH (FORMAT csv)", 31),
            ("copy (select 1) to stdout;", 25),
            ("copy t from stdin;\n1\tit's\n\\.\nselect 1;", 17),
        ] {
            for framing in [Framing::Transaction, Framing::None] {
                let found = script(text, Dialect::Postgres, framing);
                assert_eq!(found, [(Finding::CopyStream, 0..end)], "{text}");
            }
        }
    }

    #[test]
    fn does_not_raise() {
        for text in [
            "copy t from '/tmp/a'",
            "copy (select a from stdin) to '/tmp/a'",
            "copy t from program 'cat'",
            "copy \"stdin\" to '/tmp/stdout'",
            "select a as copy from stdin",
        ] {
            assert_eq!(
                script(text, Dialect::Postgres, Framing::Transaction),
                [],
                "{text}"
            );
        }
    }
}
