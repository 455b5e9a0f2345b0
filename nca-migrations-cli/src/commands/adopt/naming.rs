//! Directories' names for migrations that had other names.

use nca_migrations::RevisionName;
use nca_migrations_core::name::RESERVED;

use crate::slug;

/// A timestamp's digits: `20260105093000`.
const TIMESTAMP: usize = 14;

/// How many digits the versions get, so that they sort as text as they do as numbers, and before
/// the timestamps that later migrations have. `written` are the digits as they stand in file names.
pub(super) fn width<'a>(written: impl Iterator<Item = &'a str>) -> usize {
    let written: Vec<&str> = written.collect();
    let width = written.iter().map(|digits| digits.len()).max();
    let width = width.unwrap_or_default().max(4);
    let after_timestamps = |digits: &&&str| format!("{digits:0>width$}").as_str() >= "20";
    if width < TIMESTAMP && written.iter().any(|digits| after_timestamps(&digits)) {
        width + 1
    } else {
        width
    }
}

/// The directory of a migration that had a number.
pub(super) fn numbered(digits: &str, width: usize, name: &str) -> Option<RevisionName> {
    directory(&format!("{digits:0>width$}"), &slug(name))
}

/// The directory of this version and slug.
pub(super) fn directory(version: &str, slug: &str) -> Option<RevisionName> {
    RevisionName::parse(&format!("{version}_{slug}")).ok()
}

/// The name as it was where a directory can have it, so that it can be asked for by that.
fn slug(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let slug = if !name.is_empty() && name.len() <= 80 && name.chars().all(is_plain) {
        name.to_owned()
    } else {
        slug::of(name, slug::LONGEST).unwrap_or_else(|| "migration".to_owned())
    };
    if RESERVED.contains(&&*slug) {
        return format!("migration_{slug}");
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_as_text() {
        for (written, expected) in [
            (&["1", "2", "10"][..], 4),
            (&["20220101000000", "20230101000000"], 14),
            (&["1", "20220101000000"], 14),
            (&["1700000000"], 10),
            (&["1", "2500"], 5),
            (&["00012"], 5),
            (&[], 4),
        ] {
            assert_eq!(width(written.iter().copied()), expected, "{written:?}");
        }
    }

    #[test]
    fn names_are_kept_where_they_can_be() {
        for (name, directory) in [
            ("create_users", "0007_create_users"),
            ("Add-Größe", "0007_add_groesse"),
            ("..", "0007_.."),
            ("a\\..\\b", "0007_a_b"),
            ("head", "0007_migration_head"),
            ("\u{1f980}", "0007_migration"),
            ("", "0007_migration"),
        ] {
            assert_eq!(
                numbered("7", 4, name).unwrap().as_str(),
                directory,
                "{name}"
            );
        }
    }
}
