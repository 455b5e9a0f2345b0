//! New names, new parents and the lock file that goes with them.

use crate::load::Migration;
use crate::lock::{Block, Content, Lock, Pin};
use crate::metadata::Parent;
use crate::name::RevisionName;
use crate::rebase::Order;

/// What is going to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What the first of those that move comes to follow; none for the base.
    pub onto: Option<RevisionName>,
    /// What changes, in the new order.
    pub moves: Vec<Move>,
    /// The lock file afterwards.
    pub lock: Lock,
}

/// What changes about one migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Its directory now.
    pub from: RevisionName,
    /// Its directory afterwards, which may be the same.
    pub to: RevisionName,
    /// The directory that it follows afterwards.
    pub parent: Parent,
}

/// What the lock file says on each side.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// Where the migrations that stay are locked.
    pub kept: &'a Lock,
    /// Where those that move are; the same, where there is no conflict.
    pub moved: &'a Lock,
}

/// Locked migrations that stay and have no directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost(pub Vec<String>);

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused<E> {
    /// The lock file would lose these.
    Lost(Lost),
    /// There is no new name, for the reason that was given.
    Name(E),
}

/// What it takes to bring `migrations` into this order. Where versions no longer ascend, all that
/// move get new names from `rename`, which is given the name before and the old one.
///
/// # Errors
/// When a locked migration that stays is not there, or `rename` has no name.
pub fn plan<E>(
    migrations: &[Migration],
    order: &Order,
    sides: Sides<'_>,
    mut rename: impl FnMut(Option<&RevisionName>, &RevisionName) -> Result<RevisionName, E>,
) -> Result<Plan, Refused<E>> {
    let name = |index: &usize| &migrations[*index].name;
    lost(migrations, sides.kept).map_err(Refused::Lost)?;
    let onto = order.kept.last().map(name).cloned();
    let ascends = onto
        .iter()
        .chain(order.moved.iter().map(name))
        .is_sorted_by(|a, b| a.version() < b.version());
    let Sides {
        kept: one,
        moved: other,
    } = sides;
    // A backend that one side has added is to be served by all, which a check finds lacking; dropped
    // here nobody would miss it.
    let mut lock = Lock {
        dialects: one.dialects.iter().chain(other.dialects.iter()).collect(),
        schemas: one.schemas.clone(),
        // Their texts may be in conflict themselves. `verify` writes them for the chain that this makes.
        catalogs: Vec::new(),
        blocks: Vec::new(),
    };
    let is_new = |pin: &&Pin| one.schemas.iter().all(|known| known.dialect != pin.dialect);
    lock.schemas.extend(other.schemas.iter().filter(is_new));
    for index in &order.kept {
        let content = content([sides.kept, sides.moved], name(index));
        push(&mut lock, name(index), content.unwrap_or(Content::Draft));
    }
    let mut moves = Vec::new();
    let mut before = onto.clone();
    for index in &order.moved {
        let migration = &migrations[*index];
        let to = if ascends {
            migration.name.clone()
        } else {
            rename(before.as_ref(), &migration.name).map_err(Refused::Name)?
        };
        let parent = before
            .as_ref()
            .map_or(Parent::Base, |before| Parent::Migration(before.to_string()));
        let content = content([sides.moved, sides.kept], &migration.name);
        let mut content = content.unwrap_or(Content::Draft);
        if migration.parent.as_ref() != Some(&parent) || to != migration.name {
            let from = migration.name.clone();
            let to = to.clone();
            moves.push(Move { from, to, parent });
        }
        // A receipt is for the whole chain before it: the first change voids all that follow.
        if let (false, Content::Locked { receipts, .. }) = (moves.is_empty(), &mut content) {
            receipts.clear();
        }
        push(&mut lock, &to, content);
        before = Some(to);
    }
    Ok(Plan { onto, moves, lock })
}

/// A draft whose directory is gone was given up; what was locked was not.
fn lost(migrations: &[Migration], lock: &Lock) -> Result<(), Lost> {
    let is_here = |block: &&Block| {
        let mut all = migrations.iter();
        all.any(|migration| migration.name.as_str() == block.name)
    };
    let locked = lock.blocks.iter();
    let lost: Vec<String> = locked
        .filter(|block| block.content != Content::Draft && !is_here(block))
        .map(|block| block.name.clone())
        .collect();
    if lost.is_empty() {
        Ok(())
    } else {
        Err(Lost(lost))
    }
}

/// What is locked of a migration, in the first that has it.
fn content(locks: [&Lock; 2], name: &RevisionName) -> Option<Content> {
    let block = locks.iter().find_map(|lock| lock.block(name.as_str()))?;
    Some(block.content.clone())
}

