//! A database behind PgBouncer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use nca_tests::server::{Database, Pgbouncer, Pooling, own_postgres, pgbouncer};

use crate::bed::Ask as _;

pub(crate) const ADVISORY: &str = "SELECT count(*) AS value FROM pg_locks WHERE locktype = 'advisory' AND \
    database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// A database, behind a pool and straight.
pub(crate) struct Pooled {
    pub(crate) pool: Pgbouncer,
    pub(crate) database: Database,
    pub(crate) straight: PgConnection,
}

impl Pooled {
    pub(crate) fn new(pooling: &Pooling) -> Self {
        let database = own_postgres().database();
        let straight = PgConnection::establish(&database.url()).unwrap();
        let pool = pgbouncer(own_postgres(), pooling);
        Self {
            pool,
            database,
            straight,
        }
    }

    pub(crate) fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.pool.url(&self.database)).unwrap()
    }

    /// What eight clients get that start together.
    pub(crate) fn eight_at_once<T: Send>(
        &self,
        run: impl Fn(&mut PgConnection) -> T + Sync,
    ) -> Vec<T> {
        let url = self.pool.url(&self.database);
        thread::scope(|scope| {
            let start = |_| scope.spawn(|| run(&mut PgConnection::establish(&url).unwrap()));
            let clients: Vec<_> = (0..8).map(start).collect();
            let results = clients.into_iter().map(|client| client.join().unwrap());
            results.collect()
        })
    }

    /// The settings of as many server processes as can be had at once.
    pub(crate) fn settings(&self, processes: usize) -> Vec<Vec<String>> {
        let mut clients: Vec<_> = (0..processes).map(|_| self.connect()).collect();
        for client in &mut clients {
            client.batch_execute("BEGIN").unwrap();
        }
        let ask = |client: &mut PgConnection| {
            client.texts("SELECT name || ' = ' || setting AS value FROM pg_settings ORDER BY name")
        };
        let settings = clients.iter_mut().map(ask).collect();
        for client in &mut clients {
            client.batch_execute("COMMIT").unwrap();
        }
        settings
    }

    /// Nobody has the lock.
    pub(crate) fn assert_free(&mut self) {
        assert_eq!(self.straight.number(ADVISORY), 0);
    }
}

/// Three server processes, of which each transaction gets the one that was idle longest.
pub(crate) fn three_in_turn() -> Pooling {
    Pooling::default().pool_size(3).round_robin()
}

/// Clients with something to do, so that no process stays with anybody.
pub(crate) struct Crowd {
    over: Arc<AtomicBool>,
    clients: Vec<JoinHandle<()>>,
}

impl Crowd {
    pub(crate) fn at(pooled: &Pooled) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let clients = (0..4).map(|_| {
            let (mut client, over) = (pooled.connect(), Arc::clone(&over));
            thread::spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    client.batch_execute("BEGIN; SELECT 1").unwrap();
                    client.batch_execute("COMMIT").unwrap();
                }
            })
        });
        Self {
            clients: clients.collect(),
            over,
        }
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        for client in self.clients.drain(..) {
            let ended = client.join();
            assert!(ended.is_ok() || thread::panicking(), "a client failed");
        }
    }
}
