//! How memories and concepts hang together.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::Memory;
use crate::models::PublicId;
use crate::models::closed_set::closed_set;
use crate::models::identity::Agent;
use crate::schema::{concepts, memory_concepts, memory_links, memory_tags, relation_types, tags};

/// A weighted link from one memory to another.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = memory_links)]
#[diesel(primary_key(source_memory_id, target_memory_id, relation_code))]
#[diesel(belongs_to(RelationType, foreign_key = relation_code))]
pub struct MemoryLink {
    /// From which memory.
    pub source_memory_id: i64,
    /// To which memory.
    pub target_memory_id: i64,
    /// In which relation: a code of `relation_types`.
    pub relation_code: String,
    /// How strong it is, 0 to 1.
    pub weight: f64,
    /// What activation does along it.
    pub polarity: LinkPolarity,
    /// Where it is in its life.
    pub state: LinkState,
    /// What it loses in an hour without use.
    pub decay_per_hour: f64,
    /// How far apart the two happened, in seconds.
    pub temporal_distance_s: Option<f64>,
    /// How often it was activated.
    pub activation_count: i64,
    /// When it was last activated.
    pub last_activated_at: Option<NaiveDateTime>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// A kind of link. The set grows: a lookup table.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = relation_types)]
#[diesel(primary_key(code))]
pub struct RelationType {
    /// Its name in programs, such as `causes`.
    pub code: String,
    /// What it may be between: `memory`, `concept` or `both`.
    pub applies_to: String,
    /// Whether it says the same in both directions; then one row stands for both.
    pub is_symmetric: bool,
    /// The relation that says the same the other way round.
    pub inverse_code: Option<String>,
    /// For people.
    pub description: Option<String>,
}

/// What memories are about.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = concepts)]
#[diesel(belongs_to(Agent, foreign_key = agent_id))]
pub struct Concept {
    /// The key inside the database.
    pub id: i64,
    /// The id outside it.
    pub public_id: PublicId,
    /// Whose it is.
    pub agent_id: i64,
    /// Its name, as it was first met.
    pub name: String,
    /// The name trimmed and in lower case; one agent has each once.
    pub name_key: String,
    /// For people.
    pub description: Option<String>,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// How present it is, 0 to 1.
    pub activation: f64,
    /// When it was last activated.
    pub last_activated_at: Option<NaiveDateTime>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// That a memory is about a concept.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = memory_concepts)]
#[diesel(primary_key(memory_id, concept_id))]
#[diesel(belongs_to(Memory, foreign_key = memory_id))]
#[diesel(belongs_to(Concept, foreign_key = concept_id))]
pub struct MemoryConcept {
    /// Of which memory.
    pub memory_id: i64,
    /// Which concept.
    pub concept_id: i64,
    /// How it came there.
    pub basis: ConceptBasis,
    /// How much the memory is about it, 0 to 1.
    pub weight: f64,
    /// How often it was activated.
    pub activation_count: i64,
    /// When it was last activated.
    pub last_activated_at: Option<NaiveDateTime>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

/// A label.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = tags)]
#[diesel(belongs_to(Agent, foreign_key = agent_id))]
pub struct Tag {
    /// The key inside the database.
    pub id: i64,
    /// Whose it is.
    pub agent_id: i64,
    /// Its text; one agent has each once.
    pub name: String,
    /// For people.
    pub description: Option<String>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

/// That a memory has a label.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = memory_tags)]
#[diesel(primary_key(memory_id, tag_id))]
#[diesel(belongs_to(Memory, foreign_key = memory_id))]
#[diesel(belongs_to(Tag, foreign_key = tag_id))]
pub struct MemoryTag {
    /// Of which memory.
    pub memory_id: i64,
    /// Which label.
    pub tag_id: i64,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

/// A link to write.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = memory_links)]
pub struct NewMemoryLink<'a> {
    /// From which memory.
    pub source_memory_id: i64,
    /// To which memory.
    pub target_memory_id: i64,
    /// In which relation: a code of `relation_types`.
    pub relation_code: &'a str,
    /// How strong it is, 0 to 1.
    pub weight: f64,
    /// What activation does along it.
    pub polarity: LinkPolarity,
    /// Where it is in its life.
    pub state: LinkState,
    /// How far apart the two happened, in seconds.
    pub temporal_distance_s: Option<f64>,
    /// How often it was activated.
    pub activation_count: i64,
    /// When it was last activated.
    pub last_activated_at: Option<NaiveDateTime>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// A concept to write.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = concepts)]
pub struct NewConcept<'a> {
    /// The id outside it.
    pub public_id: PublicId,
    /// Whose it is.
    pub agent_id: i64,
    /// Its name, as it was first met.
    pub name: &'a str,
    /// The name trimmed and in lower case; one agent has each once.
    pub name_key: &'a str,
    /// For people.
    pub description: Option<&'a str>,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// How present it is, 0 to 1.
    pub activation: f64,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// To write that a memory is about a concept.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = memory_concepts)]
pub struct NewMemoryConcept {
    /// Of which memory.
    pub memory_id: i64,
    /// Which concept.
    pub concept_id: i64,
    /// How it came there.
    pub basis: ConceptBasis,
    /// How much the memory is about it, 0 to 1.
    pub weight: f64,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

/// A label to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Insertable)]
#[diesel(table_name = tags)]
pub struct NewTag<'a> {
    /// Whose it is.
    pub agent_id: i64,
    /// Its text; one agent has each once.
    pub name: &'a str,
    /// For people.
    pub description: Option<&'a str>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

/// To write that a memory has a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Insertable)]
#[diesel(table_name = memory_tags)]
pub struct NewMemoryTag {
    /// Of which memory.
    pub memory_id: i64,
    /// Which label.
    pub tag_id: i64,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

closed_set!(
    /// What activation of one end does to the other.
    LinkPolarity {
        /// Raises it.
        Excitatory = "excitatory",
        /// Lowers it.
        Inhibitory = "inhibitory",
        /// Changes how strongly it reacts.
        Modulatory = "modulatory",
    }
);

closed_set!(
    /// Where a link is in its life.
    LinkState {
        /// Too new to count on.
        Forming = "forming",
        /// In use.
        Active = "active",
        /// Not used for a while.
        Weakening = "weakening",
        /// To be deleted.
        Pruned = "pruned",
    }
);

closed_set!(
    /// How a memory came to a concept.
    ConceptBasis {
        /// The memory names it.
        Direct = "direct",
        /// It was concluded.
        Inferred = "inferred",
    }
);
