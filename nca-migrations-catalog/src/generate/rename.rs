//! Renames that were asked for, and what might be one.

use std::fmt;

use nca_migrations_core::dialect::Dialect;

use super::{Address, Obstacle, Statement, mysql};
use crate::model::{Catalog, Column, Name, Table, is_same_column};
use crate::quote::{self, identifier};

/// Renames that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    /// Tables: the old name and the new one, in the same schema.
    pub tables: Vec<(Name, String)>,
    /// Columns: the table by its new name, the old name and the new one.
    pub columns: Vec<(Name, String, String)>,
}

/// What might be a rename: something that is gone, and something like it that is new.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Candidate {
    /// A table.
    Table(Name, Name),
    /// A column of a table: the old name and the new one.
    Column(Name, String, String),
}

/// As it is asked for on the command line: `t.old=new`.
impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(old, new) => write!(f, "{old}={}", Name::plain(&new.name)),
            Self::Column(table, old, new) => {
                write!(f, "{table}.{}={}", Name::plain(old), Name::plain(new))
            }
        }
    }
}

impl Renames {
    /// Those that people asked for, each as what is to be renamed and its new name. What names a table of the
    /// catalog is that table; else it is a column, of a table by its old name or its new one.
    ///
    /// # Errors
    /// What is to be renamed is not there.
    pub fn resolve(catalog: &Catalog, asked: &[(Address, String)]) -> Result<Self, Vec<Obstacle>> {
        let (mut renames, mut obstacles) = (Self::default(), Vec::new());
        let (tables, others): (Vec<_>, Vec<_>) = asked
            .iter()
            .map(|(old, new)| (old, old.table(catalog), new))
            .partition(|(_, table, _)| table.is_some());
        for (_, table, new) in tables {
            let table = table.map(|table| (table, new.clone()));
            renames.tables.extend(table);
        }
        for (old, _, new) in others {
            let column = old.column().and_then(|(table, column)| {
                let table = renames.new_name(catalog, &table)?;
                Some((table, column.to_owned(), new.clone()))
            });
            match column {
                Some(column) => renames.columns.push(column),
                None => obstacles.push(Obstacle::NothingToRename(format!("table {old}"))),
            }
        }
        if obstacles.is_empty() {
            Ok(renames)
        } else {
            Err(obstacles)
        }
    }

    /// What a table is called in the end that has this name now or then.
    fn new_name(&self, catalog: &Catalog, table: &Name) -> Option<Name> {
        let renamed = |old: &Name, new: &String| Name {
            schema: old.schema.clone(),
            name: new.clone(),
        };
        let mut tables = self.tables.iter();
        let new = tables.find_map(|(old, new)| {
            let new = renamed(old, new);
            (old == table || new == *table).then_some(new)
        });
        new.or_else(|| catalog.table(table).map(|table| table.name.clone()))
    }

    /// The same backwards.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let tables = self.tables.iter().map(|(old, new)| {
            let named = Name {
                schema: old.schema.clone(),
                name: new.clone(),
            };
            (named, old.name.clone())
        });
        let old_name = |table: &Name| {
            let old = self
                .tables
                .iter()
                .find(|(old, new)| old.schema == table.schema && *new == table.name);
            old.map_or_else(|| table.clone(), |(old, _)| old.clone())
        };
        // Tables come first, both ways.
        let columns = self
            .columns
            .iter()
            .map(|(table, old, new)| (old_name(table), new.clone(), old.clone()));
        Self {
            tables: tables.collect(),
            columns: columns.collect(),
        }
    }

    /// Whether none was asked for.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.columns.is_empty()
    }
}

