//! Reading a brain back, with the queries that applications use.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;

use super::look::{Brain, Reads, Seeds};
use crate::models::health::{HealthComponent, HealthMetric, HealthParameter};
use crate::models::identity::{Agent, Session};
use crate::models::llm::LlmUsageDay;
use crate::models::memory::{Memory, MemoryLink, Tier};
use crate::queries;
use crate::schema::{agents, decay_policies, health_metrics, neurotransmitters, sessions};

/// How many samples a series shows.
const SAMPLES: i64 = 60;

macro_rules! reads {
    ($connection:ty) => {
        impl Reads for $connection {
            fn look(&mut self, name: &str) -> QueryResult<Option<Brain>> {
                let agent = agents::table.filter(agents::name.eq(name));
                let Some(agent) = agent.first::<Agent>(self).optional()? else {
                    return Ok(None);
                };
                let sessions = Session::belonging_to(&agent)
                    .order((sessions::started_at, sessions::id))
                    .load(self)?;
                let (mut found, mut links): (Vec<Memory>, Vec<(MemoryLink, Memory)>) =
                    (Vec::new(), Vec::new());
                for tier in Tier::ALL {
                    found.extend(queries::memory::recent(agent.id, *tier).load::<Memory>(self)?);
                }
                for memory in &found {
                    links.extend(
                        queries::graph::links_out(memory.id).load::<(MemoryLink, Memory)>(self)?,
                    );
                }
                links.sort_by(|(a, _), (b, _)| b.weight.total_cmp(&a.weight));
                let reached = match found.first() {
                    Some(first) => queries::graph::spread(first.id, 3).load(self)?,
                    None => Vec::new(),
                };
                let now: Vec<(HealthComponent, HealthParameter, HealthMetric)> =
                    queries::health::now(agent.id).load(self)?;
                let mut health = Vec::new();
                for (component, parameter, metric) in now {
                    let samples = queries::health::latest_samples(parameter.id)
                        .limit(SAMPLES)
                        .load(self)?;
                    health.push((component, parameter, metric, samples));
                }
                let levels = queries::biology::levels(agent.id).load(self)?;
                let (from, to) = month_until(&found);
                let usage: Vec<LlmUsageDay> = queries::llm::usage(agent.id, from, to).load(self)?;
                Ok(Some(Brain {
                    agent,
                    sessions,
                    memories: found,
                    links,
                    reached,
                    health,
                    levels,
                    totals: usage.iter().collect(),
                    usage,
                }))
            }

            fn seeds(&mut self) -> QueryResult<Seeds> {
                Ok(Seeds {
                    policies: decay_policies::table
                        .filter(decay_policies::is_default.eq(true))
                        .load(self)?,
                    metrics: health_metrics::table.load(self)?,
                    transmitters: neurotransmitters::table.load(self)?,
                })
            }
        }
    };
}
#[cfg(feature = "sqlite-system")]
reads!(diesel::SqliteConnection);
#[cfg(feature = "postgres")]
reads!(diesel::PgConnection);
#[cfg(feature = "mysql")]
reads!(diesel::MysqlConnection);

/// The month before the last that is remembered: the story's clock is not that on the wall.
fn month_until(memories: &[Memory]) -> (NaiveDate, NaiveDate) {
    let last = memories.iter().map(|memory| memory.last_accessed_at).max();
    let to = last.unwrap_or_default().date();
    (to.checked_sub_days(Days::new(30)).unwrap_or(to), to)
}
