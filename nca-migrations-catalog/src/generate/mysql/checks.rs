//! Check constraints of tables. Those of columns are part of their columns.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::lex;

use super::alter::Alter;
use super::column::{Described, same};
use super::cost::{copy, table};
use super::script::Script;
use super::text::{self, identifier, setting, value};
use crate::generate::Cost;
use crate::model::{Check, Column, Table};

pub(super) fn of_table(table: &Table) -> impl Iterator<Item = &Check> {
    let checks = table.checks.iter();
    checks.filter(|check| setting(&check.settings, "of the column").is_none())
}

fn is_in(table: &Table, check: &Check) -> bool {
    let is_same = |other: &Check| {
        let names = other.name.as_deref().zip(check.name.as_deref());
        names.is_none_or(|(one, other)| one == other)
            && other.expression == check.expression
            && other.settings == check.settings
    };
    of_table(table).any(is_same)
}

/// Takes away those that are not in the new table as they are. `DROP CONSTRAINT` is MariaDB's way, and MySQL's
/// since 8.0.19: <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>.
pub(super) fn drop_gone(alter: &mut Alter<'_>, of: &mut Table, new: &Table) {
    let is_gone =
        |check: &Check| setting(&check.settings, "of the column").is_none() && !is_in(new, check);
    for check in of.checks.extract_if(.., |check| is_gone(check)) {
        alter.clause(drop(&check));
    }
}

fn drop(check: &Check) -> String {
    let name = check.name.as_deref().unwrap_or_default();
    format!("DROP CONSTRAINT {}", identifier(name))
}

/// Those that `old` does not have. What rows had to be like in the `first` place, they are.
pub(super) fn add(alter: &mut Alter<'_>, first: &Table, old: &Table, new: &Table) {
    for check in of_table(new).filter(|check| !is_in(old, check)) {
        alter.clause(format!("ADD {}", text::check(check)));
        if setting(&check.settings, "not enforced").is_none() {
            let unfit = table(Cost::MayFail, &new.name).because("there is a new check");
            alter.costs((!is_in(first, check)).then_some(unfit));
            alter.costs(copy(&new.name, "all rows are checked"));
        }
    }
}

/// Takes away those that name a column, and says how. MariaDB takes some of them along with the column, and
/// refuses because of others.
pub(super) fn forget(of: &mut Table, column: &str) -> Vec<String> {
    let names = |check: &Check| {
        let expression = &check.expression;
        setting(&check.settings, "of the column").is_none()
            && lex(expression, Dialect::Mysql)
                .any(|token| same(&bare(&expression[token.range]), column))
    };
    let gone = of.checks.extract_if(.., |check| names(check));
    gone.map(|check| drop(&check)).collect()
}

/// MariaDB: the column that a check belongs to. Its name is the column's, and stays that when the column gets
/// another one; then it is the column that the check speaks of.
pub(super) fn owner<'a>(table: &'a Table, check: &Check) -> Option<&'a str> {
    setting(&check.settings, "of the column")?;
    let find = |name: &str| {
        let mut columns = table.columns.iter();
        columns
            .find(|column| same(&column.name, name))
            .map(|column| &*column.name)
    };
    let by_name = check.name.as_deref().and_then(find);
    by_name.or_else(|| {
        let expression = &check.expression;
        lex(expression, Dialect::Mysql).find_map(|token| find(&bare(&expression[token.range])))
    })
}

fn bare(identifier: &str) -> String {
    let inner = identifier
        .strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'));
    inner.unwrap_or(identifier).replace("``", "`")
}

/// Checks of columns that had another name when the check was made, and are not there yet: the column gets that name
/// for a moment.
pub(super) fn add_renamed(script: &mut Script, old: Option<&Table>, new: &Table) {
    for check in &new.checks {
        let Some(column) = owner(new, check) else {
            continue;
        };
        let name = check.name.as_deref().unwrap_or_default();
        let is_there = old.is_some_and(|old| old.checks.contains(check));
        if same(column, name) || is_there {
            continue;
        }
        let Some(owner) = new.columns.iter().find(|owner| owner.name == column) else {
            continue;
        };
        let expression: String = lex(&check.expression, Dialect::Mysql)
            .map(|token| &check.expression[token.range])
            .map(|word| {
                if same(&bare(word), column) {
                    identifier(name)
                } else {
                    word.to_owned()
                }
            })
            .collect();
        let check = Check {
            expression,
            ..check.clone()
        };
        let named = Column {
            name: name.to_owned(),
            ..owner.clone()
        };
        let mut described = Described::of(new, owner);
        described.column = &named;
        described.check = Some(&check);
        let text = described.within(value(&new.settings, "collate"));
        let mut alter = Alter::of(&new.name);
        alter.clause(format!("CHANGE COLUMN {} {text}", identifier(column)));
        alter.write(script);
        let mut alter = Alter::of(&new.name);
        alter.clause(format!(
            "RENAME COLUMN {} TO {}",
            identifier(name),
            identifier(column)
        ));
        alter.write(script);
    }
}
