//! Points in time as all three engines store them: UTC, to the microsecond.

use chrono::{NaiveDateTime, SubsecRound as _, Utc};

/// The present moment, as a database gives it back.
///
/// A clock has nanoseconds. SQLite would keep them in its text, the servers cut or round them, and
/// what was read would differ from what was written.
pub fn now() -> NaiveDateTime {
    whole_micros(Utc::now().naive_utc())
}

/// The moment without what is finer than a microsecond.
pub fn whole_micros(moment: NaiveDateTime) -> NaiveDateTime {
    moment.trunc_subsecs(6)
}

/// The microseconds since 1970, which is how the series (`…_at_us`) write a moment.
pub fn micros(moment: NaiveDateTime) -> i64 {
    moment.and_utc().timestamp_micros()
}
