//! Settings of tables.

use super::alter::Alter;
use super::cost::{copy, table};
use super::derived;
use super::script::Script;
use super::text::{identifier, setting, string, value};
use crate::generate::Cost;
use crate::model::{Setting, Table};

const VERSIONED: &str = "with system versioning";

/// As they stand behind the columns of a `CREATE TABLE`.
pub(super) fn texts(table: &Table) -> Vec<String> {
    let mut texts = Vec::new();
    texts.extend(value(&table.settings, "engine").map(|engine| format!("ENGINE={engine}")));
    texts.extend(value(&table.settings, "collate").map(collation));
    texts.extend(options(table).map(option));
    texts.extend(
        table
            .comment
            .as_ref()
            .map(|comment| format!("COMMENT={}", string(comment))),
    );
    if is_versioned(table) {
        texts.push("WITH SYSTEM VERSIONING".to_owned());
    }
    texts
}

/// With the character set that it is of: alone, MySQL would take it for one of the table's character set.
fn collation(collation: &str) -> String {
    let charset = collation
        .split_once('_')
        .map_or(collation, |(charset, _)| charset);
    format!("DEFAULT CHARSET={charset} COLLATE={collation}")
}

fn options(table: &Table) -> impl Iterator<Item = &str> {
    let options = table
        .settings
        .iter()
        .filter(|setting| setting.name == "option");
    options.filter_map(|option| option.value.as_deref())
}

/// In capitals if it is one of the servers' own. One of an engine keeps its letters, which the catalog shows.
fn option(option: &str) -> String {
    const OWN: [&str; 6] = [
        "row_format",
        "key_block_size",
        "max_rows",
        "min_rows",
        "avg_row_length",
        "checksum",
    ];
    match option.split_once('=') {
        Some((name, value)) if OWN.contains(&name) => {
            format!("{}={value}", name.to_ascii_uppercase())
        }
        _ => option.to_owned(),
    }
}

pub(super) fn is_versioned(table: &Table) -> bool {
    setting(&table.settings, VERSIONED).is_some()
}

/// The columns in which MariaDB keeps since when and until when a row was as it is, if the table names them:
/// <https://mariadb.com/kb/en/system-versioned-tables/>.
pub(super) fn period(table: &Table) -> Option<(&str, &str)> {
    let made = |expression: &str| {
        let is_it = |column: &&crate::model::Column| {
            (column.generated.as_ref()).is_some_and(|made| made.expression == expression)
        };
        table.columns.iter().find(is_it).map(|column| &*column.name)
    };
    made("ROW START").zip(made("ROW END"))
}

pub(super) fn alter(alter: &mut Alter<'_>, old: &Table, new: &Table) {
    let of = alter.table;
    let (was, is) = (
        value(&old.settings, "engine"),
        value(&new.settings, "engine"),
    );
    if let Some(engine) = is.filter(|_| was != is) {
        alter.clause(format!("ENGINE={engine}"));
        alter.costs(copy(of, "the table gets another engine"));
    }
    let (was, is) = (
        value(&old.settings, "collate"),
        value(&new.settings, "collate"),
    );
    if let Some(name) = is.filter(|_| was != is) {
        alter.clause(collation(name));
    }
    for option in options(new).filter(|option| !options(old).any(|other| other == *option)) {
        alter.clause(self::option(option));
        alter.costs(option_cost(option, of));
    }
    for option in options(old) {
        let name = option_name(option);
        if !options(new).any(|other| option_name(other).eq_ignore_ascii_case(name)) {
            alter.clause(unset(name));
            alter.costs(option_cost(option, of));
        }
    }
    if old.comment != new.comment {
        let comment = new.comment.as_deref().unwrap_or_default();
        alter.clause(format!("COMMENT={}", string(comment)));
    }
    switch_history(alter, old, new);
}

/// Whether some of its columns have no history: MariaDB takes that only of a table that has one already.
fn is_by_column(old: &Table, new: &Table) -> bool {
    let mut columns = old.columns.iter().chain(&new.columns);
    columns.any(|column| setting(&column.settings, "without system versioning").is_some())
}

