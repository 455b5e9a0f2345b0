//! SQL with values as Diesel runs it: prepared once for a connection, however often it is run.

use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Untyped};
use diesel::{QueryResult, RunQueryDsl};

use crate::tables::{Bound, Piece, Value};

macro_rules! query_fragment {
    ($backend:ty) => {
        impl QueryFragment<$backend> for Bound<'_> {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, $backend>) -> QueryResult<()> {
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
query_fragment!(diesel::pg::Pg);

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
