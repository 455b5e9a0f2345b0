//! Keys and indexes of a table.

use super::alter::Alter;
use super::column::same;
use super::cost::table;
use super::text::{self, identifier, setting, value, visibility};
use crate::generate::Cost;
use crate::model::{Part, PartOf, Setting, Table};

/// A primary key, a unique key or an index: to these servers they are one kind of thing.
struct Entry<'a> {
    /// None of the primary key.
    name: Option<&'a str>,
    parts: &'a [Part],
    unique: bool,
    method: Option<&'a str>,
    settings: &'a [Setting],
    comment: Option<&'a str>,
    text: String,
}

fn entries(table: &Table) -> Vec<Entry<'_>> {
    let engine = value(&table.settings, "engine").unwrap_or_default();
    let keys = table.primary_key.iter().chain(&table.uniques).map(|key| {
        let is_primary = key.name.is_none();
        Entry {
            name: key.name.as_deref(),
            parts: &key.parts,
            unique: true,
            method: value(&key.settings, "using"),
            settings: &key.settings,
            comment: key.comment.as_deref(),
            text: if is_primary {
                text::primary_key(key, engine)
            } else {
                text::unique(key, engine)
            },
        }
    });
    let indexes = table.indexes.iter().map(|index| Entry {
        name: Some(&index.name),
        parts: &index.parts,
        unique: false,
        method: index.method.as_deref(),
        settings: &index.settings,
        comment: index.comment.as_deref(),
        text: text::index(index, engine),
    });
    keys.chain(indexes).collect()
}

impl Entry<'_> {
    fn is_named(&self, other: &Self) -> bool {
        match (self.name, other.name) {
            (None, None) => true,
            (Some(one), Some(other)) => same(one, other),
            _ => false,
        }
    }

    /// But for its name and whether it is used.
    fn is_like(&self, other: &Self) -> bool {
        self.parts == other.parts
            && self.unique == other.unique
            && self.method == other.method
            && self.comment == other.comment
    }

    fn is_hidden(&self) -> bool {
        setting(self.settings, "invisible").is_some()
    }

    fn has(&self, column: &str) -> bool {
        let is_it = |part: &Part| match &part.of {
            PartOf::Column(name) => same(name, column),
            PartOf::Expression(expression) => expression.contains(column),
        };
        self.parts.iter().any(is_it)
    }

    fn drop(&self) -> String {
        match self.name {
            None => "DROP PRIMARY KEY".to_owned(),
            Some(name) => format!("DROP KEY {}", identifier(name)),
        }
    }
}

/// The names of those that have one of these columns: they go with it.
pub(super) fn forget(of: &mut Table, column: &str) -> Vec<String> {
    let found = entries(of);
    let found = found.iter().filter(|entry| entry.has(column));
    let (drops, names): (Vec<String>, Vec<Option<String>>) = found
        .map(|entry| (entry.drop(), entry.name.map(str::to_owned)))
        .unzip();
    let is_found = |name: Option<&String>| names.iter().any(|found| found.as_ref() == name);
    of.primary_key.take_if(|_| is_found(None));
    of.uniques.retain(|key| !is_found(key.name.as_ref()));
    of.indexes.retain(|index| !is_found(Some(&index.name)));
    drops
}

/// What is to happen to the indexes of a table.
pub(super) struct Indexes<'a> {
    gone: Vec<Entry<'a>>,
    new: Vec<Entry<'a>>,
    renamed: Vec<(&'a str, &'a str)>,
    switched: Vec<Entry<'a>>,
}

impl<'a> Indexes<'a> {
    /// `remade` are the columns that are dropped and added again.
    pub(super) fn of(old: &'a Table, new: &'a Table, remade: &[&str]) -> Self {
        let mut gone = entries(old);
        let mut indexes = Self {
            gone: Vec::new(),
            new: Vec::new(),
            renamed: Vec::new(),
            switched: Vec::new(),
        };
        let mut kept = Vec::new();
        for entry in entries(new) {
            let at = gone.iter().position(|other| other.is_named(&entry));
            let is_remade = remade.iter().any(|column| entry.has(column));
            let stays =
                |old: &Entry<'_>| old.is_like(&entry) && old.name == entry.name && !is_remade;
            match at {
                Some(at) if stays(&gone[at]) => {
                    let old = gone.remove(at);
                    if old.is_hidden() == entry.is_hidden() {
                        kept.push((old, entry));
                    } else {
                        indexes.switched.push(entry);
                    }
                }
                _ => indexes.new.push(entry),
            }
        }
        indexes.gone = gone;
        indexes.rename(remade);
        indexes.restate(kept, old);
        indexes
    }

