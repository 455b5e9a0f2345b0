//! Reading a brain back, with the queries that applications use.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use diesel::{Connection, QueryResult};

use crate::models::biology::{Neurotransmitter, NeurotransmitterState};
use crate::models::health::{HealthComponent, HealthMetric, HealthParameter, HealthSample};
use crate::models::identity::{Agent, Session};
use crate::models::llm::LlmUsageDay;
use crate::models::memory::{DecayPolicy, Memory, MemoryLink, Tier};
use crate::queries;
use crate::queries::graph::Reached;
use crate::queries::llm::UsageTotals;
use crate::schema::{agents, decay_policies, health_metrics, neurotransmitters, sessions};

/// What there is of an agent.
#[derive(Clone, Debug, PartialEq)]
pub struct Brain {
    /// Who it is.
    pub agent: Agent,
    /// Its sessions, the first first.
    pub sessions: Vec<Session>,
    /// Its memories, tier by tier, last retrieved first.
    pub memories: Vec<Memory>,
    /// Its links, strongest first, with the memory at the end of each.
    pub links: Vec<(MemoryLink, Memory)>,
    /// What comes to its mind with the first memory.
    pub reached: Vec<Reached>,
    /// How its parts are, with their last samples, newest first.
    pub health: Vec<(
        HealthComponent,
        HealthParameter,
        HealthMetric,
        Vec<HealthSample>,
    )>,
    /// Its levels.
    pub levels: Vec<(NeurotransmitterState, Neurotransmitter)>,
    /// What it used of language models, day by day.
    pub usage: Vec<LlmUsageDay>,
    /// The same added up.
    pub totals: UsageTotals,
}

/// What the migrations put into the lookup tables, as far as filling a brain needs it.
#[derive(Clone, Debug)]
pub struct Seeds {
    pub(super) policies: Vec<DecayPolicy>,
    pub(super) metrics: Vec<HealthMetric>,
    pub(super) transmitters: Vec<Neurotransmitter>,
}

/// A connection that a brain can be read from.
pub trait Reads: Connection {
    /// What there is of the agent called `name`, if there is one.
    ///
    /// # Errors
    ///
    /// What the database says, as Diesel has it.
    fn look(&mut self, name: &str) -> QueryResult<Option<Brain>>;

    /// What the migrations put into the lookup tables.
    ///
    /// # Errors
    ///
    /// What the database says, as Diesel has it.
    fn seeds(&mut self) -> QueryResult<Seeds>;
}

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
