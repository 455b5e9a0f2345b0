//! Recording where a database is without running anything, and walking back what is not known.

use nca_migrations::history::{Action, Outcome};
use nca_migrations::{Error, Migrator, Refusal, RevisionName, Stamp, Target};
use nca_tests::{Builder, tables, three};

use crate::bed::{Ask as _, Bed, stories};

stories!(
    up_and_down_without_running_anything,
    relative_stamps_count_from_where_the_database_is,
    an_unknown_version_needs_a_purge,
    a_changed_script_is_taken_as_it_is,
    a_stamp_ends_what_was_not_finished,
    what_the_program_does_not_know_is_walked_back,
    what_was_not_kept_is_not_walked_back,
    a_database_that_diesel_migrated,
);

fn target(text: &str) -> Target {
    text.parse().unwrap()
}

fn names(revisions: &[RevisionName]) -> Vec<&str> {
    revisions.iter().map(RevisionName::as_str).collect()
}

fn up_and_down_without_running_anything<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    let stamped = migrator
        .stamp(&mut conn, &target("002"), Stamp::Checked)
        .unwrap();
    assert_eq!(names(&stamped.recorded), ["001_one", "002_two"]);
    assert_eq!(stamped.forgotten, [""; 0]);
    assert_eq!(conn.applied(), ["001", "002"]);
    assert_eq!(conn.tables(), [""; 0]);

    let stamped = migrator
        .stamp(&mut conn, &Target::head(), Stamp::Checked)
        .unwrap();
    assert_eq!(names(&stamped.recorded), ["003_three"]);
    // The cheap look knows it.
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);

    let stamped = migrator
        .stamp(&mut conn, &target("001"), Stamp::Checked)
        .unwrap();
    assert_eq!(stamped.forgotten, ["003", "002"]);
    assert_eq!(stamped.to.unwrap().as_str(), "001_one");
    let report = migrator.run_pending(&mut conn).unwrap();
    assert_eq!(report.done.len(), 2);
    assert_eq!(conn.tables(), ["three", "two"]);

    let log = migrator.history(&mut conn).unwrap().log;
    let told: Vec<_> = (log.iter())
        .filter(|entry| entry.outcome == Outcome::Done)
        .map(|entry| (entry.action, entry.version.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        told,
        [
            (Action::Format, ""),
            (Action::Stamp, "001"),
            (Action::Stamp, "002"),
            (Action::Stamp, "003"),
            (Action::Unstamp, "003"),
            (Action::Unstamp, "002"),
            (Action::Upgrade, "002"),
            (Action::Upgrade, "003"),
        ]
    );
    let base = migrator
        .stamp(&mut conn, &Target::base(), Stamp::Checked)
        .unwrap();
    assert_eq!((base.to, base.forgotten.len()), (None, 3));
    assert_eq!(
        migrator
            .stamp(&mut conn, &Target::base(), Stamp::Checked)
            .unwrap()
            .forgotten,
        [""; 0]
    );
    assert_eq!(migrator.current(&mut conn).unwrap().version, None);
}

fn relative_stamps_count_from_where_the_database_is<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    for (text, applied) in [("+2", 2), ("-1", 1), ("head-1", 2), ("one+2", 3)] {
        migrator
            .stamp(&mut conn, &target(text), Stamp::Checked)
            .unwrap();
        assert_eq!(conn.applied().len(), applied, "{text}");
    }
}

fn an_unknown_version_needs_a_purge<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    conn.run("INSERT INTO __diesel_schema_migrations (version) VALUES ('0021x')");
    let migrator = Migrator::new(&chain);
    let error = migrator
        .stamp(&mut conn, &Target::head(), Stamp::Checked)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the database has left this program's chain: it has 1 revision that this program does not \
         know: `0021x`\n\
         to forget all that is recorded and record `head` instead, stamp with purge"
    );
    let error = migrator
        .stamp(&mut conn, &target("+1"), Stamp::Purging)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "`+1` counts from where the database is, which is no place in this chain: expected \
         `head`, `base` or a revision"
    );
    let stamped = migrator
        .stamp(&mut conn, &target("002"), Stamp::Purging)
        .unwrap();
    assert_eq!(stamped.forgotten, ["003", "0021x", "002", "001"]);
    assert_eq!(conn.applied(), ["001", "002"]);
    assert!(migrator.status(&mut conn).unwrap().problem.is_none());
}

fn a_changed_script_is_taken_as_it_is<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    Migrator::new(&tables(&["one"]).chain())
        .run_pending(&mut conn)
        .unwrap();
    let changed = Builder::default()
        .revision(
            "001_one",
            "CREATE TABLE one (id BIGINT);",
            "DROP TABLE one;",
        )
        .revision(
            "002_two",
            "CREATE TABLE two (id BIGINT);",
            "DROP TABLE two;",
        )
        .chain();
    let migrator = Migrator::new(&changed);
    migrator.run_pending(&mut conn).unwrap_err();
    migrator
        .stamp(&mut conn, &target("001"), Stamp::Purging)
        .unwrap();
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 1);
}

