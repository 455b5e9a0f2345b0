//! Requests: what was said, with which memories, and what it cost.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::LlmModel;
use crate::models::PublicId;
use crate::models::closed_set::closed_set;
use crate::models::identity::{Agent, Session};
use crate::models::memory::Memory;
use crate::schema::{
    llm_interaction_memories, llm_interactions, llm_messages, llm_usage, llm_usage_daily,
};

/// One request to a model.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = llm_interactions)]
#[diesel(belongs_to(Agent, foreign_key = agent_id))]
#[diesel(belongs_to(Session, foreign_key = session_id))]
#[diesel(belongs_to(LlmModel, foreign_key = model_id))]
pub struct LlmInteraction {
    /// The key inside the database.
    pub id: i64,
    /// The id outside it.
    pub public_id: PublicId,
    /// Whose it is.
    pub agent_id: i64,
    /// In which session.
    pub session_id: Option<i64>,
    /// To which model.
    pub model_id: i64,
    /// Made from which prompt template.
    pub template_id: Option<i64>,
    /// The request that this one tries again.
    pub retry_of_id: Option<i64>,
    /// What was asked for.
    pub kind: InteractionKind,
    /// What became of it.
    pub status: InteractionStatus,
    /// How freely the model was to answer, 0 to 2.
    pub temperature: Option<f64>,
    /// From how much of the likely it was to choose, 0 to 1.
    pub top_p: Option<f64>,
    /// How long the answer was to be at most.
    pub max_tokens: Option<i32>,
    /// Why the answer ended.
    pub finish_reason: Option<String>,
    /// What went wrong.
    pub error_code: Option<String>,
    /// How long it took.
    pub latency_ms: Option<i32>,
    /// When it was sent.
    pub requested_at: NaiveDateTime,
    /// When it was over.
    pub completed_at: Option<NaiveDateTime>,
}

/// A message of a request or its answer.
#[derive(
    Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Identifiable, Associations,
)]
#[diesel(table_name = llm_messages)]
#[diesel(primary_key(interaction_id, seq))]
#[diesel(belongs_to(LlmInteraction, foreign_key = interaction_id))]
pub struct LlmMessage {
    /// Of which request.
    pub interaction_id: i64,
    /// Its place.
    pub seq: i32,
    /// Who speaks.
    pub role: MessageRole,
    /// What is said.
    pub content: String,
    /// How many tokens that is.
    pub token_count: Option<i32>,
}

/// What a request used.
#[derive(
    Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Identifiable, Associations,
)]
#[diesel(table_name = llm_usage)]
#[diesel(primary_key(interaction_id))]
#[diesel(belongs_to(LlmInteraction, foreign_key = interaction_id))]
pub struct LlmUsage {
    /// Of which request.
    pub interaction_id: i64,
    /// Tokens in.
    pub prompt_tokens: i32,
    /// How many of these the provider had already.
    pub cached_tokens: i32,
    /// Tokens out.
    pub completion_tokens: i32,
    /// The cost in millionths of the currency.
    pub cost_micros: i64,
    /// The currency, as ISO 4217 has it.
    pub currency: String,
}

/// What a memory was to a request.
#[derive(
    Clone, Debug, PartialEq, Insertable, Queryable, Selectable, Identifiable, Associations,
)]
#[diesel(table_name = llm_interaction_memories)]
#[diesel(primary_key(interaction_id, memory_id, role))]
#[diesel(belongs_to(LlmInteraction, foreign_key = interaction_id))]
#[diesel(belongs_to(Memory, foreign_key = memory_id))]
pub struct LlmInteractionMemory {
    /// To which request.
    pub interaction_id: i64,
    /// Of which memory.
    pub memory_id: i64,
    /// What it was to it.
    pub role: MemoryRole,
    /// Its place among the others.
    pub rank_no: i32,
    /// How relevant it was, 0 to 1.
    pub relevance: Option<f64>,
    /// How many tokens it took.
    pub token_count: i32,
}

/// What an agent used of a model in a day.
#[derive(
    Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Identifiable, Associations,
)]
#[diesel(table_name = llm_usage_daily)]
#[diesel(primary_key(agent_id, model_id, day))]
#[diesel(belongs_to(Agent, foreign_key = agent_id))]
#[diesel(belongs_to(LlmModel, foreign_key = model_id))]
pub struct LlmUsageDay {
    /// Whose it is.
    pub agent_id: i64,
    /// Of which model.
    pub model_id: i64,
    /// The day, UTC.
    pub day: NaiveDate,
    /// How many requests.
    pub requests: i32,
    /// How many of them failed.
    pub failures: i32,
    /// Tokens in.
    pub prompt_tokens: i64,
    /// Tokens out.
    pub completion_tokens: i64,
    /// The cost in millionths of the currency.
    pub cost_micros: i64,
}

/// A request to write.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = llm_interactions)]
pub struct NewLlmInteraction<'a> {
    /// The id outside it.
    pub public_id: PublicId,
    /// Whose it is.
    pub agent_id: i64,
    /// In which session.
    pub session_id: Option<i64>,
    /// To which model.
    pub model_id: i64,
    /// The request that this one tries again.
    pub retry_of_id: Option<i64>,
    /// What was asked for.
    pub kind: InteractionKind,
    /// What became of it.
    pub status: InteractionStatus,
    /// How freely the model was to answer, 0 to 2.
    pub temperature: Option<f64>,
    /// How long the answer was to be at most.
    pub max_tokens: Option<i32>,
    /// Why the answer ended.
    pub finish_reason: Option<&'a str>,
    /// What went wrong.
    pub error_code: Option<&'a str>,
    /// How long it took.
    pub latency_ms: Option<i32>,
    /// When it was sent.
    pub requested_at: NaiveDateTime,
    /// When it was over.
    pub completed_at: Option<NaiveDateTime>,
}

closed_set!(
    /// What was asked for.
    InteractionKind {
        /// The next message.
        Chat = "chat",
        /// More text.
        Completion = "completion",
        /// A vector.
        Embedding = "embedding",
        /// The use of a tool.
        Tool = "tool",
    }
);

closed_set!(
    /// What became of a request.
    InteractionStatus {
        /// No answer yet.
        Pending = "pending",
        /// The answer is coming.
        Streaming = "streaming",
        /// Answered.
        Succeeded = "succeeded",
        /// Failed; `error_code` says how.
        Failed = "failed",
        /// Given up.
        Cancelled = "cancelled",
    }
);

closed_set!(
    /// Who speaks.
    MessageRole {
        /// The instructions.
        System = "system",
        /// The one who asks.
        User = "user",
        /// The model.
        Assistant = "assistant",
        /// A tool.
        Tool = "tool",
    }
);

closed_set!(
    /// What a memory was to a request.
    MemoryRole {
        /// Part of the prompt.
        Injected = "injected",
        /// Named in the answer.
        Cited = "cited",
        /// Made from the answer.
        Created = "created",
        /// Left out for want of room.
        Evicted = "evicted",
    }
);
