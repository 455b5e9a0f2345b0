//! Writing the story into a database.

mod body;
mod calls;
mod memory;

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use diesel::{Connection, QueryResult};

use super::look::Seeds;
use super::story::{self, ABOUT, AGENT};
use crate::models::PublicId;
use crate::models::biology::{NeurotransmitterEvent, NewNeurotransmitterState};
use crate::models::health::{HealthSample, NewHealthComponent, NewHealthParameter};
use crate::models::identity::{CognitiveState, NewAgent, NewSession, SessionState};
use crate::models::llm::{
    LlmInteractionMemory, LlmMessage, LlmUsage, LlmUsageDay, NewLlmInteraction, NewLlmModel,
    NewLlmProvider,
};
use crate::models::memory::{
    NewConcept, NewEpisode, NewEpisodicMemory, NewMemory, NewMemoryConcept, NewMemoryLink,
    NewSemanticMemory, NewWorkingMemory,
};
use crate::queries::Insert;

/// A connection that the story can be written to.
pub trait Writes:
    Connection
    + for<'a> Insert<NewAgent<'a>, Id = i64>
    + for<'a> Insert<NewSession<'a>, Id = i64>
    + for<'a> Insert<NewMemory<'a>, Id = i64>
    + for<'a> Insert<NewEpisode<'a>, Id = i64>
    + for<'a> Insert<NewEpisodicMemory<'a>, Id = ()>
    + Insert<NewWorkingMemory, Id = ()>
    + Insert<NewSemanticMemory, Id = ()>
    + for<'a> Insert<NewMemoryLink<'a>, Id = ()>
    + for<'a> Insert<NewConcept<'a>, Id = i64>
    + Insert<NewMemoryConcept, Id = ()>
    + for<'a> Insert<NewHealthComponent<'a>, Id = i64>
    + Insert<NewHealthParameter, Id = i64>
    + Insert<HealthSample, Id = ()>
    + for<'a> Insert<NewNeurotransmitterState<'a>, Id = i64>
    + Insert<NeurotransmitterEvent, Id = ()>
    + for<'a> Insert<NewLlmProvider<'a>, Id = i64>
    + for<'a> Insert<NewLlmModel<'a>, Id = i64>
    + for<'a> Insert<NewLlmInteraction<'a>, Id = i64>
    + Insert<LlmMessage, Id = ()>
    + Insert<LlmUsage, Id = ()>
    + Insert<LlmInteractionMemory, Id = ()>
    + Insert<LlmUsageDay, Id = ()>
{
}

#[cfg(feature = "sqlite-system")]
impl Writes for diesel::SqliteConnection {}
#[cfg(feature = "postgres")]
impl Writes for diesel::PgConnection {}
#[cfg(feature = "mysql")]
impl Writes for diesel::MysqlConnection {}

/// Ids that are counted, and what the rest needs of what was written.
struct Pen<'a, C> {
    conn: &'a mut C,
    seeds: &'a Seeds,
    now: NaiveDateTime,
    agent: i64,
    sessions: Vec<i64>,
    memories: Vec<i64>,
    ids: u64,
}

pub(super) fn fill<C: Writes>(conn: &mut C, seeds: &Seeds) -> QueryResult<()> {
    let mut pen = Pen {
        conn,
        seeds,
        now: DateTime::from_timestamp(story::NOW_S, 0)
            .unwrap_or_default()
            .naive_utc(),
        agent: 0,
        sessions: Vec::new(),
        memories: Vec::new(),
        ids: 0,
    };
    pen.identity()?;
    pen.memories()?;
    pen.links()?;
    pen.health()?;
    pen.levels()?;
    pen.calls()
}

impl<C: Writes> Pen<'_, C> {
    fn identity(&mut self) -> QueryResult<()> {
        let began = self.ago(45 * 24 * 60);
        let agent = NewAgent {
            public_id: self.id(began),
            name: AGENT,
            description: Some(ABOUT),
            cognitive_state: CognitiveState::Focused,
            created_at: began,
            updated_at: self.now,
        };
        self.agent = self.conn.insert(&agent)?;
        for (index, (name, hours)) in story::SESSIONS.iter().enumerate() {
            let started_at = self.ago(hours * 60);
            let over = index + 1 < story::SESSIONS.len();
            let session = NewSession {
                public_id: self.id(started_at),
                agent_id: self.agent,
                external_ref: Some(name),
                state: if over {
                    SessionState::Closed
                } else {
                    SessionState::Open
                },
                token_budget: 4096,
                started_at,
                last_active_at: if over { started_at } else { self.now },
                closed_at: over.then_some(started_at),
            };
            let id = self.conn.insert(&session)?;
            self.sessions.push(id);
        }
        Ok(())
    }

    fn ago(&self, minutes: i64) -> NaiveDateTime {
        self.now - TimeDelta::minutes(minutes)
    }

    fn id(&mut self, at: NaiveDateTime) -> PublicId {
        self.ids += 1;
        let mut random = [0; 10];
        random[2..].copy_from_slice(&self.ids.to_be_bytes());
        PublicId::at(at, random)
    }
}
