//! Foreign keys that lead nowhere, before and after a migration.

use std::collections::{HashMap, HashSet};
use std::fmt;

/// A row whose foreign key leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct BrokenReference {
    /// The table that the row is in.
    pub table: String,
    /// The row, on tables that have row ids.
    pub row: Option<i64>,
    /// The table that the row points to.
    pub parent: String,
}

impl BrokenReference {
    #[cfg(feature = "sqlite")]
    pub(crate) fn new(table: String, row: Option<i64>, parent: String) -> Self {
        Self { table, row, parent }
    }
}

impl fmt::Display for BrokenReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, row, parent } = self;
        match row {
            Some(row) => write!(
                f,
                "row {row} of `{table}` points to a row of `{parent}` that is not there"
            ),
            None => write!(
                f,
                "a row of `{table}` points to a row of `{parent}` that is not there"
            ),
        }
    }
}

/// Those that a migration has broken. Rebuilding a table may number its rows anew, so what counts
/// is how many there are between two tables; which rows to name is then the best guess.
pub(crate) fn newly_broken(
    before: &[BrokenReference],
    after: Vec<BrokenReference>,
) -> Vec<BrokenReference> {
    let mut counts: HashMap<(&str, &str), isize> = HashMap::new();
    for reference in before {
        *counts
            .entry((&reference.table, &reference.parent))
            .or_default() -= 1;
    }
    for reference in &after {
        *counts
            .entry((&reference.table, &reference.parent))
            .or_default() += 1;
    }
    let grown: HashSet<(String, String)> = counts
        .into_iter()
        .filter(|(_, growth)| *growth > 0)
        .map(|((table, parent), _)| (table.to_owned(), parent.to_owned()))
        .collect();
    let known: HashSet<_> = before.iter().collect();
    after
        .into_iter()
        .filter(|reference| grown.contains(&(reference.table.clone(), reference.parent.clone())))
        .filter(|reference| !known.contains(reference))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(table: &str, row: i64) -> BrokenReference {
        BrokenReference {
            table: table.to_owned(),
            row: Some(row),
            parent: "p".to_owned(),
        }
    }

    #[test]
    fn only_growth_counts() {
        let before = [broken("a", 1), broken("a", 2)];
        assert_eq!(newly_broken(&before, before.to_vec()), []);
        let renumbered = vec![broken("a", 7), broken("a", 8)];
        assert_eq!(newly_broken(&before, renumbered), []);
        let more = vec![
            broken("a", 1),
            broken("a", 2),
            broken("a", 3),
            broken("b", 1),
        ];
        assert_eq!(
            newly_broken(&before, more),
            [broken("a", 3), broken("b", 1)]
        );
    }
}
