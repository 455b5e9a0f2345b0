//! A table.

use super::{column, comment, constraint, index, item, settings, sorted, trigger};
use crate::model::Table;
use crate::outline::Item;

pub(super) fn table(table: &Table) -> Item {
    let groups: [Vec<Item>; 10] = [
        settings(&table.settings).collect(),
        comment(table.comment.as_ref()).collect(),
        // In their own order.
        Vec::new(),
        table
            .primary_key
            .iter()
            .map(|key| constraint::key("primary-key", key))
            .collect(),
        table
            .uniques
            .iter()
            .map(|key| constraint::key("unique", key))
            .collect(),
        table
            .foreign_keys
            .iter()
            .map(constraint::foreign_key)
            .collect(),
        table.checks.iter().map(constraint::check).collect(),
        table.exclusions.iter().map(constraint::exclusion).collect(),
        table.indexes.iter().map(index::index).collect(),
        table.triggers.iter().map(trigger).collect(),
    ];
    let mut groups = groups.map(sorted);
    groups[2] = table.columns.iter().map(column::column).collect();
    let parts = groups.into_iter().flatten().collect();
    item("table", table.name.to_string(), "", parts)
}
