//! What a module says, before it is written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use nca_migrations_core::dialect::Dialect;

use super::column_type::{self, SqlType};
use super::error::{ModuleError, Unmappable};
use super::relation::{self, Join};
use super::scope::Scope;
use super::settings::{MissingTypes, RowIds, Section, Sorting};
use super::{name, warning::Warning};
use crate::model::{Catalog, Column, Table};

/// What a module says.
pub(super) struct Contents<'a> {
    pub(super) dialect: Dialect,
    /// The schema in front of each table's name, unless that is `public`.
    pub(super) schema: Option<&'a str>,
    pub(super) tables: Vec<Written<'a>>,
    pub(super) joins: Vec<Join<'a>>,
    pub(super) groups: Vec<Vec<String>>,
}

/// A table of the module.
pub(super) struct Written<'a> {
    pub(super) table: &'a Table,
    pub(super) rust_name: String,
    /// The columns of its primary key, by their names in Rust.
    pub(super) primary_key: Vec<String>,
    pub(super) columns: Vec<WrittenColumn<'a>>,
}

/// A column of a table of the module.
pub(super) struct WrittenColumn<'a> {
    pub(super) sql_name: &'a str,
    pub(super) rust_name: String,
    pub(super) sql_type: SqlType,
    pub(super) comment: Option<&'a str>,
    /// Whether its type is defined in the module.
    pub(super) is_defined: bool,
}

impl<'a> Contents<'a> {
    pub(super) fn new(catalog: &'a Catalog, section: &'a Section) -> Result<Self, ModuleError> {
        let scope = Scope::new(catalog, section)?;
        let mut unmappable = Vec::new();
        let takes = |table: &&&Table| section.filter.takes(&table.name.name);
        let tables = scope.tables.iter().filter(takes);
        let tables: Vec<Written<'_>> = tables
            .map(|table| written(&scope, section, table, &mut unmappable))
            .collect();
        if !unmappable.is_empty() {
            return Err(ModuleError::Unmappable(unmappable));
        }
        let joins = relation::joins(&scope, &tables);
        Ok(Self {
            dialect: catalog.dialect,
            schema: scope.schema(),
            groups: relation::groups(section.same_query, &tables, &joins),
            joins,
            tables,
        })
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = (&Written<'a>, &WrittenColumn<'a>)> {
        self.tables
            .iter()
            .flat_map(|table| table.columns.iter().map(move |column| (table, column)))
    }

    /// The columns whose types the module defines, sorted by those: on PostgreSQL the first of each type.
    pub(super) fn definitions(&self) -> Vec<(&Written<'a>, &WrittenColumn<'a>)> {
        let mut columns: Vec<_> = self
            .columns()
            .filter(|(_, column)| column.is_defined)
            .collect();
        let name = |column: &WrittenColumn<'a>| column.sql_type.rust_name.clone();
        columns.sort_by_cached_key(|(_, column)| name(column));
        if self.dialect == Dialect::Postgres {
            columns.dedup_by_key(|(_, column)| name(column));
        }
        columns
    }

    /// What will be in the way of whoever uses the module.
    pub(super) fn warnings(&self) -> Vec<Warning> {
        let names = self
            .tables
            .iter()
            .map(|table| (&*table.rust_name, &*table.table.name.name));
        let mut warnings = same_names("tables", names);
        warnings.extend(self.same_types());
        for table in &self.tables {
            let sql_name = &table.table.name.name;
            let names = table
                .columns
                .iter()
                .map(|column| (&*column.rust_name, column.sql_name));
            warnings.extend(same_names(&format!("columns of `{sql_name}`"), names));
            if self.dialect != Dialect::Postgres {
                continue;
            }
            for column in &table.columns {
                let element = column.sql_type.sql_name.to_lowercase();
                if column.sql_type.is_array && matches!(&*element, "varchar" | "citext") {
                    warnings.push(Warning::TextArray {
                        table: sql_name.clone(),
                        column: column.sql_name.to_owned(),
                        element,
                    });
                }
            }
        }
        warnings
    }

    /// Types of PostgreSQL that have the same name in Rust.
    fn same_types(&self) -> Vec<Warning> {
        if self.dialect != Dialect::Postgres {
            return Vec::new();
        }
        let mut types: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (_, column) in self.columns().filter(|(_, column)| column.is_defined) {
            let SqlType {
                rust_name,
                sql_name,
                schema,
                ..
            } = &column.sql_type;
            let schema = schema
                .as_ref()
                .map_or_else(String::new, |schema| format!("{schema}."));
            types
                .entry(rust_name)
                .or_default()
                .insert(format!("{schema}{sql_name}"));
        }
        let several = types.into_iter().filter(|(_, names)| names.len() > 1);
        let warning = |(rust_name, names): (&str, BTreeSet<String>)| Warning::SameType {
            names: names.into_iter().collect(),
            rust_name: rust_name.to_owned(),
        };
        several.map(warning).collect()
    }
}

fn written<'a>(
    scope: &Scope<'a>,
    section: &Section,
    table: &'a Table,
    unmappable: &mut Vec<Unmappable>,
) -> Written<'a> {
    let rust_name = name::in_rust(&table.name.name, None);
    let primary_key = scope.primary_key(table);
    if primary_key.is_empty() {
        let table = table.name.name.clone();
        unmappable.push(Unmappable::NoPrimaryKey { table });
    }
    let mut columns = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        match column_type::of(scope, section, table, column) {
            Ok(sql_type) if !name::is_type_name(&sql_type.rust_name) => {
                unmappable.push(Unmappable::TypeName {
                    table: table.name.name.clone(),
                    column: column.name.clone(),
                    sql_name: sql_type.sql_name,
                });
            }
            Ok(sql_type) => {
                let rust_name = name::in_rust(&column.name, Some(&rust_name));
                columns.push(WrittenColumn {
                    sql_name: &column.name,
                    is_defined: is_defined(scope.dialect(), section, &sql_type),
                    rust_name,
                    sql_type,
                    comment: comment(scope.dialect(), column),
                });
            }
            Err(why) => unmappable.push(why),
        }
    }
    // A row id that is no column is one to Diesel, and the first.
    if let [key] = *primary_key
        && columns.iter().all(|column| column.sql_name != key)
        && scope.dialect() == Dialect::Sqlite
    {
        columns.insert(0, row_id(scope, section, table, key));
    }
    if section.sorting == Sorting::Name {
        columns.sort_by_key(|column| order(scope.dialect(), column.sql_name));
    }
    for column in columns.iter_mut().filter(|column| column.is_defined) {
        // MySQL has no names for its enums and the like: a definition is a column's own.
        if scope.dialect() == Dialect::Mysql {
            let sql_type = &mut column.sql_type;
            sql_type.rust_name =
                column_type::own_name(&rust_name, &column.rust_name, &sql_type.rust_name);
        }
    }
    let in_rust = |key: &&str| name::in_rust(key, Some(&rust_name));
    Written {
        table,
        primary_key: primary_key.iter().map(in_rust).collect(),
        columns,
        rust_name,
    }
}

