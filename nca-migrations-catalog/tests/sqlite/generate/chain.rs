//! NCA's chain: a generated script for each of its revisions, beside the one that was written.

use diesel::SqliteConnection;
use nca_migrations::{Migrator, Target};
use nca_migrations_catalog::{Catalog, seed};
use nca_schema::MIGRATIONS;

use super::random::filled;
use super::trial::apply;
use crate::bed::{catalog, database};

#[test]
fn a_script_leads_from_each_revision_to_the_next_and_back() {
    let migrator = Migrator::new(&MIGRATIONS);
    let one: Target = "+1".parse().unwrap();
    let mut conn = database("");
    let mut catalogs = vec![catalog(&mut conn)];
    for _ in MIGRATIONS.revisions() {
        migrator.upgrade(&mut conn, &one).unwrap();
        catalogs.push(catalog(&mut conn));
    }
    let mut unfit = Vec::new();
    for (nth, pair) in catalogs.windows(2).enumerate() {
        let (from, to) = (&pair[0], &pair[1]);
        leads(&mut at(nth), from, to).unwrap();
        let mut conn = at(nth);
        seed::fill(&mut conn, from).unwrap();
        unfit.extend(leads(&mut conn, from, to).err());
    }
    // New columns in which the same word for every row does not do: a digest, and a part of a key.
    let said = [
        "CHECK constraint failed: ck_memories_content_sha256",
        "UNIQUE constraint failed: new_health_samples.parameter_id, new_health_samples.sampled_at_us",
    ];
    assert_eq!(unfit, said);
    // All at once.
    let mut conn = database("");
    let (base, head) = (&catalogs[0], &catalogs[catalogs.len() - 1]);
    apply(&mut conn, &filled(base, head), base, head).unwrap();
    seed::fill(&mut conn, head).unwrap();
    apply(&mut conn, &filled(head, base), head, base).unwrap();
}

/// The database after so many revisions.
fn at(nth: usize) -> SqliteConnection {
    let mut conn = database("");
    if nth > 0 {
        let target: Target = format!("+{nth}").parse().unwrap();
        Migrator::new(&MIGRATIONS)
            .upgrade(&mut conn, &target)
            .unwrap();
    }
    conn
}

fn leads(conn: &mut SqliteConnection, from: &Catalog, to: &Catalog) -> Result<(), String> {
    apply(conn, &filled(from, to), from, to)?;
    apply(conn, &filled(to, from), to, from)
}
