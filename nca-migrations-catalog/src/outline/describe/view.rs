//! A view.

use super::{column, comment, index, item, settings, sorted, trigger};
use crate::model::{View, ViewKind};
use crate::outline::Item;

/// The query says what its columns are, so a column is listed only when there is more to say about it.
pub(super) fn view(view: &View) -> Item {
    let kind = match view.kind {
        ViewKind::Plain => "view",
        ViewKind::Materialized => "materialized-view",
    };
    let more = |column: &&crate::model::Column| {
        column.comment.is_some() || column.default.is_some() || !column.settings.is_empty()
    };
    let groups: [Vec<Item>; 5] = [
        settings(&view.settings).collect(),
        comment(view.comment.as_ref()).collect(),
        view.columns
            .iter()
            .filter(more)
            .map(column::column)
            .collect(),
        view.indexes.iter().map(index::index).collect(),
        view.triggers.iter().map(trigger).collect(),
    ];
    let parts = groups.into_iter().flat_map(sorted).collect();
    item(kind, view.name.to_string(), &view.definition, parts)
}
