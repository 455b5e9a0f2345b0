//! `psql`.

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use nca_migrations::chain::Chain;
use nca_migrations::{Dialect, Event, Stamp, Target, TransactionMode};
use nca_tests::Builder;
use nca_tests::server::{self, Database};

use crate::chain;
use crate::client::{Ran, run};
use crate::support::{history_query, migrator, sql, texts, unaccounted};

fn psql(database: &Database, script: &str) -> Ran {
    let arguments = [
        "--no-psqlrc".to_owned(),
        format!("--dbname={}", database.url()),
    ];
    run(("psql", "postgresql-client"), &arguments, script)
}

fn connect(database: &Database) -> PgConnection {
    PgConnection::establish(&database.url()).unwrap()
}

fn migrated(chain: &Chain) -> Database {
    let database = server::postgres().database();
    migrator(chain)
        .run_pending(&mut connect(&database))
        .unwrap();
    database
}

fn scripted(chain: &Chain, range: &str) -> Database {
    let database = server::postgres().database();
    psql(&database, &sql(chain, Dialect::Postgres, range)).succeed();
    database
}

fn catalog(database: &Database) -> String {
    let arguments = [
        "--schema-only".to_owned(),
        format!("--dbname={}", database.url()),
    ];
    let dump = run(("pg_dump", "postgresql-client"), &arguments, "").succeed();
    // `\restrict` has a key that is new each time.
    let lines = dump
        .output
        .lines()
        .filter(|line| !line.contains("restrict "));
    lines.collect::<Vec<_>>().join("\n")
}

fn history(database: &Database) -> Vec<String> {
    texts!(&mut connect(database), history_query(Dialect::Postgres))
}

fn assert_same(scripted: &Database, migrated: &Database) {
    assert_eq!(catalog(scripted), catalog(migrated));
    assert_eq!(history(scripted), history(migrated));
    let unaccounted = texts!(&mut connect(scripted), unaccounted(Dialect::Postgres));
    assert_eq!(unaccounted, [""; 0]);
}

#[test]
fn as_migrated_online() {
    let chain = chain::of(Dialect::Postgres);
    let (scripted, migrated) = (scripted(&chain, "head"), migrated(&chain));
    assert_same(&scripted, &migrated);
    for query in [
        "SELECT concat(id, name, born AT TIME ZONE 'UTC') AS value FROM author",
        "SELECT concat(id, title) AS value FROM app.book ORDER BY id",
    ] {
        let rows = texts!(&mut connect(&migrated), query);
        assert!(!rows.is_empty());
        assert_eq!(texts!(&mut connect(&scripted), query), rows);
    }
    let (migrator, mut conn) = (migrator(&chain), connect(&scripted));
    assert!(migrator.run_pending(&mut conn).unwrap().done.is_empty());
    assert_eq!(migrator.status(&mut conn).unwrap().problem, None);

    psql(&scripted, &sql(&chain, Dialect::Postgres, "head:base")).succeed();
    migrator
        .downgrade(&mut connect(&migrated), &Target::base())
        .unwrap();
    assert_same(&scripted, &migrated);
    migrator.run_pending(&mut conn).unwrap();
    migrator.downgrade(&mut conn, &Target::base()).unwrap();
}

#[test]
fn whatever_the_session_of_the_one_who_runs_it_is_like() {
    let chain = chain::of(Dialect::Postgres);
    let database = server::postgres().database();
    let script = format!(
        "\\set AUTOCOMMIT off\n\\set n 7\n\\set name x\nSET TIME ZONE '-5';\nCOMMIT;\n{}",
        sql(&chain, Dialect::Postgres, "head")
    );
    psql(&database, &script).succeed();
    let migrated = migrated(&chain);
    assert_same(&database, &migrated);
    let age = "SELECT CAST(now() AT TIME ZONE 'UTC' - run_on < interval '1 hour' AS text) AS value \
               FROM __diesel_schema_migrations";
    assert_eq!(texts!(&mut connect(&database), age), ["true"; 3]);
    let born = "SELECT CAST(extract(epoch FROM born) AS text) AS value FROM author";
    let (one, other) = (
        texts!(&mut connect(&database), born),
        texts!(&mut connect(&migrated), born),
    );
    assert_eq!(one, other);
}

#[test]
fn in_parts_and_as_one_transaction() {
    let chain = Builder::default()
        .revision("001_a", "CREATE TABLE a (id integer)", "DROP TABLE a")
        .revision("002_b", "CREATE TABLE b (id integer)", "DROP TABLE b")
        .chain();
    let (parts, migrated) = (scripted(&chain, "001"), migrated(&chain));
    psql(&parts, &sql(&chain, Dialect::Postgres, "001:+1")).succeed();
    assert_same(&parts, &migrated);
    let whole = migrator(&chain).transaction(TransactionMode::WholeRun);
    let whole = whole
        .sql(Dialect::Postgres, &"head".parse().unwrap())
        .unwrap();
    let database = server::postgres().database();
    let before = catalog(&database);
    psql(
        &database,
        &whole.replace("TABLE b (id integer)", "TABLE b ("),
    )
    .fail();
    assert_eq!(catalog(&database), before);
    psql(&database, &whole).succeed();
    assert_same(&database, &migrated);
}

