//! Databases and requests that do not fit, each refused before anything is touched.

use nca_migrations::{Command, Dialect, Error, Migrator, Refusal, Target};

use crate::support::{Database, applied, execute, in_memory, tables, three, user_tables};

fn refusal(error: &Error) -> &Refusal {
    match error {
        Error::Refused(refusal) => refusal,
        other => panic!("not a refusal: {other}"),
    }
}

fn target(text: &str) -> Target {
    text.parse().unwrap()
}

#[test]
fn a_database_that_is_ahead() {
    let mut conn = in_memory();
    let newer = tables(&["one", "two", "three", "four", "five"]).chain();
    Migrator::new(&newer).run_pending(&mut conn).unwrap();

    let chain = three();
    let older = Migrator::new(&chain);
    let error = older.run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    the database is ahead of this program by 2 revisions: `004_four`, `005_five`
    this program ends at `003_three`
    run the program that knows them, or downgrade with it to `003_three` first
    ");
    assert!(matches!(refusal(&error), Refusal::Ahead { unknown, .. } if unknown.len() == 2));
    assert!(older.downgrade(&mut conn, &Target::base()).is_err());
    assert_eq!(user_tables(&mut conn).len(), 5);

    // Questions are still answered.
    assert_eq!(
        older.current(&mut conn).unwrap().version.as_deref(),
        Some("005")
    );
    assert!(matches!(
        older.status(&mut conn).unwrap().problem,
        Some(Refusal::Ahead { .. })
    ));
}

#[test]
fn a_database_that_went_another_way() {
    let mut conn = in_memory();
    let theirs = tables(&["one"])
        .revision("0015_theirs", "SELECT 1;", "SELECT 1;")
        .chain();
    Migrator::new(&theirs).run_pending(&mut conn).unwrap();
    let error = Migrator::new(&three()).run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    the database has left this program's chain: it has 1 revision that this program does not know: `0015_theirs`
    the last revision that both have is `001_one`
    with a program that knows it, downgrade to `001_one`; or take this program from the branch that the database was migrated with
    ");
}

#[test]
fn a_gap() {
    let mut conn = in_memory();
    let chain = three();
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    execute(
        &mut conn,
        "DELETE FROM __diesel_schema_migrations WHERE version = '002'",
    );
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    1 revision of the chain is not applied, although `003_three` is: `002_two`
    somebody applied `003_three` out of order, or a migration was added in the middle
    move what is missing to the end of the chain, or downgrade past it with the program that applied `003_three`
    ");
}

#[test]
fn an_applied_script_that_has_changed() {
    let (database, chain) = (Database::new(), three());
    let mut conn = database.connect();
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    let edited = tables(&["one"])
        .revision(
            "002_two",
            "CREATE TABLE two (id INTEGER PRIMARY KEY, name TEXT);",
            "DROP TABLE two;",
        )
        .revision(
            "003_three",
            "CREATE TABLE three (id INTEGER PRIMARY KEY);",
            "DROP TABLE three;",
        )
        .chain();
    let migrator = Migrator::new(&edited);
    let error = migrator.run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @r"
    the up script of `002_two` has changed since it was applied
    applied: sha256:1d1307c96e53d3c1e66fbb7b46e40e6497cc2521ddbcd927266c434d1f7f471f
    now:     sha256:63863b06268e656486aa1398f3357d61aa015dc486001115cbf913063694bf85
    restore the script as it was and write a new migration for the change; on a database of your own, downgrade past it and upgrade again
    ");
    // Staying on top of it is refused, getting rid of it is not.
    assert!(migrator.downgrade(&mut conn, &target("two")).is_err());
    migrator.downgrade(&mut conn, &target("one")).unwrap();
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(applied(&mut conn).len(), 3);
}

