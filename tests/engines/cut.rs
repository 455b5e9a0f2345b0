//! The server ends the connection of a run. What the run says, and the next start.

use std::cell::Cell;
use std::thread;
use std::time::Duration;

use nca_migrations::chain::Chain;
use nca_migrations::{Error, Event, Migrator};
use nca_tests::tables;

use crate::bed::{Ask as _, Bed, Mysql, Postgres, eventually};

const LOCK_TIMEOUT: Duration = Duration::from_secs(30);

#[test]
fn postgres() {
    snapshot("postgres", &texts::<Postgres>());
}

#[test]
fn mysql() {
    snapshot("mysql", &texts::<Mysql>());
}

/// Each client library has its own words, and they depend on how far client and server have come.
fn snapshot(name: &str, texts: &str) {
    let words = "server closed the connection unexpectedly(?:\n  .*){2}|terminating connection due \
                 to administrator command|(?:MySQL )?[Ss]erver has gone away|Lost connection to .*|\
                 Connection was killed";
    insta::with_settings!({filters => [(words, "[the connection is gone]")]}, {
        insta::assert_snapshot!(name, texts);
    });
}

/// When a connection is cut.
#[derive(Clone, Copy, Debug)]
enum Moment {
    BeforeStatement(usize),
    DuringTheSecond,
    /// Before the second revision.
    BetweenRevisions,
    /// When all is done but for giving the session back.
    AtTheEnd,
}

/// What is said, and a clean next start after it.
fn texts<B: Server>() -> String {
    let mut texts = Vec::new();
    for outside in [false, true] {
        for moment in [
            Moment::BeforeStatement(1),
            Moment::BeforeStatement(2),
            Moment::DuringTheSecond,
            Moment::BeforeStatement(3),
            Moment::BetweenRevisions,
            Moment::AtTheEnd,
        ] {
            let how = if outside {
                "outside a transaction"
            } else {
                "in a transaction"
            };
            texts.push(format!(
                "{moment:?}, {how}\n\n{}",
                cut::<B>(moment, outside)
            ));
        }
    }
    texts.join("\n\n\n")
}

fn cut<B: Server>(moment: Moment, outside: bool) -> String {
    let bed = B::new();
    let mut conn = bed.connect();
    let session = conn.number(B::SESSION);
    let asleep = thread::spawn({
        let mut second = bed.connect();
        move || {
            if let Moment::DuringTheSecond = moment {
                wait_for::<B>(&mut second, session, B::ASLEEP, 1);
                end::<B>(&mut second, session);
            }
        }
    });
    let sleeps = matches!(moment, Moment::DuringTheSecond);
    let sleeping = chain(if sleeps { B::SLEEP } else { "SELECT 1" }, outside);
    let happened = Cell::new(0);
    let migrator = Migrator::new(&sleeping).observer(|event| {
        if is_at(event, moment) {
            end::<B>(&mut bed.connect(), session);
            happened.set(happened.get() + 1);
        }
    });
    let error = migrator.run_pending(&mut conn).unwrap_err();
    asleep.join().unwrap();
    assert_eq!(happened.get(), usize::from(!sleeps), "{moment:?}");
    assert!(!matches!(error, Error::Refused(_)), "{error}");
    drop(conn);

    let mut fresh = bed.connect();
    let mended = chain("SELECT 1", outside);
    let migrator = Migrator::new(&mended).lock_timeout(LOCK_TIMEOUT);
    migrator.run_pending(&mut fresh).unwrap();
    assert_eq!(fresh.applied(), ["001", "002"], "{moment:?}");
    assert_eq!(fresh.tables(), ["a", "b", "one"], "{moment:?}");
    assert_eq!(
        fresh.number("SELECT count(*) AS value FROM a"),
        1,
        "{moment:?}"
    );
    error.to_string()
}

fn is_at(event: &Event<'_>, moment: Moment) -> bool {
    match (event, moment) {
        (
            Event::StatementStarted {
                revision, number, ..
            },
            Moment::BeforeStatement(n),
        ) => revision.name.version() == "002" && *number == n,
        (Event::RevisionFinished { revision, .. }, Moment::BetweenRevisions) => {
            revision.name.version() == "001"
        }
        (Event::RevisionFinished { revision, .. }, Moment::AtTheEnd) => {
            revision.name.version() == "002"
        }
        _ => false,
    }
}

fn chain(second: &str, outside: bool) -> Chain {
    let up = format!(
        "CREATE TABLE a (id INTEGER);\n{second};\nINSERT INTO a VALUES (1);\nCREATE TABLE b (id INTEGER);"
    );
    let chain = tables(&["one"]).revision("002_two", &up, "DROP TABLE b;\nDROP TABLE a;");
    if outside {
        chain.outside_a_transaction().chain()
    } else {
        chain.chain()
    }
}

/// A bed with a server, which has sessions that can be ended.
trait Server: Bed<Conn: Send> {
    /// The number of the session that asks.
    const SESSION: &'static str;
    const SLEEP: &'static str;
    /// How many sessions of a number are asleep in a statement.
    const ASLEEP: &'static str;
    /// How many there are.
    const THERE: &'static str;
    const END: &'static str;
}

impl Server for Postgres {
    const SESSION: &'static str = "SELECT CAST(pg_backend_pid() AS bigint) AS value";
    const SLEEP: &'static str = "SELECT pg_sleep(60)";
    const ASLEEP: &'static str = "SELECT count(*) AS value FROM pg_stat_activity \
        WHERE pid = {session} AND wait_event = 'PgSleep'";
    const THERE: &'static str =
        "SELECT count(*) AS value FROM pg_stat_activity WHERE pid = {session}";
    const END: &'static str = "SELECT pg_terminate_backend({session})";
}

#[cfg(feature = "mysql")]
impl Server for crate::bed::Mysql {
    const SESSION: &'static str = "SELECT CAST(connection_id() AS SIGNED) AS value";
    const SLEEP: &'static str = "DO SLEEP(60)";
    const ASLEEP: &'static str = "SELECT count(*) AS value FROM information_schema.processlist \
        WHERE id = {session} AND info LIKE 'DO SLEEP%'";
    const THERE: &'static str =
        "SELECT count(*) AS value FROM information_schema.processlist WHERE id = {session}";
    const END: &'static str = "KILL {session}";
}

/// Ends a session, and waits for its end: what its client then finds is the same each time.
fn end<B: Server>(conn: &mut B::Conn, session: i64) {
    conn.run(&B::END.replace("{session}", &session.to_string()));
    wait_for::<B>(conn, session, B::THERE, 0);
}

fn wait_for<B: Server>(conn: &mut B::Conn, session: i64, query: &str, expected: i64) {
    let query = query.replace("{session}", &session.to_string());
    eventually(&query, || match conn.number(&query) {
        found if found == expected => Ok(()),
        found => Err(format!("{found}")),
    });
}
