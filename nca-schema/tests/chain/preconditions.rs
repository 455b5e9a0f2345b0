//! Rows that a migration cannot move: it says which, and changes nothing. Once they are repaired it goes
//! on.

use std::cell::RefCell;
use std::collections::BTreeSet;

use nca_migrations::{Dialect, Event, Migrator};
use nca_schema::MIGRATIONS;

use crate::bed::{Ask, Bed, stories, to};
use crate::brain;
use crate::catalog::Catalog as _;
use crate::round_trips::same;
use nca_migrations::backend::Engine as _;

stories! {
    odd_rows_stop_a_migration,
    a_failure_in_the_middle_is_gone_on_from,
    what_was_in_the_way_is_taken_away,
}

/// The revision that is refused, and what it is refused for.
struct Odd {
    revision: &'static str,
    bad: &'static str,
    repair: &'static str,
    says: &'static str,
}

const fn odd(
    revision: &'static str,
    says: &'static str,
    bad: &'static str,
    repair: &'static str,
) -> Odd {
    Odd {
        revision,
        bad,
        repair,
        says,
    }
}

const NO_TAGS: &str = "UPDATE memories SET tags = NULL WHERE id = 5";
const NO_VECTOR: &str = "UPDATE memories SET embedding = NULL, embedding_model = NULL WHERE id = 5";
const SPLIT: &str = "split_tags_and_embeddings";
const TIGHTEN: &str = "tighten_memories";
const REBUILD: &str = "rebuild_health_samples";
const USAGE: &str = "split_llm_usage";
const TAGS: &str = "expected JSON lists of strings";
const BYTES: &str = "expected a model, and 4 bytes for each";
const AS_MANY: &str = "expected as many dimensions as the model has";

const CASES: [Odd; 16] = [
    odd(
        SPLIT,
        TAGS,
        r#"UPDATE memories SET tags = '{"a": 1}' WHERE id = 5"#,
        NO_TAGS,
    ),
    odd(
        SPLIT,
        TAGS,
        r#"UPDATE memories SET tags = '["a", 1]' WHERE id = 5"#,
        NO_TAGS,
    ),
    odd(
        SPLIT,
        TAGS,
        r#"UPDATE memories SET tags = '["0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x"]' WHERE id = 5"#,
        NO_TAGS,
    ),
    odd(
        SPLIT,
        BYTES,
        "UPDATE memories SET embedding = X'0000000000', embedding_model = 'm' WHERE id = 5",
        NO_VECTOR,
    ),
    odd(
        SPLIT,
        BYTES,
        "UPDATE memories SET embedding = X'00000000' WHERE id = 5",
        NO_VECTOR,
    ),
    odd(
        SPLIT,
        AS_MANY,
        "UPDATE memories SET embedding = X'00000000', embedding_model = 'small' WHERE id = 5",
        NO_VECTOR,
    ),
    odd(
        SPLIT,
        AS_MANY,
        "UPDATE memories SET embedding = X'00000000', embedding_model = 'mystery' WHERE id = 5",
        NO_VECTOR,
    ),
    odd(
        TIGHTEN,
        "expected the digest of every memory",
        "UPDATE memories SET content_sha256 = NULL WHERE id = 5",
        "UPDATE memories SET content_sha256 = (SELECT d FROM (SELECT content_sha256 AS d FROM memories WHERE id = 6) AS other) WHERE id = 5",
    ),
    odd(
        TIGHTEN,
        "more than 1 row in 100",
        "UPDATE memories SET importance = -1 WHERE id BETWEEN 6 AND 8",
        "UPDATE memories SET importance = 0 WHERE id BETWEEN 6 AND 8",
    ),
    odd(
        TIGHTEN,
        "more than 1 row in 100",
        "UPDATE memories SET strength = 1.5 WHERE id BETWEEN 6 AND 8",
        "UPDATE memories SET strength = 1.0 WHERE id BETWEEN 6 AND 8",
    ),
    odd(
        TIGHTEN,
        "expected the tier and the agent of their memory",
        "UPDATE semantic_memories SET agent_id = 2",
        "UPDATE semantic_memories SET agent_id = 1",
    ),
    odd(
        TIGHTEN,
        "expected the tier and the agent of their memory",
        "UPDATE memories SET tier = 'episodic' WHERE id = 3",
        "UPDATE memories SET tier = 'semantic' WHERE id = 3",
    ),
    odd(
        REBUILD,
        "expected finite numbers",
        "UPDATE health_samples SET value = 1e300 WHERE value = 0.25",
        "UPDATE health_samples SET value = 0.25 WHERE value = 1e300",
    ),
    odd(
        REBUILD,
        "expected times since 1970",
        "UPDATE health_samples SET sampled_at = '1969-12-31 23:59:59' WHERE value = 0.25",
        "UPDATE health_samples SET sampled_at = '2026-01-07 09:59:59' WHERE value = 0.25",
    ),
    odd(
        USAGE,
        "expected token counts and costs that are not negative",
        "UPDATE llm_interactions SET cost_usd = -0.5 WHERE id = 1",
        "UPDATE llm_interactions SET cost_usd = 0.5 WHERE id = 1",
    ),
    odd(
        USAGE,
        "expected token counts and costs that are not negative",
        "UPDATE llm_interactions SET prompt_tokens = -1 WHERE id = 1",
        "UPDATE llm_interactions SET prompt_tokens = 1 WHERE id = 1",
    ),
];

