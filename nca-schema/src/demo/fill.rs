//! Writing the story into a database.

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use diesel::result::Error;
use diesel::{Connection, QueryResult};

use super::look::Seeds;
use super::story::{
    self, ABOUT, AGENT, CALLS, Call, HEALTH, LEVELS, LINKS, MEMORIES, MODEL, Recollection,
};
use crate::models::biology::{
    NeurotransmitterEvent, NewNeurotransmitterState, TransmitterEventKind,
};
use crate::models::health::{HealthSample, NewHealthComponent, NewHealthParameter};
use crate::models::identity::{CognitiveState, NewAgent, NewSession, SessionState};
use crate::models::llm::{
    Hosting, InteractionKind, InteractionStatus, LlmInteractionMemory, LlmMessage, LlmUsage,
    LlmUsageDay, MemoryRole, MessageRole, ModelKind, NewLlmInteraction, NewLlmModel,
    NewLlmProvider,
};
use crate::models::memory::{
    ConceptBasis, LinkPolarity, LinkState, NewConcept, NewEpisode, NewEpisodicMemory, NewMemory,
    NewMemoryConcept, NewMemoryLink, NewSemanticMemory, NewWorkingMemory, Tier,
};
use crate::models::{PublicId, micros};
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

    fn memories(&mut self) -> QueryResult<()> {
        let (first, last) = (self.ago(3120), self.ago(62));
        let episode = NewEpisode {
            public_id: self.id(first),
            agent_id: self.agent,
            session_id: self.sessions.first().copied(),
            title: Some("spring in the garden"),
            summary: None,
            started_at: first,
            ended_at: Some(last),
            created_at: last,
        };
        let episode = self.conn.insert(&episode)?;
        let mut concepts: Vec<(&str, i64)> = Vec::new();
        for recollection in MEMORIES {
            let memory = self.memory(recollection, episode)?;
            self.memories.push(memory);
            for name in recollection.concepts {
                let known = concepts.iter().find(|(known, _)| known == name);
                let concept = match known {
                    Some((_, id)) => *id,
                    None => {
                        let id = self.concept(name)?;
                        concepts.push((name, id));
                        id
                    }
                };
                self.conn.insert(&NewMemoryConcept {
                    memory_id: memory,
                    concept_id: concept,
                    basis: ConceptBasis::Direct,
                    weight: recollection.importance,
                    created_at: self.now,
                })?;
            }
        }
        Ok(())
    }

    fn memory(&mut self, recollection: &Recollection, episode: i64) -> QueryResult<i64> {
        let policies = &self.seeds.policies;
        let tier = recollection.tier;
        let policy = policies.iter().find(|policy| policy.tier == tier);
        let policy = policy.ok_or(Error::NotFound)?;
        let at = self.ago(recollection.minutes_ago);
        let public_id = self.id(at);
        let memory = self.conn.insert(&NewMemory {
            public_id,
            origin_session_id: self.sessions.last().copied(),
            source: recollection.source,
            language: Some("en"),
            importance: recollection.importance,
            strength: recollection.strength,
            valence: recollection.affect.map(|(valence, _)| valence),
            arousal: recollection.affect.map(|(_, arousal)| arousal),
            access_count: recollection.accesses,
            ..NewMemory::of(self.agent, policy, recollection.content, at)
        })?;
        let (memory_id, agent_id) = (memory, self.agent);
        match tier {
            Tier::Working => self.conn.insert(&NewWorkingMemory {
                memory_id,
                agent_id,
                activation: recollection.strength,
                attention_weight: recollection.importance,
                priority: 2,
                promote_candidate: recollection.importance >= 0.8,
            })?,
            Tier::Episodic => self.conn.insert(&NewEpisodicMemory {
                memory_id,
                agent_id,
                episode_id: Some(episode),
                sequence_no: i32::try_from(self.memories.len()).unwrap_or_default(),
                occurred_at: at,
                place: Some("the garden"),
                vividness: recollection.strength,
                promotion_score: recollection.importance,
            })?,
            Tier::Semantic => self.conn.insert(&NewSemanticMemory {
                memory_id,
                agent_id,
                factuality: recollection.importance,
                abstraction: 0.6,
                stability: recollection.strength,
                reinforcement_count: 2,
            })?,
        }
        Ok(memory)
    }

    fn concept(&mut self, name: &str) -> QueryResult<i64> {
        let public_id = self.id(self.now);
        self.conn.insert(&NewConcept {
            public_id,
            agent_id: self.agent,
            name,
            name_key: name,
            description: None,
            confidence: 0.9,
            activation: 0.5,
            created_at: self.now,
            updated_at: self.now,
        })
    }

    fn links(&mut self) -> QueryResult<()> {
        for (source, target, relation_code, weight) in LINKS {
            self.conn.insert(&NewMemoryLink {
                source_memory_id: self.memories[*source],
                target_memory_id: self.memories[*target],
                relation_code,
                weight: *weight,
                polarity: LinkPolarity::Excitatory,
                state: LinkState::Active,
                temporal_distance_s: None,
                activation_count: 5,
                last_activated_at: Some(self.now),
                created_at: self.now,
                updated_at: self.now,
            })?;
        }
        Ok(())
    }

    fn health(&mut self) -> QueryResult<()> {
        for (code, state, parameters) in HEALTH {
            let component = self.conn.insert(&NewHealthComponent {
                agent_id: self.agent,
                code,
                description: None,
                state: state.parse().map_err(invalid)?,
                state_since: self.ago(30),
                created_at: self.ago(90),
            })?;
            for (metric, value, before) in *parameters {
                let metrics = &self.seeds.metrics;
                let metric = metrics.iter().find(|known| known.code == *metric);
                let parameter = self.conn.insert(&NewHealthParameter {
                    component_id: component,
                    metric_id: metric.ok_or(Error::NotFound)?.id,
                    value: *value,
                    decay_per_s: None,
                    recovery_per_s: None,
                    created_at: self.ago(90),
                    updated_at: self.now,
                })?;
                for minutes in (0..60).rev() {
                    self.conn.insert(&HealthSample {
                        parameter_id: parameter,
                        sampled_at_us: micros(self.ago(minutes.into())),
                        value: course(*before, *value, minutes),
                    })?;
                }
            }
        }
        Ok(())
    }

    fn levels(&mut self) -> QueryResult<()> {
        for (code, level, events) in LEVELS {
            let known = self.seeds.transmitters.iter().find(|t| t.code == *code);
            let state = self.conn.insert(&NewNeurotransmitterState {
                agent_id: self.agent,
                transmitter_code: code,
                level: *level,
                tonic_level: known.ok_or(Error::NotFound)?.baseline,
                receptor_sensitivity: 1.0,
                updated_at: self.now,
            })?;
            for (amount, cause, minutes) in *events {
                self.conn.insert(&NeurotransmitterEvent {
                    state_id: state,
                    occurred_at_us: micros(self.ago(*minutes)),
                    seq: 0,
                    kind: if *amount < 0.0 {
                        TransmitterEventKind::Depletion
                    } else {
                        TransmitterEventKind::Release
                    },
                    amount: *amount,
                    level_after: (level + amount / 2.0).clamp(0.0, 1.0),
                    cause: cause.parse().map_err(invalid)?,
                    cause_public_id: None,
                })?;
            }
        }
        Ok(())
    }

    fn calls(&mut self) -> QueryResult<()> {
        let (code, display_name, name) = MODEL;
        let provider = self.conn.insert(&NewLlmProvider {
            code,
            display_name,
            hosting: Hosting::Local,
            base_url: None,
            credential_ref: None,
            created_at: self.now,
            updated_at: self.now,
        })?;
        let model = self.conn.insert(&NewLlmModel {
            provider_id: provider,
            name,
            kind: ModelKind::Chat,
            context_window: Some(8192),
            max_output_tokens: Some(1024),
            embedding_dims: None,
            created_at: self.now,
        })?;
        let mut days: Vec<LlmUsageDay> = Vec::new();
        for call in CALLS {
            self.call(call, model)?;
            let day = self.ago(call.minutes_ago).date();
            if days.last().is_none_or(|last| last.day != day) {
                days.push(LlmUsageDay {
                    agent_id: self.agent,
                    model_id: model,
                    day,
                    requests: 0,
                    failures: 0,
                    prompt_tokens: 0,
                    completion_tokens: 0,
                    cost_micros: 0,
                });
            }
            if let Some(day) = days.last_mut() {
                day.requests += 1;
                day.failures += i32::from(call.status == InteractionStatus::Failed);
                day.prompt_tokens += i64::from(call.tokens.0);
                day.completion_tokens += i64::from(call.tokens.1);
                day.cost_micros += call.cost_micros;
            }
        }
        days.iter().try_for_each(|day| self.conn.insert(day))
    }

    fn call(&mut self, call: &Call, model: i64) -> QueryResult<()> {
        let requested_at = self.ago(call.minutes_ago);
        let failed = call.status == InteractionStatus::Failed;
        let public_id = self.id(requested_at);
        let interaction_id = self.conn.insert(&NewLlmInteraction {
            public_id,
            agent_id: self.agent,
            session_id: self.sessions.last().copied(),
            model_id: model,
            retry_of_id: None,
            kind: InteractionKind::Chat,
            status: call.status,
            temperature: Some(0.7),
            max_tokens: Some(512),
            finish_reason: (!failed).then_some("stop"),
            error_code: failed.then_some("timeout"),
            latency_ms: Some(call.latency_ms),
            requested_at,
            completed_at: Some(requested_at + TimeDelta::milliseconds(call.latency_ms.into())),
        })?;
        let (asked, answered) = call.said;
        let said = [
            (MessageRole::User, asked),
            (MessageRole::Assistant, answered),
        ];
        for (seq, (role, content)) in (0..).zip(said) {
            if !content.is_empty() {
                self.conn.insert(&LlmMessage {
                    interaction_id,
                    seq,
                    role,
                    content: content.to_owned(),
                    token_count: None,
                })?;
            }
        }
        self.conn.insert(&LlmUsage {
            interaction_id,
            prompt_tokens: call.tokens.0,
            cached_tokens: 0,
            completion_tokens: call.tokens.1,
            cost_micros: call.cost_micros,
            currency: "USD".to_owned(),
        })?;
        for (rank_no, index) in (0..).zip(call.injected) {
            self.conn.insert(&LlmInteractionMemory {
                interaction_id,
                memory_id: self.memories[*index],
                role: MemoryRole::Injected,
                rank_no,
                relevance: Some(MEMORIES[*index].importance),
                token_count: 12,
            })?;
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

/// The way from one value to another within the hour, smooth, with a pulse on it.
fn course(from: f64, to: f64, minutes_ago: i32) -> f64 {
    let way = 1.0 - f64::from(minutes_ago) / 60.0;
    let smooth = way * way * (3.0 - 2.0 * way);
    let pulse = f64::from(minutes_ago * 7 % 11 - 5) * 0.008 * (1.0 - way);
    (from + (to - from) * smooth + pulse).clamp(0.0, 1.0)
}

/// A word of the story that the database does not know.
fn invalid(word: crate::models::UnknownWord) -> Error {
    Error::SerializationError(Box::new(word))
}