#[test]
fn a_database_that_is_elsewhere_is_refused() {
    let chain = chain::of(Dialect::Postgres);
    let (up, down) = (
        sql(&chain, Dialect::Postgres, "head"),
        sql(&chain, Dialect::Postgres, "head:base"),
    );
    let database = server::postgres().database();
    let says = |script: &str, message: &str| {
        let error = psql(&database, script).fail();
        assert!(error.contains(message), "{error}");
    };
    let before = catalog(&database);
    says(
        &down,
        "the database is not at `2026-01-07-090000_index`, where this script starts",
    );
    says(&down, "Applied: 0, the last is none.");
    assert_eq!(catalog(&database), before);
    psql(&database, &up).succeed();
    let before = (catalog(&database), history(&database));
    says(
        &up,
        "the database is not at the base, where this script starts",
    );
    assert_eq!((catalog(&database), history(&database)), before);
    let mut conn = connect(&database);
    conn.batch_execute("UPDATE __nca_migration_log SET chain_digest = 'sha256:0'")
        .unwrap();
    says(
        &down,
        "the log does not have the revisions of this script up to `2026-01-07-090000_index`",
    );
    conn.batch_execute("UPDATE __nca_migration_log SET outcome = 'progress'")
        .unwrap();
    says(&down, "a migration was stopped halfway");
    conn.batch_execute("UPDATE __nca_migration_log SET format = 2")
        .unwrap();
    says(&down, "the migration log has another format than 1");
    conn.batch_execute("CREATE SCHEMA other").unwrap();
    says(
        &format!("SET search_path = nowhere;\n{up}"),
        "the `search_path` names no schema that is there",
    );
}

#[test]
fn a_run_that_is_under_way_keeps_it_out() {
    let chain = chain::of(Dialect::Postgres);
    let database = server::postgres().database();
    // If it were let in, it would wait for the tables of the run, and the run for it.
    let script = sql(&chain, Dialect::Postgres, "head");
    let script = format!("SET lock_timeout = '2s';\n{script}");
    let error = std::cell::RefCell::new(None);
    let migrator = migrator(&chain).observer(|event| {
        if matches!(event, Event::RevisionStarted { .. }) && error.borrow().is_none() {
            *error.borrow_mut() = Some(psql(&database, &script).fail());
        }
    });
    migrator.run_pending(&mut connect(&database)).unwrap();
    let error = error.borrow().clone().unwrap();
    assert!(
        error.contains("another process migrates this database"),
        "{error}"
    );
}

#[test]
fn a_script_that_was_stopped_outside_a_transaction_is_gone_on_with() {
    let chain = chain::of(Dialect::Postgres);
    let script = sql(&chain, Dialect::Postgres, "head");
    let database = server::postgres().database();
    psql(
        &database,
        &script.replace("UPDATE book SET id = 4", "UPDATE book SET ids = 4"),
    )
    .fail();
    let report = migrator(&chain)
        .run_pending(&mut connect(&database))
        .unwrap();
    assert_eq!(report.versions().collect::<Vec<_>>(), ["20260107090000"]);
    assert_eq!(catalog(&database), catalog(&migrated(&chain)));
}

#[test]
fn a_stamp_and_the_history_alone() {
    let chain = chain::of(Dialect::Postgres);
    let (scripted, stamped) = (server::postgres().database(), server::postgres().database());
    let tagged = || migrator(&chain).tag("it's R7");
    let ensure = tagged().ensure_history_sql(Dialect::Postgres);
    psql(&scripted, &ensure).succeed();
    // Again, and where everything is there.
    psql(&scripted, &ensure).succeed();
    tagged().ensure_history(&mut connect(&stamped)).unwrap();
    for range in ["base:head", "head:base", "base:+2", "+2"] {
        // By its end alone it is from the base, and the database is not there any more.
        let script = tagged()
            .stamp_sql(Dialect::Postgres, &range.parse().unwrap())
            .unwrap();
        if range == "+2" {
            let error = psql(&scripted, &script).fail();
            assert!(error.contains("the database is not at the base"), "{error}");
            continue;
        }
        psql(&scripted, &script).succeed();
        let to: Target = range.split_once(':').unwrap().1.parse().unwrap();
        let mut conn = connect(&stamped);
        tagged().stamp(&mut conn, &to, Stamp::Checked).unwrap();
        assert_same(&scripted, &stamped);
    }
    psql(&scripted, &ensure).succeed();
    let plan = migrator(&chain).status(&mut connect(&scripted)).unwrap();
    assert_eq!(plan.problem, None);
}
