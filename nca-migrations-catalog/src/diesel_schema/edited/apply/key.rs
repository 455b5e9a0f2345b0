//! Primary keys.

use nca_migrations_core::dialect::Dialect;

use super::convention;
use super::target::{Target, place};
use crate::diesel_schema::edited::edit::Edit;
use crate::diesel_schema::edited::module::TableName;
use crate::diesel_schema::edited::obstacle::Obstacle;
use crate::model::{Deferral, Identity, Key, Name, Part};

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
        self.takes_key(edit, at, &places)?;
        let dialect = self.dialect;
        let old = self.catalog.tables[at].primary_key.take();
        let name = self.catalog.tables[at].name.clone();
        let was: Vec<String> = (old.iter().flat_map(|key| &key.parts))
            .filter_map(|part| part.name().map(str::to_owned))
            .collect();
        let key = match old {
            Some(old) => Key {
                parts: in_order(old.parts, columns),
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
            let mut keys = other.foreign_keys.iter();
            let to_the_key = |referenced: &[String]| {
                let parts = table.primary_key.iter().flat_map(|key| &key.parts);
                referenced.is_empty()
                    || parts.into_iter().any(|part| {
                        part.name()
                            .is_some_and(|part| referenced.iter().any(|name| name == part))
                    })
            };
            let refers =
                keys.find(|key| key.references == table.name && to_the_key(&key.referenced));
            if let Some(key) = refers {
                let columns = key.columns.join(", ");
                let object = format!("the foreign key ({columns}) of table `{}`", other.name);
                return Err(self.needed(edit, object));
            }
        }
        Ok(())
    }

    /// Whether the engine takes these columns as a key.
    fn takes_key(&self, edit: &Edit, at: usize, places: &[usize]) -> Result<(), Obstacle> {
        let table = &self.catalog.tables[at];
        let numbered = table
            .columns
            .iter()
            .position(|column| column.identity == Some(Identity::Increment));
        let stays = match self.dialect {
            Dialect::Postgres => true,
            Dialect::Sqlite => numbered.is_none_or(|numbered| places == [numbered]),
            _ => numbered.is_none_or(|numbered| places.contains(&numbered)),
        };
        if let (false, Some(numbered)) = (stays, numbered) {
            let because = format!(
                "column `{}` is numbered, which goes with its being the key; say what becomes of that in a .sql \
                 file (`--from`)",
                table.columns[numbered].name
            );
            return Err(self.impossible(edit, because));
        }
        if self.dialect != Dialect::Mysql {
            return Ok(());
        }
        for column in places.iter().map(|place| &table.columns[*place]) {
            let written = &column.column_type.written;
            let endless = ["text", "blob"].iter().any(|end| written.ends_with(end));
            if endless {
                let because = format!(
                    "column `{}` is `{written}`, which is too long for a key; give it another type first, such as \
                     `varchar(255)`, in a .sql file (`--from`)",
                    column.name
                );
                return Err(self.impossible(edit, because));
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

/// What stays keeps its place in the key: a module of SQLite does not tell it.
fn in_order(old: Vec<Part>, columns: &[String]) -> Vec<Part> {
    let is = |part: &Part, column: &String| {
        part.name()
            .is_some_and(|name| name.eq_ignore_ascii_case(column))
    };
    let mut parts = old;
    parts.retain(|part| columns.iter().any(|column| is(part, column)));
    for column in columns {
        if !parts.iter().any(|part| is(part, column)) {
            parts.push(Part::column(column));
        }
    }
    parts
}
