//! Questions to the server, and what every answer needs.

use diesel::query_builder::SqlQuery;
use diesel::query_dsl::methods::LoadQuery;
use diesel::sql_types::{Integer, Nullable, Text};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query};

use super::session::SETTINGS;
use crate::introspect::{IntrospectError, Scope};
use crate::model::Name;

/// The smallest number that an object made by a user can have: `FirstNormalObjectId` of
/// <https://github.com/postgres/postgres/blob/master/src/include/access/transam.h>. What has a smaller one
/// came with the database. In quotes, as SQL: see [`super::session`] on what else a number could be.
pub(super) const FIRST_OID: &str = "'16384'";

/// A connection with the settings of a reading, and what is known of its server.
pub(super) struct Reader<'a> {
    conn: &'a mut PgConnection,
    major: i32,
    /// The schema that names without one are in, unless there is none.
    home: Option<String>,
    /// A condition on `n.nspname`.
    pub(super) in_scope: String,
    /// Whether what belongs to no schema is to be read.
    pub(super) is_whole: bool,
}

#[derive(QueryableByName)]
struct Server {
    #[diesel(sql_type = Nullable<Text>)]
    home: Option<String>,
    #[diesel(sql_type = Integer)]
    version: i32,
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Nullable<Text>)]
    #[expect(dead_code, reason = "what was set is not looked at")]
    value: Option<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(conn: &'a mut PgConnection, scope: &Scope) -> Result<Self, IntrospectError> {
        let servers: Vec<Server> = load(
            conn,
            "the server's version",
            "SELECT CAST(pg_catalog.current_schema() AS text) AS home, \
             CAST(pg_catalog.current_setting('server_version_num') AS int4) AS version",
        )?;
        let _: Vec<Value> = load(conn, "the session's settings", SETTINGS)?;
        let server = servers.into_iter().next();
        let home = server.as_ref().and_then(|server| server.home.clone());
        let home = home.filter(|home| !home.starts_with("pg_"));
        Ok(Self {
            conn,
            major: server.map_or(0, |server| server.version / 10000),
            in_scope: in_scope(scope, home.as_deref()),
            home,
            is_whole: *scope == Scope::All,
        })
    }

    /// Nothing is prepared by name: a pooling proxy may send the next query to another server process.
    pub(super) fn load<R>(
        &mut self,
        what: &'static str,
        query: &str,
    ) -> Result<Vec<R>, IntrospectError>
    where
        for<'q> SqlQuery: LoadQuery<'q, PgConnection, R>,
    {
        load(self.conn, what, query)
    }

    /// An expression of SQL that servers have since this version, or else one that all have.
    pub(super) fn since(
        &self,
        major: i32,
        there: &'static str,
        else_: &'static str,
    ) -> &'static str {
        if self.major >= major { there } else { else_ }
    }

    pub(super) fn major(&self) -> i32 {
        self.major
    }

    pub(super) fn home(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// The name of an object, with its schema if that has to be said.
    pub(super) fn name(&self, schema: String, name: String) -> Name {
        Name {
            schema: Some(schema).filter(|schema| self.home() != Some(schema)),
            name,
        }
    }

    /// The name of something that is mostly the server's own: a collation, an operator class.
    pub(super) fn word(&self, schema: &str, name: String) -> String {
        match schema {
            "pg_catalog" => name,
            schema if self.home() == Some(schema) => name,
            schema => format!("{schema}.{name}"),
        }
    }
}

fn load<R>(
    conn: &mut PgConnection,
    what: &'static str,
    query: &str,
) -> Result<Vec<R>, IntrospectError>
where
    for<'q> SqlQuery: LoadQuery<'q, PgConnection, R>,
{
    sql_query(query)
        .load(conn)
        .map_err(|error| IntrospectError::Database { what, error })
}

fn in_scope(scope: &Scope, home: Option<&str>) -> String {
    match scope {
        // Names that begin with `pg_` are the server's:
        // https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-CATALOG
        Scope::All => {
            "CAST(n.nspname AS text) !~ '^pg_' AND n.nspname <> 'information_schema'".to_owned()
        }
        Scope::Schemas(schemas) => {
            let schemas = schemas.iter().map(String::as_str).chain(home);
            let literals: Vec<String> = schemas.map(literal).collect();
            match &*literals.join(", ") {
                "" => "false".to_owned(),
                literals => format!("n.nspname IN ({literals})"),
            }
        }
    }
}

/// With `standard_conforming_strings` on, as it is while reading.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
