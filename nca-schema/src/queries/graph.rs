//! Links between memories, what they are about, and what they were made from.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::query_builder::SqlQuery;
use diesel::sql_types::{BigInt, Double, Integer};

use crate::schema::{
    consolidation_sources, consolidations, memories, memory_concepts, memory_links,
};

/// The links that start at a memory, strongest first, each with where it goes. Gives
/// `(`[`MemoryLink`](crate::models::memory::MemoryLink)`,
/// `[`Memory`](crate::models::memory::Memory)`)`.
///
/// Index: the key of `memory_links`, in which the links of a memory are together.
#[auto_type(no_type_alias)]
pub fn links_out(memory: i64) -> _ {
    memory_links::table
        .inner_join(memories::table.on(memories::id.eq(memory_links::target_memory_id)))
        .filter(memory_links::source_memory_id.eq(memory))
        .order((
            memory_links::weight.desc(),
            memory_links::target_memory_id.asc(),
            memory_links::relation_code.asc(),
        ))
}

/// The links of one relation that end at a memory, strongest first, each with where it comes from.
///
/// Index: `ix_memory_links_incoming`.
#[auto_type(no_type_alias)]
pub fn links_in<'a>(memory: i64, relation: &'a str) -> _ {
    memory_links::table
        .inner_join(memories::table.on(memories::id.eq(memory_links::source_memory_id)))
        .filter(memory_links::target_memory_id.eq(memory))
        .filter(memory_links::relation_code.eq(relation))
        .order((
            memory_links::weight.desc(),
            memory_links::source_memory_id.asc(),
        ))
}

/// The memories about a concept, those that are most about it first. Gives
/// `(`[`MemoryConcept`](crate::models::memory::MemoryConcept)`,
/// `[`Memory`](crate::models::memory::Memory)`)`.
///
/// Index: `ix_memory_concepts_by_concept`, read backwards.
#[auto_type(no_type_alias)]
pub fn about(concept: i64) -> _ {
    memory_concepts::table
        .inner_join(memories::table)
        .filter(memory_concepts::concept_id.eq(concept))
        .order((
            memory_concepts::weight.desc(),
            memory_concepts::memory_id.desc(),
        ))
}

/// What a memory was made from: the ids of the sources outside the database, and inside it as far as
/// they are still there, with how much each gave.
///
/// Index: `ix_consolidations_target`, then the key of `consolidation_sources`.
#[auto_type(no_type_alias)]
pub fn made_from(memory: i64) -> _ {
    consolidations::table
        .inner_join(consolidation_sources::table)
        .filter(consolidations::target_memory_id.eq(memory))
        .order((
            consolidation_sources::contribution.desc(),
            consolidation_sources::source_public_id.asc(),
        ))
        .select((
            consolidation_sources::source_public_id,
            consolidation_sources::source_memory_id,
            consolidation_sources::contribution,
        ))
}

/// The ids of the memories that were made from one.
///
/// Index: `ix_consolidation_sources_by_source`, then the key of `consolidations`.
#[auto_type(no_type_alias)]
pub fn became(memory: i64) -> _ {
    consolidation_sources::table
        .inner_join(consolidations::table)
        .filter(consolidation_sources::source_memory_id.eq(memory))
        .order(consolidations::target_memory_id.asc())
        .select(consolidations::target_memory_id)
}

/// A memory that activation reached.
#[derive(Clone, Copy, Debug, PartialEq, QueryableByName)]
pub struct Reached {
    /// Which memory.
    #[diesel(sql_type = BigInt)]
    pub memory_id: i64,
    /// Over how many links, at least.
    #[diesel(sql_type = Integer)]
    pub hops: i32,
    /// The most that arrived on one way.
    #[diesel(sql_type = Double)]
    pub activation: f64,
}

/// What is left of activation after a link of full weight.
const PASSED_ON: f64 = 0.7;
/// Less than this goes no further.
const LEAST: f64 = 0.1;

/// The memories that activation of one spreads to over `hops` links, most activated first. Gives
/// [`Reached`]. It starts with the memory's own strength; links that inhibit or are pruned carry none.
///
/// The numbers are part of the text: the engines write placeholders differently, and a number cannot
/// carry anything else.
///
/// Index: the key of `memory_links`, at each step.
pub fn spread(memory: i64, hops: u8) -> SqlQuery {
    diesel::sql_query(format!(
        "WITH RECURSIVE reached (memory_id, hops, activation) AS ( \
           SELECT id, 0, strength FROM memories WHERE id = {memory} \
           UNION ALL \
           SELECT l.target_memory_id, r.hops + 1, r.activation * l.weight * {PASSED_ON} \
             FROM reached r JOIN memory_links l ON l.source_memory_id = r.memory_id \
            WHERE r.hops < {hops} AND r.activation * l.weight * {PASSED_ON} >= {LEAST} \
              AND l.polarity <> 'inhibitory' AND l.state <> 'pruned' \
         ) \
         SELECT memory_id, MIN(hops) AS hops, MAX(activation) AS activation FROM reached \
          WHERE memory_id <> {memory} GROUP BY memory_id ORDER BY activation DESC, memory_id"
    ))
}
