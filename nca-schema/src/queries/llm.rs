//! Requests to language models and what they cost.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{auto_type, sql};
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::models::llm::{LlmUsageDay, MemoryRole};
use crate::schema::{llm_interaction_memories, llm_interactions, llm_usage_daily};

/// The requests, of all agents, that were sent before a moment and have no answer yet; the longest
/// waiting first. Gives [`LlmInteraction`](crate::models::llm::LlmInteraction).
///
/// Index: `ix_llm_interactions_open`. On SQLite and PostgreSQL it has the open requests only, and is
/// used only where the text of the query says so: the two words are no parameters.
#[auto_type(no_type_alias)]
pub fn open(before: NaiveDateTime) -> _ {
    let open: SqlLiteral<Bool> = sql("llm_interactions.status IN ('pending', 'streaming')");
    llm_interactions::table
        .filter(open)
        .filter(llm_interactions::requested_at.lt(before))
        .order((
            llm_interactions::requested_at.asc(),
            llm_interactions::id.asc(),
        ))
}

/// The requests of an agent in `from..to`, in order.
///
/// Index: `ix_llm_interactions_agent_time`.
#[auto_type(no_type_alias)]
pub fn requests(agent: i64, from: NaiveDateTime, to: NaiveDateTime) -> _ {
    llm_interactions::table
        .filter(llm_interactions::agent_id.eq(agent))
        .filter(llm_interactions::requested_at.ge(from))
        .filter(llm_interactions::requested_at.lt(to))
        .order((
            llm_interactions::requested_at.asc(),
            llm_interactions::id.asc(),
        ))
}

/// The requests to which a memory was something. Gives their ids, smallest first.
///
/// Index: `ix_llm_interaction_memories_by_memory`.
#[auto_type(no_type_alias)]
pub fn that_used(memory: i64, role: MemoryRole) -> _ {
    llm_interaction_memories::table
        .filter(llm_interaction_memories::memory_id.eq(memory))
        .filter(llm_interaction_memories::role.eq(role))
        .order(llm_interaction_memories::interaction_id.asc())
        .select(llm_interaction_memories::interaction_id)
}

/// What an agent used from one day to another, both included. Gives [`LlmUsageDay`], a row for each
/// day and model; [`UsageTotals`] adds them up.
///
/// Index: the key of `llm_usage_daily`.
#[auto_type(no_type_alias)]
pub fn usage(agent: i64, from: NaiveDate, to: NaiveDate) -> _ {
    llm_usage_daily::table
        .filter(llm_usage_daily::agent_id.eq(agent))
        .filter(llm_usage_daily::day.ge(from))
        .filter(llm_usage_daily::day.le(to))
        .order((llm_usage_daily::day.asc(), llm_usage_daily::model_id.asc()))
}

/// Usage added up. In the program and not in the database: the sum of `BIGINT` is another type on
/// each engine, and a month has few rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UsageTotals {
    /// How many requests.
    pub requests: i64,
    /// How many of them failed.
    pub failures: i64,
    /// Tokens in.
    pub prompt_tokens: i64,
    /// Tokens out.
    pub completion_tokens: i64,
    /// The cost in millionths of the currency.
    pub cost_micros: i64,
}

impl<'a> FromIterator<&'a LlmUsageDay> for UsageTotals {
    fn from_iter<I: IntoIterator<Item = &'a LlmUsageDay>>(days: I) -> Self {
        let mut totals = Self::default();
        for day in days {
            totals.requests += i64::from(day.requests);
            totals.failures += i64::from(day.failures);
            totals.prompt_tokens += day.prompt_tokens;
            totals.completion_tokens += day.completion_tokens;
            totals.cost_micros += day.cost_micros;
        }
        totals
    }
}
