//! Foreign keys that lead nowhere, before and after a migration.

use std::collections::{HashMap, HashSet};
use std::fmt;

/// A foreign key that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BrokenReference {
    /// The row that is pointed to is not there.
    Row {
        /// The table that the pointing row is in.
        table: String,
        /// The pointing row, on tables that have row ids.
        row: Option<i64>,
        /// The table that it points to.
        parent: String,
    },
    /// No row of the table can be followed: what it points to is not a key.
    Unusable {
        /// The table with the foreign key.
        table: String,
        /// What the database says of it.
        message: String,
    },
}

impl BrokenReference {
    #[cfg(feature = "sqlite-system")]
    pub(crate) fn row(table: String, row: Option<i64>, parent: String) -> Self {
        Self::Row { table, row, parent }
    }

    #[cfg(feature = "sqlite-system")]
    pub(crate) fn unusable(table: String, message: String) -> Self {
        Self::Unusable { table, message }
    }

    /// From where to where: how many there are between two tables is what a migration must not
    /// make more.
    fn ends(&self) -> (String, String) {
        match self {
            Self::Row { table, parent, .. } => (table.clone(), parent.clone()),
            Self::Unusable { table, message } => (table.clone(), message.clone()),
        }
    }
}

impl fmt::Display for BrokenReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row {
                table,
                row: Some(row),
                parent,
            } => {
                write!(
                    f,
                    "row {row} of `{table}` points to a row of `{parent}` that is not there"
                )
            }
            Self::Row {
                table,
                row: None,
                parent,
            } => {
                write!(
                    f,
                    "a row of `{table}` points to a row of `{parent}` that is not there"
                )
            }
            Self::Unusable { message, .. } => f.write_str(message),
        }
    }
}

/// Those that a migration has broken. Rebuilding a table may number its rows anew, so what counts
/// is how many there are between two tables; which rows to name is then the best guess.
pub(crate) fn newly_broken(
    before: &[BrokenReference],
    after: Vec<BrokenReference>,
) -> Vec<BrokenReference> {
    let mut growth: HashMap<(String, String), isize> = HashMap::new();
    for reference in before {
        *growth.entry(reference.ends()).or_default() -= 1;
    }
    for reference in &after {
        *growth.entry(reference.ends()).or_default() += 1;
    }
    let known: HashSet<_> = before.iter().collect();
    let (known, mut suspects): (Vec<_>, Vec<_>) = after
        .into_iter()
        .partition(|reference| known.contains(reference));
    suspects.extend(known);
    suspects.retain(|reference| {
        growth.get_mut(&reference.ends()).is_some_and(|growth| {
            *growth -= 1;
            *growth >= 0
        })
    });
    suspects
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(table: &str, row: i64) -> BrokenReference {
        BrokenReference::Row {
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
