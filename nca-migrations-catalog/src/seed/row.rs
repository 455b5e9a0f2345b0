//! One row of a table.

use std::collections::HashMap;

use diesel::QueryResult;
use diesel::result::Error;
use nca_migrations_core::dialect::Dialect;

use super::parents::Tuple;
use super::{blame, candidates, chance, parents};
use crate::model::{Catalog, Column, Table};
use crate::{Database, quote};

/// How much of a row is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Every column.
    Full,
    /// No more than must be: NULL and defaults elsewhere.
    Sparse,
}

/// How often other values are tried.
const ROUNDS: usize = 300;

/// After so many times the same words, other columns are given other values too.
const STUCK: usize = 25;

/// What a column is given; none stands for its default.
type Value = Option<String>;

/// Puts a row into a table; else what the database said last.
pub(super) fn insert<C: Database>(
    conn: &mut C,
    catalog: &Catalog,
    table: &Table,
    nth: usize,
    shape: Shape,
) -> QueryResult<Result<(), String>> {
    let mut links = Vec::new();
    for key in &table.foreign_keys {
        let places = key.columns.iter().map(|name| {
            let mut columns = table.columns.iter();
            columns.position(|column| column.name == *name)
        });
        let Some(places) = places.collect::<Option<Vec<usize>>>() else {
            continue;
        };
        let tuples = parents::of(conn, catalog, key)?;
        let must = places.iter().all(|place| !table.columns[*place].nullable);
        if tuples.is_empty() && must {
            return Ok(Err(format!(
                "there is no row in {} to lead to",
                key.references
            )));
        }
        links.push((places, tuples));
    }
    let mut row = Row {
        dialect: C::DIALECT,
        catalog,
        table,
        nth,
        shape,
        links,
        candidates: HashMap::new(),
        values: vec![None; table.columns.len()],
    };
    let mut said = String::new();
    let everything: Vec<usize> = (0..table.columns.len()).collect();
    let mut again = everything.clone();
    let mut stuck = 0;
    for round in 0..ROUNDS {
        row.choose(&again, round);
        match conn.run(&row.sql()) {
            Ok(()) => return Ok(Ok(())),
            Err(Error::DatabaseError(_, information)) => {
                stuck = if said == information.message() {
                    stuck + 1
                } else {
                    0
                };
                information.message().clone_into(&mut said);
                let constraint = information.constraint_name().unwrap_or_default();
                let about = format!("{said} {constraint}");
                let blamed = blame::columns(C::DIALECT, catalog, table, &about);
                again = blamed.into_iter().collect();
                // What it also depends on is not in the message.
                if stuck == STUCK {
                    stuck = 0;
                    again.clone_from(&everything);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(Err(said))
}

struct Row<'a> {
    dialect: Dialect,
    catalog: &'a Catalog,
    table: &'a Table,
    nth: usize,
    shape: Shape,
    /// For each foreign key: the places of its columns, and what they can be.
    links: Vec<(Vec<usize>, Vec<Tuple>)>,
    candidates: HashMap<usize, Vec<String>>,
    values: Vec<Value>,
}

impl Row<'_> {
    /// Gives these columns values, other ones in each round.
    fn choose(&mut self, places: &[usize], round: usize) {
        for place in places {
            self.values[*place] = self.value(*place, round);
        }
        // A foreign key is followed as a whole.
        for (nth, (columns, tuples)) in self.links.iter().enumerate() {
            if !columns.iter().any(|place| places.contains(place)) {
                continue;
            }
            let nullable = columns
                .iter()
                .any(|place| self.table.columns[*place].nullable);
            let wants_null = match self.shape {
                Shape::Sparse => nullable,
                Shape::Full => false,
            };
            let turn = self.turn(&format!("link {nth}"), round);
            let null = tuples.is_empty()
                || (nullable && (wants_null != (round > 0 && turn.is_multiple_of(3))));
            for (column, place) in columns.iter().enumerate() {
                let column_nullable = self.table.columns[*place].nullable;
                if !null {
                    self.values[*place] = Some(tuples[turn % tuples.len()][column].clone());
                } else if column_nullable {
                    self.values[*place] = Some("NULL".to_owned());
                }
            }
        }
    }

    fn value(&mut self, place: usize, round: usize) -> Value {
        let column = &self.table.columns[place];
        if self.is_given(column) {
            return None;
        }
        let turn = self.turn(&column.name, round);
        // A condition may want a NULL where there is none, or the other way round.
        let turned = round > 0 && turn.is_multiple_of(4);
        let sparse = (self.shape == Shape::Sparse) != turned;
        if sparse && column.nullable {
            return Some("NULL".to_owned());
        }
        if sparse && column.default.is_some() {
            return None;
        }
        let (dialect, catalog, table) = (self.dialect, self.catalog, self.table);
        let candidates = self
            .candidates
            .entry(place)
            .or_insert_with(|| candidates::of(dialect, catalog, table, column));
        // The likely ones first.
        let within = candidates.len().min(3 + round / 4);
        candidates.get(turn.checked_rem(within)?).cloned()
    }

    /// Whether the engine gives the value.
    fn is_given(&self, column: &Column) -> bool {
        let is_key = || {
            let key = self.table.primary_key.as_ref();
            let mut parts = key.into_iter().flat_map(|key| &key.parts);
            parts.next().and_then(|part| part.name()) == Some(&*column.name)
                && parts.next().is_none()
        };
        let is_rowid = || {
            self.dialect == Dialect::Sqlite
                && column.column_type.written.eq_ignore_ascii_case("integer")
                && is_key()
        };
        let counts = |default: &String| default.to_lowercase().starts_with("nextval(");
        column.generated.is_some()
            || column.identity.is_some()
            || column.default.as_ref().is_some_and(counts)
            || is_rowid()
    }

    /// At first rows take the candidates in turn, so that they differ and are the likely ones.
    fn turn(&self, what: &str, round: usize) -> usize {
        if round == 0 {
            return self.nth;
        }
        let table = self.table.name.to_string();
        chance::number(&[&table, what, &self.nth.to_string()], round)
    }

    fn sql(&self) -> String {
        let table = quote::name(self.dialect, &self.table.name);
        let given = self.table.columns.iter().zip(&self.values);
        let given = given.filter_map(|(column, value)| Some((&*column.name, value.as_deref()?)));
        let (names, values): (Vec<&str>, Vec<&str>) = given.unzip();
        if names.is_empty() {
            return match self.dialect {
                Dialect::Mysql => format!("INSERT INTO {table} () VALUES ()"),
                _ => format!("INSERT INTO {table} DEFAULT VALUES"),
            };
        }
        let names = quote::list(self.dialect, names);
        format!(
            "INSERT INTO {table} ({names}) VALUES ({})",
            values.join(", ")
        )
    }
}