/// First of all, where it has to be: a history goes before anything else changes, and comes before a column has none.
pub(super) fn switch_history_first(script: &mut Script, between: &mut Table, new: &Table) {
    let is_first = is_versioned(between) || is_by_column(between, new);
    if is_first && is_versioned(between) != is_versioned(new) {
        let mut alter = Alter::of(&new.name);
        // Its columns of time go with it, and what has them.
        let times = period(between).map(|(start, end)| [start.to_owned(), end.to_owned()]);
        let has_times = times.is_some();
        for column in times.into_iter().flatten() {
            for clause in derived::forget(between, &column) {
                alter.clause(clause);
            }
            alter.clause(format!("DROP COLUMN {}", identifier(&column)));
            between.columns.retain(|other| other.name != column);
        }
        switch_history(&mut alter, between, new);
        let mut inner = Script::default();
        alter.write(&mut inner);
        script.within_history(inner, has_times);
        between.settings.retain(|setting| setting.name != VERSIONED);
        between
            .settings
            .extend(setting(&new.settings, VERSIONED).cloned());
    }
}

fn switch_history(alter: &mut Alter<'_>, old: &Table, new: &Table) {
    let of = alter.table;
    match (is_versioned(old), is_versioned(new)) {
        (false, true) => {
            alter.clause("ADD SYSTEM VERSIONING");
            alter.costs(copy(of, "rows get a time"));
        }
        (true, false) => {
            alter.clause("DROP SYSTEM VERSIONING");
            let lost = table(Cost::Deletes, of).because("rows as they were go");
            alter.costs([lost]);
            alter.costs(copy(of, "rows lose their time"));
        }
        _ => {}
    }
}

/// Of a table that has its rows elsewhere the catalog does not tell where.
pub(super) fn refuse_elsewhere(script: &mut Script, old: Option<&Table>, new: &Table) {
    const ELSEWHERE: [&str; 4] = ["MRG_MyISAM", "FEDERATED", "CONNECT", "SPIDER"];
    let engine = value(&new.settings, "engine").unwrap_or_default();
    let is_elsewhere = ELSEWHERE
        .iter()
        .any(|other| other.eq_ignore_ascii_case(engine));
    if is_elsewhere && !old.is_some_and(|old| same_engine(old, new)) {
        script.refuse(
            format!("table {}", new.name),
            format!("the catalog does not tell where {engine} has its rows: write it by hand"),
        );
    }
}

fn option_name(option: &str) -> &str {
    option.split_once('=').map_or(option, |(name, _)| name)
}

/// What needs the rows as they are stored written anew, and what is only remembered:
/// <https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html>, "Table Operations".
fn option_cost(option: &str, of: &crate::model::Name) -> Option<crate::generate::Hazard> {
    let remembered = ["max_rows", "min_rows", "avg_row_length", "delay_key_write"];
    let name = option_name(option);
    let is_remembered = remembered
        .iter()
        .any(|other| other.eq_ignore_ascii_case(name));
    (!is_remembered).then(|| table(Cost::Rewrites, of).because("rows are stored in another way"))
}

/// The default of an option: <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>, and MariaDB's
/// <https://mariadb.com/kb/en/engine-defined-new-tablefieldindex-attributes/>.
fn unset(name: &str) -> String {
    let value = match &*name.to_ascii_lowercase() {
        "key_block_size" | "max_rows" | "min_rows" | "avg_row_length" | "checksum"
        | "delay_key_write" => "0",
        "compression" | "connection" => "''",
        "encryption" => "'N'",
        _ => "DEFAULT",
    };
    option(&format!("{name}={value}"))
}

/// Whether the two have the same engine.
pub(super) fn same_engine(old: &Table, new: &Table) -> bool {
    let engine = |table: &Table| -> Option<Setting> { setting(&table.settings, "engine").cloned() };
    engine(old) == engine(new)
}
