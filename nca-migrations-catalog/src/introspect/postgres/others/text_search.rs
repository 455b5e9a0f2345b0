//! Text search: configurations, dictionaries, parsers, templates.

use super::{Columns, Kind, lines, named, words};
use crate::introspect::postgres::extensions::not_of_one;
use crate::introspect::postgres::reader::Reader;

pub(super) fn kinds(reader: &Reader<'_>) -> Vec<Kind> {
    let configuration = lines(&[
        "'parser ' || (SELECT CASE WHEN pg_catalog.pg_ts_parser_is_visible(p.oid) THEN '' \
           ELSE pg_catalog.quote_ident(pn.nspname) || '.' END || pg_catalog.quote_ident(p.prsname) \
           FROM pg_catalog.pg_ts_parser AS p \
           JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.prsnamespace WHERE p.oid = x.cfgparser)",
        "(SELECT pg_catalog.string_agg(tt.alias || ': ' || m.dictionaries, pg_catalog.chr(10) ORDER BY tt.tokid) \
           FROM pg_catalog.ts_token_type(x.cfgparser) AS tt JOIN (SELECT maptokentype, \
             pg_catalog.string_agg(CAST(CAST(mapdict AS pg_catalog.regdictionary) AS text), ', ' \
               ORDER BY mapseqno) AS dictionaries \
             FROM pg_catalog.pg_ts_config_map WHERE mapcfg = x.oid GROUP BY maptokentype) AS m \
           ON m.maptokentype = tt.tokid)",
    ]);
    let dictionary = words(&[
        "'template ' || (SELECT CASE WHEN pg_catalog.pg_ts_template_is_visible(t.oid) THEN '' \
           ELSE pg_catalog.quote_ident(tn.nspname) || '.' END || pg_catalog.quote_ident(t.tmplname) \
           FROM pg_catalog.pg_ts_template AS t \
           JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.tmplnamespace WHERE t.oid = x.dicttemplate)",
        "x.dictinitoption",
    ]);
    let functions = |functions: &[(&str, &str)]| {
        let functions = functions.iter().map(|(word, column)| {
            let name = named(column, "regproc");
            format!("'{word} ' || {name}")
        });
        let functions: Vec<String> = functions.collect();
        words(&functions.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let parser = functions(&[
        ("start", "x.prsstart"),
        ("gettoken", "x.prstoken"),
        ("end", "x.prsend"),
        ("headline", "x.prsheadline"),
        ("lextypes", "x.prslextype"),
    ]);
    let template = functions(&[("init", "x.tmplinit"), ("lexize", "x.tmpllexize")]);
    let kind = |name, catalog: &'static str, prefix: &str, definition: &str| {
        let columns = Columns {
            oid: "x.oid",
            schema: "n.nspname",
            name: &format!("x.{prefix}name"),
            relation: "NULL",
            definition,
        };
        let from = format!(
            "FROM pg_catalog.{catalog} AS x JOIN pg_catalog.pg_namespace AS n \
             ON n.oid = x.{prefix}namespace WHERE {} AND {}",
            reader.in_scope,
            not_of_one(catalog, "x.oid")
        );
        Kind::new(name, catalog, &columns, &from)
    };
    vec![
        kind(
            "text search configuration",
            "pg_ts_config",
            "cfg",
            &configuration,
        ),
        kind("text search dictionary", "pg_ts_dict", "dict", &dictionary),
        kind("text search parser", "pg_ts_parser", "prs", &parser),
        kind("text search template", "pg_ts_template", "tmpl", &template),
    ]
}
