//! Which migrations stay where they are, and in which order the others come after them.

use std::collections::{HashMap, HashSet};

use crate::load::Migration;
use crate::metadata::Parent;

/// What stays where it is. Migrations are meant by their index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The line from the base to this one.
    To(usize),
    /// What is left without these and all that follows them. It must be one line.
    Without(Vec<usize>),
}

/// An order of all migrations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Those that stay, base first.
    pub kept: Vec<usize>,
    /// Those that come after them. A line that already follows the last one that stays comes first,
    /// then those that leave it last; of several that leave it at one place the older come first.
    pub moved: Vec<usize>,
}

impl Order {
    /// The same with all that comes after the first fault among those that stay moved as well: where
    /// one does not name the one before it, or its version does not sort after that.
    #[must_use]
    pub fn up_to_the_first_fault(mut self, migrations: &[Migration]) -> Self {
        let follows = |index: usize, before: Option<usize>| {
            let migration = &migrations[index];
            match (
                &migration.parent,
                before.map(|before| &migrations[before].name),
            ) {
                (Some(Parent::Base), None) => true,
                (Some(Parent::Migration(parent)), Some(before)) => {
                    parent == before.as_str() && migration.name.version() > before.version()
                }
                _ => false,
            }
        };
        let mut before = None;
        let fault = self.kept.iter().position(|index| {
            let is_sound = follows(*index, before);
            before = Some(*index);
            !is_sound
        });
        if let Some(fault) = fault {
            let mut moved = self.kept.split_off(fault);
            moved.append(&mut self.moved);
            self.moved = moved;
        }
        self
    }
}

/// Why there is no order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unclear {
    /// More than one line would stay; these are their ends.
    Ends(Vec<usize>),
    /// These do not hang together with the base.
    Loose(Vec<usize>),
}

/// Puts all migrations in one order.
///
/// # Errors
/// When what is to stay is not one line, or a migration hangs in the air.
pub fn order(migrations: &[Migration], keep: &Keep) -> Result<Order, Unclear> {
    let tree = Tree::of(migrations);
    let reached: HashSet<usize> = tree.from(None).into_iter().collect();
    let loose: Vec<usize> = (0..migrations.len())
        .filter(|index| !reached.contains(index))
        .collect();
    if !loose.is_empty() {
        return Err(Unclear::Loose(loose));
    }
    let end = match keep {
        Keep::To(end) => Some(*end),
        Keep::Without(moved) => tree.only_end(moved)?,
    };
    let mut kept = Vec::new();
    let mut at = end;
    while let Some(index) = at {
        kept.push(index);
        at = tree.parents[index];
    }
    kept.reverse();
    let stays: HashSet<usize> = kept.iter().copied().collect();
    let mut moved = Vec::new();
    let places = kept.iter().rev().map(|index| Some(*index)).chain([None]);
    for place in places {
        for child in tree.children(place) {
            if !stays.contains(&child) {
                moved.push(child);
                moved.extend(tree.from(Some(child)));
            }
        }
    }
    Ok(Order { kept, moved })
}

/// Parents that are there, and children. `None` is the base.
struct Tree {
    parents: Vec<Option<usize>>,
    children: HashMap<Option<usize>, Vec<usize>>,
}

impl Tree {
    fn of(migrations: &[Migration]) -> Self {
        let by_name: HashMap<&str, usize> = migrations
            .iter()
            .enumerate()
            .map(|(index, migration)| (migration.name.as_str(), index))
            .collect();
        let mut tree = Self {
            parents: vec![None; migrations.len()],
            children: HashMap::new(),
        };
        for (index, migration) in migrations.iter().enumerate() {
            let parent = match &migration.parent {
                Some(Parent::Base) => None,
                Some(Parent::Migration(name)) if by_name.contains_key(&**name) => {
                    Some(by_name[&**name])
                }
                _ => continue,
            };
            tree.parents[index] = parent;
            tree.children.entry(parent).or_default().push(index);
        }
        for children in tree.children.values_mut() {
            children.sort_by(|a, b| {
                migrations[*a]
                    .name
                    .version()
                    .cmp(&migrations[*b].name.version())
            });
        }
        tree
    }

    fn children(&self, of: Option<usize>) -> Vec<usize> {
        self.children.get(&of).cloned().unwrap_or_default()
    }

    /// All that follows, each after its parent, whole lines one after the other.
    fn from(&self, start: Option<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open = self.children(start);
        open.reverse();
        while let Some(index) = open.pop() {
            found.push(index);
            open.extend(self.children(Some(index)).into_iter().rev());
        }
        found
    }

