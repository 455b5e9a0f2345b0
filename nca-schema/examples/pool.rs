//! A pool of connections: migrated once, before it is handed out.
//!
//!     cargo run --example pool -- brain.db

use std::error::Error;
use std::io::Write as _;
use std::thread;

use diesel::SqliteConnection;
use diesel::connection::SimpleConnection as _;
use diesel::r2d2::{self, ConnectionManager, CustomizeConnection, Pool};
use nca_schema::{MIGRATIONS, demo};

type Sqlite = Pool<ConnectionManager<SqliteConnection>>;

/// What each connection is told first: SQLite keeps these for one connection only.
#[derive(Debug)]
struct Settings;

impl CustomizeConnection<SqliteConnection, r2d2::Error> for Settings {
    fn on_acquire(&self, conn: &mut SqliteConnection) -> Result<(), r2d2::Error> {
        conn.batch_execute("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000")
            .map_err(r2d2::Error::QueryError)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let database = std::env::args().nth(1);
    let pool = open(database.as_deref().unwrap_or("brain.db"))?;
    writeln!(std::io::stdout(), "{} memories", remembered(&pool, 4)?)?;
    Ok(())
}

/// A pool over a migrated database. A pooled connection dereferences to Diesel's own, which is what
/// migrations run on.
fn open(database: &str) -> Result<Sqlite, Box<dyn Error>> {
    let pool = Pool::builder()
        .max_size(4)
        .connection_customizer(Box::new(Settings))
        .build(ConnectionManager::new(database))?;
    MIGRATIONS.run_pending(&mut *pool.get()?)?;
    Ok(pool)
}

/// Makes the demo's brain and counts its memories, from several threads at once.
fn remembered(pool: &Sqlite, threads: usize) -> Result<usize, Box<dyn Error>> {
    demo::brain(&mut *pool.get()?)?;
    let counting = (0..threads).map(|_| {
        let pool = pool.clone();
        thread::spawn(move || -> Result<usize, String> {
            let mut conn = pool.get().map_err(|error| error.to_string())?;
            let (_, brain) = demo::brain(&mut *conn).map_err(|error| error.to_string())?;
            Ok(brain.memories.len())
        })
    });
    let counting: Vec<_> = counting.collect();
    let mut least = usize::MAX;
    for thread in counting {
        least = least.min(thread.join().map_err(|_| "a thread panicked")??);
    }
    Ok(least)
}

#[cfg(test)]
mod tests {
    use super::{open, remembered};

    #[test]
    fn every_thread_sees_the_brain() {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("brain.db");
        let pool = open(database.to_str().unwrap()).unwrap();
        assert_eq!(remembered(&pool, 8).unwrap(), 12);
    }
}
