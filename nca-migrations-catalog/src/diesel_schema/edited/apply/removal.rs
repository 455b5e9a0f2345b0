//! Tables and columns that go, and what goes with them.

use super::Note;
use super::mentions::mentions;
use super::target::Target;
use crate::diesel_schema::edited::edit::Edit;
use crate::diesel_schema::edited::module::TableName;
use crate::diesel_schema::edited::obstacle::Obstacle;
use crate::model::{Name, Part, PartOf, Table, Trigger};

impl Target<'_> {
    pub(super) fn remove_table(&mut self, edit: &Edit, name: &TableName) -> Result<(), Obstacle> {
        let at = self.at(edit, name)?;
        let table = &self.catalog.tables[at];
        let refers = self.catalog.tables.iter().filter(|other| {
            // What goes too does not count.
            other.name != table.name && !self.is_removed(other)
        });
        for other in refers {
            let mut keys = other.foreign_keys.iter();
            if let Some(key) =
                keys.find(|key| key.references == table.name && !self.goes(other, &key.columns))
            {
                let columns = key.columns.join(", ");
                let object = format!("the foreign key ({columns}) of table `{}`", other.name);
                return Err(self.needed(edit, object));
            }
        }
        if let Some(object) = self.elsewhere(table, &[&table.name.name]) {
            return Err(self.needed(edit, object));
        }
        let gone = self.catalog.tables.remove(at).name;
        let owner = |owner: &Option<(Name, String)>| owner.as_ref().map(|(table, _)| table.clone());
        (self.catalog.sequences)
            .retain(|sequence| owner(&sequence.owned_by).as_ref() != Some(&gone));
        (self.catalog.others).retain(|other| other.on.as_ref() != Some(&gone));
        Ok(())
    }

    fn is_removed(&self, table: &Table) -> bool {
        let mut edits = self.edits.iter();
        edits.any(|edit| match edit {
            Edit::TableRemoved(name) => self.is_called(table, name),
            _ => false,
        })
    }

    /// Whether a column goes that is the only one of a key.
    fn goes(&self, table: &Table, columns: &[String]) -> bool {
        let mut edits = self.edits.iter();
        edits.any(|edit| match edit {
            Edit::ColumnRemoved {
                table: name,
                column,
            } => self.is_called(table, name) && matches!(columns, [only] if only == column),
            _ => false,
        })
    }

    fn is_called(&self, table: &Table, name: &TableName) -> bool {
        let found = super::target::find(&self.catalog, name);
        found.is_some_and(|at| self.catalog.tables[at].name == table.name)
    }

    pub(super) fn remove_column(
        &mut self,
        edit: &Edit,
        table: &TableName,
        column: &str,
    ) -> Result<(), Obstacle> {
        let (at, place) = self.column_at(edit, table, column)?;
        let there = &self.catalog.tables[at];
        let name = there.columns[place].name.clone();
        if let Some(object) = of_several(there, &name) {
            return Err(self.needed(edit, object));
        }
        if let Some(object) = self.elsewhere(there, &[&there.name.name, &name]) {
            return Err(self.needed(edit, object));
        }
        for other in &self.catalog.tables {
            let mut keys = other.foreign_keys.iter();
            let refers =
                keys.any(|key| key.references == there.name && key.referenced.contains(&name));
            if refers && !self.is_removed(other) {
                let object = format!("a foreign key of table `{}`", other.name);
                return Err(self.needed(edit, object));
            }
        }
        let owner = (there.name.clone(), name.clone());
        let there = &mut self.catalog.tables[at];
        let mut gone = take_own(there, &name);
        there.columns.remove(place);
        self.catalog.sequences.retain(|sequence| {
            let goes = sequence.owned_by.as_ref() == Some(&owner);
            if goes {
                gone.push(format!("sequence `{}`", sequence.name));
            }
            !goes
        });
        self.notes
            .extend(gone.into_iter().map(|object| Note::GoesWith {
                dialect: self.dialect,
                object,
                table: table.to_string(),
                column: name.clone(),
            }));
        Ok(())
    }

    /// What elsewhere names all of these.
    fn elsewhere(&self, table: &Table, names: &[&str]) -> Option<String> {
        let catalog = &self.catalog;
        let all = |text: &str| names.iter().all(|name| mentions(text, name));
        if let Some(view) = catalog.views.iter().find(|view| all(&view.definition)) {
            return Some(format!("view `{}`", view.name));
        }
        if let Some(routine) = (catalog.routines.iter()).find(|routine| all(&routine.definition)) {
            return Some(format!("routine `{}`", routine.name));
        }
        let other_tables = catalog.tables.iter().filter(|other| {
            // What goes too does not count.
            other.name != table.name && !self.is_removed(other)
        });
        let of_tables = other_tables.flat_map(|other| &other.triggers);
        let of_views = catalog.views.iter().flat_map(|view| &view.triggers);
        let is_it = |trigger: &&Trigger| all(&trigger.definition);
        if let Some(trigger) = of_tables.chain(of_views).find(is_it) {
            return Some(format!("trigger `{}`", trigger.name));
        }
        let mut others = catalog.others.iter();
        // What is on a table goes with it, but not with a column.
        let is_it = |on: &Option<Name>, definition: &str| match names {
            [_] => on.as_ref() != Some(&table.name) && all(definition),
            _ => all(definition),
        };
        let other = others.find(|other| is_it(&other.on, &other.definition))?;
        Some(format!("{} `{}`", other.kind, other.name))
    }
}