    /// The end of the one line that is left without these and all that follows them.
    fn only_end(&self, without: &[usize]) -> Result<Option<usize>, Unclear> {
        let gone: HashSet<usize> = without
            .iter()
            .flat_map(|index| std::iter::once(*index).chain(self.from(Some(*index))))
            .collect();
        let stays = |index: &usize| !gone.contains(index);
        let ends: Vec<usize> = self
            .from(None)
            .into_iter()
            .filter(stays)
            .filter(|index| !self.children(Some(*index)).iter().any(stays))
            .collect();
        match ends[..] {
            [] => Ok(None),
            [end] => Ok(Some(end)),
            _ => Err(Unclear::Ends(ends)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::tests::migrations;
    use super::*;

    fn names(text: &str, keep: impl Fn(&dyn Fn(&str) -> usize) -> Keep) -> Result<String, String> {
        let migrations = migrations(text);
        let index = |name: &str| {
            let mut all = migrations.iter();
            all.position(|migration| migration.name.as_str() == name)
                .unwrap()
        };
        let named = |indices: &[usize]| {
            let names = indices.iter().map(|index| migrations[*index].name.as_str());
            names.collect::<Vec<_>>().join(" ")
        };
        match order(&migrations, &keep(&index)) {
            Ok(order) => Ok(format!("{} | {}", named(&order.kept), named(&order.moved))),
            Err(Unclear::Ends(ends)) => Err(format!("ends {}", named(&ends))),
            Err(Unclear::Loose(loose)) => Err(format!("loose {}", named(&loose))),
        }
    }

    #[test]
    fn what_goes_where() {
        let fork = "1<base 2<1 3<2 4<1 5<4";
        let keep_to_3 = names(fork, |index| Keep::To(index("3")));
        assert_eq!(keep_to_3.unwrap(), "1 2 3 | 4 5");
        let move_2 = names(fork, |index| Keep::Without(vec![index("2")]));
        assert_eq!(move_2.unwrap(), "1 4 5 | 2 3");
        let two_ends = names(fork, |_| Keep::Without(Vec::new()));
        assert_eq!(two_ends.unwrap_err(), "ends 3 5");
    }

    #[test]
    fn a_line_that_is_in_its_place_comes_first() {
        let kept = names("1<base 2<1 3<2 4<1", |index| Keep::To(index("2")));
        assert_eq!(kept.unwrap(), "1 2 | 3 4");
    }

    #[test]
    fn a_line_in_a_line() {
        // 5 and 6 both follow 4, which follows 1.
        let nested = "1<base 2<1 3<2 4<1 5<4 6<4 7<5";
        let kept = names(nested, |index| Keep::To(index("3")));
        assert_eq!(kept.unwrap(), "1 2 3 | 4 5 7 6");
    }

    #[test]
    fn three_lines_and_two_bases() {
        let three = names("1<base 4<1 2<1 3<1", |index| Keep::To(index("3")));
        assert_eq!(three.unwrap(), "1 3 | 2 4");
        let bases = names("1<base 2<1 3<base", |index| Keep::To(index("2")));
        assert_eq!(bases.unwrap(), "1 2 | 3");
        let all = names("1<base 2<base", |index| {
            Keep::Without(vec![index("1"), index("2")])
        });
        assert_eq!(all.unwrap(), " | 1 2");
    }

    #[test]
    fn what_stays_is_sound() {
        let cut = |text: &str| {
            let migrations = migrations(text);
            let order = Order {
                kept: (0..migrations.len() - 1).collect(),
                moved: vec![migrations.len() - 1],
            };
            let order = order.up_to_the_first_fault(&migrations);
            format!("{:?} {:?}", order.kept, order.moved)
        };
        assert_eq!(cut("1<base 2<1 3<2 4<1"), "[0, 1, 2] [3]");
        assert_eq!(cut("1<base 3<1 2<3 4<1"), "[0, 1] [2, 3]");
        assert_eq!(cut("1<base 2<0 3<2 4<1"), "[0] [1, 2, 3]");
        assert_eq!(cut("1<1 2<1 4<1"), "[] [0, 1, 2]");
    }

    #[test]
    fn what_hangs_in_the_air() {
        for text in ["1<base 2<9", "1<base 2<2", "1<base 2<3 3<2", "1<base 2<?"] {
            let loose = names(text, |index| Keep::To(index("1")));
            assert!(loose.unwrap_err().starts_with("loose 2"), "{text}");
        }
    }
}
