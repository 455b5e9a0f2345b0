//! What is kept about what was done.

use nca_migrations::history::{Action, FORMAT, Outcome};
use nca_migrations::{Digest, Migrator, Target};

use crate::support::{applied, execute, in_memory, number, texts, three};

#[test]
fn the_log_of_an_upgrade_and_a_downgrade() {
    let (mut conn, chain) = (in_memory(), three());
    let migrator = Migrator::new(&chain).program("story", "1.2.3");
    migrator
        .upgrade(&mut conn, &"two".parse().unwrap())
        .unwrap();
    migrator.downgrade(&mut conn, &Target::base()).unwrap();

    let history = migrator.history(&mut conn).unwrap();
    assert_eq!((history.applied.len(), history.format), (0, FORMAT));
    let kinds: Vec<_> = history
        .log
        .iter()
        .map(|e| (e.sequence, e.action, e.version.as_deref()))
        .collect();
    assert_eq!(
        kinds,
        [
            (1, Action::Format, None),
            (2, Action::Upgrade, Some("001")),
            (3, Action::Upgrade, Some("002")),
            (4, Action::Downgrade, Some("002")),
            (5, Action::Downgrade, Some("001")),
        ]
    );
    let (up, down) = (&history.log[2], &history.log[3]);
    assert_eq!(
        (up.directory.as_deref(), up.parent.as_deref()),
        (Some("002_two"), Some("001"))
    );
    assert_eq!(
        up.script_digest,
        Some(Digest::of("CREATE TABLE two (id INTEGER PRIMARY KEY);\n"))
    );
    assert_eq!(down.script_digest, Some(Digest::of("DROP TABLE two;\n")));
    assert_eq!(
        up.chain_digest,
        chain
            .revision(1)
            .chain_digest(nca_migrations::Dialect::Sqlite)
    );
    assert_eq!(
        down.chain_digest,
        chain
            .revision(0)
            .chain_digest(nca_migrations::Dialect::Sqlite)
    );
    assert_eq!(history.log[4].chain_digest, None);
    for entry in &history.log {
        assert_eq!(entry.outcome, Outcome::Done);
        assert_eq!(entry.program.as_deref(), Some("story"));
        assert_eq!(entry.program_version.as_deref(), Some("1.2.3"));
        assert!(entry.started_at <= entry.finished_at, "{entry:#?}");
        // 2026-01-05T09:30:00.123Z
        assert_eq!(
            (entry.finished_at.len(), &entry.finished_at[19..20]),
            (24, ".")
        );
    }
    assert_eq!(up.statements_done, Some(1));
    assert!(up.duration_us.unwrap() > 0);
    let down_scripts = texts(
        &mut conn,
        "SELECT coalesce(down_script, '-') AS value FROM __nca_migration_log ORDER BY sequence",
    );
    assert_eq!(
        down_scripts[1..4],
        ["DROP TABLE one;\n", "DROP TABLE two;\n", "-"]
    );
}

#[test]
fn diesels_table_is_diesels() {
    let (mut ours, chain) = (in_memory(), three());
    Migrator::new(&chain).run_pending(&mut ours).unwrap();
    let mut theirs = in_memory();
    diesel::migration::MigrationConnection::setup(&mut theirs).unwrap();
    let query = "SELECT sql AS value FROM sqlite_master WHERE name = '__diesel_schema_migrations'";
    assert_eq!(texts(&mut ours, query), texts(&mut theirs, query));
    let recent = "SELECT count(*) AS value FROM __diesel_schema_migrations \
                  WHERE abs(julianday(run_on) - julianday('now')) < 0.01";
    assert_eq!(number(&mut ours, recent), 3);
}

#[test]
fn a_log_of_the_future_is_not_touched() {
    let (mut conn, chain) = (in_memory(), three());
    let migrator = Migrator::new(&chain);
    migrator.upgrade(&mut conn, &"+1".parse().unwrap()).unwrap();
    execute(
        &mut conn,
        "UPDATE __nca_migration_log SET format = 99 WHERE action = 'format'",
    );
    insta::assert_snapshot!(migrator.run_pending(&mut conn).unwrap_err(), @r"
    the migration log has format 99, this program knows formats up to 1
    a newer program wrote it: run that one, or rebuild this one with a newer `nca-migrations`
    ");
    assert_eq!(applied(&mut conn), ["001"]);
}

#[test]
fn a_damaged_log_is_named() {
    let (mut conn, chain) = (in_memory(), three());
    let migrator = Migrator::new(&chain);
    migrator.upgrade(&mut conn, &"+1".parse().unwrap()).unwrap();
    execute(
        &mut conn,
        "UPDATE __nca_migration_log SET script_digest = 'x' WHERE version = '001'",
    );
    insta::assert_snapshot!(migrator.history(&mut conn).unwrap_err(), @r#"
    row 2 of `__nca_migration_log` is damaged: `script_digest` is "x", expected `sha256:` and 64 lower-case hexadecimal digits
    only `nca-migrations` writes this table: look for what else changed it
    "#);
    execute(
        &mut conn,
        "UPDATE __nca_migration_log SET script_digest = NULL, action = 'redo' WHERE version = '001'",
    );
    insta::assert_snapshot!(migrator.history(&mut conn).unwrap_err(), @r#"
    row 2 of `__nca_migration_log` is damaged: `action` is "redo", expected an action of this format
    only `nca-migrations` writes this table: look for what else changed it
    "#);
    execute(&mut conn, "DELETE FROM __nca_migration_log");
    insta::assert_snapshot!(migrator.history(&mut conn).unwrap_err(), @r"
    `__nca_migration_log` does not say which format it has: its row with action `format` is missing
    only `nca-migrations` writes this table: look for what else changed it
    ");
}
