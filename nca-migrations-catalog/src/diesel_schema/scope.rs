//! What of a catalog a module is about.

use std::collections::HashMap;

use nca_migrations_core::dialect::Dialect;

use super::error::ModuleError;
use super::settings::Section;
use crate::model::{Catalog, Domain, Name, Table};

/// What Diesel takes for the schema that names without one are in.
const PUBLIC: &str = "public";

/// The tables of the schema that a module is about, and what has to be looked up besides.
pub(super) struct Scope<'a> {
    catalog: &'a Catalog,
    schema: Option<&'a str>,
    /// The schema that names without one are in.
    home: &'a str,
    /// Sorted by name. The filter leaves some of them out of the module, but foreign keys still count.
    pub(super) tables: Vec<&'a Table>,
    by_name: HashMap<&'a str, &'a Table>,
    /// By schema and name.
    domains: HashMap<(&'a str, &'a str), &'a Domain>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(catalog: &'a Catalog, section: &'a Section) -> Result<Self, ModuleError> {
        if let Some(schema) = &section.schema
            && catalog.dialect != Dialect::Postgres
        {
            return Err(ModuleError::Schema {
                dialect: catalog.dialect,
                schema: schema.clone(),
            });
        }
        let wanted = section.schema.as_deref().unwrap_or(PUBLIC);
        let home = home(catalog, wanted);
        let in_schema = |table: &&Table| {
            catalog.dialect != Dialect::Postgres
                || table.name.schema.as_deref().unwrap_or(home) == wanted
        };
        let mut tables: Vec<&Table> = catalog.tables.iter().filter(in_schema).collect();
        tables.sort_by(|a, b| a.name.name.cmp(&b.name.name));
        let by_name = tables
            .iter()
            .map(|table| (&*table.name.name, *table))
            .collect();
        tables.retain(|table| is_listed(catalog.dialect, table));
        let in_full = |name: &'a Name| (name.schema.as_deref().unwrap_or(home), &*name.name);
        let domains = catalog
            .domains
            .iter()
            .map(|domain| (in_full(&domain.name), domain));
        Ok(Self {
            catalog,
            schema: section.schema.as_deref(),
            home,
            tables,
            by_name,
            domains: domains.collect(),
        })
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.catalog.dialect
    }

    /// The schema that is written in front of names, unless that is `public`.
    pub(super) fn schema(&self) -> Option<&'a str> {
        self.schema.filter(|schema| *schema != PUBLIC)
    }

    pub(super) fn domain(&self, name: &Name) -> Option<&'a Domain> {
        let schema = name.schema.as_deref().unwrap_or(self.home);
        self.domains.get(&(schema, &*name.name)).copied()
    }

    /// The table of the same schema that a foreign key leads to.
    pub(super) fn parent(&self, child: &Table, references: &Name) -> Option<&'a Table> {
        if child.name.schema != references.schema {
            return None;
        }
        self.by_name.get(&*references.name).copied()
    }

    /// The table of that name, if it is in the schema that this is about.
    pub(super) fn table(&self, schema: Option<&str>, name: &str) -> Option<&'a Table> {
        let is_here = schema.unwrap_or(self.home) == self.schema.unwrap_or(PUBLIC);
        self.by_name.get(name).copied().filter(|_| is_here)
    }

    /// The schema of a type, unless it is `public`.
    pub(super) fn type_schema(&self, name: &Name) -> Option<String> {
        let schema = match &name.schema {
            Some(schema) => schema,
            None if self.is_system_type(name) => "pg_catalog",
            None => self.home,
        };
        (schema != PUBLIC).then(|| schema.to_owned())
    }

    /// Whether a name without a schema is the one of a type of PostgreSQL's own.
    fn is_system_type(&self, name: &Name) -> bool {
        let element = name.name.strip_prefix('_').unwrap_or(&name.name);
        let is_it = |other: &Name| other.schema.is_none() && other.name == element;
        SYSTEM_TYPES.binary_search(&element).is_ok()
            && !self.catalog.enums.iter().any(|of| is_it(&of.name))
            && !self.catalog.domains.iter().any(|of| is_it(&of.name))
            && !self.catalog.composites.iter().any(|of| is_it(&of.name))
    }

    /// The columns of the primary key, in the order in which Diesel lists them: on SQLite the table's. A table of
    /// SQLite's without one has its row id, under the first of its names that is no column.
    pub(super) fn primary_key(&self, table: &'a Table) -> Vec<&'a str> {
        let key = table.primary_key.iter().flat_map(|key| &key.parts);
        let parts: Vec<&str> = key.filter_map(|part| part.name()).collect();
        if self.dialect() != Dialect::Sqlite {
            return parts;
        }
        let names = || table.columns.iter().map(|column| &*column.name);
        let in_key = |name: &&str| parts.iter().any(|part| part.eq_ignore_ascii_case(name));
        let columns: Vec<&str> = names().filter(in_key).collect();
        if columns.is_empty() {
            let aliases = ["rowid", "oid", "_rowid_"];
            let free = |alias: &&str| names().all(|name| name != *alias);
            return aliases.into_iter().find(free).into_iter().collect();
        }
        columns
    }

    /// SQLite: whether the column, if its type is `INTEGER`, is the row id.
    pub(super) fn is_row_id(&self, table: &Table, column: &str) -> bool {
        let Some(table) = self.by_name.get(&*table.name.name) else {
            return false;
        };
        self.primary_key(table) == [column] && has_row_id(table)
    }

    /// SQLite: whether the column refers to a table by its row id, as far as Diesel looks: the key that is
    /// referred to need not be the primary one. Of several tables, the last by name counts.
    pub(super) fn refers_to_row_id(&self, table: &Table, column: &str) -> bool {
        let keys = table.foreign_keys.iter();
        let keys = keys.filter(|key| key.columns.iter().any(|name| name == column));
        let parent = keys.map(|key| &*key.references.name).max();
        let parent = parent.and_then(|name| self.by_name.get(name));
        parent.is_some_and(|parent| self.primary_key(parent).len() == 1 && has_row_id(parent))
    }
}

