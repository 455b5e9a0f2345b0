//! `mariadb`.

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, MysqlConnection};
use nca_migrations::chain::Chain;
use nca_migrations::{Dialect, Event, Stamp, Target};
use nca_tests::Builder;
use nca_tests::server::{self, Database};

use crate::chain;
use crate::client::{Ran, run};
use crate::support::{history_query, migrator, sql, texts, unaccounted};

/// Options of the client for the server in the URL: `mysql://user[:password]@host[:port]/name[?unix_socket=path]`.
fn options(database: &Database) -> Vec<String> {
    let url = database.url();
    let (_, rest) = url.split_once("://").unwrap();
    let (authority, path) = rest.split_once('/').unwrap();
    let (account, host) = authority.rsplit_once('@').unwrap();
    let (user, password) = account.split_once(':').unwrap_or((account, ""));
    let (host, port) = host.split_once(':').unwrap_or((host, "3306"));
    let mut options = vec!["--no-defaults".to_owned(), format!("--user={user}")];
    match path.split_once("unix_socket=") {
        Some((_, socket)) => options.push(format!("--socket={socket}")),
        None => options.extend([
            "--protocol=tcp".to_owned(),
            format!("--host={host}"),
            format!("--port={port}"),
            format!("--password={password}"),
        ]),
    }
    options
}

fn mariadb(database: &Database, more: &[&str], script: &str) -> Ran {
    let mut arguments = options(database);
    arguments.extend(more.iter().map(|option| (*option).to_owned()));
    arguments.push(database.name().to_owned());
    run(("mariadb", "mariadb-client"), &arguments, script)
}

fn connect(database: &Database) -> MysqlConnection {
    MysqlConnection::establish(&database.url()).unwrap()
}

fn migrated(chain: &Chain) -> Database {
    let database = server::mariadb().database();
    migrator(chain)
        .run_pending(&mut connect(&database))
        .unwrap();
    database
}

fn scripted(chain: &Chain, range: &str) -> Database {
    let database = server::mariadb().database();
    let script = sql(chain, Dialect::Mysql, range);
    mariadb(&database, &["--comments"], &script).succeed();
    database
}

fn catalog(database: &Database) -> String {
    let mut arguments = options(database);
    arguments.extend(
        [
            "--no-data",
            "--routines",
            "--triggers",
            "--skip-comments",
            "--skip-dump-date",
        ]
        .map(str::to_owned),
    );
    arguments.push(database.name().to_owned());
    let dump = run(("mariadb-dump", "mariadb-client"), &arguments, "").succeed();
    dump.output.replace(database.name(), "DATABASE")
}

fn history(database: &Database) -> Vec<String> {
    texts!(&mut connect(database), history_query(Dialect::Mysql))
}

fn assert_same(scripted: &Database, migrated: &Database) {
    assert_eq!(catalog(scripted), catalog(migrated));
    assert_eq!(history(scripted), history(migrated));
    let unaccounted = texts!(&mut connect(scripted), unaccounted(Dialect::Mysql));
    assert_eq!(unaccounted, [""; 0]);
}

#[test]
fn as_migrated_online() {
    let chain = chain::of(Dialect::Mysql);
    let (scripted, migrated) = (scripted(&chain, "head"), migrated(&chain));
    assert_same(&scripted, &migrated);
    for query in [
        "SELECT concat(id, name) AS value FROM author ORDER BY id",
        "SELECT concat(id, author) AS value FROM book ORDER BY id",
    ] {
        let rows = texts!(&mut connect(&migrated), query);
        assert!(!rows.is_empty());
        assert_eq!(texts!(&mut connect(&scripted), query), rows);
    }
    let (migrator, mut conn) = (migrator(&chain), connect(&scripted));
    assert!(migrator.run_pending(&mut conn).unwrap().done.is_empty());
    assert_eq!(migrator.status(&mut conn).unwrap().problem, None);

    let down = sql(&chain, Dialect::Mysql, "head:base");
    mariadb(&scripted, &["--comments"], &down).succeed();
    migrator
        .downgrade(&mut connect(&migrated), &Target::base())
        .unwrap();
    assert_same(&scripted, &migrated);
    migrator.run_pending(&mut conn).unwrap();
    migrator.downgrade(&mut conn, &Target::base()).unwrap();
}

/// It then takes the comments out of bodies, and nothing else.
#[test]
fn a_client_that_drops_comments_runs_it_too() {
    let chain = chain::of(Dialect::Mysql);
    let database = server::mariadb().database();
    mariadb(&database, &[], &sql(&chain, Dialect::Mysql, "head")).succeed();
    assert_eq!(history(&database), history(&migrated(&chain)));
}

