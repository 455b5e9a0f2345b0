//! SQL with values as Diesel runs it.
//!
//! On SQLite and MySQL/MariaDB it is prepared once for a connection, however often it is run. Not so on
//! PostgreSQL: Diesel counts the names of prepared statements by the connection, and behind a proxy that
//! pools by the transaction a server process has the names of one connection and is asked for those of
//! another. What is not prepared is also one round trip instead of two.

use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Untyped};
use diesel::{QueryResult, RunQueryDsl};

use crate::tables::{Bound, Piece, Value};

macro_rules! query_fragment {
    ($backend:ty $(, $unprepared:ident)?) => {
        impl QueryFragment<$backend> for Bound<'_> {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, $backend>) -> QueryResult<()> {
                $(out.$unprepared();)?
                for piece in self.pieces() {
                    match piece {
                        Piece::Sql(sql) => out.push_sql(sql),
                        Piece::Value(Value::Text(text)) => {
                            out.push_bind_param::<Nullable<Text>, _>(text)?;
                        }
                        Piece::Value(Value::Integer(number)) => {
                            out.push_bind_param::<Nullable<Integer>, _>(number)?;
                        }
                        Piece::Value(Value::BigInt(number)) => {
                            out.push_bind_param::<Nullable<BigInt>, _>(number)?;
                        }
                    }
                }
                Ok(())
            }
        }
    };
}

#[cfg(feature = "sqlite-system")]
query_fragment!(diesel::sqlite::Sqlite);

#[cfg(feature = "postgres")]
query_fragment!(diesel::pg::Pg, unsafe_to_cache_prepared);

#[cfg(feature = "mysql")]
query_fragment!(diesel::mysql::Mysql);

impl QueryId for Bound<'_> {
    type QueryId = ();

    // Told apart by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Bound<'_> {
    type SqlType = Untyped;
}

impl<C> RunQueryDsl<C> for Bound<'_> {}
