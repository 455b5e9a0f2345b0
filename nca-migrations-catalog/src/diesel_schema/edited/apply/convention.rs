//! Names of constraints, as the chain makes them.

use crate::model::{Name, Table};

/// The name by the pattern that most have. None if most have none, or there are none.
pub(super) fn name<'a>(
    others: impl Iterator<Item = (&'a Table, String, Option<&'a str>)>,
    table: &Name,
    columns: &str,
) -> Option<String> {
    let mut patterns: Vec<(Option<String>, usize)> = Vec::new();
    for (table, columns, name) in others {
        let pattern = name.map(|name| pattern(name, &table.name.name, &columns));
        match patterns.iter_mut().find(|(known, _)| *known == pattern) {
            Some((_, times)) => *times += 1,
            None => patterns.push((pattern, 1)),
        }
    }
    let most = patterns.into_iter().rev().max_by_key(|(_, times)| *times);
    let pattern = most?.0?;
    // A name that does not follow from its table is one constraint's own.
    let is_pattern = pattern.contains(TABLE);
    is_pattern.then(|| {
        pattern
            .replace(TABLE, &table.name)
            .replace(COLUMNS, columns)
    })
}

const TABLE: &str = "{table}";
const COLUMNS: &str = "{columns}";

/// The table first: its name comes first in what people call constraints.
fn pattern(name: &str, table: &str, columns: &str) -> String {
    let pattern = name.replacen(table, TABLE, 1);
    let (before, after) = match pattern.find(TABLE) {
        Some(at) => pattern.split_at(at + TABLE.len()),
        None => ("", &*pattern),
    };
    if columns.is_empty() {
        return pattern;
    }
    format!("{before}{}", after.replacen(columns, COLUMNS, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_what_is_around_table_and_column() {
        assert_eq!(
            pattern("fk_posts_user_id", "posts", "user_id"),
            "fk_{table}_{columns}"
        );
        assert_eq!(
            pattern("posts_user_id_fkey", "posts", "user_id"),
            "{table}_{columns}_fkey"
        );
        assert_eq!(pattern("posts_pkey", "posts", ""), "{table}_pkey");
        assert_eq!(
            pattern("users_user_fk", "users", "user"),
            "{table}_{columns}_fk"
        );
    }

    #[test]
    fn a_name_follows_most_others() {
        let table = Table::new(Name::plain("posts"));
        let new = Name::plain("tags");
        let others = |names: &[Option<&'static str>]| {
            let all = names
                .iter()
                .map(|name| (&table, "user_id".to_owned(), *name));
            name(all.collect::<Vec<_>>().into_iter(), &new, "owner_id")
        };
        let (a, b) = (Some("fk_posts_user_id"), Some("posts_user_id_fkey"));
        assert_eq!(
            others(&[b, a, a, None]).as_deref(),
            Some("fk_tags_owner_id")
        );
        assert_eq!(others(&[None, None, a]), None);
        assert_eq!(others(&[Some("mine")]), None);
        assert_eq!(others(&[]), None);
    }
}