    /// <https://mariadb.com/kb/en/alter-table/#rename-indexkey>, and so it is in MySQL since 5.7.
    fn rename(&mut self, remade: &[&str]) {
        let mut at = 0;
        while let Some(new) = self.new.get(at) {
            let is_free = |name: Option<&str>, among: &[Entry<'_>]| {
                name.is_some_and(|name| {
                    !among
                        .iter()
                        .any(|other| other.name.is_some_and(|other| same(other, name)))
                })
            };
            let old = self.gone.iter().position(|old| {
                old.is_like(new)
                    && old.is_hidden() == new.is_hidden()
                    && is_free(old.name, &self.new)
                    && is_free(new.name, &self.gone)
                    && !remade.iter().any(|column| old.has(column))
            });
            let names =
                old.and_then(|old| self.gone[old].name.zip(new.name).map(|names| (old, names)));
            if let Some((old, names)) = names {
                self.renamed.push(names);
                self.gone.remove(old);
                self.new.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// The index that a foreign key brought along goes without a word when another one can take its place
    /// (<https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>). One that might be such is
    /// made again, and so becomes one that stays.
    fn restate(&mut self, kept: Vec<(Entry<'a>, Entry<'a>)>, old: &Table) {
        let columns = |entry: &Entry<'a>| -> Vec<&'a str> {
            entry.parts.iter().map_while(Part::name).collect()
        };
        for (was, entry) in kept {
            let own = columns(&entry);
            let is_brought = !entry.unique
                && (old.foreign_keys.iter()).any(|key| {
                    key.columns.len() == own.len()
                        && key
                            .columns
                            .iter()
                            .zip(&own)
                            .all(|(one, other)| same(one, other))
                });
            let takes_over = |new: &Entry<'a>| columns(new).starts_with(&own);
            if is_brought && self.new.iter().any(takes_over) {
                self.gone.push(was);
                self.new.push(entry);
            }
        }
    }

    pub(super) fn drop(&self, alter: &mut Alter<'_>) {
        for entry in &self.gone {
            alter.clause(entry.drop());
        }
        let is_primary = |entry: &Entry<'_>| entry.name.is_none();
        if self.gone.iter().any(is_primary) && !self.new.iter().any(is_primary) {
            alter.costs(super::cost::copy(alter.table, "the primary key goes"));
        }
    }

    pub(super) fn add(&self, alter: &mut Alter<'_>) {
        for entry in &self.new {
            alter.clause(format!("ADD {}", entry.text));
            let of = alter.table;
            if entry.unique {
                alter.costs([table(Cost::MayFail, of)
                    .because("a new key takes no two rows that are alike in it")]);
            }
            match (entry.name, entry.method) {
                (None, _) => alter.costs([table(Cost::Rewrites, of)
                    .because("rows are kept in the order of the primary key")]),
                (_, Some(kind @ ("FULLTEXT" | "SPATIAL"))) => {
                    let because = format!("a {kind} index is built");
                    alter.costs([table(Cost::BlocksWrites, of).because(because)]);
                }
                _ => {}
            }
        }
        for (old, new) in &self.renamed {
            alter.clause(format!(
                "RENAME KEY {} TO {}",
                identifier(old),
                identifier(new)
            ));
        }
        for entry in &self.switched {
            let name = identifier(entry.name.unwrap_or_default());
            let hidden = setting(entry.settings, "invisible");
            alter.clause(format!("ALTER INDEX {name} {}", visibility(hidden)));
        }
    }
}

/// As they stand in a `CREATE TABLE`.
pub(super) fn texts(table: &Table) -> impl Iterator<Item = String> {
    entries(table).into_iter().map(|entry| entry.text)
}
