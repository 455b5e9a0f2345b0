//! Each entry was tried on PostgreSQL 15, which says `.. cannot run inside a transaction block`
//! with the words of the entry, unless noted.
//!
//! Not here, because only the database knows: `REINDEX TABLE`, `REINDEX INDEX` and `CLUSTER` of
//! something partitioned. Allowed inside a transaction, whatever one may think:
//! `REFRESH MATERIALIZED VIEW CONCURRENTLY`, `ALTER TYPE .. ADD VALUE`, `DISCARD PLANS`.

use std::ops::Range;

use crate::check::phrase::{Phrase, is_one_of};
use crate::sql::{Statement, TokenKind};

const FIRST: [&str; 7] = [
    "alter", "cluster", "create", "discard", "drop", "reindex", "vacuum",
];

pub(super) fn find(
    statement: &Statement<'_>,
    first: &str,
    before: &[Statement<'_>],
) -> Option<(&'static str, Range<usize>)> {
    if !is_one_of(first, &FIRST) || is_table(statement, first) {
        return None;
    }
    let phrase = Phrase::top(statement);
    let (name, last) = by_words(&phrase)
        .or_else(|| reindex(&phrase, statement))
        .or_else(|| cluster(&phrase))
        .or_else(|| subscription(&phrase, statement, before))?;
    Some((name, phrase.through(last)))
}

/// Whether it is `CREATE TABLE` or the like: the bulk of all scripts, and never refused.
fn is_table(statement: &Statement<'_>, first: &str) -> bool {
    let second = statement.words().nth(1).unwrap_or_default();
    is_one_of(first, &["create", "drop"])
        && is_one_of(second, &["table", "view", "function", "type"])
}

/// What the first words tell, and the place of the last of them.
fn by_words(phrase: &Phrase<'_>) -> Option<(&'static str, usize)> {
    const NAMED: [(&str, &[&str]); 10] = [
        (
            "CREATE INDEX CONCURRENTLY",
            &["create", "index", "concurrently"],
        ),
        (
            "CREATE INDEX CONCURRENTLY",
            &["create", "unique", "index", "concurrently"],
        ),
        (
            "DROP INDEX CONCURRENTLY",
            &["drop", "index", "concurrently"],
        ),
        ("VACUUM", &["vacuum"]),
        ("CREATE DATABASE", &["create", "database"]),
        ("DROP DATABASE", &["drop", "database"]),
        ("CREATE TABLESPACE", &["create", "tablespace"]),
        ("DROP TABLESPACE", &["drop", "tablespace"]),
        ("ALTER SYSTEM", &["alter", "system"]),
        ("DISCARD ALL", &["discard", "all"]),
    ];
    if let Some((name, words)) = NAMED.into_iter().find(|(_, words)| phrase.is(0, words)) {
        return Some((name, words.len() - 1));
    }
    if phrase.is(0, &["alter", "database"]) {
        let set = phrase.find(3, &["set", "tablespace"])?;
        return Some(("ALTER DATABASE SET TABLESPACE", set + 1));
    }
    // "ALTER TABLE ... DETACH CONCURRENTLY cannot run inside a transaction block"
    if phrase.is(0, &["alter", "table"]) {
        let detach = phrase.find(3, &["detach", "partition"])?;
        let last = phrase.find(detach + 3, &["concurrently"])?;
        return Some(("ALTER TABLE DETACH PARTITION CONCURRENTLY", last));
    }
    None
}

/// `REINDEX [(..)] { INDEX | TABLE | SCHEMA | DATABASE | SYSTEM } [CONCURRENTLY] ..`
fn reindex(phrase: &Phrase<'_>, statement: &Statement<'_>) -> Option<(&'static str, usize)> {
    if !phrase.is(0, &["reindex"]) {
        return None;
    }
    let option = option(&Phrase::of(statement), "concurrently");
    match () {
        () if phrase.is(2, &["concurrently"]) => Some(("REINDEX CONCURRENTLY", 2)),
        () if option == Some(Switch::On) => Some(("REINDEX CONCURRENTLY", 1)),
        () if phrase.is(1, &["schema"]) => Some(("REINDEX SCHEMA", 1)),
        () if phrase.is(1, &["database"]) => Some(("REINDEX DATABASE", 1)),
        () if phrase.is(1, &["system"]) => Some(("REINDEX SYSTEM", 1)),
        () => None,
    }
}

/// Without a table it goes over all of them, in transactions of its own.
fn cluster(phrase: &Phrase<'_>) -> Option<(&'static str, usize)> {
    if !phrase.is(0, &["cluster"]) {
        return None;
    }
    let options = usize::from(phrase.is(1, &["verbose"]));
    (phrase.len() == 1 + options).then_some(("CLUSTER", options))
}

fn subscription(
    phrase: &Phrase<'_>,
    statement: &Statement<'_>,
    before: &[Statement<'_>],
) -> Option<(&'static str, usize)> {
    if !phrase.is(1, &["subscription"]) {
        return None;
    }
    let all = Phrase::of(statement);
    let off = |name| option(&all, name) == Some(Switch::Off);
    match () {
        // "CREATE SUBSCRIPTION ... WITH (create_slot = true) cannot run inside a transaction block"
        () if phrase.is(0, &["create"]) && !off("connect") && !off("create_slot") => {
            Some(("CREATE SUBSCRIPTION", 1))
        }
        // Only one that has a slot.
        () if phrase.is(0, &["drop"]) && !before.iter().any(lets_go_of_slot) => {
            Some(("DROP SUBSCRIPTION", 1))
        }
        // "ALTER SUBSCRIPTION ... REFRESH cannot run inside a transaction block"
        () if phrase.is(0, &["alter"]) => {
            if let Some(refresh) = phrase.find(3, &["refresh", "publication"]) {
                return Some(("ALTER SUBSCRIPTION REFRESH PUBLICATION", refresh + 1));
            }
            // "ALTER SUBSCRIPTION with refresh cannot run inside a transaction block"
            let change = (3..phrase.len()).find(|at| {
                phrase.is(at + 1, &["publication"])
                    && is_one_of(phrase.source(*at), &["set", "add", "drop"])
            })?;
            (!off("refresh")).then_some(("ALTER SUBSCRIPTION SET PUBLICATION", change + 1))
        }
        () => None,
    }
}

/// `ALTER SUBSCRIPTION .. SET (slot_name = NONE)`.
fn lets_go_of_slot(statement: &Statement<'_>) -> bool {
    let phrase = Phrase::of(statement);
    phrase.is(0, &["alter", "subscription"])
        && phrase
            .find(3, &["slot_name"])
            .is_some_and(|at| phrase.is(at + 2, &["none"]))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Switch {
    On,
    Off,
}

/// What an option is set to, in parentheses: `(verbose, concurrently off)`, `(refresh = 'false')`.
fn option(phrase: &Phrase<'_>, name: &str) -> Option<Switch> {
    let at = (1..phrase.len()).find(|at| {
        let opens =
            phrase.kind(at - 1) == Some(TokenKind::OpenParen) || phrase.source(at - 1) == ",";
        opens
            && phrase
                .source(*at)
                .trim_matches('"')
                .eq_ignore_ascii_case(name)
    })?;
    let value = if phrase.source(at + 1) == "=" {
        at + 2
    } else {
        at + 1
    };
    let off = is_one_of(
        phrase.source(value).trim_matches('\''),
        &["false", "off", "no", "0"],
    );
    Some(if off { Switch::Off } else { Switch::On })
}

#[cfg(test)]
mod tests {
    use crate::check::{Finding, Framing, script};
    use crate::dialect::Dialect;

    #[test]
    fn raises() {
        for (text, name) in [
            (
                "create index concurrently on t (a)",
                "CREATE INDEX CONCURRENTLY",
            ),
            (
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)",
                "CREATE INDEX CONCURRENTLY",
            ),
            (
                "drop index concurrently if exists i",
                "DROP INDEX CONCURRENTLY",
            ),
            ("reindex index concurrently i", "REINDEX CONCURRENTLY"),
            ("reindex table concurrently t", "REINDEX CONCURRENTLY"),
            (
                "reindex (verbose, concurrently) table t",
                "REINDEX CONCURRENTLY",
            ),
            ("reindex (concurrently on) table t", "REINDEX CONCURRENTLY"),
            ("reindex schema public", "REINDEX SCHEMA"),
            ("reindex (verbose) database d", "REINDEX DATABASE"),
            ("reindex system d", "REINDEX SYSTEM"),
            ("vacuum", "VACUUM"),
            ("vacuum (full, analyze) t", "VACUUM"),
            ("create database d", "CREATE DATABASE"),
            ("drop database if exists d", "DROP DATABASE"),
            ("create tablespace s location '/a'", "CREATE TABLESPACE"),
            ("drop tablespace s", "DROP TABLESPACE"),
            ("alter system set work_mem = '4MB'", "ALTER SYSTEM"),
            (
                "alter database \"d\" set tablespace s",
                "ALTER DATABASE SET TABLESPACE",
            ),
            (
                "alter table only a.t detach partition a.p concurrently",
                "ALTER TABLE DETACH PARTITION CONCURRENTLY",
            ),
            ("cluster", "CLUSTER"),
            ("cluster (verbose)", "CLUSTER"),
            ("cluster verbose", "CLUSTER"),
            (
                "create subscription s connection 'a' publication p",
                "CREATE SUBSCRIPTION",
            ),
            (
                "create subscription s connection 'a' publication p with (create_slot)",
                "CREATE SUBSCRIPTION",
            ),
            ("drop subscription s", "DROP SUBSCRIPTION"),
            (
                "alter subscription s refresh publication with (copy_data = false)",
                "ALTER SUBSCRIPTION REFRESH PUBLICATION",
            ),
            (
                "alter subscription s add publication p",
                "ALTER SUBSCRIPTION SET PUBLICATION",
            ),
            ("discard all", "DISCARD ALL"),
        ] {
            let script_text = format!("select 1;\n{text};");
            let found = script(&script_text, Dialect::Postgres, Framing::Transaction);
            let finding = Finding::NotInTransaction {
                statement: name.to_owned(),
            };
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((&found[0].0, found[0].1.start), (&finding, 10), "{text}");
            assert!(found[0].1.end <= 10 + text.len(), "{text}");
            assert_eq!(
                script(&script_text, Dialect::Postgres, Framing::None),
                [],
                "{text}"
            );
        }
    }

    #[test]
    fn does_not_raise() {
        for text in [
            "create index i on t (a)",
            "create index \"concurrently\" on t (a)",
            "drop index i",
            "reindex table t",
            "reindex (verbose, concurrently false) table t",
            "reindex (concurrently = 'off') table t",
            "create table database (a int) tablespace s",
            "alter database d set work_mem = '4MB'",
            "alter table t detach partition p",
            "alter table t detach partition p finalize",
            "alter table t set tablespace s",
            "cluster t using i",
            "cluster verbose t",
            "create subscription s connection 'a' publication p with (connect = false)",
            "create subscription s connection 'a' publication p with (create_slot = 'off')",
            "alter subscription s disable; alter subscription s set (slot_name = NONE);
             drop subscription s",
            "alter subscription s set publication p with (refresh = false)",
            "refresh materialized view concurrently v",
            "alter type e add value 'a'",
            "discard plans",
            "analyze t",
            "comment on table t is 'vacuum'",
        ] {
            assert_eq!(
                script(text, Dialect::Postgres, Framing::Transaction),
                [],
                "{text}"
            );
        }
        assert_eq!(script("vacuum t", Dialect::Mysql, Framing::Transaction), []);
    }
}
