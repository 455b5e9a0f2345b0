//! Something is opened and never closed.

use std::ops::Range;

use super::Finding;
use crate::sql::Split;

pub(super) fn find(split: &Split<'_>) -> Option<(Finding, Range<usize>)> {
    let open = split.unterminated.clone()?;
    Some((Finding::Unterminated(open.opened), open.range))
}

#[cfg(test)]
mod tests {
    use super::super::{Framing, script};
    use super::*;
    use crate::dialect::Dialect::{self, Mysql, Postgres, Sqlite};
    use crate::sql::Opened;

    #[test]
    fn raises_at_the_opening_mark_and_nothing_else() {
        let tag = |tag: &str| Opened::DollarQuote {
            tag: tag.to_owned(),
        };
        for (dialect, text, opened, mark) in [
            (
                Sqlite,
                "insert into t values ('it's'); commit;",
                Opened::String,
                27..28,
            ),
            (
                Postgres,
                "create function f() as $a$ begin; commit; $b$;",
                tag("a"),
                23..26,
            ),
            (
                Postgres,
                "select 1 /* /* */; vacuum;",
                Opened::Comment,
                9..11,
            ),
            (Mysql, "select `a; commit;", Opened::Identifier, 7..8),
            (
                Mysql,
                "/*!50001 select 1; commit;",
                Opened::ExecutableComment,
                0..8,
            ),
            (
                Mysql,
                "create procedure p() begin select 1; commit;",
                Opened::Body,
                21..26,
            ),
            (Sqlite, "pragma foreign_keys = 'on;", Opened::String, 22..23),
            (Sqlite, "/* nothing", Opened::Comment, 0..2),
        ] {
            let found = script(text, dialect, Framing::Transaction);
            assert_eq!(found, [(Finding::Unterminated(opened), mark)], "{text}");
        }
    }

    #[test]
    fn what_comes_before_is_still_judged() {
        let found = script("commit; select 'a", Sqlite, Framing::Transaction);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_client_command_that_cuts_a_body_is_still_named() {
        let text = "create procedure p() begin select 1;\nsource a.sql\ncommit;";
        let found = script(text, Mysql, Framing::Transaction);
        assert_eq!(found[0].0, Finding::Unterminated(Opened::Body));
        assert!(matches!(found[1].0, Finding::ClientCommand { .. }));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn closed_things_do_not() {
        for dialect in Dialect::ALL {
            let text = "select 'it''s', \"a\" /* b */ -- 'c\n;";
            assert_eq!(script(text, dialect, Framing::Transaction), [], "{dialect}");
        }
    }
}
