//! What is remembered: memories in three tiers, how they decay, and how they hang together.

mod decay;
mod graph;
mod item;
mod tiers;

pub use decay::{DecayCurve, DecayPolicy};
pub use graph::{
    Concept, ConceptBasis, LinkPolarity, LinkState, MemoryConcept, MemoryLink, MemoryTag,
    NewConcept, NewMemoryConcept, NewMemoryLink, NewMemoryTag, NewTag, RelationType, Tag,
};
pub use item::{ContentKind, Memory, MemorySource, MemoryStatus, NewMemory, Tier};
pub use tiers::{
    Episode, EpisodicMemory, NewEpisode, NewEpisodicMemory, NewSemanticMemory, NewWorkingMemory,
    SemanticMemory, WorkingMemory,
};
