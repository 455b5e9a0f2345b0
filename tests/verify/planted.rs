//! Each fault that a migration's way back can have, planted at the end of NCA's chain.

use nca_migrations::verify::{Finding, Verification};
use nca_migrations::{Dialect, Error};

use crate::bed::{Bed, Copy, stories};
use crate::soil;

stories! { each_is_found, an_up_that_fails_is_shown_at_its_place }

struct Fault {
    slug: &'static str,
    up: String,
    down: String,
    /// What is said, a line that is enough to know it by.
    found: String,
    takes_rows: bool,
}

fn fault(
    slug: &'static str,
    up: impl Into<String>,
    down: impl Into<String>,
    found: impl Into<String>,
) -> Fault {
    Fault {
        slug,
        up: up.into(),
        down: down.into(),
        found: found.into(),
        takes_rows: false,
    }
}

/// A script that does nothing.
fn nothing(soil: &str) -> String {
    format!("UPDATE {soil} SET depth = depth;")
}

fn faults(dialect: Dialect) -> Vec<Fault> {
    let another = |slug: &'static str, column: &str, found: &str| {
        fault(
            slug,
            format!("ALTER TABLE {slug} DROP COLUMN kind;"),
            format!("ALTER TABLE {slug} ADD COLUMN kind {column};"),
            format!("~ column kind of table {slug}: {found}"),
        )
    };
    let binary = match dialect {
        Dialect::Sqlite => "NOCASE",
        Dialect::Postgres => "\"C\"",
        _ => "latin1_bin",
    };
    let text = |length: u8| match dialect {
        Dialect::Sqlite => format!("VARCHAR({length})"),
        Dialect::Postgres => format!("character varying({length})"),
        _ => format!("varchar({length})"),
    };
    let mut faults = vec![
        fault(
            "forgets_an_index",
            "CREATE INDEX forgets_an_index_by_depth ON forgets_an_index (depth);",
            nothing("forgets_an_index"),
            "+ index forgets_an_index_by_depth of table forgets_an_index: (depth)",
        ),
        fault(
            "drops_too_much",
            "CREATE INDEX drops_too_much_by_depth ON drops_too_much (depth);",
            soil::drop_index(dialect, "drops_too_much", "by_depth")
                + &soil::drop_index(dialect, "drops_too_much", "by_name"),
            "- index drops_too_much_by_name of table drops_too_much: (name)",
        ),
        another("another_type", "VARCHAR(21) DEFAULT 'loam'", &text(21)),
        another("another_default", "VARCHAR(20) DEFAULT 'clay'", "clay"),
        another(
            "another_nullability",
            "VARCHAR(20) NOT NULL DEFAULT 'loam'",
            "not null",
        ),
        another(
            "another_collation",
            &format!("VARCHAR(20) COLLATE {binary} DEFAULT 'loam'"),
            "collate",
        ),
        fault(
            "another_place_in_a_key",
            soil::drop_index(dialect, "another_place_in_a_key", "ab"),
            "CREATE UNIQUE INDEX another_place_in_a_key_ab ON another_place_in_a_key (b, a);",
            match dialect {
                Dialect::Mysql => {
                    "~ unique another_place_in_a_key_ab of table another_place_in_a_key: (b, a)"
                }
                _ => {
                    "~ index another_place_in_a_key_ab of table another_place_in_a_key: unique (b, a)"
                }
            },
        ),
        fault(
            "another_trigger",
            soil::drop_trigger(dialect, "another_trigger"),
            soil::trigger(dialect, "another_trigger", "depth + 2"),
            match dialect {
                Dialect::Postgres => "~ function another_trigger_deeper()",
                _ => "~ trigger another_trigger_deeper of table another_trigger",
            },
        ),
        fault(
            "another_view",
            "DROP VIEW another_view_deep;",
            "CREATE VIEW another_view_deep AS SELECT id FROM another_view WHERE depth >= 10;",
            "~ view another_view_deep",
        ),
        fault(
            "leaves_a_table",
            "CREATE TABLE leaves_a_table_stones (id INTEGER);",
            nothing("leaves_a_table"),
            "+ table leaves_a_table_stones",
        ),
        fault(
            "does_not_parse",
            "CREATE TABLE does_not_parse_stones (id INTEGER);",
            "DROP TABEL does_not_parse_stones;",
            "down:1",
        ),
    ];
    faults.push(loses_rows(dialect));
    faults.push(fails_with_rows(dialect));
    faults.extend(of_an_engine(dialect));
    faults
}

fn loses_rows(dialect: Dialect) -> Fault {
    Fault {
        takes_rows: true,
        ..fault(
            "loses_rows",
            "ALTER TABLE loses_rows_worms ADD COLUMN length INTEGER;",
            {
                let create = soil::create(dialect, "loses_rows");
                let worms = create
                    .split(';')
                    .find(|part| part.contains("_worms ("))
                    .unwrap();
                format!("DROP TABLE loses_rows_worms; {worms};")
            },
            "loses_rows_worms: 0 of 3",
        )
    }
}

fn fails_with_rows(dialect: Dialect) -> Fault {
    Fault {
        takes_rows: true,
        ..fault(
            "fails_with_rows",
            match dialect {
                // MySQL gives such a column zeros.
                Dialect::Mysql => "ALTER TABLE fails_with_rows ADD CHECK (depth > 100000);",
                _ => "ALTER TABLE fails_with_rows ADD COLUMN ph INTEGER NOT NULL;",
            },
            match dialect {
                Dialect::Mysql => "ALTER TABLE fails_with_rows DROP CONSTRAINT CONSTRAINT_1;",
                _ => "ALTER TABLE fails_with_rows DROP COLUMN ph;",
            },
            "up:1",
        )
    }
}