/// MySQL takes blanks for nothing when it is asked whether a comment is empty.
fn comment(dialect: Dialect, column: &Column) -> Option<&str> {
    let comment = column.comment.as_deref();
    comment.filter(|text| dialect != Dialect::Mysql || !text.trim_end_matches(' ').is_empty())
}

fn row_id<'a>(
    scope: &Scope<'a>,
    section: &Section,
    table: &'a Table,
    key: &'a str,
) -> WrittenColumn<'a> {
    let is_wide = section.row_ids == RowIds::BigInt && scope.is_row_id(table, key);
    let name = if is_wide { "BigInt" } else { "Integer" };
    WrittenColumn {
        sql_name: key,
        rust_name: key.to_owned(),
        sql_type: SqlType::plain(name),
        comment: None,
        is_defined: false,
    }
}

fn is_defined(dialect: Dialect, section: &Section, sql_type: &SqlType) -> bool {
    let name = &*sql_type.rust_name;
    section.missing_types == MissingTypes::Define
        && !column_type::is_known(dialect, name)
        && !section
            .except_types
            .iter()
            .any(|pattern| pattern.finds(name))
}

/// The order of a column's name. On the servers it is the one of `information_schema`: by bytes on PostgreSQL,
/// and without regard to case on MariaDB, where the underscore comes after the letters.
fn order(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::Sqlite | Dialect::Postgres => name.to_owned(),
        _ => name.to_uppercase(),
    }
}

fn same_names<'a>(what: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Warning> {
    let mut order = Vec::new();
    let mut by_name: HashMap<&str, Vec<String>> = HashMap::new();
    for (rust_name, sql_name) in names {
        let all = by_name.entry(rust_name).or_default();
        if all.is_empty() {
            order.push(rust_name);
        }
        all.push(sql_name.to_owned());
    }
    let several = order.into_iter().filter_map(|rust_name| {
        let names = by_name.remove(rust_name).filter(|names| names.len() > 1)?;
        let (what, rust_name) = (what.to_owned(), rust_name.to_owned());
        Some(Warning::SameName {
            what,
            names,
            rust_name,
        })
    });
    several.collect()
}
