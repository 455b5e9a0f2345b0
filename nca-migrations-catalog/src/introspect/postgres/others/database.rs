//! What is in no schema. Of event triggers those are read whose function is in a schema that is, the rest only
//! together with everything.

use super::{Columns, Kind, lines, named, words};
use crate::introspect::postgres::extensions::not_of_one;
use crate::introspect::postgres::reader::{FIRST_OID, Reader};

pub(super) fn kinds(reader: &Reader<'_>) -> Vec<Kind> {
    let mut kinds = vec![event_triggers(reader)];
    if reader.is_whole {
        kinds.extend([
            publications(reader),
            languages(),
            access_methods(),
            foreign_data_wrappers(),
            servers(),
        ]);
    }
    kinds
}

fn event_triggers(reader: &Reader<'_>) -> Kind {
    let function = named("x.evtfoid", "regproc");
    let definition = words(&[
        "'on ' || CAST(x.evtevent AS text)",
        "'when tag in (' || pg_catalog.array_to_string(x.evttags, ', ') || ')'",
        &format!("'execute ' || {function}"),
        "CASE x.evtenabled WHEN 'D' THEN '(disabled)' WHEN 'R' THEN '(enabled replica)' \
         WHEN 'A' THEN '(enabled always)' END",
    ]);
    let from = format!(
        "FROM pg_catalog.pg_event_trigger AS x JOIN pg_catalog.pg_proc AS p ON p.oid = x.evtfoid \
         JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE {} AND {}",
        reader.in_scope,
        not_of_one("pg_event_trigger", "x.oid")
    );
    kind(
        "event trigger",
        "pg_event_trigger",
        "x.evtname",
        &definition,
        &from,
    )
}

/// Lists of columns, conditions and schemas are 15's, the choice about generated columns 18's.
fn publications(reader: &Reader<'_>) -> Kind {
    let table = match reader.major() {
        15.. => {
            "pg_catalog.concat_ws(' ', CAST(CAST(r.prrelid AS pg_catalog.regclass) AS text), \
             '(' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum) \
               FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = r.prrelid \
               AND a.attnum = ANY (r.prattrs)) || ')', \
             'where ' || pg_catalog.pg_get_expr(r.prqual, r.prrelid))"
        }
        _ => "CAST(CAST(r.prrelid AS pg_catalog.regclass) AS text)",
    };
    let tables = format!(
        "(SELECT pg_catalog.string_agg('table ' || {table}, pg_catalog.chr(10) \
         ORDER BY CAST(CAST(r.prrelid AS pg_catalog.regclass) AS text) COLLATE \"C\") \
         FROM pg_catalog.pg_publication_rel AS r WHERE r.prpubid = x.oid)"
    );
    // The schema that names without one are in has no name.
    let schemas = reader.since(
        15,
        "(SELECT pg_catalog.string_agg('tables in schema ' || \
         CASE WHEN s.nspname = pg_catalog.current_schema() THEN 'current_schema' \
         ELSE pg_catalog.quote_ident(s.nspname) END, pg_catalog.chr(10) \
         ORDER BY CAST(s.nspname AS text) COLLATE \"C\") FROM pg_catalog.pg_publication_namespace AS pn \
         JOIN pg_catalog.pg_namespace AS s ON s.oid = pn.pnnspid WHERE pn.pnpubid = x.oid)",
        "NULL",
    );
    let definition = lines(&[
        "'publish ' || nullif(pg_catalog.concat_ws(', ', CASE WHEN x.pubinsert THEN 'insert' END, \
         CASE WHEN x.pubupdate THEN 'update' END, CASE WHEN x.pubdelete THEN 'delete' END, \
         CASE WHEN x.pubtruncate THEN 'truncate' END), 'insert, update, delete, truncate')",
        "CASE WHEN x.pubviaroot THEN 'publish via partition root' END",
        reader.since(
            18,
            "'publish generated columns ' || nullif(CAST(x.pubgencols AS text), 'n')",
            "NULL",
        ),
        "CASE WHEN x.puballtables THEN 'all tables' END",
        schemas,
        &tables,
    ]);
    let from = "FROM pg_catalog.pg_publication AS x";
    kind(
        "publication",
        "pg_publication",
        "x.pubname",
        &definition,
        from,
    )
}

/// Not those that came with the database, such as PL/pgSQL.
fn languages() -> Kind {
    let handler = named("x.lanplcallfoid", "regproc");
    let inline = named("x.laninline", "regproc");
    let validator = named("x.lanvalidator", "regproc");
    let definition = words(&[
        "CASE WHEN x.lanpltrusted THEN 'trusted' END",
        &format!("'handler ' || {handler}"),
        &format!("'inline ' || {inline}"),
        &format!("'validator ' || {validator}"),
    ]);
    let from = of_somebody("pg_language");
    kind("language", "pg_language", "x.lanname", &definition, &from)
}

fn access_methods() -> Kind {
    let handler = named("x.amhandler", "regproc");
    let definition = words(&[
        "CASE x.amtype WHEN 'i' THEN 'for indexes' ELSE 'for tables' END",
        &format!("'handler ' || {handler}"),
    ]);
    kind(
        "access method",
        "pg_am",
        "x.amname",
        &definition,
        &of_somebody("pg_am"),
    )
}

fn foreign_data_wrappers() -> Kind {
    let handler = named("x.fdwhandler", "regproc");
    let validator = named("x.fdwvalidator", "regproc");
    let definition = words(&[
        &format!("'handler ' || {handler}"),
        &format!("'validator ' || {validator}"),
        &options("x.fdwoptions"),
    ]);
    let catalog = "pg_foreign_data_wrapper";
    let from = of_somebody(catalog);
    kind(
        "foreign data wrapper",
        catalog,
        "x.fdwname",
        &definition,
        &from,
    )
}

fn servers() -> Kind {
    let definition = words(&[
        "'type ' || pg_catalog.quote_literal(x.srvtype)",
        "'version ' || pg_catalog.quote_literal(x.srvversion)",
        "'foreign data wrapper ' || (SELECT pg_catalog.quote_ident(f.fdwname) \
         FROM pg_catalog.pg_foreign_data_wrapper AS f WHERE f.oid = x.srvfdw)",
        &options("x.srvoptions"),
    ]);
    let catalog = "pg_foreign_server";
    kind(
        "server",
        catalog,
        "x.srvname",
        &definition,
        &of_somebody(catalog),
    )
}

fn options(array: &str) -> String {
    format!("'options (' || pg_catalog.array_to_string({array}, ', ') || ')'")
}

fn of_somebody(catalog: &str) -> String {
    format!(
        "FROM pg_catalog.{catalog} AS x WHERE x.oid >= {FIRST_OID} AND {}",
        not_of_one(catalog, "x.oid")
    )
}

fn kind(
    kind: &'static str,
    catalog: &'static str,
    name: &str,
    definition: &str,
    from: &str,
) -> Kind {
    let columns = Columns {
        oid: "x.oid",
        schema: "NULL",
        name,
        relation: "NULL",
        definition,
    };
    Kind::new(kind, catalog, &columns, from)
}