fn a_stamp_ends_what_was_not_finished<B: Bed>() {
    let chain = tables(&["one"])
        .revision(
            "002_two",
            "CREATE TABLE a (id INTEGER);\nDROP TABLE later;",
            "DROP TABLE a;\nDROP TABLE later;",
        )
        .outside_a_transaction()
        .chain();
    for (to, applied) in [("001", 1), ("head", 2)] {
        let bed = B::new();
        let mut conn = bed.connect();
        let migrator = Migrator::new(&chain);
        migrator.run_pending(&mut conn).unwrap_err();
        migrator
            .stamp(&mut conn, &target(to), Stamp::Checked)
            .unwrap();
        assert_eq!(conn.applied().len(), applied);
        assert_eq!(migrator.history(&mut conn).unwrap().unfinished(), None);

        // The same for a way down.
        migrator
            .stamp(&mut conn, &Target::head(), Stamp::Checked)
            .unwrap();
        migrator.downgrade(&mut conn, &Target::base()).unwrap_err();
        assert!(migrator.history(&mut conn).unwrap().unfinished().is_some());
        migrator
            .stamp(&mut conn, &target(to), Stamp::Checked)
            .unwrap();
        assert_eq!(conn.applied().len(), applied);
        assert_eq!(migrator.history(&mut conn).unwrap().unfinished(), None);
    }
}

fn what_the_program_does_not_know_is_walked_back<B: Bed>() {
    let newer = tables(&["one", "two"])
        .revision(
            "003_three",
            "CREATE TABLE three (id INTEGER);\nINSERT INTO three VALUES (1);",
            "DELETE FROM three;\nDROP TABLE three;",
        )
        .outside_a_transaction()
        .revision(
            "004_four",
            "CREATE TABLE four (id INTEGER);",
            "DROP TABLE four;",
        )
        .chain();
    let bed = B::new();
    let mut conn = bed.connect();
    Migrator::new(&newer).run_pending(&mut conn).unwrap();

    let older = tables(&["one", "two"]).chain();
    let migrator = Migrator::new(&older);
    let error = migrator.downgrade(&mut conn, &target("one")).unwrap_err();
    let Error::Refused(refusal) = &error else {
        panic!("{error}")
    };
    assert!(matches!(**refusal, Refusal::Ahead { .. }), "{error}");
    let told = Migrator::new(&older).use_kept_scripts();
    let report = told.downgrade(&mut conn, &target("one")).unwrap();
    let done: Vec<_> = report
        .done
        .iter()
        .map(|done| done.revision.to_string())
        .collect();
    assert_eq!(done, ["004_four", "003_three", "002_two"]);
    assert_eq!(report.from.unwrap().as_str(), "004_four");
    assert_eq!(conn.tables(), ["one"]);
    assert_eq!(conn.applied(), ["001"]);
    // And on as if nothing had been.
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 1);
    assert_eq!(
        Migrator::new(&newer)
            .run_pending(&mut conn)
            .unwrap()
            .done
            .len(),
        2
    );
}

fn what_was_not_kept_is_not_walked_back<B: Bed>() {
    let newer = tables(&["one", "two"]).irreversible("gone is gone").chain();
    let bed = B::new();
    let mut conn = bed.connect();
    Migrator::new(&newer).run_pending(&mut conn).unwrap();
    let older = tables(&["one"]).chain();
    let told = Migrator::new(&older).use_kept_scripts();
    let error = told.downgrade(&mut conn, &Target::base()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`002` is not in this program, and the log of the database has no down script for it\n\
         it was declared irreversible, or stamped by a program that had no way back for it\n\
         downgrade with the program that knows it"
    );
    conn.run("INSERT INTO __diesel_schema_migrations (version) VALUES ('003')");
    let error = told.downgrade(&mut conn, &Target::base()).unwrap_err();
    assert!(error.to_string().contains("`002`"), "{error}");
    assert_eq!(conn.applied(), ["001", "002", "003"]);
}

fn a_database_that_diesel_migrated<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    conn.run(diesel::migration::CREATE_MIGRATIONS_TABLE);
    conn.run("CREATE TABLE one (id INTEGER)");
    conn.run("INSERT INTO __diesel_schema_migrations (version) VALUES ('001')");
    let migrator = Migrator::new(&chain);
    assert_eq!(
        migrator.current(&mut conn).unwrap().version.as_deref(),
        Some("001")
    );
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 2);
    let log = migrator.history(&mut conn).unwrap().log;
    let adopted: Vec<_> = (log.iter())
        .filter(|entry| entry.action == Action::Adopt)
        .map(|entry| (entry.version.as_deref(), entry.script_digest.is_some()))
        .collect();
    assert_eq!(adopted, [(Some("001"), true)]);
    migrator.downgrade(&mut conn, &Target::base()).unwrap();
    assert_eq!(conn.tables(), [""; 0]);
}
