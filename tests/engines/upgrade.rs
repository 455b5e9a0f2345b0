//! Up, down, and places in between.

use nca_migrations::history::{Action, Outcome};
use nca_migrations::{Command, Error, MigrationHarness, Migrator, Refusal, RevisionName, Target};
use nca_tests::{Builder, tables, three};

use crate::bed::{Ask as _, Bed, stories};

stories!(
    up_down_and_up_again,
    a_plan_is_what_then_happens,
    partial_and_relative_targets,
    the_wrong_way_is_refused,
    the_log_tells_it,
    nothing_is_written_by_reading,
    the_harness_of_diesels_users,
    an_irreversible_revision_stops_a_downgrade_before_it_begins,
    a_database_that_is_ahead,
    a_script_that_changed,
);

fn target(text: &str) -> Target {
    text.parse().unwrap()
}

fn up_down_and_up_again<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    for _ in 0..2 {
        let report = migrator.run_pending(&mut conn).unwrap();
        assert_eq!((report.from, report.done.len()), (None, 3));
        assert_eq!(
            report.to.as_ref().map(RevisionName::as_str),
            Some("003_three")
        );
        assert_eq!(conn.tables(), ["one", "three", "two"]);
        assert_eq!(conn.applied(), ["001", "002", "003"]);
        assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);
        assert!(migrator.current(&mut conn).unwrap().is_head);

        let report = migrator.downgrade(&mut conn, &Target::base()).unwrap();
        assert_eq!((report.to, report.done.len()), (None, 3));
        assert_eq!(conn.tables(), [""; 0]);
        assert_eq!(conn.applied(), [""; 0]);
    }
}

fn a_plan_is_what_then_happens<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    for (command, to) in [
        (Command::Upgrade, "002"),
        (Command::Upgrade, "head"),
        (Command::Downgrade, "001"),
    ] {
        let plan = migrator.plan(&mut conn, command, &target(to)).unwrap();
        let report = match command {
            Command::Upgrade => migrator.upgrade(&mut conn, &target(to)),
            _ => migrator.downgrade(&mut conn, &target(to)),
        };
        let planned: Vec<_> = (plan.steps.into_iter())
            .map(|step| (step.direction, step.revision))
            .collect();
        let done: Vec<_> = (report.unwrap().done.into_iter())
            .map(|done| (done.direction, done.revision))
            .collect();
        assert_eq!(planned, done, "{command} {to}");
    }
}

fn partial_and_relative_targets<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    for (command, text, expected) in [
        ("upgrade", "+1", Some("001_one")),
        ("upgrade", "tw", Some("002_two")),
        ("upgrade", "head", Some("003_three")),
        ("downgrade", "-1", Some("002_two")),
        ("downgrade", "head-2", Some("001_one")),
        ("upgrade", "one+2", Some("003_three")),
        ("downgrade", "base", None),
    ] {
        let report = match command {
            "upgrade" => migrator.upgrade(&mut conn, &target(text)),
            _ => migrator.downgrade(&mut conn, &target(text)),
        };
        assert_eq!(
            report.unwrap().to.as_ref().map(RevisionName::as_str),
            expected,
            "{command} {text}"
        );
    }
    let error = migrator.upgrade(&mut conn, &target("+4")).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("Relative revision +4 didn't produce 4 migrations"),
        "{error}"
    );
    assert_eq!(conn.tables(), [""; 0]);
}

fn the_wrong_way_is_refused<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    migrator.upgrade(&mut conn, &target("002")).unwrap();
    for error in [
        migrator.upgrade(&mut conn, &target("001")).unwrap_err(),
        migrator.downgrade(&mut conn, &target("003")).unwrap_err(),
    ] {
        let Error::Refused(refusal) = &error else {
            panic!("{error}")
        };
        assert!(matches!(**refusal, Refusal::WrongWay { .. }), "{error}");
    }
    assert_eq!(conn.tables(), ["one", "two"]);
}

