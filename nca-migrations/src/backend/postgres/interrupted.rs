//! Statements that cannot be in a transaction, and that a run was stopped in: `CREATE INDEX
//! CONCURRENTLY` most of all, which leaves an invalid index behind when it does not get to its end.
//! See <https://www.postgresql.org/docs/current/sql-createindex.html>, "Building Indexes
//! Concurrently".

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Array, Bool, Text};
use diesel::{PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{Statement, split};

/// The relations that the statement names, their indexes, and databases, tablespaces and
/// subscriptions of these names; one a line.
pub(super) fn trace(conn: &mut PgConnection, statement: &str) -> QueryResult<String> {
    let objects = objects(conn, statement)?;
    Ok(objects.iter().map(|object| object.line() + "\n").collect())
}

/// An index that is invalid and was not there before, or was valid, shows that the statement did not
/// get to its end. New ones are dropped; else any other difference shows that it was done, but for
/// indexes that the statement is not about.
pub(super) fn was_done(
    conn: &mut PgConnection,
    statement: &str,
    trace: Option<&str>,
) -> QueryResult<bool> {
    let before: Option<BTreeSet<&str>> = trace.map(|trace| trace.lines().collect());
    let now = objects(conn, statement)?;
    let mut cut_short = false;
    for index in now
        .iter()
        .filter(|object| [INVALID, TRANSIENT].contains(&&*object.kind))
    {
        // Without a trace, only what the statement itself names can be its own.
        let known = before.as_ref().map(|before| {
            let was_valid = Object {
                kind: VALID.to_owned(),
                ..index.clone()
            };
            (
                before.contains(&*index.line()),
                before.contains(&*was_valid.line()),
            )
        });
        match known {
            Some((true, _)) => {}
            Some((_, true)) => cut_short = true,
            None if !names(statement).contains(&index.name) => {}
            Some((false, false)) | None => {
                cut_short = true;
                let drop = format!("DROP INDEX CONCURRENTLY IF EXISTS {}", index.quoted);
                conn.batch_execute(&drop)?;
            }
        }
    }
    let Some(before) = before else {
        return Ok(false);
    };
    let lasting = |line: &&str| !line.starts_with(TRANSIENT);
    let before: BTreeSet<&str> = before.into_iter().filter(lasting).collect();
    let now: Vec<String> = now.iter().map(Object::line).collect();
    let now = now.iter().map(|line| &**line).filter(lasting).collect();
    Ok(!cut_short && before != now)
}

const INVALID: &str = "invalid index";
const VALID: &str = "index";
/// An invalid index of a name that `REINDEX CONCURRENTLY` gives, and the statement does not.
const TRANSIENT: &str = "transient index";

#[derive(Clone, QueryableByName)]
struct Object {
    #[diesel(sql_type = Text)]
    kind: String,
    /// What it is told apart by, even from one of the same name.
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    name: String,
    /// The name as it is written in SQL.
    #[diesel(sql_type = Text)]
    quoted: String,
}

impl Object {
    fn line(&self) -> String {
        format!("{} {} {}", self.kind, self.id, self.quoted)
    }
}

/// `REINDEX` may name an index, or a schema, or nothing, and builds indexes on partitions and on the
/// tables that long values are kept in. What it leaves behind is told by its name
/// (<https://www.postgresql.org/docs/current/sql-reindex.html>, "Rebuilding Indexes Concurrently").
fn objects(conn: &mut PgConnection, statement: &str) -> QueryResult<Vec<Object>> {
    let names: Vec<String> = names(statement).into_iter().collect();
    let leaves_transient = names.iter().any(|name| name == "reindex");
    sql_query(
        "WITH relation AS (\
            SELECT oid FROM pg_catalog.pg_class WHERE relname = ANY ($1)), \
         seen AS (\
            SELECT oid FROM relation \
            UNION SELECT indexrelid FROM pg_catalog.pg_index WHERE indrelid IN (SELECT oid FROM relation) \
            UNION SELECT indexrelid FROM pg_catalog.pg_index \
            JOIN pg_catalog.pg_class AS c ON c.oid = indexrelid \
            WHERE $2 AND NOT indisvalid AND relname ~ '_cc(new|old)[0-9]*$') \
         SELECT CASE WHEN indisvalid THEN 'index' \
            WHEN $2 AND relname ~ '_cc(new|old)[0-9]*$' AND relname <> ALL ($1) THEN 'transient index' \
            WHEN NOT indisvalid THEN 'invalid index' \
            WHEN relispartition THEN 'partition' ELSE 'relation' END AS kind, \
            CAST(c.oid AS text) AS id, CAST(relname AS text) AS name, \
            format('%I.%I', nspname, relname) AS quoted \
         FROM pg_catalog.pg_class AS c JOIN seen ON seen.oid = c.oid \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = relnamespace \
         LEFT JOIN pg_catalog.pg_index ON indexrelid = c.oid \
         UNION ALL SELECT 'database', CAST(oid AS text), CAST(datname AS text), quote_ident(datname) \
         FROM pg_catalog.pg_database WHERE datname = ANY ($1) \
         UNION ALL SELECT 'tablespace', CAST(oid AS text), CAST(spcname AS text), quote_ident(spcname) \
         FROM pg_catalog.pg_tablespace WHERE spcname = ANY ($1) \
         UNION ALL SELECT 'subscription', CAST(oid AS text), CAST(subname AS text), quote_ident(subname) \
         FROM pg_catalog.pg_subscription WHERE subname = ANY ($1) \
         ORDER BY 1, 2",
    )
    .bind::<Array<Text>, _>(names)
    .bind::<Bool, _>(leaves_transient)
    .load(conn)
}

/// Every word that can be a name, as the server would read it.
fn names(statement: &str) -> BTreeSet<String> {
    let split = split(statement, Dialect::Postgres);
    let tokens = split.statements.iter().flat_map(Statement::tokens);
    tokens.filter_map(|(_, token)| name(token)).collect()
}

fn name(token: &str) -> Option<String> {
    if let Some(inner) = token
        .strip_prefix('"')
        .and_then(|token| token.strip_suffix('"'))
    {
        return Some(inner.replace("\"\"", "\""));
    }
    let first = token.chars().next()?;
    (first.is_alphabetic() || first == '_').then(|| token.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_may_be_names() {
        let names = names("CREATE INDEX CONCURRENTLY \"My \"\"I\" ON App.t (lower(x), 'y', 1)");
        for name in ["My \"I", "app", "t", "x"] {
            assert!(names.contains(name), "{name}: {names:?}");
        }
        assert!(!names.contains("y"), "{names:?}");
    }
}
