//! What only the memories of one tier have.
//!
//! Each row has the key of its memory together with its tier and agent, so that a memory is in one
//! tier only, and of one agent.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Memory, Tier};
use crate::models::PublicId;
use crate::models::identity::{Agent, Session};
use crate::schema::{episodes, episodic_memories, semantic_memories, working_memories};

/// What is being thought about.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = working_memories)]
#[diesel(primary_key(memory_id))]
#[diesel(belongs_to(Memory, foreign_key = memory_id))]
pub struct WorkingMemory {
    /// Of which memory.
    pub memory_id: i64,
    /// Always this tier; the key to the memory holds it.
    pub tier: Tier,
    /// Whose it is.
    pub agent_id: i64,
    /// How present it is, 0 to 1.
    pub activation: f64,
    /// How much attention it has, 0 to 1.
    pub attention_weight: f64,
    /// 1 to 5.
    pub priority: i16,
    /// How often it was rehearsed.
    pub rehearsal_count: i32,
    /// Whether a retrieval puts off its expiry.
    pub extend_on_access: bool,
    /// Whether it waits to become an episode.
    pub promote_candidate: bool,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = episodic_memories)]
#[diesel(primary_key(memory_id))]
#[diesel(belongs_to(Memory, foreign_key = memory_id))]
#[diesel(belongs_to(Episode, foreign_key = episode_id))]
pub struct EpisodicMemory {
    /// Of which memory.
    pub memory_id: i64,
    /// Always this tier; the key to the memory holds it.
    pub tier: Tier,
    /// Whose it is.
    pub agent_id: i64,
    /// The episode that it is part of.
    pub episode_id: Option<i64>,
    /// Its place in the episode.
    pub sequence_no: i32,
    /// When it happened, which is not when it was written down.
    pub occurred_at: NaiveDateTime,
    /// When it was over.
    pub ended_at: Option<NaiveDateTime>,
    /// Where it happened.
    pub place: Option<String>,
    /// How vivid it is, 0 to 1.
    pub vividness: f64,
    /// How far it has become knowledge, 0 to 1.
    pub consolidation_level: f64,
    /// How much it asks to become knowledge, 0 to 1.
    pub promotion_score: f64,
    /// When that was last tried.
    pub last_consolidated_at: Option<NaiveDateTime>,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = semantic_memories)]
#[diesel(primary_key(memory_id))]
#[diesel(belongs_to(Memory, foreign_key = memory_id))]
pub struct SemanticMemory {
    /// Of which memory.
    pub memory_id: i64,
    /// Always this tier; the key to the memory holds it.
    pub tier: Tier,
    /// Whose it is.
    pub agent_id: i64,
    /// How much of a fact it is, 0 to 1.
    pub factuality: f64,
    /// How general it is, 0 to 1.
    pub abstraction: f64,
    /// How firm it is, 0 to 1.
    pub stability: f64,
    /// How often it was confirmed.
    pub reinforcement_count: i32,
    /// When it was last confirmed.
    pub last_reinforced_at: Option<NaiveDateTime>,
}

/// A run of events that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = episodes)]
#[diesel(belongs_to(Agent, foreign_key = agent_id))]
#[diesel(belongs_to(Session, foreign_key = session_id))]
pub struct Episode {
    /// The key inside the database.
    pub id: i64,
    /// The id outside it.
    pub public_id: PublicId,
    /// Whose it is.
    pub agent_id: i64,
    /// In which session.
    pub session_id: Option<i64>,
    /// What it was about.
    pub title: Option<String>,
    /// What happened.
    pub summary: Option<String>,
    /// When it began.
    pub started_at: NaiveDateTime,
    /// When it was over.
    pub ended_at: Option<NaiveDateTime>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

/// The working part of a memory, to write.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = working_memories)]
pub struct NewWorkingMemory {
    /// Of which memory.
    pub memory_id: i64,
    /// Whose it is.
    pub agent_id: i64,
    /// How present it is, 0 to 1.
    pub activation: f64,
    /// How much attention it has, 0 to 1.
    pub attention_weight: f64,
    /// 1 to 5.
    pub priority: i16,
    /// Whether it waits to become an episode.
    pub promote_candidate: bool,
}

/// The episodic part of a memory, to write.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = episodic_memories)]
pub struct NewEpisodicMemory<'a> {
    /// Of which memory.
    pub memory_id: i64,
    /// Whose it is.
    pub agent_id: i64,
    /// The episode that it is part of.
    pub episode_id: Option<i64>,
    /// Its place in the episode.
    pub sequence_no: i32,
    /// When it happened, which is not when it was written down.
    pub occurred_at: NaiveDateTime,
    /// Where it happened.
    pub place: Option<&'a str>,
    /// How vivid it is, 0 to 1.
    pub vividness: f64,
    /// How much it asks to become knowledge, 0 to 1.
    pub promotion_score: f64,
}

/// The semantic part of a memory, to write.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = semantic_memories)]
pub struct NewSemanticMemory {
    /// Of which memory.
    pub memory_id: i64,
    /// Whose it is.
    pub agent_id: i64,
    /// How much of a fact it is, 0 to 1.
    pub factuality: f64,
    /// How general it is, 0 to 1.
    pub abstraction: f64,
    /// How firm it is, 0 to 1.
    pub stability: f64,
    /// How often it was confirmed.
    pub reinforcement_count: i32,
}

/// An episode to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Insertable)]
#[diesel(table_name = episodes)]
pub struct NewEpisode<'a> {
    /// The id outside it.
    pub public_id: PublicId,
    /// Whose it is.
    pub agent_id: i64,
    /// In which session.
    pub session_id: Option<i64>,
    /// What it was about.
    pub title: Option<&'a str>,
    /// What happened.
    pub summary: Option<&'a str>,
    /// When it began.
    pub started_at: NaiveDateTime,
    /// When it was over.
    pub ended_at: Option<NaiveDateTime>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}
