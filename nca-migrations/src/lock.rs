//! Waiting for the lock, in the same way on every engine: try, and try again a little later. A wait
//! inside the server would hold a snapshot on PostgreSQL, which `CREATE INDEX CONCURRENTLY` waits
//! for in turn.

use std::thread;
use std::time::{Duration, Instant};

use crate::backend::{Attempt, Engine};
use crate::error::{Error, LockTimeout};
use crate::event::Event;
use crate::migrator::Migrator;
use crate::tables::Tables;
use crate::who::Who;

const FIRST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(100);

/// Gets the lock, or says who has it.
pub(crate) fn acquire<E: Engine>(
    conn: &mut E,
    tables: &Tables,
    who: &Who,
    migrator: &Migrator<'_>,
) -> Result<(E::Lock, Duration), Error> {
    let start = Instant::now();
    let mut pauses = pauses();
    let mut waiting = false;
    loop {
        let attempt = conn
            .try_lock(tables, who)
            .map_err(Error::database("taking the migration lock"))?;
        match attempt {
            Attempt::Held(lock) => {
                let waited = start.elapsed();
                if waiting {
                    migrator.observe(&Event::LockWaitEnded { waited });
                }
                return Ok((lock, if waiting { waited } else { Duration::ZERO }));
            }
            Attempt::Busy { holder } => {
                let waited = start.elapsed();
                if waited >= migrator.lock_timeout {
                    return Err(Error::LockTimeout(LockTimeout { waited, holder }));
                }
                if migrator.is_to_stop() {
                    return Err(Error::Stopped { state: None });
                }
                if !waiting {
                    waiting = true;
                    migrator.observe(&Event::LockWaitStarted {
                        holder: holder.as_deref(),
                    });
                }
                pause(&mut pauses, migrator.lock_timeout.saturating_sub(waited));
            }
        }
    }
}

/// Does something that another process may be in the way of, until it is not or the time is up.
pub(crate) fn retry<E: Engine, T, F>(
    conn: &mut E,
    timeout: Duration,
    in_the_way: impl Fn(&F) -> bool,
    mut act: impl FnMut(&mut E) -> Result<T, F>,
) -> Result<T, F> {
    let start = Instant::now();
    let mut pauses = pauses();
    loop {
        let result = act(conn);
        let waited = start.elapsed();
        match &result {
            Err(error) if in_the_way(error) && waited < timeout => {
                pause(&mut pauses, timeout.saturating_sub(waited));
            }
            _ => return result,
        }
    }
}

fn pauses() -> impl Iterator<Item = Duration> {
    std::iter::successors(Some(FIRST_PAUSE), |pause| {
        Some((*pause * 2).min(LONGEST_PAUSE))
    })
}

fn pause(pauses: &mut impl Iterator<Item = Duration>, left: Duration) {
    thread::sleep(pauses.next().unwrap_or(LONGEST_PAUSE).min(left));
}
