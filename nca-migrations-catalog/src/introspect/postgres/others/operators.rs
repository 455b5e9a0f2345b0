//! Operators, their classes and families.

use super::{Columns, Kind, lines, named, words};
use crate::introspect::postgres::extensions::not_of_one;
use crate::introspect::postgres::reader::Reader;

pub(super) fn kinds(reader: &Reader<'_>) -> Vec<Kind> {
    vec![operators(reader), classes(reader), families(reader)]
}

/// One without a function has been named by another as its commutator or negator, no more.
fn operators(reader: &Reader<'_>) -> Kind {
    let function = named("x.oprcode", "regproc");
    let commutator = named("x.oprcom", "regoperator");
    let negator = named("x.oprnegate", "regoperator");
    let restrict = named("x.oprrest", "regproc");
    let join = named("x.oprjoin", "regproc");
    let definition = words(&[
        &format!("'function ' || {function}"),
        &format!("'commutator ' || {commutator}"),
        &format!("'negator ' || {negator}"),
        &format!("'restrict ' || {restrict}"),
        &format!("'join ' || {join}"),
        "CASE WHEN x.oprcanhash THEN 'hashes' END",
        "CASE WHEN x.oprcanmerge THEN 'merges' END",
    ]);
    let columns = Columns {
        oid: "x.oid",
        schema: "n.nspname",
        name: "CAST(x.oprname AS text) || ' (' || pg_catalog.concat_ws(', ', \
               pg_catalog.format_type(nullif(x.oprleft, '0'), NULL), \
               pg_catalog.format_type(nullif(x.oprright, '0'), NULL)) || ')'",
        relation: "NULL",
        definition: &definition,
    };
    let from = format!(
        "FROM pg_catalog.pg_operator AS x JOIN pg_catalog.pg_namespace AS n ON n.oid = x.oprnamespace \
         WHERE CAST(x.oprcode AS pg_catalog.oid) <> '0' AND {} AND {}",
        reader.in_scope,
        not_of_one("pg_operator", "x.oid")
    );
    Kind::new("operator", "pg_operator", &columns, &from)
}

/// The operators and functions of a class are listed with its family.
fn classes(reader: &Reader<'_>) -> Kind {
    let definition = words(&[
        "CASE WHEN x.opcdefault THEN 'default' END",
        "'for type ' || pg_catalog.format_type(x.opcintype, NULL)",
        "'family ' || pg_catalog.quote_ident(f.opfname)",
        "'storage ' || pg_catalog.format_type(nullif(x.opckeytype, '0'), NULL)",
    ]);
    let columns = Columns {
        oid: "x.oid",
        schema: "n.nspname",
        name: "CAST(x.opcname AS text) || ' using ' || CAST(am.amname AS text)",
        relation: "NULL",
        definition: &definition,
    };
    let from = format!(
        "FROM pg_catalog.pg_opclass AS x JOIN pg_catalog.pg_namespace AS n ON n.oid = x.opcnamespace \
         JOIN pg_catalog.pg_am AS am ON am.oid = x.opcmethod \
         JOIN pg_catalog.pg_opfamily AS f ON f.oid = x.opcfamily WHERE {} AND {}",
        reader.in_scope,
        not_of_one("pg_opclass", "x.oid")
    );
    Kind::new("operator class", "pg_opclass", &columns, &from)
}

fn families(reader: &Reader<'_>) -> Kind {
    let operator = named("m.amopopr", "regoperator");
    let function = named("m.amproc", "regprocedure");
    let sort = "(SELECT CAST(f.opfname AS text) FROM pg_catalog.pg_opfamily AS f WHERE f.oid = m.amopsortfamily)";
    let operators = format!(
        "(SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', 'operator', m.amopstrategy, {operator}, \
         'for order by ' || {sort}), pg_catalog.chr(10) ORDER BY m.amopstrategy, \
         {operator} COLLATE \"C\") FROM pg_catalog.pg_amop AS m WHERE m.amopfamily = x.oid)"
    );
    let functions = format!(
        "(SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', 'function', m.amprocnum, '(' || \
         pg_catalog.format_type(m.amproclefttype, NULL) || ', ' || \
         pg_catalog.format_type(m.amprocrighttype, NULL) || ')', {function}), pg_catalog.chr(10) \
         ORDER BY m.amprocnum, {function} COLLATE \"C\") \
         FROM pg_catalog.pg_amproc AS m WHERE m.amprocfamily = x.oid)"
    );
    let definition = lines(&[&operators, &functions]);
    let columns = Columns {
        oid: "x.oid",
        schema: "n.nspname",
        name: "CAST(x.opfname AS text) || ' using ' || CAST(am.amname AS text)",
        relation: "NULL",
        definition: &definition,
    };
    let from = format!(
        "FROM pg_catalog.pg_opfamily AS x JOIN pg_catalog.pg_namespace AS n ON n.oid = x.opfnamespace \
         JOIN pg_catalog.pg_am AS am ON am.oid = x.opfmethod WHERE {} AND {}",
        reader.in_scope,
        not_of_one("pg_opfamily", "x.oid")
    );
    Kind::new("operator family", "pg_opfamily", &columns, &from)
}