fn push(lock: &mut Lock, name: &RevisionName, content: Content) {
    let parent = lock.blocks.last().map(|block| block.name.clone());
    lock.blocks.push(Block {
        name: name.to_string(),
        parent,
        content,
        span: 0..0,
    });
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::lock;
    use crate::rebase::{Keep, order};
    use crate::source::Source;

    /// `name<parent`, separated by blanks; the parent `?` is one that cannot be read.
    pub(in crate::rebase) fn migrations(text: &str) -> Vec<Migration> {
        let one = |(name, parent): (&str, &str)| Migration {
            name: RevisionName::parse(name).unwrap(),
            parent: match parent {
                "?" => None,
                "base" => Some(Parent::Base),
                other => Some(Parent::Migration(other.to_owned())),
            },
            scripts: Vec::new(),
            irreversible: None,
        };
        let pairs = text.split(' ').map(|pair| pair.split_once('<').unwrap());
        pairs.map(one).collect()
    }

    /// A lock file of these blocks; `name?` is a draft.
    pub(in crate::rebase) fn lock(blocks: &str) -> Lock {
        let digest = format!("sha256:{}", "a".repeat(64));
        let locked = format!("up.sql {digest}\nreceipt sqlite 3 catalog {digest} proof {digest}\n");
        let mut parent = "base";
        let blocks: Vec<String> = blocks
            .split_whitespace()
            .map(|block| {
                let (name, content) = match block.strip_suffix('?') {
                    Some(name) => (name, "draft\n"),
                    None => (block, &*locked),
                };
                let before = std::mem::replace(&mut parent, name);
                format!("\nrevision {name}\nparent {before}\n{content}")
            })
            .collect();
        let text = format!("format 1\ndialects sqlite\n{}", blocks.concat());
        let source = Source::of_bytes("x".into(), "x".to_owned(), text.as_bytes()).unwrap();
        lock::read(&Arc::new(source)).unwrap()
    }

    /// `from>to<parent` for each move, and the blocks with what they hold.
    fn told(text: &str, first: &str, kept_lock: &str, moved_lock: &str) -> Result<String, String> {
        let migrations = migrations(text);
        let first = migrations
            .iter()
            .position(|migration| migration.name.as_str() == first);
        let order = order(&migrations, &Keep::Without(vec![first.unwrap()])).unwrap();
        let sides = Sides {
            kept: &lock(kept_lock),
            moved: &lock(moved_lock),
        };
        let mut next = 70;
        let plan = plan(&migrations, &order, sides, |_, old| {
            next += 1;
            RevisionName::parse(&format!("{next}_{}", old.slug())).map_err(|_| ())
        })
        .map_err(|refused| format!("{refused:?}"))?;
        let moves = plan.moves.iter().map(|one| {
            let parent = match &one.parent {
                Parent::Base => "base",
                Parent::Migration(name) => name,
            };
            format!("{}>{}<{parent}", one.from, one.to)
        });
        let blocks = plan.lock.blocks.iter().map(|block| {
            let state = match &block.content {
                Content::Draft => "?",
                Content::Locked { receipts, .. } if receipts.is_empty() => "",
                Content::Locked { .. } => "!",
            };
            format!(
                "{}<{}{state}",
                block.name,
                block.parent.as_deref().unwrap_or("base")
            )
        });
        let words = |words: &mut dyn Iterator<Item = String>| words.collect::<Vec<_>>().join(" ");
        Ok(format!(
            "{} | {}",
            words(&mut { moves }),
            words(&mut { blocks })
        ))
    }

    #[test]
    fn older_ones_get_new_names() {
        assert_eq!(
            told(
                "1_a<base 2_x<1_a 3_y<2_x 4_b<1_a",
                "2_x",
                "1_a 4_b",
                "1_a 2_x 3_y?"
            )
            .unwrap(),
            "2_x>71_x<4_b 3_y>72_y<71_x | 1_a<base! 4_b<1_a! 71_x<4_b 72_y<71_x?"
        );
    }

    #[test]
    fn newer_ones_keep_theirs() {
        assert_eq!(
            told(
                "1_a<base 2_b<1_a 3_x<1_a 4_y<3_x",
                "3_x",
                "1_a 2_b",
                "1_a 3_x 4_y"
            )
            .unwrap(),
            "3_x>3_x<2_b | 1_a<base! 2_b<1_a! 3_x<2_b 4_y<3_x"
        );
    }

    #[test]
    fn the_same_version_twice_is_not_ascending() {
        assert_eq!(
            told("1_a<base 2_b<1_a 2_x<1_a", "2_x", "1_a 2_b", "1_a 2_x").unwrap(),
            "2_x>71_x<2_b | 1_a<base! 2_b<1_a! 71_x<2_b"
        );
    }

    #[test]
    fn nothing_to_do_keeps_receipts() {
        assert_eq!(
            told("1_a<base 2_x<1_a", "2_x", "1_a 2_x", "1_a 2_x").unwrap(),
            " | 1_a<base! 2_x<1_a!"
        );
    }

    #[test]
    fn what_either_side_serves_is_served() {
        let migrations = migrations("1_a<base 2_x<1_a");
        let order = order(&migrations, &Keep::Without(vec![1])).unwrap();
        let [kept, mut moved] = ["1_a", "1_a 2_x"].map(lock);
        moved.dialects = moved.dialects.with(crate::dialect::Dialect::Mysql);
        let digest = crate::digest::Digest::of("x");
        let pin = |dialect| Pin {
            dialect,
            file: digest,
            chain: digest,
        };
        moved.schemas = vec![pin(crate::dialect::Dialect::Mysql)];
        moved.catalogs = vec![pin(crate::dialect::Dialect::Mysql)];
        let sides = Sides {
            kept: &kept,
            moved: &moved,
        };
        let plan = plan(&migrations, &order, sides, |_, old| {
            Ok::<_, ()>(old.clone())
        })
        .unwrap();
        assert_eq!(plan.lock.dialects, moved.dialects);
        assert_eq!(plan.lock.schemas, moved.schemas);
        assert!(plan.lock.catalogs.is_empty());
    }

    #[test]
    fn a_locked_one_is_not_lost() {
        let lost = told("1_a<base 2_x<1_a", "2_x", "1_a 9_gone", "1_a 2_x");
        assert_eq!(lost.unwrap_err(), "Lost(Lost([\"9_gone\"]))");
        told("1_a<base 2_x<1_a", "2_x", "1_a 9_gone?", "1_a 2_x").unwrap();
    }
}
