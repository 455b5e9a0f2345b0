//! A hot standby of a throw-away PostgreSQL server.

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::sql_types::{Bool, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query};
use nca_migrations_servers::{self as servers, Recipe, Supervised, eventually};

use super::database::Database;
use super::postgres::Postgres;

/// A base backup that goes on from a replication slot, so that the primary keeps what the standby
/// has not read yet. `-R` writes `standby.signal` and how to connect
/// (<https://www.postgresql.org/docs/current/app-pgbasebackup.html>).
const PREPARE: &str = r#""$NCA_BIN/pg_basebackup" -h "$NCA_PRIMARY" -p 5432 -U postgres -D "$PWD/data" \
    -R -C -S "$NCA_SLOT" -X stream -c fast --no-sync"#;

/// A read-only copy of a server, which follows it.
pub struct Standby {
    // In this order: the slot is free once the standby has gone.
    server: Supervised,
    slot: Slot,
}

struct Slot {
    name: String,
    primary: &'static Postgres,
}

/// Starts a standby of a throw-away server: of [`own_postgres`](super::own_postgres).
pub fn standby(primary: &'static Postgres) -> Standby {
    Standby::start(primary).unwrap_or_else(|error| panic!("{error}"))
}

impl Standby {
    /// The URL of a database's copy, which is there after [`Standby::catch_up`].
    pub fn url(&self, database: &Database) -> String {
        let url = servers::Postgres::url(self.server.directory());
        url.with_database(database.name()).to_string()
    }

    /// Waits until what is committed on the primary now is to be seen here.
    pub fn catch_up(&self) {
        let committed = self.slot.primary.with_admin(|admin| {
            sql_query("SELECT pg_current_wal_flush_lsn()::text AS position")
                .get_result::<Position>(admin)
                .unwrap()
                .position
        });
        let url = servers::Postgres::url(self.server.directory());
        let mut connection = PgConnection::establish(&url.to_string()).unwrap();
        let replayed = || {
            sql_query("SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS reached")
                .bind::<Text, _>(&committed)
                .get_result::<Replayed>(&mut connection)
                .map_err(|error| error.to_string())
                .and_then(|Replayed { reached }| reached.then_some(()).ok_or("behind".to_owned()))
        };
        self.server
            .ready(replayed)
            .unwrap_or_else(|error| panic!("waiting for {committed}: {error}"));
    }

    fn start(primary: &'static Postgres) -> Result<Self, Box<dyn Error>> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let postgres = servers::Postgres::find()?;
        postgres.program("pg_basebackup")?;
        let directory = primary.own_directory("a standby")?;
        let slot = Slot {
            name: format!("nca_standby_{}", NEXT.fetch_add(1, Ordering::Relaxed)),
            primary,
        };
        let server = Supervised::start(&Recipe {
            name: "the standby",
            prepare: PREPARE,
            serve: servers::Postgres::SERVE,
            stop: servers::Postgres::STOP,
            account: servers::Postgres::ACCOUNT,
            environment: &[
                ("NCA_BIN", postgres.bin().into()),
                ("NCA_PRIMARY", directory.into()),
                ("NCA_SLOT", (&slot.name).into()),
            ],
        })?;
        let url = servers::Postgres::url(server.directory()).to_string();
        server.ready(|| PgConnection::establish(&url))?;
        Ok(Self { server, slot })
    }
}

impl Drop for Slot {
    /// A slot that is left keeps the primary's log from being recycled. It is in use until the
    /// primary notices that the standby has gone.
    fn drop(&mut self) {
        let dropped = || {
            let drop = "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots \
                        WHERE slot_name = $1";
            let drop = sql_query(drop).bind::<Text, _>(&self.name);
            self.primary.with_admin(|admin| drop.execute(admin))
        };
        // The slot of a throw-away server goes with it at the latest.
        let _ = eventually(dropped, || false);
    }
}

#[derive(QueryableByName)]
struct Position {
    #[diesel(sql_type = Text)]
    position: String,
}

#[derive(QueryableByName)]
struct Replayed {
    #[diesel(sql_type = Bool)]
    reached: bool,
}
