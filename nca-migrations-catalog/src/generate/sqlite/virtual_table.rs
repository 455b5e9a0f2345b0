//! Virtual tables: <https://www.sqlite.org/vtab.html>. What their rows are is the business of their module, so
//! only those of modules that are known go from one table to another.

use super::mention::words;
use super::rowid::has;
use crate::generate::Obstacle;
use crate::model::Table;

/// Options that say how a module keeps its rows and finds them, and not what they are.
const HARMLESS: [&str; 9] = [
    "tokenize",
    "prefix",
    "detail",
    "columnsize",
    "matchinfo",
    "order",
    "compress",
    "uncompress",
    "notindexed",
];

/// What stands in the way of copying the rows of a table to the one that takes its place.
pub(super) fn obstacle(old: &Table, new: &Table) -> Option<Obstacle> {
    let mut tables = [old, new].into_iter();
    let unknown = tables.find(|table| has(table, "using") && !has_plain_rows(table));
    let other = is_boxes(new) && !(is_boxes(old) && boxes(old) == boxes(new));
    let table = unknown.or(other.then_some(new))?;
    Some(Obstacle::Inexpressible {
        object: format!("virtual table {}", new.name),
        because: format!(
            "it is not known how rows get to or from `{}`; write statements that drop, make and fill it",
            module(table)
        ),
    })
}

/// The module's name, in lower case.
fn name(table: &Table) -> Option<String> {
    words(module(table)).next()
}

fn is_boxes(table: &Table) -> bool {
    name(table).is_some_and(|name| name.starts_with("rtree"))
}

/// The module with its coordinates, without what is merely kept beside them. Values of others would become 0, and
/// where a box is in a dimension that is new only a person can say.
fn boxes(table: &Table) -> Vec<&str> {
    let arguments = module(table)
        .trim_end_matches(')')
        .split(',')
        .map(str::trim);
    arguments
        .filter(|argument| !argument.starts_with('+'))
        .collect()
}

fn module(table: &Table) -> &str {
    let mut settings = table
        .settings
        .iter()
        .filter(|setting| setting.name == "using");
    settings
        .next()
        .and_then(|setting| setting.value.as_deref())
        .unwrap_or_default()
}

/// Whether all that went in comes out again: <https://www.sqlite.org/fts5.html>, <https://www.sqlite.org/fts3.html>,
/// <https://www.sqlite.org/rtree.html>.
fn has_plain_rows(table: &Table) -> bool {
    let module = module(table);
    let known = ["fts5", "fts4", "fts3", "rtree", "rtree_i32"];
    if !name(table).is_some_and(|name| known.contains(&&*name)) {
        return false;
    }
    let mut options = module
        .split(',')
        .filter_map(|argument| argument.split_once('='));
    options.all(|(option, _)| {
        let option = option.rsplit('(').next().unwrap_or_default().trim();
        HARMLESS.contains(&&*option.to_ascii_lowercase())
    })
}
