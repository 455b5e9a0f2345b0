//! Changes of a table for which `ALTER TABLE` suffices: <https://www.sqlite.org/lang_altertable.html>.

use super::mention::mentions_one;
use super::rowid::has;
use super::{alike, ddl, same};
use crate::generate::pairs::Pairs;
use crate::generate::{Cost, Hazard, Options, Statement, Subject};
use crate::model::{Check, Column, ForeignKey, Part, Storage, Table};

/// Columns that come, at the end, and columns that go.
pub(super) struct Alteration<'a> {
    table: &'a Table,
    added: Vec<Added<'a>>,
    dropped: Vec<&'a Column>,
}

struct Added<'a> {
    column: &'a Column,
    foreign_keys: Vec<&'a ForeignKey>,
    checks: Vec<&'a Check>,
}

impl<'a> Alteration<'a> {
    /// None if the table has to be built anew.
    pub(super) fn of(old: &'a Table, new: &'a Table, options: &Options) -> Option<Self> {
        let columns = Pairs::by(&old.columns, &new.columns, Column::clone);
        let (kept, added) = new.columns.split_at(columns.both.len());
        let stay_first = columns.both.iter().map(|(_, column)| *column).eq(kept);
        let in_order = old
            .columns
            .iter()
            .filter(|column| kept.contains(column))
            .eq(kept);
        let dropped = columns.gone;
        let foreign_keys = Pairs::by(&old.foreign_keys, &new.foreign_keys, ForeignKey::clone);
        let checks = Pairs::by(&old.checks, &new.checks, Check::clone);
        let alterable = old.name == new.name
            && old.settings == new.settings
            && !has(new, "using")
            && old.primary_key == new.primary_key
            && alike::lists(&old.uniques, &new.uniques)
            && stay_first
            && in_order
            && kept.iter().any(|column| column.generated.is_none())
            && foreign_keys.gone.is_empty()
            && checks.gone.is_empty()
            && dropped.iter().all(|column| is_droppable(old, column))
            // One that comes back otherwise is the same one to whoever has rows in it.
            && !dropped.iter().any(|gone| added.iter().any(|new| same(&gone.name, &new.name)))
            && added.iter().all(|column| {
                let said = options.fills.get(&new.name, &column.name);
 is_addable(column) && (column.nullable || said.is_none())
            });
        if !alterable {
            return None;
        }
        let mut added: Vec<Added<'_>> = added.iter().map(Added::new).collect();
        for key in foreign_keys.new {
            let [name] = &*key.columns else { return None };
            let of = added.iter_mut().find(|added| added.column.name == *name)?;
            // Rows would refer to something from the start; refused while foreign keys are enforced.
            of.column.default.is_none().then_some(())?;
            of.foreign_keys.push(key);
        }
        for check in checks.new {
            let mut latest_first = added.iter_mut().rev();
            let of =
                latest_first.find(|added| mentions_one(&check.expression, &added.column.name))?;
            of.checks.push(check);
        }
        Some(Self {
            table: new,
            added,
            dropped,
        })
    }

    /// Whether SQLite looks at every view and trigger.
    pub(super) fn drops(&self) -> bool {
        !self.dropped.is_empty()
    }

    /// What is added comes first: a table always has a column.
    pub(super) fn statements(&self) -> Vec<Statement> {
        let table = ddl::identifier(&self.table.name.name);
        let subject = Subject::Table(self.table.name.clone());
        let added = self.added.iter().map(|added| {
            let text = format!("ALTER TABLE {table} ADD COLUMN {}", added.text());
            let hazards = added.checks.iter().map(|check| {
                let why = format!("`{}` is checked", check.expression);
                Hazard::new(Cost::MayFail, subject.clone()).because(why)
            });
            hazards.fold(Statement::new(text), Statement::costs)
        });
        let dropped = self.dropped.iter().map(|column| {
            let name = ddl::identifier(&column.name);
            let statement = Statement::new(format!("ALTER TABLE {table} DROP COLUMN {name}"));
            let of = Subject::Column(self.table.name.clone(), column.name.clone());
            match &column.generated {
                Some(of) if of.storage == Storage::Virtual => statement,
                Some(_) => statement.costs(Hazard::new(Cost::Rewrites, subject.clone())),
                None => statement
                    .costs(Hazard::new(Cost::Deletes, of))
                    .costs(Hazard::new(Cost::Rewrites, subject.clone())),
            }
        });
        added.chain(dropped).collect()
    }
}

impl<'a> Added<'a> {
    const fn new(column: &'a Column) -> Self {
        Self {
            column,
            foreign_keys: Vec::new(),
            checks: Vec::new(),
        }
    }

    fn text(&self) -> String {
        let keys = self.foreign_keys.iter().map(|key| ddl::foreign_key(key));
        let checks = self.checks.iter().map(|check| ddl::check(check));
        let parts: Vec<String> = [ddl::column(self.column)]
            .into_iter()
            .chain(keys)
            .chain(checks)
            .collect();
        parts.join(" ")
    }
}

/// Not what is stored and made from others; no default that has to be worked out; and what takes no NULL needs
/// another value.
fn is_addable(column: &Column) -> bool {
    if let Some(generated) = &column.generated {
        return generated.storage == Storage::Virtual && column.nullable;
    }
    let default = column.default.as_deref();
    default.is_none_or(ddl::is_constant)
        && (column.nullable || default.is_some_and(|default| default != "null"))
}

/// Not what a key, a constraint or another column is about. A catalog does not tell a check that was declared with
/// the column, which would go with it.
fn is_droppable(table: &Table, column: &Column) -> bool {
    let is_part = |part: &Part| part.name().is_some_and(|name| same(name, &column.name));
    let mut keys = table.primary_key.iter().chain(&table.uniques);
    let mut foreign = table.foreign_keys.iter().flat_map(|key| &key.columns);
    let mut others = table
        .columns
        .iter()
        .filter_map(|column| column.generated.as_ref());
    !keys.any(|key| key.parts.iter().any(is_part))
        && !foreign.any(|name| same(name, &column.name))
        && !table
            .checks
            .iter()
            .any(|check| mentions_one(&check.expression, &column.name))
        && !others.any(|other| mentions_one(&other.expression, &column.name))
}
