//! Constraints.

use super::index::parts;
use super::{clauses, identifier, list, named};
use crate::model::{Action, Check, Deferral, ForeignKey, Key};

/// `UNIQUE ("a", "b")`.
pub(super) fn key(what: &str, key: &Key) -> String {
    let (name, parts) = (named(key.name.as_ref()), parts(&key.parts));
    format!("{name}{what} {parts}{}", clauses(&key.settings))
}

/// As a table declares it: `FOREIGN KEY ("a") REFERENCES "t" ("b")`.
pub(super) fn foreign_key_of_table(key: &ForeignKey) -> String {
    let (name, columns) = (named(key.name.as_ref()), list(&key.columns));
    format!("{name}FOREIGN KEY {columns} {}", references(key))
}

/// As a column declares it: `REFERENCES "t" ("b")`.
pub(in super::super) fn foreign_key(key: &ForeignKey) -> String {
    format!("{}{}", named(key.name.as_ref()), references(key))
}

fn references(key: &ForeignKey) -> String {
    let mut text = format!("REFERENCES {}", identifier(&key.references.name));
    if !key.referenced.is_empty() {
        text += " ";
        text += &list(&key.referenced);
    }
    text += &clauses(&key.settings);
    for (when, action) in [
        (" ON UPDATE ", key.on_update),
        (" ON DELETE ", key.on_delete),
    ] {
        let action = match action {
            Action::Nothing => continue,
            Action::Restrict => "RESTRICT",
            Action::Cascade => "CASCADE",
            Action::SetNull => "SET NULL",
            Action::SetDefault => "SET DEFAULT",
        };
        text.extend([when, action]);
    }
    text += match key.deferral {
        Deferral::Immediate => "",
        Deferral::Deferrable => " DEFERRABLE",
        Deferral::Deferred => " DEFERRABLE INITIALLY DEFERRED",
    };
    text
}

/// A check, as a table or a column declares it.
pub(in super::super) fn check(check: &Check) -> String {
    format!("{}CHECK ({})", named(check.name.as_ref()), check.expression)
}