/// Takes out what is on the column alone, and says what that was.
fn take_own(table: &mut Table, column: &str) -> Vec<String> {
    let mut gone = Vec::new();
    let called = |kind: &str, name: Option<&str>| match name {
        Some(name) => format!("{kind} `{name}`"),
        None => format!("a {kind} without a name"),
    };
    table.uniques.retain(|key| {
        let goes = has(&key.parts, column);
        if goes {
            gone.push(called("unique constraint", key.name.as_deref()));
        }
        !goes
    });
    table.foreign_keys.retain(|key| {
        let goes = key.columns.iter().any(|name| name == column);
        if goes {
            gone.push(called("foreign key", key.name.as_deref()));
        }
        !goes
    });
    table.checks.retain(|check| {
        let goes = mentions(&check.expression, column);
        if goes {
            gone.push(called("check", check.name.as_deref()));
        }
        !goes
    });
    table.indexes.retain(|index| {
        let goes = has(&index.parts, column);
        if goes {
            gone.push(called("index", Some(&index.name)));
        }
        !goes
    });
    gone
}

/// What of the table needs the column and is not its own alone.
fn of_several(table: &Table, column: &str) -> Option<String> {
    let others = || table.columns.iter().filter(|other| other.name != column);
    if table
        .primary_key
        .as_ref()
        .is_some_and(|key| has(&key.parts, column))
    {
        return Some("the primary key".to_owned());
    }
    let several = |parts: &[Part], include: &[String]| {
        let part_of = has(parts, column) && parts.len() > 1;
        part_of || include.iter().any(|name| name == column)
    };
    let named = |name: Option<&String>| name.map_or_else(String::new, |name| format!(" `{name}`"));
    if let Some(key) = (table.uniques.iter()).find(|key| several(&key.parts, &key.include)) {
        return Some(format!(
            "the unique constraint{} of several columns",
            named(key.name.as_ref())
        ));
    }
    let mut foreign = table.foreign_keys.iter();
    if let Some(key) =
        foreign.find(|key| key.columns.len() > 1 && key.columns.iter().any(|name| name == column))
    {
        return Some(format!(
            "the foreign key{} of several columns",
            named(key.name.as_ref())
        ));
    }
    let mut indexes = table.indexes.iter();
    let partial = |predicate: &Option<String>| {
        predicate
            .as_deref()
            .is_some_and(|text| mentions(text, column))
    };
    if let Some(index) =
        indexes.find(|index| several(&index.parts, &index.include) || partial(&index.predicate))
    {
        return Some(format!(
            "index `{}`, which is about more than this column,",
            index.name
        ));
    }
    let mut checks = table.checks.iter();
    let over_several =
        |text: &str| mentions(text, column) && others().any(|other| mentions(text, &other.name));
    if let Some(check) = checks.find(|check| over_several(&check.expression)) {
        return Some(format!(
            "the check{} over several columns",
            named(check.name.as_ref())
        ));
    }
    let mut exclusions = table.exclusions.iter();
    if let Some(exclusion) = exclusions.find(|exclusion| {
        exclusion
            .parts
            .iter()
            .any(|(part, _)| part_has(part, column))
            || exclusion.include.iter().any(|name| name == column)
            || partial(&exclusion.predicate)
    }) {
        return Some(format!("the exclusion `{}`", exclusion.name));
    }
    let generated = others().find(|other| {
        let generated = other.generated.as_ref();
        generated.is_some_and(|generated| mentions(&generated.expression, column))
    });
    if let Some(other) = generated {
        return Some(format!("the generated column `{}`", other.name));
    }
    let mut triggers = table.triggers.iter();
    let trigger = triggers.find(|trigger| mentions(&trigger.definition, column))?;
    Some(format!("trigger `{}`", trigger.name))
}

fn has(parts: &[Part], column: &str) -> bool {
    parts.iter().any(|part| part_has(part, column))
}

fn part_has(part: &Part, column: &str) -> bool {
    match &part.of {
        PartOf::Column(name) => name == column,
        PartOf::Expression(text) => mentions(text, column),
    }
}
