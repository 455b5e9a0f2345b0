//! How tables belong together.

use std::collections::HashMap;

use super::contents::Written;
use super::name;
use super::partition::{self, Key};
use super::scope::Scope;
use super::settings::SameQuery;

/// A `joinable!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Join<'a> {
    child: &'a str,
    parent: &'a str,
    /// Their names in Rust, and the one of the child's column.
    pub(super) in_rust: (String, String, String),
}

/// The foreign keys that Diesel can join by: of one column, to the primary key of another table of the module,
/// where there is no second key between the two, in either direction.
pub(super) fn joins<'a>(scope: &Scope<'a>, written: &[Written<'a>]) -> Vec<Join<'a>> {
    let keys = partition::keys(scope);
    let mut between: HashMap<(&str, &str), usize> = HashMap::new();
    for Key { child, parent, .. } in &keys {
        let pair = pair(&child.name.name, &parent.name.name);
        *between.entry(pair).or_default() += 1;
    }
    let names = written
        .iter()
        .map(|table| (&*table.table.name.name, &table.rust_name));
    let names: HashMap<&str, &String> = names.collect();
    let rust_name = |sql_name: &str| names.get(sql_name).map(|name| (*name).clone());
    let joins = keys.iter().filter_map(|key| {
        let Key {
            child,
            parent,
            declared,
        } = key;
        let [column] = &*declared.columns else {
            return None;
        };
        let (child_name, parent_name) = (&*child.name.name, &*parent.name.name);
        let primary_key = scope.primary_key(parent);
        let to_the_key = primary_key.len() == 1
            && declared
                .referenced
                .first()
                .is_none_or(|name| name == primary_key[0]);
        let alone = between.get(&pair(child_name, parent_name)) == Some(&1);
        if child_name == parent_name || !to_the_key || !alone {
            return None;
        }
        let child_rust = rust_name(child_name)?;
        let column = name::in_rust(column, Some(&child_rust));
        Some(Join {
            child: child_name,
            parent: parent_name,
            in_rust: (child_rust, rust_name(parent_name)?, column),
        })
    });
    let mut joins: Vec<Join<'_>> = joins.collect();
    joins.sort_by_key(|join| (join.child, join.parent));
    joins
}

fn pair<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    (a.min(b), a.max(b))
}

/// The tables of each `allow_tables_to_appear_in_same_query!`, by their names in Rust.
pub(super) fn groups(
    which: SameQuery,
    tables: &[Written<'_>],
    joins: &[Join<'_>],
) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<&Written<'_>>> = match which {
        SameQuery::None => Vec::new(),
        SameQuery::AllTables => vec![tables.iter().collect()],
        SameQuery::RelatedTables => related(tables, joins),
    };
    groups.retain(|group| group.len() > 1);
    let names = |group: Vec<&Written<'_>>| {
        group
            .into_iter()
            .map(|table| table.rust_name.clone())
            .collect()
    };
    groups.into_iter().map(names).collect()
}

/// The tables that joins lead from one to another, in the order of the tables.
fn related<'a, 'b>(tables: &'b [Written<'a>], joins: &[Join<'_>]) -> Vec<Vec<&'b Written<'a>>> {
    let at: HashMap<&str, usize> = tables
        .iter()
        .map(|table| &*table.table.name.name)
        .zip(0..)
        .collect();
    // Each table's group is the first table that it is known to belong to.
    let mut first: Vec<usize> = (0..tables.len()).collect();
    for join in joins {
        let ends = (
            first_of(&first, at[join.child]),
            first_of(&first, at[join.parent]),
        );
        first[ends.0.max(ends.1)] = ends.0.min(ends.1);
    }
    let mut groups: Vec<Vec<&Written<'_>>> = vec![Vec::new(); tables.len()];
    for (n, table) in tables.iter().enumerate() {
        groups[first_of(&first, n)].push(table);
    }
    groups
}

fn first_of(first: &[usize], mut n: usize) -> usize {
    while first[n] != n {
        n = first[n];
    }
    n
}
