//! Memories of all tiers.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::DecayPolicy;
use crate::models::closed_set::closed_set;
use crate::models::identity::{Agent, Session};
use crate::models::{ContentDigest, PublicId};
use crate::schema::memories;

/// What every memory has, whatever its tier. What only one tier has is in
/// [`WorkingMemory`](super::WorkingMemory), [`EpisodicMemory`](super::EpisodicMemory) or
/// [`SemanticMemory`](super::SemanticMemory).
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = memories)]
#[diesel(belongs_to(Agent, foreign_key = agent_id))]
#[diesel(belongs_to(Session, foreign_key = origin_session_id))]
#[diesel(belongs_to(DecayPolicy, foreign_key = decay_policy_id))]
pub struct Memory {
    /// The key inside the database.
    pub id: i64,
    /// The id outside it; journals keep it when the memory is gone.
    pub public_id: PublicId,
    /// Whose it is.
    pub agent_id: i64,
    /// The session in which it arose.
    pub origin_session_id: Option<i64>,
    /// The tier.
    pub tier: Tier,
    /// What the content is.
    pub content_kind: ContentKind,
    /// What is remembered.
    pub content: String,
    /// The same in short.
    pub summary: Option<String>,
    /// The language of the content, as a BCP 47 tag.
    pub language: Option<String>,
    /// Where it came from.
    pub source: MemorySource,
    /// How much it matters, 0 to 1.
    pub importance: f64,
    /// What decay lowers, 0 to 1.
    pub strength: f64,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// How often it was retrieved.
    pub access_count: i64,
    /// What has become of it.
    pub status: MemoryStatus,
    /// Whether decay never forgets it.
    pub is_pinned: bool,
    /// How it decays.
    pub decay_policy_id: i64,
    /// More about it, as JSON.
    pub metadata: Option<String>,
    /// Counted up by each change: who writes says which one was read.
    pub row_version: i32,
    /// When it was last retrieved.
    pub last_accessed_at: NaiveDateTime,
    /// Up to when decay was applied.
    pub decayed_at: NaiveDateTime,
    /// When it goes, if nothing happens.
    pub expires_at: Option<NaiveDateTime>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
    /// How pleasant it is, -1 to 1.
    pub valence: Option<f64>,
    /// How exciting it is, 0 to 1.
    pub arousal: Option<f64>,
    /// The digest of the content, by which exact duplicates are found.
    pub content_sha256: ContentDigest,
}

/// A memory to write. [`NewMemory::of`] fills in what is usual.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = memories)]
pub struct NewMemory<'a> {
    /// The id outside it; journals keep it when the memory is gone.
    pub public_id: PublicId,
    /// Whose it is.
    pub agent_id: i64,
    /// The session in which it arose.
    pub origin_session_id: Option<i64>,
    /// The tier.
    pub tier: Tier,
    /// What the content is.
    pub content_kind: ContentKind,
    /// What is remembered.
    pub content: &'a str,
    /// The same in short.
    pub summary: Option<&'a str>,
    /// The language of the content, as a BCP 47 tag.
    pub language: Option<&'a str>,
    /// Where it came from.
    pub source: MemorySource,
    /// How much it matters, 0 to 1.
    pub importance: f64,
    /// What decay lowers, 0 to 1.
    pub strength: f64,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// How often it was retrieved.
    pub access_count: i64,
    /// What has become of it.
    pub status: MemoryStatus,
    /// Whether decay never forgets it.
    pub is_pinned: bool,
    /// How it decays.
    pub decay_policy_id: i64,
    /// More about it, as JSON.
    pub metadata: Option<&'a str>,
    /// When it was last retrieved.
    pub last_accessed_at: NaiveDateTime,
    /// Up to when decay was applied.
    pub decayed_at: NaiveDateTime,
    /// When it goes, if nothing happens.
    pub expires_at: Option<NaiveDateTime>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
    /// How pleasant it is, -1 to 1.
    pub valence: Option<f64>,
    /// How exciting it is, 0 to 1.
    pub arousal: Option<f64>,
    /// The digest of the content, by which exact duplicates are found.
    pub content_sha256: ContentDigest,
}

impl<'a> NewMemory<'a> {
    /// A fresh memory of `agent_id`, in the tier of `policy` and decaying by it.
    pub fn of(agent_id: i64, policy: &DecayPolicy, content: &'a str, now: NaiveDateTime) -> Self {
        Self {
            public_id: PublicId::new(),
            agent_id,
            origin_session_id: None,
            tier: policy.tier,
            content_kind: ContentKind::Text,
            content,
            summary: None,
            language: None,
            content_sha256: ContentDigest::of(content),
            source: MemorySource::Conversation,
            importance: 0.5,
            strength: 1.0,
            confidence: 1.0,
            valence: None,
            arousal: None,
            access_count: 0,
            status: MemoryStatus::Active,
            is_pinned: false,
            decay_policy_id: policy.id,
            metadata: None,
            last_accessed_at: now,
            decayed_at: now,
            expires_at: policy.expiry(now),
            created_at: now,
            updated_at: now,
        }
    }
}

closed_set!(
    /// Where a memory is kept. What matters moves up.
    Tier {
        /// Seconds to an hour: what is being thought about.
        Working = "working",
        /// Hours to days: what happened.
        Episodic = "episodic",
        /// A month to for ever: what is known.
        Semantic = "semantic",
    }
);

closed_set!(
    /// What has become of a memory.
    MemoryStatus {
        /// In use.
        Active = "active",
        /// Getting weak.
        Decaying = "decaying",
        /// Lives on in a memory of a higher tier.
        Consolidated = "consolidated",
        /// Kept, not looked at.
        Archived = "archived",
        /// To be deleted.
        Forgotten = "forgotten",
    }
);

closed_set!(
    /// What the content of a memory is.
    ContentKind {
        /// Plain text.
        Text = "text",
        /// JSON.
        Structured = "structured",
        /// Where a picture is.
        ImageRef = "image_ref",
        /// Where a recording is.
        AudioRef = "audio_ref",
        /// Several of these.
        Mixed = "mixed",
    }
);

closed_set!(
    /// Where a memory came from.
    MemorySource {
        /// Somebody said it.
        Conversation = "conversation",
        /// It was seen.
        Observation = "observation",
        /// It follows from something else.
        Inference = "inference",
        /// The agent thought about itself.
        Reflection = "reflection",
        /// Another system told it.
        External = "external",
        /// This system made it.
        System = "system",
    }
);
