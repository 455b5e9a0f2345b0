//! Writing a row whose id the database chooses.

use diesel::QueryResult;
#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
use diesel::prelude::*;

#[cfg(any(feature = "sqlite-system", feature = "postgres", feature = "mysql"))]
use crate::models::{biology, health, identity, llm, memory};

/// A connection that writes rows of type `Row` and gives the ids that they got.
///
/// PostgreSQL returns the id with the insertion. MySQL cannot, and SQLite only since 3.35; there the
/// connection is asked for its last one, which costs SQLite no round trip.
pub trait Insert<Row> {
    /// Writes a row and gives its id.
    ///
    /// # Errors
    ///
    /// What the database says, as Diesel has it.
    fn insert(&mut self, row: &Row) -> QueryResult<i64>;
}

/// For each engine, an implementation for each row.
macro_rules! inserts {
    ($($area:ident::$row:ident $(<$life:lifetime>)? => $table:ident),+ $(,)?) => {$(
        #[cfg(feature = "sqlite-system")]
        impl $(<$life>)? Insert<$area::$row $(<$life>)?> for SqliteConnection {
            fn insert(&mut self, row: &$area::$row $(<$life>)?) -> QueryResult<i64> {
                use crate::schema::$table;
                diesel::insert_into($table::table).values(*row).execute(self)?;
                last_rowid(self)
            }
        }

        #[cfg(feature = "postgres")]
        impl $(<$life>)? Insert<$area::$row $(<$life>)?> for PgConnection {
            fn insert(&mut self, row: &$area::$row $(<$life>)?) -> QueryResult<i64> {
                use crate::schema::$table;
                let new = diesel::insert_into($table::table).values(*row);
                new.returning($table::id).get_result(self)
            }
        }

        #[cfg(feature = "mysql")]
        impl $(<$life>)? Insert<$area::$row $(<$life>)?> for MysqlConnection {
            fn insert(&mut self, row: &$area::$row $(<$life>)?) -> QueryResult<i64> {
                use crate::schema::$table;
                diesel::insert_into($table::table).values(*row).execute(self)?;
                last_id(self)
            }
        }
    )+};
}

inserts! {
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
