//! What somebody changed by hand is listed, object by object, and nothing else is.

use nca_migrations::drift::{self, Verdict};
use nca_migrations::verify::Verification;
use nca_migrations::{Dialect, Migrator, Target};
use nca_migrations_catalog::Database as _;
use nca_migrations_core::lock;
use nca_migrations_core::{Loaded, rows_file};

use crate::bed::{Bed, Copy, stories};
use crate::soil;

stories! {
    an_untouched_database_is_the_same_at_every_revision,
    each_change_is_listed_and_nothing_else,
    an_older_revision_is_known_by_its_fingerprint,
}

/// Receipts, and the catalog of the head, as `nca-migrate verify` writes them.
fn verified<B: Bed>(copy: &Copy) -> Loaded {
    let dialect = B::ENGINE;
    let loaded = copy.load(dialect);
    let mut verification = Verification::of(&loaded.chain);
    for (index, files) in loaded.files.iter().enumerate() {
        if let Some(rows) = rows_file::of(&files.rows, dialect) {
            verification = verification.rows(index, rows.text.to_string());
        }
    }
    let outcome = verification.run(&mut B::default()).unwrap();
    assert!(outcome.failed.is_empty(), "{:#?}", outcome.failed);
    let sound = Loaded {
        problems: Vec::new(),
        ..loaded.clone()
    };
    let accept = lock::Accept {
        dialects: Some([dialect].into_iter().collect()),
        ..lock::Accept::default()
    };
    let mut lock = lock::renew(&sound, &accept).unwrap();
    for verified in &outcome.verified {
        let revision = sound.chain.revision(verified.index);
        lock.give(&revision, dialect, &outcome.major, verified.catalog);
    }
    let text = outcome.head.unwrap().to_string();
    lock.pin_catalog(&sound.chain, dialect, &text);
    copy.write(&lock::catalog_file(dialect), &text);
    copy.write(lock::FILE, &lock.to_string());
    let loaded = copy.load(dialect);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    loaded
}

fn an_untouched_database_is_the_same_at_every_revision<B: Bed>() {
    let chain = verified::<B>(&Copy::of_nca()).chain;
    let mut bed = B::default();
    let mut conn = bed.empty().unwrap();
    let migrator = Migrator::new(&chain);
    for position in 0..=chain.len() {
        if position > 0 {
            let next: Target = "+1".parse().unwrap();
            migrator.upgrade(&mut conn, &next).unwrap();
        }
        let drift = drift::check(&mut conn, &chain, None::<&mut B>).unwrap();
        assert_eq!(drift.verdict, Verdict::Same, "at {:?}", drift.at);
        assert_eq!(drift.is_head, position == chain.len());
    }
}

/// Two tables, with what belongs to them.
fn soils(dialect: Dialect) -> Copy {
    let mut copy = Copy::empty();
    let soils = ["clay", "peat"];
    for soil in soils {
        copy.add(
            soil,
            &soil::create(dialect, soil),
            &soil::drop(dialect, soil),
        );
    }
    copy
}

/// A change by hand, and what is to be said of it.
fn changes(dialect: Dialect) -> Changes {
    let mut changes = vec![
        ("CREATE TABLE stones (id INTEGER)", "+ table stones"),
        ("DROP TABLE clay_worms", "- table clay_worms"),
        (
            "ALTER TABLE peat ADD COLUMN ph INTEGER",
            "+ column ph of table peat",
        ),
        (
            "ALTER TABLE peat DROP COLUMN kind",
            "- column kind of table peat",
        ),
        (
            "CREATE INDEX peat_by_b ON peat (b)",
            "+ index peat_by_b of table peat",
        ),
        ("CREATE VIEW peats AS SELECT a FROM peat", "+ view peats"),
        ("DROP VIEW clay_deep", "- view clay_deep"),
    ];
    changes.extend(match dialect {
        Dialect::Sqlite => on_sqlite(),
        Dialect::Postgres => on_postgres(),
        _ => on_mariadb(),
    });
    changes
}

type Changes = Vec<(&'static str, &'static str)>;

fn on_sqlite() -> Changes {
    vec![
        (
            "DROP INDEX clay_by_name",
            "- index clay_by_name of table clay",
        ),
        (
            "DROP INDEX clay_ab; CREATE INDEX clay_ab ON clay (a, b)",
            "~ index clay_ab of table clay",
        ),
        (
            "DROP TRIGGER clay_deeper",
            "- trigger clay_deeper of table clay",
        ),
        (
            "CREATE TRIGGER peat_gone AFTER DELETE ON peat BEGIN DELETE FROM peat_worms; END",
            "+ trigger peat_gone of table peat",
        ),
    ]
}

