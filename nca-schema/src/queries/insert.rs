//! Writing a row, and learning its id where the database chooses it.

use diesel::QueryResult;
#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
use diesel::prelude::*;

#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
use crate::{
    models::{biology, health, identity, llm, memory},
    schema::{
        agents, concepts, episodes, episodic_memories, health_components, health_events,
        health_parameters, health_samples, llm_interaction_memories, llm_interactions,
        llm_messages, llm_models, llm_providers, llm_usage, llm_usage_daily, memories,
        memory_concepts, memory_links, memory_tags, neurotransmitter_events,
        neurotransmitter_states, semantic_memories, sessions, tags, working_memories,
    },
};

/// A connection that writes rows of type `Row`.
///
/// PostgreSQL returns the id with the insertion. MySQL cannot, and SQLite only since 3.35; there the
/// connection is asked for its last one, which costs SQLite no round trip.
pub trait Insert<Row> {
    /// What the database chose: an id, or nothing where the row has a key of its own.
    type Id;

    /// Writes a row.
    ///
    /// # Errors
    ///
    /// What the database says, as Diesel has it.
    fn insert(&mut self, row: &Row) -> QueryResult<Self::Id>;
}

/// For each engine, an implementation for each row whose id the database chooses.
#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
macro_rules! with_an_id {
    ($($area:ident::$row:ident $(<$life:lifetime>)? => $table:ident),+ $(,)?) => {$(
        #[cfg(feature = "sqlite-system")]
        impl $(<$life>)? Insert<$area::$row $(<$life>)?> for SqliteConnection {
            type Id = i64;

            fn insert(&mut self, row: &$area::$row $(<$life>)?) -> QueryResult<i64> {
                diesel::insert_into($table::table).values(*row).execute(self)?;
                last_rowid(self)
            }
        }

        #[cfg(feature = "postgres")]
        impl $(<$life>)? Insert<$area::$row $(<$life>)?> for PgConnection {
            type Id = i64;

            fn insert(&mut self, row: &$area::$row $(<$life>)?) -> QueryResult<i64> {
                let new = diesel::insert_into($table::table).values(*row);
                new.returning($table::id).get_result(self)
            }
        }

        #[cfg(feature = "mysql")]
        impl $(<$life>)? Insert<$area::$row $(<$life>)?> for MysqlConnection {
            type Id = i64;

            fn insert(&mut self, row: &$area::$row $(<$life>)?) -> QueryResult<i64> {
                diesel::insert_into($table::table).values(*row).execute(self)?;
                last_id(self)
            }
        }
    )+};
}

/// For each engine, an implementation for each row that has its own key.
#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
macro_rules! with_their_key {
    ($($area:ident::$row:ident $(<$life:lifetime>)? => $table:ident),+ $(,)?) => {$(
        #[cfg(feature = "sqlite-system")]
        with_their_key! { SqliteConnection, $area::$row $(<$life>)? => $table }
        #[cfg(feature = "postgres")]
        with_their_key! { PgConnection, $area::$row $(<$life>)? => $table }
        #[cfg(feature = "mysql")]
        with_their_key! { MysqlConnection, $area::$row $(<$life>)? => $table }
    )+};
    ($connection:ty, $area:ident::$row:ident $(<$life:lifetime>)? => $table:ident) => {
        impl $(<$life>)? Insert<$area::$row $(<$life>)?> for $connection {
            type Id = ();

            fn insert(&mut self, row: &$area::$row $(<$life>)?) -> QueryResult<()> {
                diesel::insert_into($table::table).values(row).execute(self)?;
                Ok(())
            }
        }
    };
}

#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
with_an_id! {
    identity::NewAgent<'a> => agents,
    identity::NewSession<'a> => sessions,
    memory::NewMemory<'a> => memories,
    memory::NewEpisode<'a> => episodes,
    memory::NewConcept<'a> => concepts,
    memory::NewTag<'a> => tags,
    health::NewHealthComponent<'a> => health_components,
    health::NewHealthParameter => health_parameters,
    health::NewHealthEvent<'a> => health_events,
    biology::NewNeurotransmitterState<'a> => neurotransmitter_states,
    llm::NewLlmProvider<'a> => llm_providers,
    llm::NewLlmModel<'a> => llm_models,
    llm::NewLlmInteraction<'a> => llm_interactions,
}

#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
with_their_key! {
    memory::NewWorkingMemory => working_memories,
    memory::NewEpisodicMemory<'a> => episodic_memories,
    memory::NewSemanticMemory => semantic_memories,
    memory::NewMemoryLink<'a> => memory_links,
    memory::NewMemoryConcept => memory_concepts,
    memory::NewMemoryTag => memory_tags,
    health::HealthSample => health_samples,
    biology::NeurotransmitterEvent => neurotransmitter_events,
    llm::LlmMessage => llm_messages,
    llm::LlmUsage => llm_usage,
    llm::LlmInteractionMemory => llm_interaction_memories,
    llm::LlmUsageDay => llm_usage_daily,
}

/// The id that this session's last insertion got, whatever others insert meanwhile:
/// <https://dev.mysql.com/doc/refman/8.4/en/information-functions.html#function_last-insert-id>.
/// It is `BIGINT UNSIGNED`, and an id of ours is not.
#[cfg(feature = "mysql")]
fn last_id(conn: &mut MysqlConnection) -> QueryResult<i64> {
    diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>(
        "CAST(LAST_INSERT_ID() AS SIGNED)",
    ))
    .get_result(conn)
}

/// The key that this connection's last insertion got:
/// <https://www.sqlite.org/c3ref/last_insert_rowid.html>.
#[cfg(feature = "sqlite-system")]
fn last_rowid(conn: &mut SqliteConnection) -> QueryResult<i64> {
    diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>(
        "last_insert_rowid()",
    ))
    .get_result(conn)
}
