//! Every migration goes up, comes back to exactly the catalog that was there, and goes up again.

#![expect(
    clippy::unwrap_used,
    reason = "`allow-unwrap-in-tests` knows test functions, not what they call"
)]

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use nca_migrations::chain::Direction;
use nca_migrations::{Dialect, Migrator, Target};
use nca_schema::MIGRATIONS;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
struct Object {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    tbl_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    sql: Option<String>,
}

#[derive(Debug, PartialEq, QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn empty() -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute("PRAGMA foreign_keys = ON").unwrap();
    conn
}

fn migrated() -> SqliteConnection {
    let mut conn = empty();
    MIGRATIONS.run_pending(&mut conn).unwrap();
    conn
}

/// Everything but the history's own tables.
fn catalog(conn: &mut SqliteConnection) -> BTreeSet<Object> {
    diesel::sql_query(
        "SELECT type AS kind, name, tbl_name, sql FROM sqlite_schema \
         WHERE tbl_name NOT LIKE '\\_\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .load(conn)
    .unwrap()
    .into_iter()
    .collect()
}

fn count(conn: &mut SqliteConnection, query: &str) -> i64 {
    let query = format!("SELECT count(*) AS n FROM {query}");
    diesel::sql_query(query)
        .get_result::<Count>(conn)
        .unwrap()
        .n
}

fn target(text: &str) -> Target {
    text.parse().unwrap()
}

#[test]
fn each_down_restores_the_catalog() {
    let mut conn = empty();
    let migrator = Migrator::new(&MIGRATIONS);
    let (up, down) = (target("+1"), target("-1"));
    for revision in MIGRATIONS.revisions() {
        let before = catalog(&mut conn);
        migrator.upgrade(&mut conn, &up).unwrap();
        let after = catalog(&mut conn);
        assert_ne!(before, after, "{} does something", revision.name);
        migrator.downgrade(&mut conn, &down).unwrap();
        assert_eq!(catalog(&mut conn), before, "{} down", revision.name);
        migrator.upgrade(&mut conn, &up).unwrap();
        assert_eq!(catalog(&mut conn), after, "{} up again", revision.name);
    }
}

#[test]
fn to_the_base_and_back() {
    let mut conn = migrated();
    let head = catalog(&mut conn);
    let migrator = Migrator::new(&MIGRATIONS);
    migrator.downgrade(&mut conn, &target("base")).unwrap();
    assert_eq!(catalog(&mut conn), BTreeSet::new());
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(catalog(&mut conn), head);
}

#[test]
fn downs_work_with_rows() {
    let mut conn = migrated();
    populate(&mut conn);
    let migrator = Migrator::new(&MIGRATIONS);
    let (base, head) = (target("base"), target("head"));
    migrator.downgrade(&mut conn, &base).unwrap();
    migrator.upgrade(&mut conn, &head).unwrap();
    assert_eq!(count(&mut conn, "agents"), 0);
}

/// One row in every table that seeds leave empty.
fn populate(conn: &mut SqliteConnection) {
    conn.batch_execute(
        "INSERT INTO agents (id, public_id, name) VALUES (1, randomblob(16), 'a');
         INSERT INTO sessions (id, public_id, agent_id) VALUES (1, randomblob(16), 1);
         INSERT INTO memories (id, public_id, agent_id, origin_session_id, tier, content, source, decay_policy_id)
           SELECT n, randomblob(16), 1, 1, tier, 'text', 'system', (SELECT min(id) FROM decay_policies)
             FROM (SELECT 1 AS n, 'working' AS tier UNION SELECT 2, 'episodic' UNION SELECT 3, 'semantic');
         INSERT INTO episodes (id, public_id, agent_id, started_at) VALUES (1, randomblob(16), 1, '2026-01-05 09:30:00');
         INSERT INTO working_memories (memory_id, agent_id) VALUES (1, 1);
         INSERT INTO episodic_memories (memory_id, agent_id, episode_id, occurred_at)
           VALUES (2, 1, 1, '2026-01-05 09:30:00');
         INSERT INTO semantic_memories (memory_id, agent_id) VALUES (3, 1);
         INSERT INTO tubules (source_id, target_id, relation_code) VALUES (1, 2, 'precedes');
         INSERT INTO concepts (id, public_id, agent_id, name, name_key)
           VALUES (1, randomblob(16), 1, 'A', 'a'), (2, randomblob(16), 1, 'B', 'b');
         INSERT INTO concept_edges (source_concept_id, target_concept_id, relation_code) VALUES (1, 2, 'is_a');
         INSERT INTO memory_concepts (memory_id, concept_id) VALUES (3, 1);",
    )
    .unwrap();
}

#[test]
fn an_agent_takes_everything_with_it() {
    let mut conn = migrated();
    populate(&mut conn);
    conn.batch_execute("DELETE FROM agents").unwrap();
    for table in [
        "sessions",
        "memories",
        "working_memories",
        "episodes",
        "episodic_memories",
        "semantic_memories",
        "tubules",
        "concepts",
        "concept_edges",
        "memory_concepts",
    ] {
        assert_eq!(count(&mut conn, table), 0, "{table}");
    }
}

/// The statements of all up scripts that put rows into tables.
fn seeds() -> String {
    let mut seeds = String::new();
    for revision in MIGRATIONS.revisions() {
        let up = revision.script(Direction::Up, Dialect::Sqlite).unwrap();
        let (mut inside, text) = (false, up.text.to_string());
        for line in text.lines() {
            inside |= line.starts_with("INSERT");
            if inside {
                seeds.push_str(line);
                seeds.push('\n');
            }
            inside &= !line.ends_with(';');
        }
    }
    seeds
}

#[test]
fn seeds_are_there() {
    let mut conn = migrated();
    assert_eq!(count(&mut conn, "decay_policies WHERE is_default"), 3);
    assert_eq!(count(&mut conn, "relation_types"), 16);
    let one_way = "relation_types a JOIN relation_types b ON a.inverse_code = b.code \
                   WHERE b.inverse_code IS NOT a.code";
    assert_eq!(count(&mut conn, one_way), 0);
    let both = "relation_types WHERE is_symmetric AND inverse_code IS NOT NULL";
    assert_eq!(count(&mut conn, both), 0);
    assert_eq!(
        count(&mut conn, "relation_types WHERE inverse_code IS NOT NULL"),
        8
    );
}

#[test]
fn seeds_again_change_nothing_that_was_edited() {
    let mut conn = migrated();
    conn.batch_execute(
        "UPDATE decay_policies SET rate = 0.5, capacity = 9 WHERE tier = 'working';
         UPDATE relation_types SET inverse_code = NULL, description = 'ours' WHERE code = 'is_a';
         DELETE FROM relation_types WHERE code = 'co_occurs';",
    )
    .unwrap();
    assert_eq!(seeds().matches("INSERT INTO").count(), 2);
    conn.batch_execute(&seeds()).unwrap();
    let edited = "decay_policies WHERE tier = 'working' AND rate = 0.5 AND capacity = 9";
    assert_eq!(count(&mut conn, edited), 1);
    assert_eq!(count(&mut conn, "decay_policies"), 3);
    let edited = "relation_types WHERE inverse_code IS NULL AND description = 'ours'";
    assert_eq!(count(&mut conn, edited), 1);
    assert_eq!(count(&mut conn, "relation_types"), 16);
}