fn on_postgres() -> Changes {
    vec![
        (
            "DROP INDEX clay_by_name",
            "- index clay_by_name of table clay",
        ),
        (
            "ALTER TABLE clay ALTER COLUMN texture TYPE varchar(21)",
            "~ column texture of table clay",
        ),
        (
            "ALTER TABLE clay ALTER COLUMN depth SET DEFAULT 3",
            "~ column depth of table clay",
        ),
        (
            "ALTER TABLE clay ALTER COLUMN texture SET NOT NULL",
            "~ column texture of table clay",
        ),
        (
            "ALTER TABLE peat ADD CONSTRAINT deep CHECK (depth > 0)",
            "+ check deep of table peat",
        ),
        (
            "ALTER TABLE peat_worms DROP CONSTRAINT peat_worms_soil_id_fkey",
            "- foreign key peat_worms_soil_id_fkey of table peat_worms",
        ),
        (
            "ALTER TABLE peat_worms DROP CONSTRAINT peat_worms_pkey",
            "- primary key peat_worms_pkey of table peat_worms",
        ),
        ("CREATE SEQUENCE numbers", "+ sequence numbers"),
        ("CREATE TYPE grain AS ENUM ('sand')", "+ enum grain"),
        (
            "CREATE DOMAIN ph AS integer CHECK (VALUE > 0)",
            "+ domain ph",
        ),
        (
            "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
            "+ function one()",
        ),
        (
            "DROP TRIGGER clay_deeper ON clay",
            "- trigger clay_deeper of table clay",
        ),
        ("COMMENT ON TABLE clay IS 'wet'", "+ comment of table clay"),
    ]
}

fn on_mariadb() -> Changes {
    vec![
        (
            "DROP INDEX clay_by_name ON clay",
            "- index clay_by_name of table clay",
        ),
        (
            "ALTER TABLE clay MODIFY name VARCHAR(41) NOT NULL",
            "~ column name of table clay",
        ),
        (
            "ALTER TABLE clay ALTER COLUMN depth SET DEFAULT 3",
            "~ column depth of table clay",
        ),
        (
            "ALTER TABLE clay MODIFY texture VARCHAR(20) AFTER depth",
            "~ order of the columns of table clay",
        ),
        (
            "ALTER TABLE peat ADD CONSTRAINT deep CHECK (depth > 0)",
            "+ check deep of table peat",
        ),
        ("CREATE SEQUENCE numbers", "+ sequence numbers"),
        (
            "CREATE FUNCTION one() RETURNS INTEGER DETERMINISTIC RETURN 1",
            "+ function one()",
        ),
        (
            "DROP TRIGGER clay_deeper",
            "- trigger clay_deeper of table clay",
        ),
        ("ALTER TABLE clay COMMENT 'wet'", "+ comment of table clay"),
    ]
}

fn each_change_is_listed_and_nothing_else<B: Bed>() {
    let dialect = B::ENGINE;
    let chain = verified::<B>(&soils(dialect)).chain;
    for (change, said) in changes(dialect) {
        let mut bed = B::default();
        let mut conn = bed.empty().unwrap();
        Migrator::new(&chain).run_pending(&mut conn).unwrap();
        conn.run(change).unwrap();
        let drift = drift::check(&mut conn, &chain, None::<&mut B>).unwrap();
        let Verdict::Differs(differences) = drift.verdict else {
            panic!("{change}: {:?}", drift.verdict);
        };
        let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
        assert_eq!(lines.len(), 1, "{change}: {lines:#?}");
        assert!(lines[0].starts_with(said), "{change}: {}", lines[0]);
    }
}

fn an_older_revision_is_known_by_its_fingerprint<B: Bed>() {
    let dialect = B::ENGINE;
    let chain = verified::<B>(&soils(dialect)).chain;
    let mut bed = B::default();
    let mut conn = bed.empty().unwrap();
    let first: Target = "+1".parse().unwrap();
    Migrator::new(&chain).upgrade(&mut conn, &first).unwrap();
    conn.run("CREATE INDEX clay_by_b ON clay (b)").unwrap();
    let drift = drift::check(&mut conn, &chain, None::<&mut B>).unwrap();
    assert!(
        matches!(drift.verdict, Verdict::Changed { .. }),
        "{drift:?}"
    );
    let drift = drift::check(&mut conn, &chain, Some(&mut B::default())).unwrap();
    let Verdict::Differs(differences) = drift.verdict else {
        panic!("{drift:?}");
    };
    let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
    assert_eq!(lines, ["+ index clay_by_b of table clay: (b)"]);

    // A chain that was never verified: nobody knows, unless there is a scratch database.
    let unknown = soils(dialect).load(dialect).chain;
    let drift = drift::check(&mut conn, &unknown, None::<&mut B>).unwrap();
    assert_eq!(drift.verdict, Verdict::Unpinned);
    let drift = drift::check(&mut conn, &unknown, Some(&mut B::default())).unwrap();
    assert!(matches!(drift.verdict, Verdict::Differs(_)), "{drift:?}");
}
