//! Check constraints of tables. Those of columns are part of their columns.

use super::alter::Alter;
use super::column::same;
use super::cost::{copy, table};
use super::text::{self, identifier, setting};
use crate::generate::Cost;
use crate::model::{Check, Table};

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

/// Those that are not in the new table as they are.
pub(super) fn gone<'a>(old: &'a Table, new: &Table) -> Vec<&'a Check> {
    of_table(old).filter(|check| !is_in(new, check)).collect()
}

/// `DROP CONSTRAINT` is MariaDB's way, and MySQL's since 8.0.19:
/// <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>.
pub(super) fn drop(alter: &mut Alter<'_>, gone: &[&Check]) {
    for check in gone {
        let name = check.name.as_deref().unwrap_or_default();
        alter.clause(format!("DROP CONSTRAINT {}", identifier(name)));
    }
}

pub(super) fn add(alter: &mut Alter<'_>, old: &Table, new: &Table) {
    for check in of_table(new).filter(|check| !is_in(old, check)) {
        alter.clause(format!("ADD {}", text::check(check)));
        if setting(&check.settings, "not enforced").is_none() {
            alter.costs([table(Cost::MayFail, &new.name).because("there is a new check")]);
            alter.costs(copy(&new.name, "all rows are checked"));
        }
    }
}

/// Whether a check may speak of that column.
pub(super) fn names(check: &Check, column: &str) -> bool {
    use nca_migrations_core::dialect::Dialect;
    let mut tokens = nca_migrations_core::sql::lex(&check.expression, Dialect::Mysql);
    tokens.any(|token| same(check.expression[token.range].trim_matches('`'), column))
}