/// The schema that names without one are in. Where something is said to be in `public`, it is another one: the one
/// that is wanted, if nothing is said to be in that.
fn home<'a>(catalog: &'a Catalog, wanted: &'a str) -> &'a str {
    let is_said = |name: &str| {
        let mut schemas = catalog.schemas.iter().map(|schema| &schema.name);
        let mut tables = catalog
            .tables
            .iter()
            .filter_map(|table| table.name.schema.as_ref());
        schemas.any(|schema| schema == name) || tables.any(|schema| schema == name)
    };
    match (is_said(PUBLIC), is_said(wanted)) {
        (false, _) => PUBLIC,
        (true, false) => wanted,
        (true, true) => "",
    }
}

fn has_row_id(table: &Table) -> bool {
    let mut settings = table.settings.iter();
    !settings.any(|setting| setting.name == "without rowid")
}

/// What Diesel lists as a table: not its own and ours, which begin with two underscores, nor SQLite's own, nor
/// what `information_schema` does not call a `BASE TABLE`.
fn is_listed(dialect: Dialect, table: &Table) -> bool {
    let name = &table.name.name;
    let has = |wanted: &str| table.settings.iter().any(|setting| setting.name == wanted);
    let is_other = match dialect {
        Dialect::Sqlite => {
            (name.as_bytes().get(..6)).is_some_and(|start| start.eq_ignore_ascii_case(b"sqlite"))
        }
        // A foreign table.
        Dialect::Postgres => has("server"),
        _ => has("with system versioning"),
    };
    !name.starts_with("__") && !is_other
}

/// The types of `pg_catalog` that a column can have, to version 18.
const SYSTEM_TYPES: [&str; 84] = [
    "aclitem",
    "bit",
    "bool",
    "box",
    "bpchar",
    "bytea",
    "char",
    "cid",
    "cidr",
    "circle",
    "cstring",
    "date",
    "datemultirange",
    "daterange",
    "float4",
    "float8",
    "gtsvector",
    "inet",
    "int2",
    "int2vector",
    "int4",
    "int4multirange",
    "int4range",
    "int8",
    "int8multirange",
    "int8range",
    "interval",
    "json",
    "jsonb",
    "jsonpath",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "oidvector",
    "path",
    "pg_brin_bloom_summary",
    "pg_brin_minmax_multi_summary",
    "pg_dependencies",
    "pg_lsn",
    "pg_mcv_list",
    "pg_ndistinct",
    "pg_node_tree",
    "pg_snapshot",
    "point",
    "polygon",
    "record",
    "refcursor",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "text",
    "tid",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "uuid",
    "varbit",
    "varchar",
    "xid",
    "xid8",
    "xml",
];