/// What some engines alone can have.
fn of_an_engine(dialect: Dialect) -> Vec<Fault> {
    let mut faults = Vec::new();
    if dialect != Dialect::Sqlite {
        faults.push(fault(
            "leaves_a_sequence",
            "CREATE SEQUENCE leaves_a_sequence_s;",
            nothing("leaves_a_sequence"),
            "+ sequence leaves_a_sequence_s",
        ));
    }
    match dialect {
        Dialect::Postgres => faults.push(fault(
            "leaves_an_enum",
            "CREATE TYPE grain AS ENUM ('sand', 'silt');",
            nothing("leaves_an_enum"),
            "+ enum grain: 'sand', 'silt'",
        )),
        // PostgreSQL has no way to put a column anywhere but at the end.
        _ => faults.push(fault(
            "another_place",
            "ALTER TABLE another_place DROP COLUMN texture;",
            "ALTER TABLE another_place ADD COLUMN texture VARCHAR(20);",
            "~ order of the columns of table another_place",
        )),
    }
    faults
}

/// The object and what is found of it; or the file and line.
fn said(finding: &Finding) -> String {
    let lines: Vec<String> = match finding {
        Finding::Differs(differences) | Finding::DiffersAgain(differences) => differences
            .iter()
            .map(|difference| {
                let text = difference.to_string();
                match text.split_once("\n    found:") {
                    Some((object, found)) => {
                        let object = object.lines().next().unwrap();
                        format!("{object}: {}", found.trim())
                    }
                    None => text,
                }
            })
            .collect(),
        Finding::Loses(lost) => lost
            .iter()
            .map(|lost| format!("{}: {} of {}", lost.table, lost.after, lost.before))
            .collect(),
        Finding::Up(error) | Finding::Down(error) | Finding::Again(error) => match &**error {
            Error::Statement(failure) => {
                let direction = failure.direction.name();
                vec![format!("{direction}:{}", failure.place.start.line)]
            }
            other => vec![other.to_string()],
        },
        other => vec![format!("{other:?}")],
    };
    lines.join(" & ")
}

fn each_is_found<B: Bed>() {
    let dialect = B::ENGINE;
    let faults = faults(dialect);
    let mut copy = Copy::of_nca();
    let all = |make: &dyn Fn(&str) -> String| -> String {
        faults.iter().map(|fault| make(fault.slug) + "\n").collect()
    };
    let create = all(&|slug| soil::create(dialect, slug));
    copy.add("soils", &create, &all(&|slug| soil::drop(dialect, slug)));
    for fault in &faults {
        copy.add(fault.slug, &fault.up, &fault.down);
    }
    let chain = copy.load(dialect).chain;
    let first = chain.len() - faults.len() - 1;
    let outcome = Verification::of(&chain)
        .only(first..chain.len())
        .run(&mut B::default())
        .unwrap();
    let found: Vec<String> = outcome
        .failed
        .iter()
        .map(|failed| {
            let name = chain.revision(failed.index).name;
            let rows = if failed.takes_rows { " with rows" } else { "" };
            format!("{}{rows}: {}", name.slug(), said(&failed.finding))
        })
        .collect();
    assert_eq!(found.len(), faults.len(), "{found:#?}");
    for (fault, found) in faults.iter().zip(&found) {
        let rows = if fault.takes_rows { " with rows" } else { "" };
        let expected = format!("{}{rows}: ", fault.slug);
        assert!(found.starts_with(&expected), "{expected} {found}");
        let words = fault.found.split_once(": ").unwrap_or((&fault.found, ""));
        assert!(
            found.contains(words.0) && found.contains(words.1),
            "{}: {found}",
            fault.found
        );
        // One fault is one finding.
        assert!(!found.contains(" & "), "{found}");
    }
    // The soils themselves are sound.
    let verified: Vec<usize> = outcome
        .verified
        .iter()
        .map(|verified| verified.index)
        .collect();
    assert_eq!(verified, [first]);
    assert!(outcome.untried.is_empty());
}

fn an_up_that_fails_is_shown_at_its_place<B: Bed>() {
    let mut copy = Copy::of_nca();
    copy.add(
        "fails",
        "CREATE TABLE good (id INTEGER);\n\n  INSERT INTO\n    nowhere VALUES (1);\n",
        "DROP TABLE good;",
    );
    copy.add(
        "after",
        "CREATE TABLE after_it (id INTEGER);",
        "DROP TABLE after_it;",
    );
    let chain = copy.load(B::ENGINE).chain;
    let last = chain.len() - 1;
    let outcome = Verification::of(&chain)
        .only([last - 1, last])
        .run(&mut B::default())
        .unwrap();
    let [failed] = &outcome.failed[..] else {
        panic!("{outcome:?}");
    };
    let Finding::Up(error) = &failed.finding else {
        panic!("{failed:?}");
    };
    let Error::Statement(failure) = &**error else {
        panic!("{error}");
    };
    let at = (failure.place.start.line, failure.place.start.column);
    assert_eq!(at, (3, 3));
    assert!(failure.place.file.ends_with("_fails/up.sql"));
    assert!(!failed.takes_rows);
    assert_eq!(outcome.untried, [last]);
    assert_eq!(outcome.head, None);
}
