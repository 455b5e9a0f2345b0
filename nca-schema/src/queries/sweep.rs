//! Applying decay to the memories that wait for it.

use chrono::NaiveDateTime;
use diesel::QueryResult;
#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
use diesel::prelude::*;

use crate::models::memory::DecayPolicy;
#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
use crate::{
    models::memory::{Memory, MemoryStatus},
    queries,
    schema::memories,
};

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sweep {
    /// How many memories it looked at. As many as the batch holds means that more may wait.
    pub decayed: usize,
    /// How many of them are now forgotten.
    pub forgotten: usize,
    /// How many somebody else changed meanwhile; the next sweep sees them again.
    pub contested: usize,
}

/// A connection that applies decay.
pub trait Decay {
    /// Applies `policy` to at most `batch` memories of its tier that decay by it and whose decay was
    /// last applied before `now`, in one transaction. What gets weaker than the policy allows is
    /// marked as forgotten, to be deleted later.
    ///
    /// The curves are computed here and not in SQL: SQLite has no `exp` unless it was built with it.
    ///
    /// # Errors
    ///
    /// What the database says, as Diesel has it; nothing is changed then.
    fn sweep(&mut self, policy: &DecayPolicy, now: NaiveDateTime, batch: i64)
    -> QueryResult<Sweep>;
}

#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
macro_rules! decay {
    ($connection:ty) => {
        impl Decay for $connection {
            fn sweep(
                &mut self,
                policy: &DecayPolicy,
                now: NaiveDateTime,
                batch: i64,
            ) -> QueryResult<Sweep> {
                self.transaction(|conn| {
                    let due: Vec<Memory> = queries::memory::decay_due(policy.tier, now)
                        .filter(memories::decay_policy_id.eq(policy.id))
                        .limit(batch)
                        .load(conn)?;
                    let mut sweep = Sweep::default();
                    for memory in &due {
                        let strength = policy.strength_at(memory, now);
                        let forgotten = strength < policy.forget_below && !memory.is_pinned;
                        let status = if forgotten {
                            MemoryStatus::Forgotten
                        } else {
                            memory.status
                        };
                        let read = memories::table
                            .filter(memories::id.eq(memory.id))
                            .filter(memories::row_version.eq(memory.row_version));
                        let changed = diesel::update(read)
                            .set((
                                memories::strength.eq(strength),
                                memories::status.eq(status),
                                memories::decayed_at.eq(now),
                                memories::updated_at.eq(now),
                                memories::row_version.eq(memory.row_version + 1),
                            ))
                            .execute(conn)?;
                        sweep.decayed += changed;
                        sweep.contested += 1 - changed;
                        sweep.forgotten += usize::from(forgotten && changed == 1);
                    }
                    Ok(sweep)
                })
            }
        }
    };
}
#[cfg(feature = "sqlite-system")]
decay!(diesel::SqliteConnection);
#[cfg(feature = "postgres")]
decay!(diesel::PgConnection);
#[cfg(feature = "mysql")]
decay!(diesel::MysqlConnection);
