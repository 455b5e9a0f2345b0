//! What belongs to tables and views: policies, rules, statistics.

use super::{Columns, Form, Kind, words};
use crate::introspect::postgres::extensions::not_of_one;
use crate::introspect::postgres::reader::Reader;

pub(super) fn kinds(reader: &Reader<'_>) -> Vec<Kind> {
    vec![policies(reader), rules(reader), statistics(reader)]
}

/// <https://www.postgresql.org/docs/current/catalog-pg-policy.html>. The role with the number 0 is everyone.
fn policies(reader: &Reader<'_>) -> Kind {
    let definition = words(&[
        "CASE WHEN NOT x.polpermissive THEN 'as restrictive' END",
        "'for ' || CASE x.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' \
         WHEN 'd' THEN 'delete' ELSE 'all' END",
        "'to ' || (SELECT pg_catalog.string_agg(coalesce(pg_catalog.quote_ident(r.rolname), 'public'), ', ' \
         ORDER BY CAST(r.rolname AS text) COLLATE \"C\") FROM pg_catalog.unnest(x.polroles) AS roles(role) \
         LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = roles.role)",
        "'using (' || pg_catalog.pg_get_expr(x.polqual, x.polrelid) || ')'",
        "'with check (' || pg_catalog.pg_get_expr(x.polwithcheck, x.polrelid) || ')'",
    ]);
    let columns = Columns {
        oid: "x.oid",
        schema: "NULL",
        name: "x.polname",
        relation: "x.polrelid",
        definition: &definition,
    };
    let from = format!(
        "FROM pg_catalog.pg_policy AS x JOIN pg_catalog.pg_class AS c ON c.oid = x.polrelid \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE {}",
        reader.in_scope
    );
    Kind::new("policy", "pg_policy", &columns, &from)
}

/// A view's query is one too, which is not listed.
fn rules(reader: &Reader<'_>) -> Kind {
    let columns = Columns {
        oid: "x.oid",
        schema: "NULL",
        name: "x.rulename",
        relation: "x.ev_class",
        definition: "pg_catalog.rtrim(pg_catalog.pg_get_ruledef(x.oid), ';') || CASE x.ev_enabled \
                     WHEN 'D' THEN ' (disabled)' WHEN 'R' THEN ' (enabled replica)' \
                     WHEN 'A' THEN ' (enabled always)' ELSE '' END",
    };
    let from = format!(
        "FROM pg_catalog.pg_rewrite AS x JOIN pg_catalog.pg_class AS c ON c.oid = x.ev_class \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
         WHERE x.rulename <> '_RETURN' AND {} AND {}",
        reader.in_scope,
        not_of_one("pg_rewrite", "x.oid")
    );
    Kind::new("rule", "pg_rewrite", &columns, &from).form(Form::On("TO"))
}

fn statistics(reader: &Reader<'_>) -> Kind {
    let columns = Columns {
        oid: "x.oid",
        schema: "n.nspname",
        name: "x.stxname",
        relation: "x.stxrelid",
        definition: "pg_catalog.pg_get_statisticsobjdef(x.oid)",
    };
    let from = format!(
        "FROM pg_catalog.pg_statistic_ext AS x \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = x.stxnamespace WHERE {} AND {}",
        reader.in_scope,
        not_of_one("pg_statistic_ext", "x.oid")
    );
    let kind = Kind::new("statistics", "pg_statistic_ext", &columns, &from);
    kind.form(Form::Statement("CREATE STATISTICS"))
}
