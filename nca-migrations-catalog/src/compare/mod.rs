//! Where two catalogs differ, object by object.

mod difference;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use nca_migrations_core::dialect::Dialect;

pub use difference::{Change, Difference, Step};

use crate::outline::{Item, Outline};

/// Where `found` differs from `expected`, which must be of the same kind of engine. Of an object that is on
/// one side alone the parts are not listed.
///
/// ```
/// use nca_migrations_catalog::{Outline, compare};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let expected: Outline = "catalog sqlite 1\ntable t\n  column a: TEXT not null\n".parse()?;
/// let found: Outline = "catalog sqlite 1\ntable t\n  column a: TEXT\n".parse()?;
/// let differences = compare(&expected, &found);
/// assert_eq!(differences[0].to_string(), "\
/// ~ column a of table t
///     expected: TEXT not null
///     found:    TEXT");
/// # Ok(())
/// # }
/// ```
pub fn compare(expected: &Outline, found: &Outline) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut walk = Walk {
        dialect: expected.dialect,
        path: Vec::new(),
        differences: &mut differences,
    };
    walk.lists(&expected.items, &found.items);
    differences
}

struct Walk<'a> {
    dialect: Dialect,
    path: Vec<Step>,
    differences: &'a mut Vec<Difference>,
}

/// What makes an object the same one on both sides: its kind and name, or what it is like where it has none;
/// and how many such there were before it.
type Identity<'a> = (&'a str, &'a str, &'a str, usize);

fn identities(items: &[Item]) -> Vec<(Identity<'_>, &Item)> {
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    let mut identities = Vec::with_capacity(items.len());
    for item in items {
        let (kind, name) = (&*item.kind, &*item.name);
        let like = if name.is_empty() && !is_single(kind) {
            &*item.definition
        } else {
            ""
        };
        let before = seen.entry((kind, name, like)).or_default();
        *before += 1;
        identities.push(((kind, name, like, *before), item));
    }
    identities
}

/// What an object has at most one of.
fn is_single(kind: &str) -> bool {
    matches!(kind, "primary-key" | "comment" | "query")
}

impl Walk<'_> {
    fn lists(&mut self, expected: &[Item], found: &[Item]) {
        let (expected, found) = (identities(expected), identities(found));
        let there: HashMap<_, _> = found.iter().copied().collect();
        let wanted: HashMap<_, _> = expected.iter().copied().collect();
        for (identity, item) in &expected {
            match there.get(identity) {
                Some(other) => self.pair(item, other),
                None => self.push(item, Change::Missing(item.definition.clone())),
            }
        }
        for (identity, item) in &found {
            if !wanted.contains_key(identity) {
                self.push(item, Change::Unexpected(item.definition.clone()));
            }
        }
        // The order of those that are on both sides.
        let order = |items: &[(Identity<'_>, &Item)], other: &HashMap<Identity<'_>, &Item>| {
            let common = items.iter().filter(|(identity, item)| {
                item.is_placed(self.dialect) && other.contains_key(identity)
            });
            common
                .map(|(_, item)| item.name.clone())
                .collect::<Vec<_>>()
        };
        let (expected, found) = (order(&expected, &there), order(&found, &wanted));
        if expected != found {
            let change = Change::Reordered { expected, found };
            let path = self.path.clone();
            self.differences.push(Difference { path, change });
        }
    }

    fn pair(&mut self, expected: &Item, found: &Item) {
        if expected.definition != found.definition {
            let change = Change::Changed {
                expected: expected.definition.clone(),
                found: found.definition.clone(),
            };
            self.push(expected, change);
        }
        self.path.push(Step::of(expected));
        self.lists(&expected.items, &found.items);
        self.path.pop();
    }

    fn push(&mut self, item: &Item, change: Change) {
        let mut path = self.path.clone();
        path.push(Step::of(item));
        self.differences.push(Difference { path, change });
    }
}
