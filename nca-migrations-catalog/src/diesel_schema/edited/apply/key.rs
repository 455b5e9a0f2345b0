//! Primary keys.

use nca_migrations_core::dialect::Dialect;

use super::convention;
use super::target::{Target, place};
use crate::diesel_schema::edited::edit::Edit;
use crate::diesel_schema::edited::module::TableName;
use crate::diesel_schema::edited::obstacle::Obstacle;
use crate::model::{Deferral, Key, Name, Part};

impl Target<'_> {
    pub(super) fn change_key(
        &mut self,
        edit: &Edit,
        table: &TableName,
        columns: &[String],
    ) -> Result<(), Obstacle> {
        let at = self.at(edit, table)?;
        let mut places = Vec::new();
        for column in columns {
            let found = place(self.dialect, &self.catalog.tables[at], column);
            let missing = || self.missing(edit, format!("column `{column}` in table `{table}`"));
            places.push(found.ok_or_else(missing)?);
        }
        self.keep_references(edit, at)?;
        let dialect = self.dialect;
        let old = self.catalog.tables[at].primary_key.take();
        let name = self.catalog.tables[at].name.clone();
        let was: Vec<String> = (old.iter().flat_map(|key| &key.parts))
            .filter_map(|part| part.name().map(str::to_owned))
            .collect();
        let key = match old {
            Some(old) => Key {
                parts: columns.iter().map(Part::column).collect(),
                ..old
            },
            None => self.new_key(&name, columns),
        };
        let table = &mut self.catalog.tables[at];
        table.primary_key = Some(key);
        for place in places {
            let column = &mut table.columns[place];
            // SQLite keeps what the column itself says.
            let was_in = was.contains(&column.name);
            if dialect != Dialect::Sqlite || !was_in {
                column.nullable = false;
            }
        }
        Ok(())
    }

    /// Nothing may refer to the key that was, unless it goes too.
    fn keep_references(&self, edit: &Edit, at: usize) -> Result<(), Obstacle> {
        let table = &self.catalog.tables[at];
        for other in &self.catalog.tables {
            if let Some(key) = (other.foreign_keys.iter()).find(|key| key.references == table.name)
            {
                let columns = key.columns.join(", ");
                let object = format!("the foreign key ({columns}) of table `{}`", other.name);
                return Err(self.needed(edit, object));
            }
        }
        Ok(())
    }

    /// A key with the name that the chain gives to such.
    pub(super) fn new_key(&self, table: &Name, columns: &[String]) -> Key {
        let others = self.head.tables.iter().filter_map(|table| {
            let key = table.primary_key.as_ref()?;
            Some((table, String::new(), key.name.as_deref()))
        });
        let by_convention = convention::name(others, table, "");
        let name = match self.dialect {
            // What the server calls it.
            Dialect::Postgres => by_convention.or_else(|| Some(format!("{}_pkey", table.name))),
            Dialect::Sqlite => by_convention,
            // It is called `PRIMARY` whatever is asked for.
            _ => None,
        };
        Key {
            name,
            parts: columns.iter().map(Part::column).collect(),
            include: Vec::new(),
            deferral: Deferral::Immediate,
            settings: Vec::new(),
            comment: None,
        }
    }
}
