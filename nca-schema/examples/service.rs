//! A service that migrates its database when it starts: it remembers each line that it is told.
//!
//!     echo 'the fleece is in the shed' | cargo run --example service -- notes.db

use std::error::Error;
use std::io::{self, BufRead, Write};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use nca_schema::MIGRATIONS;
use nca_schema::models::identity::{CognitiveState, NewAgent};
use nca_schema::models::memory::{DecayPolicy, Memory, NewMemory, Tier};
use nca_schema::models::{PublicId, now};
use nca_schema::queries::{self, Insert as _};
use nca_schema::schema::{agents, decay_policies};

fn main() -> Result<(), Box<dyn Error>> {
    let database = std::env::args().nth(1);
    let database = database.as_deref().unwrap_or("notes.db");
    serve(database, io::stdin().lock(), io::stdout().lock())
}

/// Remembers each line, and answers with how much it knows.
fn serve(
    database: &str,
    questions: impl BufRead,
    mut answers: impl Write,
) -> Result<(), Box<dyn Error>> {
    let mut conn = SqliteConnection::establish(database)?;
    conn.batch_execute("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000")?;
    // Instances that start together wait for each other here, and all but one find nothing to do.
    MIGRATIONS.run_pending(&mut conn)?;

    let agent = agent(&mut conn)?;
    let policy: DecayPolicy = decay_policies::table
        .filter(decay_policies::tier.eq(Tier::Episodic))
        .filter(decay_policies::is_default.eq(true))
        .first(&mut conn)?;
    for line in questions.lines() {
        let line = line?;
        conn.insert(&NewMemory::of(agent, &policy, &line, now()))?;
        let known: Vec<Memory> = queries::memory::recent(agent, Tier::Episodic).load(&mut conn)?;
        writeln!(
            answers,
            "{} things, the last: {}",
            known.len(),
            known[0].content
        )?;
    }
    Ok(())
}

/// The service's agent, made the first time.
fn agent(conn: &mut SqliteConnection) -> QueryResult<i64> {
    let known = agents::table.filter(agents::name.eq("service"));
    let known = known.select(agents::id).first(conn).optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    let now = now();
    conn.insert(&NewAgent {
        public_id: PublicId::new(),
        name: "service",
        description: None,
        cognitive_state: CognitiveState::Idle,
        created_at: now,
        updated_at: now,
    })
}

#[cfg(test)]
mod tests {
    use super::serve;

    #[test]
    fn remembers_over_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("notes.db");
        let database = database.to_str().unwrap();
        let mut answers = Vec::new();
        serve(database, &b"one\ntwo\n"[..], &mut answers).unwrap();
        serve(database, &b"three\n"[..], &mut answers).unwrap();
        assert_eq!(
            String::from_utf8(answers).unwrap(),
            "1 things, the last: one\n2 things, the last: two\n3 things, the last: three\n"
        );
    }
}
