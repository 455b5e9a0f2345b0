//! What belongs to types: those that are made of functions, collations, casts, conversions, transforms.

use super::{Columns, Kind, named, words};
use crate::introspect::postgres::extensions::{made_by_itself, not_of_one};
use crate::introspect::postgres::reader::{FIRST_OID, Reader};

pub(super) fn kinds(reader: &Reader<'_>) -> Vec<Kind> {
    vec![
        base_types(reader),
        collations(reader),
        conversions(reader),
        casts(reader),
        transforms(reader),
    ]
}

/// Arrays come with others; a type without functions has been announced, no more.
fn base_types(reader: &Reader<'_>) -> Kind {
    let input = named("x.typinput", "regproc");
    let output = named("x.typoutput", "regproc");
    let receive = named("x.typreceive", "regproc");
    let send = named("x.typsend", "regproc");
    let modifier_in = named("x.typmodin", "regproc");
    let modifier_out = named("x.typmodout", "regproc");
    let definition = words(&[
        &format!("'input ' || {input}"),
        &format!("'output ' || {output}"),
        &format!("'receive ' || {receive}"),
        &format!("'send ' || {send}"),
        &format!("'typmod_in ' || {modifier_in}"),
        &format!("'typmod_out ' || {modifier_out}"),
        "'length ' || CAST(x.typlen AS text)",
        "CASE WHEN x.typbyval THEN 'by value' END",
        "'alignment ' || CAST(x.typalign AS text)",
        "'storage ' || CAST(x.typstorage AS text)",
        "'category ' || CAST(x.typcategory AS text)",
        "CASE WHEN x.typispreferred THEN 'preferred' END",
        "'default ' || pg_catalog.quote_literal(CAST(x.typdefault AS text))",
        "'element ' || pg_catalog.format_type(nullif(x.typelem, '0'), NULL)",
        "'delimiter ' || pg_catalog.quote_literal(CAST(x.typdelim AS text))",
        "CASE WHEN x.typcollation <> '0' THEN 'collatable' END",
    ]);
    let definition = format!("CASE WHEN x.typisdefined THEN {definition} ELSE 'shell' END");
    let columns = Columns {
        oid: "x.oid",
        schema: "n.nspname",
        name: "x.typname",
        relation: "NULL",
        definition: &definition,
    };
    let from = format!(
        "FROM pg_catalog.pg_type AS x JOIN pg_catalog.pg_namespace AS n ON n.oid = x.typnamespace \
         WHERE x.typtype IN ('b', 'p') AND NOT EXISTS \
         (SELECT FROM pg_catalog.pg_type AS el WHERE el.typarray = x.oid) AND {} AND {}",
        reader.in_scope,
        not_of_one("pg_type", "x.oid")
    );
    Kind::new("base type", "pg_type", &columns, &from)
}

/// The locale of an ICU collation has had three places:
/// <https://www.postgresql.org/docs/17/catalog-pg-collation.html> and the same of 14 and 15.
fn collations(reader: &Reader<'_>) -> Kind {
    let locale = match reader.major() {
        17.. => "x.colllocale",
        15.. => "x.colliculocale",
        _ => "CASE WHEN x.collprovider = 'i' THEN CAST(x.collcollate AS text) END",
    };
    let definition = words(&[
        "'provider ' || CASE x.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' \
         WHEN 'b' THEN 'builtin' ELSE 'default' END",
        &format!("'locale ' || pg_catalog.quote_literal(CAST({locale} AS text))"),
        "CASE WHEN x.collprovider = 'c' THEN 'lc_collate ' || pg_catalog.quote_literal(CAST(x.collcollate AS text)) END",
        "CASE WHEN x.collprovider = 'c' THEN 'lc_ctype ' || pg_catalog.quote_literal(CAST(x.collctype AS text)) END",
        "CASE WHEN NOT x.collisdeterministic THEN 'not deterministic' END",
        reader.since(
            16,
            "'rules ' || pg_catalog.quote_literal(CAST(x.collicurules AS text))",
            "NULL",
        ),
    ]);
    let columns = Columns {
        oid: "x.oid",
        schema: "n.nspname",
        name: "x.collname",
        relation: "NULL",
        definition: &definition,
    };
    let from = format!(
        "FROM pg_catalog.pg_collation AS x JOIN pg_catalog.pg_namespace AS n ON n.oid = x.collnamespace \
         WHERE {} AND {}",
        reader.in_scope,
        not_of_one("pg_collation", "x.oid")
    );
    Kind::new("collation", "pg_collation", &columns, &from)
}