fn the_log_tells_it<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain).program("story", "1.2.3");
    migrator.upgrade(&mut conn, &target("002")).unwrap();
    migrator.downgrade(&mut conn, &target("001")).unwrap();

    let history = migrator.history(&mut conn).unwrap();
    let done: Vec<_> = (history.log.iter())
        .filter(|entry| entry.outcome == Outcome::Done)
        .collect();
    let told: Vec<_> = (done.iter())
        .map(|entry| {
            (
                entry.action,
                entry.version.as_deref(),
                entry.parent.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Action::Format, None, None),
            (Action::Upgrade, Some("001"), None),
            (Action::Upgrade, Some("002"), Some("001")),
            (Action::Downgrade, Some("002"), Some("001")),
        ]
    );
    let sequences: Vec<_> = history.log.iter().map(|entry| entry.sequence).collect();
    assert_eq!(sequences, (1..).take(sequences.len()).collect::<Vec<_>>());
    assert_eq!(done[1].run_on.as_deref(), Some(&*history.applied[0].run_on));
    for entry in done {
        assert_eq!(entry.program.as_deref(), Some("story"));
        assert_eq!(entry.program_version.as_deref(), Some("1.2.3"));
        assert!(entry.started_at <= entry.finished_at, "{entry:#?}");
        // 2026-01-05T09:30:00.123Z
        assert_eq!(
            (entry.finished_at.len(), &entry.finished_at[19..20]),
            (24, ".")
        );
        assert_eq!(entry.database_user.is_some(), B::NAME != "sqlite");
    }
}

fn nothing_is_written_by_reading<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    assert_eq!(migrator.current(&mut conn).unwrap().version, None);
    assert_eq!(migrator.status(&mut conn).unwrap().pending.len(), 3);
    assert!(!migrator.history(&mut conn).unwrap().has_diesel_table);
    assert_eq!(
        migrator
            .plan(&mut conn, Command::Upgrade, &Target::head())
            .unwrap()
            .steps
            .len(),
        3
    );
    assert!(conn.has_pending_migration(&chain).unwrap());
    let history = Migrator::new(&chain).history(&mut conn).unwrap();
    assert!(!history.has_diesel_table);
    assert_eq!(history.format, 0);
}

fn the_harness_of_diesels_users<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    assert_eq!(conn.run_next_migration(&chain).unwrap(), "001".into());
    assert_eq!(conn.run_pending_migrations(&chain).unwrap().len(), 2);
    assert_eq!(conn.revert_last_migration(&chain).unwrap(), "003".into());
    assert_eq!(conn.pending_migrations(&chain).unwrap().len(), 1);
    assert_eq!(
        conn.applied_migrations().unwrap(),
        ["002".into(), "001".into()]
    );
    assert_eq!(conn.revert_all_migrations(&chain).unwrap().len(), 2);
    assert_eq!(conn.tables(), [""; 0]);
}

fn an_irreversible_revision_stops_a_downgrade_before_it_begins<B: Bed>() {
    let chain = tables(&["one", "two"])
        .irreversible("what was merged cannot be taken apart")
        .revision(
            "003_three",
            "CREATE TABLE three (id INTEGER);",
            "DROP TABLE three;",
        )
        .chain();
    let bed = B::new();
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap();
    let error = migrator.downgrade(&mut conn, &Target::base()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`002_two` cannot be reverted: what was merged cannot be taken apart"
    );
    assert_eq!(conn.applied(), ["001", "002", "003"]);
}

fn a_database_that_is_ahead<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    let older = tables(&["one"]).chain();
    let error = Migrator::new(&older).run_pending(&mut conn).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the database is ahead of this program by 2 revisions: `002_two`, `003_three`\n\
         this program ends at `001_one`\n\
         run the program that knows them, or downgrade with it to `001_one` first"
    );
}

fn a_script_that_changed<B: Bed>() {
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
    let error = Migrator::new(&changed).run_pending(&mut conn).unwrap_err();
    let Error::Refused(refusal) = &error else {
        panic!("{error}")
    };
    assert!(matches!(**refusal, Refusal::Changed { .. }), "{error}");
    assert_eq!(conn.tables(), ["one"]);
}