/// What only one engine lets in.
const SQLITE_ONLY: [Odd; 3] = [
    odd(
        TIGHTEN,
        "more than 1 row in 100",
        "UPDATE memories SET importance = 'abc' WHERE id BETWEEN 6 AND 8",
        "UPDATE memories SET importance = 0 WHERE id BETWEEN 6 AND 8",
    ),
    odd(
        REBUILD,
        "expected finite numbers",
        "UPDATE health_samples SET value = 'abc' WHERE value = 0.25",
        "UPDATE health_samples SET value = 0.25 WHERE value = 'abc'",
    ),
    odd(
        REBUILD,
        "expected times since 1970",
        "UPDATE health_samples SET sampled_at = '2026-01-07 09:59:59+01:00' WHERE value = 0.25",
        "UPDATE health_samples SET sampled_at = '2026-01-07 09:59:59' WHERE value = 0.25",
    ),
];
const POSTGRES_ONLY: [Odd; 2] = [
    odd(
        TIGHTEN,
        "more than 1 row in 100",
        "UPDATE memories SET confidence = 'NaN' WHERE id BETWEEN 6 AND 8",
        "UPDATE memories SET confidence = 1.0 WHERE id BETWEEN 6 AND 8",
    ),
    odd(
        REBUILD,
        "expected finite numbers",
        "UPDATE health_samples SET value = 'NaN' WHERE value = 0.25",
        "UPDATE health_samples SET value = 0.25 WHERE value = 'NaN'",
    ),
];

fn odd_rows_stop_a_migration<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    conn.up("create_llm_integration");
    brain::fill(&mut conn);
    let special: &[Odd] = match B::Conn::DIALECT {
        Dialect::Sqlite => &SQLITE_ONLY,
        Dialect::Postgres => &POSTGRES_ONLY,
        _ => &[],
    };
    for revision in [SPLIT, TIGHTEN, REBUILD, USAGE] {
        conn.up(&format!("{revision}-1"));
        let before = tables(&mut conn);
        let cases = CASES.iter().chain(special);
        for case in cases.filter(|case| case.revision == revision) {
            conn.run(case.bad);
            let error = conn.try_up(revision).unwrap_err().to_string();
            assert!(error.contains(case.says), "{}: {error}", case.bad);
            same(&tables(&mut conn), &before, case.bad);
            let current = Migrator::new(&MIGRATIONS).current(&mut conn).unwrap();
            let name = current.revision.unwrap().to_string();
            assert!(!name.ends_with(revision), "{name}");
            conn.run(case.repair);
        }
        conn.up(revision);
        let left: Vec<_> = conn.catalog().into_iter().filter(is_helper).collect();
        assert!(left.is_empty(), "{left:?}");
    }
    conn.up("head");
}

/// The catalog without the procedure that MySQL needs for a check, which is there until the run goes on.
fn tables(conn: &mut impl Ask) -> BTreeSet<String> {
    let all = conn.catalog().into_iter();
    all.filter(|line| !is_helper(line)).collect()
}

#[expect(clippy::ptr_arg, reason = "it is a filter of strings")]
fn is_helper(line: &String) -> bool {
    line.starts_with("routine") || line.starts_with("temporary")
}

/// A statement fails after others have changed rows. Where a migration is one transaction nothing has
/// happened; on MySQL the run goes on behind what was done.
fn a_failure_in_the_middle_is_gone_on_from<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    conn.up("create_llm_integration");
    brain::fill(&mut conn);
    conn.up("backfill_content_digest");
    let before = conn.catalog();
    let tightened = "memories WHERE id = 1 AND abs(importance - 0.8) < 1e-12";
    let as_it_was = "memories WHERE id = 1 AND importance = 80";
    if B::Conn::DIALECT == Dialect::Mysql {
        let writer = RefCell::new(bed.connect());
        // Somebody writes what the checks at the beginning would have found.
        let interfering = Migrator::new(&MIGRATIONS).observer(|event| {
            if let Event::StatementStarted { sql, .. } = event
                && sql.starts_with("ALTER TABLE semantic_memories ADD")
            {
                let bad = "UPDATE semantic_memories SET agent_id = 2";
                writer.borrow_mut().run(bad);
            }
        });
        let failed = interfering.upgrade(&mut conn, &to(TIGHTEN));
        assert!(failed.unwrap_err().to_string().contains("foreign key"));
        assert_eq!(conn.count(tightened), 1);
        conn.run("UPDATE semantic_memories SET agent_id = 1");
    } else {
        let (obstacle, away) = match B::Conn::DIALECT {
            Dialect::Sqlite => (
                "TABLE semantic_memories_new (a INT)",
                "TABLE semantic_memories_new",
            ),
            _ => (
                "INDEX uq_memories_id_tier_agent_id ON memories (id)",
                "INDEX uq_memories_id_tier_agent_id",
            ),
        };
        conn.run(&format!("CREATE {obstacle}"));
        conn.try_up(TIGHTEN).unwrap_err();
        conn.run(&format!("DROP {away}"));
        same(&conn.catalog(), &before, "nothing happened");
        assert_eq!(conn.count(as_it_was), 1);
    }
    conn.up(TIGHTEN);
    assert_eq!(conn.count(tightened), 1);
    conn.down("-1");
    same(&conn.catalog(), &before, "and back");
    assert_eq!(conn.count(as_it_was), 1);
}

/// The table that a migration makes is there already. Whoever drops it does not thereby make the run
/// believe that its own is there.
fn what_was_in_the_way_is_taken_away<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    conn.up("add_retrieval_indexes");
    conn.run("CREATE TABLE memory_embeddings (a INT)");
    for _ in 0..2 {
        let error = conn.try_up(SPLIT).unwrap_err().to_string();
        assert!(error.contains("memory_embeddings"), "{error}");
    }
    conn.run("DROP TABLE memory_embeddings");
    conn.up("head");
    assert_eq!(conn.count("memory_embeddings"), 0);
}