fn conversions(reader: &Reader<'_>) -> Kind {
    let function = named("x.conproc", "regproc");
    let definition = words(&[
        "CASE WHEN x.condefault THEN 'default' END",
        "'for ' || CAST(pg_catalog.pg_encoding_to_char(x.conforencoding) AS text)",
        "'to ' || CAST(pg_catalog.pg_encoding_to_char(x.contoencoding) AS text)",
        &format!("'from ' || {function}"),
    ]);
    let columns = Columns {
        oid: "x.oid",
        schema: "n.nspname",
        name: "x.conname",
        relation: "NULL",
        definition: &definition,
    };
    let from = format!(
        "FROM pg_catalog.pg_conversion AS x JOIN pg_catalog.pg_namespace AS n ON n.oid = x.connamespace \
         WHERE {} AND {}",
        reader.in_scope,
        not_of_one("pg_conversion", "x.oid")
    );
    Kind::new("conversion", "pg_conversion", &columns, &from)
}

/// Casts are in no schema: those are read that have to do with a type that is in one that is.
fn casts(reader: &Reader<'_>) -> Kind {
    let function = named("x.castfunc", "regprocedure");
    let definition = words(&[
        &format!(
            "CASE x.castmethod WHEN 'f' THEN 'with function ' || {function} WHEN 'i' THEN 'with inout' \
             ELSE 'without function' END"
        ),
        "CASE x.castcontext WHEN 'a' THEN 'as assignment' WHEN 'i' THEN 'as implicit' END",
    ]);
    let columns = Columns {
        oid: "x.oid",
        schema: "NULL",
        name: "pg_catalog.format_type(x.castsource, NULL) || ' as ' || \
               pg_catalog.format_type(x.casttarget, NULL)",
        relation: "NULL",
        definition: &definition,
    };
    let from = format!(
        "FROM pg_catalog.pg_cast AS x WHERE x.oid >= {FIRST_OID} AND ({} OR EXISTS \
         (SELECT FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace \
           WHERE t.oid IN (x.castsource, x.casttarget) AND {})) AND {}",
        reader.is_whole,
        reader.in_scope,
        made_by_itself("pg_cast", "x.oid")
    );
    Kind::new("cast", "pg_cast", &columns, &from)
}

/// As casts.
fn transforms(reader: &Reader<'_>) -> Kind {
    let from_sql = named("x.trffromsql", "regprocedure");
    let to_sql = named("x.trftosql", "regprocedure");
    let definition = words(&[
        &format!("'from sql with ' || {from_sql}"),
        &format!("'to sql with ' || {to_sql}"),
    ]);
    let columns = Columns {
        oid: "x.oid",
        schema: "NULL",
        name: "pg_catalog.format_type(x.trftype, NULL) || ' in ' || CAST(l.lanname AS text)",
        relation: "NULL",
        definition: &definition,
    };
    let from = format!(
        "FROM pg_catalog.pg_transform AS x JOIN pg_catalog.pg_language AS l ON l.oid = x.trflang \
         JOIN pg_catalog.pg_type AS t ON t.oid = x.trftype \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace \
         WHERE ({} OR {}) AND {}",
        reader.is_whole,
        reader.in_scope,
        not_of_one("pg_transform", "x.oid")
    );
    Kind::new("transform", "pg_transform", &columns, &from)
}
