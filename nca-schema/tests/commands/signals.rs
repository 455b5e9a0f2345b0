//! Ctrl-C while a statement waits inside PostgreSQL: another session holds the table that it alters.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStderr, Command, Stdio};

use diesel::connection::SimpleConnection as _;
use diesel::dsl::sql;
use diesel::sql_types::Bool;
use diesel::{Connection as _, PgConnection, RunQueryDsl as _};
use nca_tests::server::{self, Database};

use crate::nca::Nca;

/// The one before it, and the migration that alters `memories`.
const BEFORE: &str = "create_llm_integration";
const VERSION_BEFORE: &str = "20260113090000\n";

struct Held {
    database: Database,
    nca: Nca,
    holder: PgConnection,
    process: Child,
    says: BufReader<ChildStderr>,
}

impl Held {
    fn new() -> Self {
        let database = server::postgres().database();
        let nca = Nca::on(database.url());
        nca.ok(&format!("upgrade {BEFORE}"));
        let mut holder = PgConnection::establish(&database.url()).unwrap();
        holder
            .batch_execute("BEGIN; LOCK TABLE memories IN ACCESS SHARE MODE")
            .unwrap();
        let mut process = nca
            .command("upgrade head")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let says = BufReader::new(process.stderr.take().unwrap());
        let mut held = Self {
            database,
            nca,
            holder,
            process,
            says,
        };
        held.wait_until_it_waits();
        held
    }

    /// The server says so.
    fn wait_until_it_waits(&mut self) {
        let waits = "EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted \
                     AND relation = CAST('memories' AS regclass))";
        let mut conn = PgConnection::establish(&self.database.url()).unwrap();
        while !diesel::select(sql::<Bool>(waits))
            .get_result::<bool>(&mut conn)
            .unwrap()
        {
            assert!(self.process.try_wait().unwrap().is_none(), "it ended");
            std::thread::yield_now();
        }
    }

    fn interrupt(&self) {
        let id = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", "INT", &id])
                .status()
                .unwrap()
                .success()
        );
    }

    fn read_to(&mut self, start: &str) {
        let mut line = String::new();
        while !line.starts_with(start) {
            line.clear();
            assert!(self.says.read_line(&mut line).unwrap() > 0, "no `{start}`");
        }
    }

    fn let_go(&mut self) {
        self.holder.batch_execute("COMMIT").unwrap();
    }

    /// Its exit code, and what it says from here on.
    fn end(&mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        self.says.read_to_string(&mut said).unwrap();
        (self.process.wait().unwrap().code(), said)
    }
}

#[test]
fn the_statement_ends_and_its_migration_is_rolled_back() {
    let mut held = Held::new();
    held.interrupt();
    held.read_to("stopping after this statement; once more ends it at once");
    held.let_go();
    let (code, said) = held.end();
    assert_eq!(code, Some(130));
    assert_eq!(
        said,
        "FAILED: stopped by Ctrl-C before the run was done\n\
         nothing of this migration stays; the database is at `2026-01-13-090000_create_llm_integration`\n\
         run it again: it goes on from there\n"
    );
    let current = held.nca.ok("current");
    assert_eq!(current, VERSION_BEFORE);
    held.nca.ok("upgrade head");
    held.nca.ok("check");
}

#[test]
fn a_second_one_does_not_wait_for_it() {
    let mut held = Held::new();
    held.interrupt();
    held.read_to("stopping");
    held.interrupt();
    // Nobody has let go of the table.
    let (code, said) = held.end();
    assert_eq!(code, Some(130));
    assert_eq!(
        said,
        "FAILED: ended at once\n\
         the database rolls back what was not committed; run it again: it goes on from there\n"
    );
    held.let_go();
    let current = held.nca.ok("current");
    assert_eq!(current, VERSION_BEFORE);
    held.nca.ok("upgrade head");
    held.nca.ok("check");
}
