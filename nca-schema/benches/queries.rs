//! How long the queries take on SQLite, among 60,000 memories and 600,000 health samples:
//! `cargo bench -p nca-schema`. The median of many runs, each with the rows read into structs.

use std::error::Error;
use std::io::Write as _;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use nca_migrations::Dialect;
use nca_schema::MIGRATIONS;
use nca_schema::models::health::HealthSample;
use nca_schema::models::llm::LlmUsageDay;
use nca_schema::models::memory::{EpisodicMemory, Memory, MemoryLink, Tier, WorkingMemory};
use nca_schema::queries::graph::Reached;
use nca_schema::queries::{graph, health, llm, memory};

#[path = "../tests/queries/volume.rs"]
mod volume;

const ROUNDS: usize = 201;

fn main() -> Result<(), Box<dyn Error>> {
    let mut conn = SqliteConnection::establish(":memory:")?;
    MIGRATIONS.run_pending(&mut conn)?;
    let start = Instant::now();
    for statement in volume::statements(Dialect::Sqlite) {
        conn.batch_execute(&statement)?;
    }
    say(&format!("loaded in {:.1?}", start.elapsed()))?;

    let day = NaiveDate::from_ymd_opt(2026, 1, 20).unwrap_or_default();
    let (from, to) = (
        day.and_time(chrono::NaiveTime::MIN),
        day.and_hms_opt(23, 0, 0).unwrap_or_default(),
    );
    macro_rules! time {
        ($name:literal, $row:ty, $query:expr) => {
            let mut times = Vec::with_capacity(ROUNDS);
            let mut rows = 0;
            for _ in 0..ROUNDS {
                let start = Instant::now();
                rows = $query.load::<$row>(&mut conn)?.len();
                times.push(start.elapsed());
            }
            say(&format!(
                "{:24} {:4} rows  {:>9.1?}",
                $name,
                rows,
                median(times)
            ))?;
        };
    }
    time!(
        "recent in tier",
        Memory,
        memory::recent(7, Tier::Semantic).limit(20)
    );
    time!(
        "most important",
        Memory,
        memory::most_important(7, Tier::Semantic).limit(20)
    );
    time!(
        "decay due",
        Memory,
        memory::decay_due(Tier::Working, to).limit(100)
    );
    time!(
        "timeline",
        (EpisodicMemory, Memory),
        memory::timeline(7, from, to)
    );
    time!(
        "working to episodic",
        (WorkingMemory, Memory),
        memory::to_episodic(7, 0.1).limit(5)
    );
    time!(
        "episodic to semantic",
        (EpisodicMemory, Memory),
        memory::to_semantic(7, 0.5).limit(3)
    );
    time!("links out", (MemoryLink, Memory), graph::links_out(7));
    time!(
        "links in",
        (MemoryLink, Memory),
        graph::links_in(7, "causes")
    );
    time!("spread over 3 links", Reached, graph::spread(996, 3));
    time!(
        "latest sample",
        HealthSample,
        health::latest_samples(7).limit(1)
    );
    time!(
        "samples of 5 minutes",
        HealthSample,
        health::samples(7, 0, 300_000_000)
    );
    time!(
        "usage of a month",
        LlmUsageDay,
        llm::usage(7, day, day + chrono::Days::new(30))
    );
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}
