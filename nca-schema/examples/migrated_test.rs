//! A test that gets a migrated database: in memory, for itself, in no time.
//!
//!     cargo test --example migrated_test

use std::io::Write as _;

use diesel::QueryResult;
use diesel::SqliteConnection;
use diesel::prelude::*;
use nca_schema::models::memory::MemoryStatus;
use nca_schema::schema::memories;

/// What is under test: marks the memories that are weaker than `strength` as forgotten.
fn forget(conn: &mut SqliteConnection, strength: f64) -> QueryResult<usize> {
    let weak = memories::table
        .filter(memories::strength.lt(strength))
        .filter(memories::is_pinned.eq(false));
    diesel::update(weak)
        .set(memories::status.eq(MemoryStatus::Forgotten))
        .execute(conn)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut conn = SqliteConnection::establish("nca.db")?;
    writeln!(std::io::stdout(), "{} forgotten", forget(&mut conn, 0.1)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use diesel::prelude::*;
    use nca_schema::models::memory::MemoryStatus;
    use nca_schema::schema::memories;
    use nca_schema::{MIGRATIONS, demo};

    #[nca_migrations::test]
    fn forgets_what_is_weak(conn: &mut SqliteConnection) {
        demo::brain(conn).unwrap();
        assert_eq!(super::forget(conn, 0.5).unwrap(), 1);
        let forgotten: Vec<String> = memories::table
            .filter(memories::status.eq(MemoryStatus::Forgotten))
            .select(memories::content)
            .load(conn)
            .unwrap();
        assert_eq!(forgotten, ["Noor laughed about the snail fence"]);
    }
}
