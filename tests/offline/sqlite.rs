//! `sqlite3`.

use std::path::PathBuf;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use nca_migrations::chain::Chain;
use nca_migrations::{Dialect, Stamp, Target, TransactionMode};
use nca_tests::Builder;
use tempfile::TempDir;

use crate::chain;
use crate::client::{Ran, run};
use crate::support::{history_query, migrator, sql, texts, unaccounted};

struct Database(TempDir);

impl Database {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("test.db")
    }

    fn connect(&self) -> SqliteConnection {
        SqliteConnection::establish(self.path().to_str().unwrap()).unwrap()
    }

    fn run(&self, script: &str) -> Ran {
        let arguments = [
            "-init".into(),
            "/dev/null".into(),
            self.path().into_os_string(),
        ];
        run(("sqlite3", "sqlite3"), &arguments, script)
    }

    fn migrated(chain: &Chain) -> Self {
        let database = Self::new();
        migrator(chain)
            .run_pending(&mut database.connect())
            .unwrap();
        database
    }

    fn scripted(chain: &Chain, range: &str) -> Self {
        let database = Self::new();
        database.run(&sql(chain, Dialect::Sqlite, range)).succeed();
        database
    }

    /// Everything but the pages' numbers, which hang on what was dropped.
    fn catalog(&self) -> Vec<String> {
        texts!(
            &mut self.connect(),
            "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') AS value \
             FROM sqlite_master ORDER BY type, name"
        )
    }

    fn columns(&self) -> Vec<String> {
        texts!(
            &mut self.connect(),
            "SELECT m.name || '.' || c.name || ' ' || c.type || c.\"notnull\" || coalesce(c.dflt_value, '') \
             || c.pk AS value FROM sqlite_master AS m, pragma_table_info(m.name) AS c ORDER BY 1"
        )
    }

    fn history(&self) -> Vec<String> {
        texts!(&mut self.connect(), history_query(Dialect::Sqlite))
    }
}

fn assert_same(scripted: &Database, migrated: &Database) {
    // The one thing that is changed of a script: a comment before what `sqlite3` takes for an end.
    let without = |catalog: Vec<String>| catalog.join("\n").replace("/**/ ", "");
    assert_eq!(without(scripted.catalog()), without(migrated.catalog()));
    assert_eq!(scripted.columns(), migrated.columns());
    assert_eq!(scripted.history(), migrated.history());
    let unaccounted = texts!(&mut scripted.connect(), unaccounted(Dialect::Sqlite));
    assert_eq!(unaccounted, [""; 0]);
}

#[test]
fn as_migrated_online() {
    let chain = chain::of(Dialect::Sqlite);
    let (scripted, migrated) = (
        Database::scripted(&chain, "head"),
        Database::migrated(&chain),
    );
    assert_same(&scripted, &migrated);
    for query in [
        "SELECT id || name || born AS value FROM author",
        "SELECT id || ' ' || author AS value FROM book ORDER BY id",
    ] {
        let rows = texts!(&mut migrated.connect(), query);
        assert!(!rows.is_empty());
        assert_eq!(texts!(&mut scripted.connect(), query), rows);
    }
    let (migrator, mut conn) = (migrator(&chain), scripted.connect());
    assert!(migrator.run_pending(&mut conn).unwrap().done.is_empty());
    assert_eq!(migrator.status(&mut conn).unwrap().problem, None);

    // And back: one by its script, the other by a run.
    scripted
        .run(&sql(&chain, Dialect::Sqlite, "head:base"))
        .succeed();
    migrator
        .downgrade(&mut migrated.connect(), &Target::base())
        .unwrap();
    assert_same(&scripted, &migrated);
    migrator.run_pending(&mut conn).unwrap();
    migrator.downgrade(&mut conn, &Target::base()).unwrap();
}

#[test]
fn in_parts_and_as_one_transaction() {
    let chain = Builder::default()
        .revision("001_a", "CREATE TABLE a (id integer)", "DROP TABLE a")
        .revision("002_b", "CREATE TABLE b (id integer)", "DROP TABLE b")
        .chain();
    let (parts, migrated) = (
        Database::scripted(&chain, "001"),
        Database::migrated(&chain),
    );
    parts.run(&sql(&chain, Dialect::Sqlite, "001:+1")).succeed();
    assert_same(&parts, &migrated);
    let whole = migrator(&chain).transaction(TransactionMode::WholeRun);
    let whole = whole
        .sql(Dialect::Sqlite, &"head".parse().unwrap())
        .unwrap();
    let database = Database::new();
    database.run(&whole).succeed();
    assert_same(&database, &migrated);
    // Nothing of it stays when its last statement fails.
    let failed = Database::new();
    failed
        .run(&whole.replace("TABLE b (id integer)", "TABLE b ("))
        .fail();
    assert_eq!(failed.catalog(), [""; 0]);
}

