//! Partitions of PostgreSQL: which table one is of, and the foreign keys that come with that.
//!
//! The server keeps a key of its own for each partition: one from every partition of the table that refers, and one
//! from that table to every partition of the table that is referred to. Diesel joins by them too.

use std::collections::HashMap;

use super::scope::Scope;
use crate::model::{ForeignKey, Table};

/// A foreign key between two tables of a schema.
#[derive(Clone, Copy)]
pub(super) struct Key<'a> {
    pub(super) child: &'a Table,
    pub(super) parent: &'a Table,
    pub(super) declared: &'a ForeignKey,
}

/// Every foreign key between tables of the schema, with those of partitions.
pub(super) fn keys<'a>(scope: &Scope<'a>) -> Vec<Key<'a>> {
    let mut partitions: HashMap<&str, Vec<&'a Table>> = HashMap::new();
    for table in &scope.tables {
        if let Some(whole) = whole(scope, table) {
            partitions.entry(&whole.name.name).or_default().push(table);
        }
    }
    let mut keys = Vec::new();
    for child in &scope.tables {
        for declared in &child.foreign_keys {
            let Some(parent) = scope.parent(child, &declared.references) else {
                continue;
            };
            let key = |child, parent| Key {
                child,
                parent,
                declared,
            };
            keys.extend(
                parts(child, &partitions)
                    .into_iter()
                    .map(|child| key(child, parent)),
            );
            let parts = parts(parent, &partitions).into_iter().skip(1);
            keys.extend(parts.map(|parent| key(child, parent)));
        }
    }
    keys
}

/// The table and all its partitions, and theirs.
fn parts<'a>(table: &'a Table, partitions: &HashMap<&str, Vec<&'a Table>>) -> Vec<&'a Table> {
    let mut parts = vec![table];
    let mut seen = 0;
    while let Some(part) = parts.get(seen) {
        let more = partitions.get(&*part.name.name);
        parts.extend(more.into_iter().flatten());
        seen += 1;
    }
    parts
}

/// The table that it is a partition of.
fn whole<'a>(scope: &Scope<'a>, table: &Table) -> Option<&'a Table> {
    let mut settings = table.settings.iter();
    let of = settings.find(|setting| setting.name == "partition of")?;
    let (first, rest) = identifier(of.value.as_deref()?)?;
    match rest.strip_prefix('.') {
        None => scope.table(None, &first),
        Some(rest) => scope.table(Some(&first), &identifier(rest)?.0),
    }
}

/// An identifier at the beginning of the text, in double quotes or not, and the text after it.
fn identifier(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([' ', '.']).unwrap_or(text.len());
        return Some((text[..end].to_owned(), &text[end..]));
    };
    let mut name = String::new();
    let mut rest = quoted;
    loop {
        let end = rest.find('"')?;
        name.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => rest = after,
            None => return Some((name, rest)),
        }
        name.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_read_with_its_quotes() {
        for (text, name, rest) in [
            ("parted FOR VALUES IN (1)", "parted", " FOR VALUES IN (1)"),
            ("app.parted DEFAULT", "app", ".parted DEFAULT"),
            ("\"Odd \"\"one\"\"\".t DEFAULT", "Odd \"one\"", ".t DEFAULT"),
        ] {
            assert_eq!(identifier(text), Some((name.to_owned(), rest)));
        }
        assert_eq!(identifier("\"open"), None);
    }
}
