//! What there is to see of a brain.

use diesel::{Connection, QueryResult};

use crate::models::biology::{Neurotransmitter, NeurotransmitterState};
use crate::models::health::{HealthComponent, HealthMetric, HealthParameter, HealthSample};
use crate::models::identity::{Agent, Session};
use crate::models::llm::LlmUsageDay;
use crate::models::memory::{DecayPolicy, Memory, MemoryLink};
use crate::queries::graph::Reached;
use crate::queries::llm::UsageTotals;

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
