//! New tables.

use nca_migrations_core::dialect::Dialect;

use super::column::plain;
use super::defaults::sqlite;
use super::resolve::Keyed;
use super::target::{Target, find, place};
use crate::diesel_schema::edited::edit::Edit;
use crate::diesel_schema::edited::module::{self, TableName};
use crate::diesel_schema::edited::obstacle::Obstacle;
use crate::diesel_schema::name;
use crate::model::{Column, Identity, Name, Sequence, Setting, Table};

impl Target<'_> {
    pub(super) fn add_table(&mut self, edit: &Edit, table: &module::Table) -> Result<(), Obstacle> {
        if find(&self.catalog, &table.name).is_some() {
            return Err(self.taken(edit, format!("table `{}`", table.name)));
        }
        let name = self.new_name(edit, &table.name)?;
        let views = &self.catalog.views;
        if views.iter().any(|view| view.name == name) {
            return Err(self.taken(edit, format!("view `{name}`")));
        }
        let mut new = Table::new(name);
        new.settings = self.usual_settings();
        let is_numbered = self.is_numbered(table);
        for column in &table.columns {
            let in_key = table.primary_key.contains(&column.name);
            if is_numbered && in_key {
                let id = self.numbered(edit, table, column, &new.name)?;
                new.columns.push(id);
                continue;
            }
            let keyed = if in_key { Keyed::Yes } else { Keyed::No };
            let column_type = self.resolve(edit, &table.name, column, keyed)?;
            let nullable = column.diesel_type.nullable && (!in_key || self.keeps_null());
            new.columns.push(plain(&column.name, column_type, nullable));
        }
        new.primary_key = Some(self.new_key(&new.name, &table.primary_key));
        self.catalog.tables.push(new);
        Ok(())
    }

    /// Whether a key takes NULL where the module says so.
    fn keeps_null(&self) -> bool {
        self.dialect == Dialect::Sqlite && self.is_own()
    }

    /// The schema is the one of its neighbours in the module.
    fn new_name(&self, edit: &Edit, table: &TableName) -> Result<Name, Obstacle> {
        let named = |schema| Name {
            schema,
            name: table.name.clone(),
        };
        if self.dialect != Dialect::Postgres {
            return Ok(named(None));
        }
        let before = self.origin.module.tables.iter();
        let mut neighbours = before.filter(|other| other.name.schema == table.schema);
        let neighbour = neighbours.find_map(|other| find(&self.catalog, &other.name));
        if let Some(at) = neighbour {
            return Ok(named(self.catalog.tables[at].name.schema.clone()));
        }
        let Some(wanted) = &table.schema else {
            return Ok(named(None));
        };
        let mut schemas = self.catalog.schemas.iter();
        let schema = schemas.find(|schema| name::in_rust(&schema.name, None) == *wanted);
        match schema {
            Some(schema) => Ok(named(Some(schema.name.clone()))),
            None => Err(self.missing(edit, format!("schema `{wanted}`"))),
        }
    }

    /// MySQL: the engine and the collation that most tables have.
    fn usual_settings(&self) -> Vec<Setting> {
        if self.dialect != Dialect::Mysql {
            return Vec::new();
        }
        let mut seen: Vec<(Vec<Setting>, usize)> = Vec::new();
        for table in &self.head.tables {
            let usual = table.settings.iter();
            let usual: Vec<Setting> = usual
                .filter(|setting| matches!(setting.name, "engine" | "collate"))
                .cloned()
                .collect();
            match seen.iter_mut().find(|(known, _)| *known == usual) {
                Some((_, times)) => *times += 1,
                None => seen.push((usual, 1)),
            }
        }
        let most = seen.into_iter().rev().max_by_key(|(_, times)| *times);
        most.map(|(settings, _)| settings).unwrap_or_default()
    }

    /// Whether rows are inserted without their key: whoever uses Diesel expects that of an `id`.
    fn is_numbered(&self, table: &module::Table) -> bool {
        let [key] = &*table.primary_key else {
            return false;
        };
        let is_whole = table.column(key).is_some_and(|column| {
            let of = &column.diesel_type;
            matches!(&*of.name, "Integer" | "BigInt" | "SmallInt") && !of.array
        });
        is_whole && key == "id" && self.new_join(&table.name, key).is_none()
    }

    /// The column `id` as the chain's other tables have it, else in the plain form of today.
    fn numbered(
        &mut self,
        edit: &Edit,
        table: &module::Table,
        column: &module::Column,
        name: &Name,
    ) -> Result<Column, Obstacle> {
        let alike = self.most_alike(column);
        if self.dialect == Dialect::Sqlite {
            return self.row_id(edit, column, alike.as_ref());
        }
        let mut id = if let Some((alike, _)) = &alike {
            Column {
                comment: None,
                ..alike.clone()
            }
        } else {
            let of = self.resolve(edit, &table.name, column, Keyed::Yes)?;
            let identity = match self.dialect {
                Dialect::Postgres => Identity::ByDefault(Vec::new()),
                _ => Identity::Increment,
            };
            Column {
                identity: Some(identity),
                ..plain(&column.name, of, false)
            }
        };
        if let Some((_, Some(sequence))) = alike {
            let of = Name {
                schema: name.schema.clone(),
                name: format!("{}_{}_seq", name.name, column.name),
            };
            // As the server writes it.
            id.default = Some(format!(
                "nextval('{}'::regclass)",
                of.to_string().replace('\'', "''")
            ));
            self.catalog.sequences.push(Sequence {
                name: of,
                owned_by: Some((name.clone(), column.name.clone())),
                comment: None,
                ..sequence
            });
        }
        Ok(id)
    }

    fn row_id(
        &self,
        edit: &Edit,
        column: &module::Column,
        alike: Option<&(Column, Option<Sequence>)>,
    ) -> Result<Column, Obstacle> {
        let integer = module::DieselType {
            name: "Integer".to_owned(),
            nullable: false,
            array: false,
            unsigned: false,
        };
        let of = sqlite(&integer, None);
        let of = of.ok_or_else(|| self.impossible(edit, "there is no row id"))?;
        let row_ids = self.origin.module.tables.iter();
        let mut row_ids = row_ids.filter_map(|table| match &*table.primary_key {
            [key] if key == "id" => table.column(key),
            _ => None,
        });
        let differs = |other: &module::Column| !other.diesel_type.is_like(&column.diesel_type);
        if self.is_own() && alike.is_none() && row_ids.any(differs) {
            let because = "what is an `id` in this module's other tables is of another type, because \
                           `sqlite_integer_primary_key_is_bigint` in diesel.toml sets it for all; give it the same";
            return Err(self.impossible(edit, because));
        }
        let identity = alike.and_then(|(alike, _)| alike.identity.clone());
        let nullable = column.diesel_type.nullable && self.keeps_null();
        Ok(Column {
            identity,
            ..plain(&column.name, of, nullable)
        })
    }

    /// What most tables have as an `id` of the same type, with the sequence that it is numbered by.
    fn most_alike(&self, column: &module::Column) -> Option<(Column, Option<Sequence>)> {
        let mut seen: Vec<((Column, Option<Sequence>), String, usize)> = Vec::new();
        for table in &self.origin.module.tables {
            let of = match &*table.primary_key {
                [key] if key == &column.name => table.column(key),
                _ => None,
            };
            let Some(at) = find(self.head, &table.name) else {
                continue;
            };
            let there = &self.head.tables[at];
            let Some(at) = place(self.dialect, there, &column.name) else {
                continue;
            };
            if !of.is_some_and(|of| of.diesel_type.is_like(&column.diesel_type)) {
                continue;
            }
            let found = &there.columns[at];
            let mut sequences = self.head.sequences.iter();
            let sequence = sequences.find(|sequence| {
                let owner = (there.name.clone(), found.name.clone());
                sequence.owned_by.as_ref() == Some(&owner)
            });
            if sequence.is_none() && found.default.is_some() {
                continue;
            }
            let like = format!(
                "{:?} {:?} {}",
                found.column_type,
                found.identity,
                sequence.is_some()
            );
            match seen.iter_mut().find(|(_, known, _)| *known == like) {
                Some((.., times)) => *times += 1,
                None => seen.push(((found.clone(), sequence.cloned()), like, 1)),
            }
        }
        let most = seen.into_iter().rev().max_by_key(|(.., times)| *times);
        most.map(|(found, ..)| found)
    }
}
