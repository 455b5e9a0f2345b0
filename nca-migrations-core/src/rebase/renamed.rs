//! Parents that an earlier rebase has renamed.
//!
//! `git rebase` puts one commit after the other onto another branch. Once the migration of the first
//! has a new name, that of the second still names the old one.

use crate::digest::Digest;
use crate::load::Migration;
use crate::lock::{Content, Lock, in_order};
use crate::metadata::Parent;

/// The migrations, with each parent that is not there replaced by the one migration that has its slug
/// and, where a lock file still holds the old name, its scripts.
pub fn follow_renamed(migrations: &[Migration], locks: [&Lock; 2]) -> Vec<Migration> {
    let mut followed = migrations.to_vec();
    for migration in &mut followed {
        let Some(Parent::Migration(parent)) = &migration.parent else {
            continue;
        };
        if migrations.iter().any(|other| other.name.as_str() == parent) {
            continue;
        }
        if let Some(renamed) = renamed(parent, migrations, locks) {
            migration.parent = Some(Parent::Migration(renamed));
        }
    }
    followed
}

fn renamed(parent: &str, migrations: &[Migration], locks: [&Lock; 2]) -> Option<String> {
    let (_, slug) = parent.split_once('_')?;
    let block = locks.iter().find_map(|lock| lock.block(parent));
    let is_it = |other: &&Migration| {
        let same_scripts = match block.map(|block| &block.content) {
            None | Some(Content::Draft) => true,
            Some(Content::Locked { scripts, .. }) => *scripts == digests(other),
        };
        !slug.is_empty() && other.name.slug() == slug && same_scripts
    };
    let mut found = migrations.iter().filter(is_it);
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only.name.to_string()),
        _ => None,
    }
}

fn digests(of: &Migration) -> Vec<(String, Digest)> {
    let scripts = of.scripts.iter();
    in_order(scripts.map(|script| (script.file_name().to_owned(), Digest::of(&script.text))))
}

#[cfg(test)]
mod tests {
    use super::super::plan::tests::{lock, migrations};
    use super::*;

    fn parents(text: &str, blocks: &str) -> String {
        let followed = follow_renamed(&migrations(text), [&lock(blocks), &lock("")]);
        let parents = followed.iter().map(|one| match &one.parent {
            Some(Parent::Migration(name)) => &**name,
            _ => "-",
        });
        parents.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn by_slug_and_scripts() {
        assert_eq!(parents("9_x<base 3_y<2_x", "2_x?"), "- 9_x");
        assert_eq!(parents("9_x<base 3_y<2_x", ""), "- 9_x");
        assert_eq!(parents("9<base 3_y<2", ""), "- 2");
        assert_eq!(parents("9_x<base 8_x<base 3_y<2_x", "2_x?"), "- - 2_x");
        assert_eq!(parents("9_z<base 3_y<2_x", "2_x?"), "- 2_x");
        // Its scripts were others.
        assert_eq!(parents("9_x<base 3_y<2_x", "2_x"), "- 2_x");
    }
}