/// What might have been renamed on the way from one catalog to the other: in a table that is in both, a
/// column that is gone and a new one of the same type; and a table that is gone and a new one that has at
/// least half of its columns.
pub fn candidates(from: &Catalog, to: &Catalog) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let gone = from.tables.iter().filter(|t| to.table(&t.name).is_none());
    for old in gone {
        let new = to.tables.iter().filter(|table| {
            from.table(&table.name).is_none()
                && table.name.schema == old.name.schema
                && are_alike(old, table)
        });
        candidates.extend(new.map(|new| Candidate::Table(old.name.clone(), new.name.clone())));
    }
    for new in &to.tables {
        let Some(old) = from.table(&new.name) else {
            continue;
        };
        let missing_in = |table: &Table, column: &Column| {
            let same = |other: &Column| is_same_column(from.dialect, &other.name, &column.name);
            !table.columns.iter().any(same)
        };
        for column in old.columns.iter().filter(|c| missing_in(new, c)) {
            let added = new.columns.iter().filter(|other| {
                missing_in(old, other)
                    && other.generated.is_none() == column.generated.is_none()
                    && same_type(column, other)
            });
            candidates.extend(added.map(|other| {
                Candidate::Column(new.name.clone(), column.name.clone(), other.name.clone())
            }));
        }
    }
    candidates
}

fn are_alike(old: &Table, new: &Table) -> bool {
    let shared = old.columns.iter().filter(|column| {
        let mut others = new.columns.iter();
        others.any(|other| other.name == column.name && same_type(column, other))
    });
    let shared = shared.count();
    shared > 0 && 2 * shared >= old.columns.len().max(new.columns.len())
}

fn same_type(one: &Column, other: &Column) -> bool {
    let (one, other) = (&one.column_type.written, &other.column_type.written);
    one.eq_ignore_ascii_case(other)
}

pub(super) fn statements(
    catalog: &Catalog,
    renames: &Renames,
) -> Result<Vec<Statement>, Vec<Obstacle>> {
    let dialect = catalog.dialect;
    let (mut statements, mut obstacles) = (Vec::new(), Vec::new());
    if dialect == Dialect::Mysql {
        statements = mysql::drop_what_breaks(catalog, renames);
    }
    for (old, new) in &renames.tables {
        let named = Name {
            schema: old.schema.clone(),
            name: new.clone(),
        };
        if catalog.table(old).is_none() {
            obstacles.push(Obstacle::NothingToRename(format!("table {old}")));
        } else if catalog.table(&named).is_some_and(|t| t.name != *old) {
            obstacles.push(taken(&format!("table {old}"), new));
        }
        statements.push(Statement::new(format!(
            "ALTER TABLE {} RENAME TO {}",
            quote::name(dialect, old),
            match dialect {
                // MySQL takes a name without a database for one in the current database, too.
                Dialect::Mysql => quote::name(dialect, &named),
                _ => identifier(dialect, new),
            },
        )));
    }
    for (table, old, new) in &renames.columns {
        let before = renames
            .tables
            .iter()
            .find(|(old, new)| old.schema == table.schema && *new == table.name);
        let before = before.map_or(table, |(old, _)| old);
        let columns = catalog.table(before).map(|table| &table.columns);
        let has = |name: &String| {
            let named = |column: &Column| is_same_column(dialect, &column.name, name);
            columns.is_some_and(|columns| columns.iter().any(named))
        };
        let object = format!("column {} of table {table}", Name::plain(old));
        if !has(old) {
            obstacles.push(Obstacle::NothingToRename(object));
        } else if has(new) && !is_same_column(dialect, old, new) {
            obstacles.push(taken(&object, new));
        }
        statements.push(Statement::new(format!(
            "ALTER TABLE {} RENAME COLUMN {} TO {}",
            quote::name(dialect, table),
            identifier(dialect, old),
            identifier(dialect, new),
        )));
    }
    if obstacles.is_empty() {
        Ok(statements)
    } else {
        Err(obstacles)
    }
}

fn taken(old: &str, new: &str) -> Obstacle {
    Obstacle::NameTaken {
        old: old.to_owned(),
        new: Name::plain(new).to_string(),
    }
}
