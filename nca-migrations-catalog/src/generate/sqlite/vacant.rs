//! Names that nothing has.

use std::collections::HashSet;

use super::rowid::has;
use crate::model::{Catalog, Table};

/// The names of tables, views and indexes, which are one space: <https://www.sqlite.org/lang_createtable.html>.
pub(super) struct Taken {
    names: HashSet<String>,
    /// What virtual tables keep their rows in is called after them, with an underscore between:
    /// <https://www.sqlite.org/vtab.html#the_xshadowname_method>.
    beginnings: Vec<String>,
}

impl Taken {
    /// What two catalogs have between them.
    pub(super) fn of(catalogs: [&Catalog; 2]) -> Self {
        let lower = |name: &String| name.to_ascii_lowercase();
        let tables = catalogs.iter().flat_map(|catalog| &catalog.tables);
        let of_table = |table: &Table| {
            let mut names = vec![lower(&table.name.name)];
            names.extend(table.indexes.iter().map(|index| lower(&index.name)));
            names
        };
        let virtual_tables = tables.clone().filter(|table| has(table, "using"));
        let views = catalogs.iter().flat_map(|catalog| &catalog.views);
        let views = views.map(|view| lower(&view.name.name));
        Self {
            beginnings: virtual_tables
                .map(|table| format!("{}_", lower(&table.name.name)))
                .collect(),
            names: tables.flat_map(of_table).chain(views).collect(),
        }
    }

    /// A name for what is to become the table of this name.
    pub(super) fn vacant(&self, table: &str) -> String {
        let numbers = (1..).map(|n| if n == 1 { String::new() } else { n.to_string() });
        let mut names = numbers.map(|n| format!("new{n}_{table}"));
        names.find(|name| self.is_vacant(name)).unwrap_or_default()
    }

    fn is_vacant(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let own = format!("{name}_");
        let mut beginnings = self.beginnings.iter();
        !self.names.contains(&name)
            && !beginnings.any(|beginning| name.starts_with(beginning))
            && !self.names.iter().any(|other| other.starts_with(&own))
    }
}