#[test]
fn in_parts() {
    let chain = Builder::default()
        .revision("001_a", "CREATE TABLE a (id integer)", "DROP TABLE a")
        .revision(
            "002_b",
            "SET autocommit = 0; INSERT INTO a VALUES (1); SET autocommit = 1",
            "SELECT 1",
        )
        .chain();
    let (parts, migrated) = (scripted(&chain, "001"), migrated(&chain));
    mariadb(
        &parts,
        &["--comments"],
        &sql(&chain, Dialect::Mysql, "001:+1"),
    )
    .succeed();
    assert_same(&parts, &migrated);
}

#[test]
fn a_database_that_is_elsewhere_is_refused() {
    let chain = chain::of(Dialect::Mysql);
    let (up, down) = (
        sql(&chain, Dialect::Mysql, "head"),
        sql(&chain, Dialect::Mysql, "head:base"),
    );
    let database = server::mariadb().database();
    let says = |script: &str, message: &str| {
        let error = mariadb(&database, &["--comments"], script).fail();
        assert!(error.contains(message), "{error}");
    };
    let before = catalog(&database);
    says(
        &down,
        "the database is not at `2026-01-06-090000_books`, where this script starts",
    );
    assert_eq!(catalog(&database), before);
    mariadb(&database, &[], &up).succeed();
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
        "the log does not have the revisions of this script up to",
    );
    conn.batch_execute("UPDATE __nca_migration_log SET outcome = 'progress'")
        .unwrap();
    says(&down, "a migration was stopped halfway");
    conn.batch_execute("UPDATE __nca_migration_log SET format = 2")
        .unwrap();
    says(&down, "the migration log has another format than 1");
}

#[test]
fn a_run_that_is_under_way_keeps_it_out() {
    let chain = chain::of(Dialect::Mysql);
    let database = server::mariadb().database();
    let script = sql(&chain, Dialect::Mysql, "head");
    let error = std::cell::RefCell::new(None);
    let migrator = migrator(&chain).observer(|event| {
        if matches!(event, Event::RevisionStarted { .. }) && error.borrow().is_none() {
            *error.borrow_mut() = Some(mariadb(&database, &[], &script).fail());
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
fn a_script_that_was_stopped_is_gone_on_with() {
    let chain = chain::of(Dialect::Mysql);
    let script = sql(&chain, Dialect::Mysql, "head");
    let database = server::mariadb().database();
    let broken = script.replace(
        "CREATE TABLE book (id integer",
        "CREATE TABLE book (id nonsense",
    );
    mariadb(&database, &["--comments"], &broken).fail();
    let report = migrator(&chain)
        .run_pending(&mut connect(&database))
        .unwrap();
    assert_eq!(report.versions().collect::<Vec<_>>(), ["20260106090000"]);
    assert_eq!(catalog(&database), catalog(&migrated(&chain)));
}

#[test]
fn a_stamp_and_the_history_alone() {
    let chain = chain::of(Dialect::Mysql);
    let (scripted, stamped) = (server::mariadb().database(), server::mariadb().database());
    let tagged = || migrator(&chain).tag("it's R7");
    let ensure = tagged().ensure_history_sql(Dialect::Mysql);
    mariadb(&scripted, &["--comments"], &ensure).succeed();
    // Again, and where everything is there.
    mariadb(&scripted, &["--comments"], &ensure).succeed();
    tagged().ensure_history(&mut connect(&stamped)).unwrap();
    for range in ["base:head", "head:base", "base:+2", "+2"] {
        // By its end alone it is from the base, and the database is not there any more.
        let script = tagged()
            .stamp_sql(Dialect::Mysql, &range.parse().unwrap())
            .unwrap();
        if range == "+2" {
            let error = mariadb(&scripted, &["--comments"], &script).fail();
            assert!(error.contains("the database is not at the base"), "{error}");
            continue;
        }
        mariadb(&scripted, &["--comments"], &script).succeed();
        let to: Target = range.split_once(':').unwrap().1.parse().unwrap();
        let mut conn = connect(&stamped);
        tagged().stamp(&mut conn, &to, Stamp::Checked).unwrap();
        assert_same(&scripted, &stamped);
    }
    mariadb(&scripted, &["--comments"], &ensure).succeed();
    let plan = migrator(&chain).status(&mut connect(&scripted)).unwrap();
    assert_eq!(plan.problem, None);
}
