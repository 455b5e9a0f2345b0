//! Memories by time, importance and what is to be done with them.

use chrono::NaiveDateTime;
use diesel::dsl::auto_type;
use diesel::prelude::*;

use crate::models::ContentDigest;
use crate::models::memory::{MemoryStatus, Tier};
use crate::schema::{episodic_memories, memories, memory_tags, working_memories};

/// The active memories of a tier, last retrieved first. Gives [`Memory`](crate::models::memory::Memory).
///
/// Index: `ix_memories_recent`, read backwards.
#[auto_type(no_type_alias)]
pub fn recent(agent: i64, tier: Tier) -> _ {
    let active: MemoryStatus = MemoryStatus::Active;
    memories::table
        .filter(memories::agent_id.eq(agent))
        .filter(memories::tier.eq(tier))
        .filter(memories::status.eq(active))
        .order((memories::last_accessed_at.desc(), memories::id.desc()))
}

/// The memories of a tier that were made in `from..to`, oldest first.
///
/// Index: `ix_memories_created`.
#[auto_type(no_type_alias)]
pub fn created(agent: i64, tier: Tier, from: NaiveDateTime, to: NaiveDateTime) -> _ {
    memories::table
        .filter(memories::agent_id.eq(agent))
        .filter(memories::tier.eq(tier))
        .filter(memories::created_at.ge(from))
        .filter(memories::created_at.lt(to))
        .order((memories::created_at.asc(), memories::id.asc()))
}

/// The active memories of a tier, most important first.
///
/// Index: `ix_memories_ranked`, read backwards.
#[auto_type(no_type_alias)]
pub fn most_important(agent: i64, tier: Tier) -> _ {
    let active: MemoryStatus = MemoryStatus::Active;
    memories::table
        .filter(memories::agent_id.eq(agent))
        .filter(memories::tier.eq(tier))
        .filter(memories::status.eq(active))
        .order((memories::importance.desc(), memories::id.desc()))
}

/// The active memories of a tier, weakest first: what goes when the tier is full.
///
/// Index: `ix_memories_weakest`.
#[auto_type(no_type_alias)]
pub fn weakest(agent: i64, tier: Tier) -> _ {
    let active: MemoryStatus = MemoryStatus::Active;
    memories::table
        .filter(memories::agent_id.eq(agent))
        .filter(memories::tier.eq(tier))
        .filter(memories::status.eq(active))
        .order((memories::strength.asc(), memories::id.asc()))
}

/// The active memories of a tier, of all agents, whose decay was last applied before a moment; the
/// longest waiting first. [`Decay`](super::Decay) works these off.
///
/// Index: `ix_memories_decay_due`.
#[auto_type(no_type_alias)]
pub fn decay_due(tier: Tier, before: NaiveDateTime) -> _ {
    let active: MemoryStatus = MemoryStatus::Active;
    memories::table
        .filter(memories::tier.eq(tier))
        .filter(memories::status.eq(active))
        .filter(memories::decayed_at.lt(before))
        .order((memories::decayed_at.asc(), memories::id.asc()))
}

/// The memories, of all agents, whose time is over.
///
/// Index: `ix_memories_expiry`, which on SQLite and PostgreSQL has only those that expire at all.
#[auto_type(no_type_alias)]
pub fn expired(now: NaiveDateTime) -> _ {
    memories::table
        .filter(memories::expires_at.le(now))
        .order((memories::expires_at.asc(), memories::id.asc()))
}

/// The memories of an agent with this content, oldest first.
///
/// Index: `ix_memories_digest`.
#[auto_type(no_type_alias)]
pub fn with_content(agent: i64, digest: ContentDigest) -> _ {
    memories::table
        .filter(memories::agent_id.eq(agent))
        .filter(memories::content_sha256.eq(digest))
        .order(memories::id.asc())
}

/// What happened to an agent in `from..to`, in order. Gives
/// `(`[`EpisodicMemory`](crate::models::memory::EpisodicMemory)`,
/// `[`Memory`](crate::models::memory::Memory)`)`.
///
/// Index: `ix_episodic_memories_timeline`, then the key of `memories`.
#[auto_type(no_type_alias)]
pub fn timeline(agent: i64, from: NaiveDateTime, to: NaiveDateTime) -> _ {
    episodic_memories::table
        .inner_join(memories::table.on(memories::id.eq(episodic_memories::memory_id)))
        .filter(episodic_memories::agent_id.eq(agent))
        .filter(episodic_memories::occurred_at.ge(from))
        .filter(episodic_memories::occurred_at.lt(to))
        .order((
            episodic_memories::occurred_at.asc(),
            episodic_memories::memory_id.asc(),
        ))
}

/// The working memories that wait to become episodes, most present first. Gives
/// `(`[`WorkingMemory`](crate::models::memory::WorkingMemory)`,
/// `[`Memory`](crate::models::memory::Memory)`)`.
///
/// Index: `ix_working_memories_promotion`, then the key of `memories`.
#[auto_type(no_type_alias)]
pub fn to_episodic(agent: i64, activation: f64) -> _ {
    working_memories::table
        .inner_join(memories::table.on(memories::id.eq(working_memories::memory_id)))
        .filter(working_memories::agent_id.eq(agent))
        .filter(working_memories::promote_candidate.eq(true))
        .filter(working_memories::activation.ge(activation))
        .order((
            working_memories::activation.desc(),
            working_memories::memory_id.desc(),
        ))
}

/// The episodic memories that ask to become knowledge, the best first. Gives
/// `(`[`EpisodicMemory`](crate::models::memory::EpisodicMemory)`,
/// `[`Memory`](crate::models::memory::Memory)`)`.
///
/// Index: `ix_episodic_memories_promotion`, then the key of `memories`.
#[auto_type(no_type_alias)]
pub fn to_semantic(agent: i64, score: f64) -> _ {
    episodic_memories::table
        .inner_join(memories::table.on(memories::id.eq(episodic_memories::memory_id)))
        .filter(episodic_memories::agent_id.eq(agent))
        .filter(episodic_memories::promotion_score.ge(score))
        .order((
            episodic_memories::promotion_score.desc(),
            episodic_memories::memory_id.desc(),
        ))
}

/// The memories that have a label. Gives their ids, smallest first; for those that have several
/// labels, intersect.
///
/// Index: `ix_memory_tags_by_tag`, without looking into the table.
#[auto_type(no_type_alias)]
pub fn tagged(tag: i64) -> _ {
    memory_tags::table
        .filter(memory_tags::tag_id.eq(tag))
        .order(memory_tags::memory_id.asc())
        .select(memory_tags::memory_id)
}