#[test]
fn a_changed_down_script_is_fine() {
    let mut conn = in_memory();
    Migrator::new(&three()).run_pending(&mut conn).unwrap();
    let mended = tables(&["one", "two"])
        .revision(
            "003_three",
            "CREATE TABLE three (id INTEGER PRIMARY KEY);",
            "DROP TABLE IF EXISTS three;",
        )
        .chain();
    let migrator = Migrator::new(&mended);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);
    migrator.downgrade(&mut conn, &target("-1")).unwrap();
}

#[test]
fn the_wrong_way() {
    let (mut conn, chain) = (in_memory(), three());
    let migrator = Migrator::new(&chain);
    migrator.upgrade(&mut conn, &target("two")).unwrap();
    let mut messages = Vec::new();
    for text in ["one", "-1", "base", "base+1", "+9"] {
        messages.push(
            migrator
                .upgrade(&mut conn, &target(text))
                .unwrap_err()
                .to_string(),
        );
    }
    for text in ["head", "+1", "three", "-3"] {
        messages.push(
            migrator
                .downgrade(&mut conn, &target(text))
                .unwrap_err()
                .to_string(),
        );
    }
    insta::assert_snapshot!(messages.join("\n---\n"), @r"
    `one` (001_one) is behind where the database is, `002_two`: to go there, run `downgrade one`
    ---
    `-1` (001_one) is behind where the database is, `002_two`: to go there, run `downgrade -1`
    ---
    `base` is not an upgrade: to revert everything, run `downgrade base`
    ---
    `base+1` (001_one) is behind where the database is, `002_two`: to go there, run `downgrade base+1`
    ---
    Relative revision +9 didn't produce 9 migrations: there is 1 above `002_two`
    ---
    `head` (003_three) is ahead of where the database is, `002_two`: to go there, run `upgrade head`
    ---
    `+1` (003_three) is ahead of where the database is, `002_two`: to go there, run `upgrade +1`
    ---
    `three` (003_three) is ahead of where the database is, `002_two`: to go there, run `upgrade three`
    ---
    Relative revision -3 didn't produce 3 migrations: there are 2 below `002_two`
    ");
    assert_eq!(applied(&mut conn), ["001", "002"]);
}

#[test]
fn already_there_is_nothing_to_do() {
    let (mut conn, chain) = (in_memory(), three());
    let migrator = Migrator::new(&chain);
    assert_eq!(
        migrator.downgrade(&mut conn, &target("base")).unwrap().done,
        []
    );
    migrator.run_pending(&mut conn).unwrap();
    for text in ["head", "three", "003", "base+3", "two+1"] {
        assert_eq!(
            migrator.upgrade(&mut conn, &target(text)).unwrap().done,
            [],
            "upgrade {text}"
        );
        assert_eq!(
            migrator.downgrade(&mut conn, &target(text)).unwrap().done,
            [],
            "downgrade {text}"
        );
    }
}

#[test]
fn a_revision_without_a_way_back() {
    let chain = tables(&["one"])
        .revision("002_two", "DROP TABLE one;", "")
        .irreversible("the rows of `one` are gone")
        .revision(
            "003_three",
            "CREATE TABLE three (id INTEGER);",
            "DROP TABLE three;",
        )
        .chain();
    let mut conn = in_memory();
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap();
    let error = migrator.downgrade(&mut conn, &Target::base()).unwrap_err();
    insta::assert_snapshot!(error, @"`002_two` cannot be reverted: the rows of `one` are gone");
    assert_eq!(
        user_tables(&mut conn),
        ["three"],
        "nothing was reverted on the way to it"
    );
    migrator.downgrade(&mut conn, &target("two")).unwrap();
}

#[test]
fn a_revision_without_a_script_for_this_database() {
    let chain = tables(&["one", "two"])
        .for_dialect(Dialect::Postgres)
        .chain();
    let mut conn = in_memory();
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!(error, @"`002_two` has no up script for SQLite: expected `up.sqlite.sql` or `up.sql`");
    assert_eq!(user_tables(&mut conn), [""; 0]);
    let plan = Migrator::new(&chain).plan(&mut conn, Command::Upgrade, &target("+1"));
    assert_eq!(plan.unwrap().steps.len(), 1);
}
