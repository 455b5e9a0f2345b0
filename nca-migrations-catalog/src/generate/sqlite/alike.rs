//! When two objects are the same, as far as a catalog counts it.

use crate::generate::pairs::Pairs;
use crate::model::{Table, Trigger, View};

/// Whether everything that `CREATE TABLE` says is the same.
pub(super) fn tables(old: &Table, new: &Table) -> bool {
    old.name == new.name
        && old.settings == new.settings
        && old.columns == new.columns
        && old.primary_key == new.primary_key
        && lists(&old.uniques, &new.uniques)
        && lists(&old.foreign_keys, &new.foreign_keys)
        && lists(&old.checks, &new.checks)
}

/// Whether two lists have the same in them, in whatever order.
pub(super) fn lists<T: PartialEq + Clone>(old: &[T], new: &[T]) -> bool {
    let pairs = Pairs::by(old, new, T::clone);
    pairs.gone.is_empty() && pairs.new.is_empty()
}

pub(super) fn views(old: &View, new: &View) -> bool {
    old.name == new.name
        && lines(&old.definition) == lines(&new.definition)
        && old.settings == new.settings
}

pub(super) fn triggers(old: &Trigger, new: &Trigger) -> bool {
    old.name == new.name && lines(&old.definition) == lines(&new.definition)
}

/// Without regard to how lines end.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}