#[test]
fn a_database_that_is_elsewhere_is_refused() {
    let chain = chain::of(Dialect::Sqlite);
    let (up, down) = (
        sql(&chain, Dialect::Sqlite, "head"),
        sql(&chain, Dialect::Sqlite, "head:base"),
    );
    let database = Database::new();
    let says = |ran: Ran, message: &str| {
        let error = ran.fail();
        assert!(error.contains(message), "{error}");
    };
    says(database.run(&down), "the database has no migration history");
    assert_eq!(database.catalog(), [""; 0]);
    database.run(&up).succeed();
    let before = (database.catalog(), database.history());
    says(
        database.run(&up),
        "the database is not at the base, where this script starts",
    );
    assert_eq!((database.catalog(), database.history()), before);
    let mut conn = database.connect();
    conn.batch_execute("UPDATE __nca_migration_log SET chain_digest = 'sha256:0'")
        .unwrap();
    says(
        database.run(&down),
        "the log does not have the revisions of this script up to `2026-01-07-090000_tune`",
    );
    conn.batch_execute("UPDATE __nca_migration_log SET outcome = 'progress'")
        .unwrap();
    says(database.run(&down), "a migration was stopped halfway");
    conn.batch_execute("UPDATE __nca_migration_log SET format = 2")
        .unwrap();
    says(
        database.run(&down),
        "the migration log has another format than 1",
    );
}

#[test]
fn references_that_are_newly_broken_stop_it() {
    let chain = Builder::default()
        .revision(
            "001_a",
            "CREATE TABLE a (id INTEGER PRIMARY KEY);\n\
             CREATE TABLE b (a INTEGER REFERENCES a (id));\nINSERT INTO b VALUES (7)",
            "DROP TABLE b; DROP TABLE a",
        )
        .chain();
    let database = Database::new();
    let error = database.run(&sql(&chain, Dialect::Sqlite, "head")).fail();
    assert!(
        error.contains("rows whose foreign keys lead nowhere"),
        "{error}"
    );
    assert_eq!(database.catalog(), [""; 0]);

    // Those that were there before do not.
    let chain = Builder::default()
        .revision("001_c", "CREATE TABLE c (id INTEGER)", "DROP TABLE c")
        .chain();
    let mut conn = database.connect();
    conn.batch_execute(
        "PRAGMA foreign_keys = OFF; CREATE TABLE a (id INTEGER PRIMARY KEY);\
         CREATE TABLE b (a INTEGER REFERENCES a (id)); INSERT INTO b VALUES (7)",
    )
    .unwrap();
    database
        .run(&sql(&chain, Dialect::Sqlite, "head"))
        .succeed();
}

#[test]
fn a_script_that_was_stopped_outside_a_transaction_is_gone_on_with() {
    let chain = chain::of(Dialect::Sqlite);
    let script = sql(&chain, Dialect::Sqlite, "head");
    let database = Database::new();
    database
        .run(&script.replace("\nVACUUM;", "\nnonsense;"))
        .fail();
    let report = migrator(&chain)
        .run_pending(&mut database.connect())
        .unwrap();
    assert_eq!(report.versions().collect::<Vec<_>>(), ["20260107090000"]);
    assert_same(&database, &Database::migrated(&chain));
}

#[test]
fn a_stamp_and_the_history_alone() {
    let chain = chain::of(Dialect::Sqlite);
    let (scripted, stamped) = (Database::new(), Database::new());
    let tagged = || migrator(&chain).tag("it's R7");
    let ensure = tagged().ensure_history_sql(Dialect::Sqlite);
    scripted.run(&ensure).succeed();
    // Again, and where everything is there.
    scripted.run(&ensure).succeed();
    tagged().ensure_history(&mut stamped.connect()).unwrap();
    for range in ["base:head", "head:base", "base:+2", "+2"] {
        // By its end alone it is from the base, and the database is not there any more.
        let script = tagged()
            .stamp_sql(Dialect::Sqlite, &range.parse().unwrap())
            .unwrap();
        if range == "+2" {
            let error = scripted.run(&script).fail();
            assert!(error.contains("the database is not at the base"), "{error}");
            continue;
        }
        scripted.run(&script).succeed();
        let to: Target = range.split_once(':').unwrap().1.parse().unwrap();
        let mut conn = stamped.connect();
        tagged().stamp(&mut conn, &to, Stamp::Checked).unwrap();
        assert_same(&scripted, &stamped);
    }
    scripted.run(&ensure).succeed();
    let plan = migrator(&chain).status(&mut scripted.connect()).unwrap();
    assert_eq!(plan.problem, None);
}
