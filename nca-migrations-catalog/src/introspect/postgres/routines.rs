//! Functions, procedures and aggregates.

use diesel::QueryableByName;
use diesel::sql_types::{Bool, Nullable, Oid, Text};

use super::comments::Comments;
use super::extensions::made_by_itself;
use super::reader::Reader;
use super::{expression, unqualified};
use crate::introspect::IntrospectError;
use crate::model::{Routine, RoutineKind};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Text)]
    schema: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    arguments: String,
    #[diesel(sql_type = Bool)]
    is_parsed: bool,
    #[diesel(sql_type = Nullable<Text>)]
    definition: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    aggregate: Option<String>,
}

/// The server has no words for an aggregate, so they are made here, those of
/// <https://www.postgresql.org/docs/current/sql-createaggregate.html>. The functions of a range type are made
/// with it.
pub(super) fn read(
    reader: &mut Reader<'_>,
    comments: &Comments,
) -> Result<Vec<Routine>, IntrospectError> {
    let query = format!(
        "SELECT p.oid, CAST(n.nspname AS text) AS schema, CAST(p.proname AS text) AS name, \
         CAST(p.prokind AS text) AS kind, pg_catalog.oidvectortypes(p.proargtypes) AS arguments, \
         {is_parsed} AS is_parsed, \
         CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid) END AS definition, \
         CASE WHEN p.prokind = 'a' THEN {aggregate} END AS aggregate \
         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace \
         LEFT JOIN pg_catalog.pg_aggregate AS ag ON CAST(ag.aggfnoid AS pg_catalog.oid) = p.oid \
         WHERE {in_scope} AND {made_by_itself}",
        is_parsed = reader.since(14, "p.prosqlbody IS NOT NULL", "false"),
        aggregate = AGGREGATE,
        in_scope = reader.in_scope,
        made_by_itself = made_by_itself("pg_proc", "p.oid"),
    );
    let rows: Vec<Row> = reader.load("functions", &query)?;
    let routines = rows.into_iter().map(|row| row.routine(reader, comments));
    let mut routines: Vec<Routine> = routines.collect();
    routines.sort_by(|a, b| (&a.name, &a.arguments, a.kind).cmp(&(&b.name, &b.arguments, b.kind)));
    Ok(routines)
}

/// What is zero, absent or the default is left out.
const AGGREGATE: &str = "pg_catalog.concat_ws(', ', \
    'CREATE AGGREGATE (' || pg_catalog.pg_get_function_arguments(p.oid) || ')', \
    'sfunc = ' || CAST(ag.aggtransfn AS text), \
    'stype = ' || pg_catalog.format_type(ag.aggtranstype, NULL), \
    'sspace = ' || CAST(nullif(ag.aggtransspace, 0) AS text), \
    'finalfunc = ' || CAST(nullif(CAST(ag.aggfinalfn AS pg_catalog.oid), '0')::pg_catalog.regproc AS text), \
    CASE WHEN ag.aggfinalextra THEN 'finalfunc_extra' END, \
    'finalfunc_modify = ' || nullif(CAST(ag.aggfinalmodify AS text), CASE ag.aggkind WHEN 'n' THEN 'r' ELSE 'w' END), \
    'combinefunc = ' || CAST(nullif(CAST(ag.aggcombinefn AS pg_catalog.oid), '0')::pg_catalog.regproc AS text), \
    'serialfunc = ' || CAST(nullif(CAST(ag.aggserialfn AS pg_catalog.oid), '0')::pg_catalog.regproc AS text), \
    'deserialfunc = ' || CAST(nullif(CAST(ag.aggdeserialfn AS pg_catalog.oid), '0')::pg_catalog.regproc AS text), \
    'initcond = ' || pg_catalog.quote_literal(ag.agginitval), \
    'msfunc = ' || CAST(nullif(CAST(ag.aggmtransfn AS pg_catalog.oid), '0')::pg_catalog.regproc AS text), \
    'minvfunc = ' || CAST(nullif(CAST(ag.aggminvtransfn AS pg_catalog.oid), '0')::pg_catalog.regproc AS text), \
    'mstype = ' || pg_catalog.format_type(nullif(ag.aggmtranstype, '0'), NULL), \
    'msspace = ' || CAST(nullif(ag.aggmtransspace, 0) AS text), \
    'mfinalfunc = ' || CAST(nullif(CAST(ag.aggmfinalfn AS pg_catalog.oid), '0')::pg_catalog.regproc AS text), \
    CASE WHEN ag.aggmfinalextra THEN 'mfinalfunc_extra' END, \
    'mfinalfunc_modify = ' || nullif(CAST(ag.aggmfinalmodify AS text), CASE ag.aggkind WHEN 'n' THEN 'r' ELSE 'w' END), \
    'minitcond = ' || pg_catalog.quote_literal(ag.aggminitval), \
    'sortop = ' || CAST(nullif(ag.aggsortop, '0')::pg_catalog.regoper AS text), \
    CASE ag.aggkind WHEN 'h' THEN 'hypothetical' END, \
    'parallel = ' || CAST(nullif(p.proparallel, 'u') AS text))";

impl Row {
    fn routine(self, reader: &Reader<'_>, comments: &Comments) -> Routine {
        let (kind, made) = match &*self.kind {
            "a" => (RoutineKind::Aggregate, ""),
            "p" => (RoutineKind::Procedure, "CREATE OR REPLACE PROCEDURE"),
            _ => (RoutineKind::Function, "CREATE OR REPLACE FUNCTION"),
        };
        let definition = self.definition.or(self.aggregate).unwrap_or_default();
        let definition = unqualified::made(&definition, made, reader.home());
        // Without, it is somebody's own text.
        let definition = if self.is_parsed {
            expression::normal(&definition)
        } else {
            definition.into_owned()
        };
        Routine {
            name: reader.name(self.schema, self.name),
            kind,
            arguments: one_line(&self.arguments),
            definition: definition.trim_end().to_owned(),
            settings: Vec::new(),
            comment: comments.of("pg_proc", self.oid),
        }
    }
}

/// Types may be called anything, and a name stays on its line.
fn one_line(arguments: &str) -> String {
    let mut line = String::with_capacity(arguments.len());
    for c in arguments.chars() {
        match c {
            c if c.is_control() => line.extend(c.escape_unicode()),
            c => line.push(c),
        }
    }
    line
}
